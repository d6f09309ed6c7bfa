use domain::access::Operation;
use domain::response::starter::Starter;
use domain::response::{Offer, TextStatus};
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use service::response::{ResponseRow, Responses};

use super::import::exchange;
use super::{section, shelf_link, standing};
use crate::form::Form;
use crate::kit::{Choice, Field, empty, select};
use crate::page::Page;
use crate::product::shelf::list_head;
use crate::release::Tab;
use crate::symbol::{Symbol, Tag};
use crate::words::counted;

/// Which of the templates are shown.
#[derive(Clone, Default, Debug)]
pub struct Filter {
    pub words: String,
    pub status: Option<TextStatus>,
}

/// More would be a page that nobody reads.
const SHOWN: usize = 200;

impl Filter {
    fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.status.is_none()
    }

    fn takes(&self, row: &ResponseRow, today: Date) -> bool {
        let text = &row.response.text;
        let all = [text.topic.as_str(), text.title.as_str(), text.short_code.as_str()].join(" ");
        let all = format!("{all} {}", text.questions.as_lines()).to_lowercase();
        let words = self.words.to_lowercase();
        let found = words.split_whitespace().all(|word| all.contains(word));
        found && self.status.is_none_or(|status| has(row, status, today))
    }
}

/// The templates of a release, or those of a product that are for all of its releases.
#[must_use]
pub fn responses_page(responses: &Responses, filter: &Filter, now: Timestamp) -> Page {
    let shelf = &responses.shelf;
    let today = shelf.today(now);
    let (here, _) = shelf_link(shelf);
    let product = shelf.product.address();
    let (top, name) = list_head(shelf, (Tab::Responses, "Responses"), now);
    let begin =
        shelf.may(Operation::WriteResponse).then(|| (format!("{here}/new"), "Add template"));
    let list = if responses.rows.is_empty() {
        let offer = shelf.may(Operation::WriteResponse).then(|| starters(&here));
        view! {
            {empty(
                "No templates yet",
                "A template is the approved answer to something that people ask. Whoever asks gets the same right \
                answer from everybody in support.",
                begin.clone(),
            )}
            {offer}
        }
        .into_any()
    } else {
        view! {
            {filter_form(&here, filter)}
            {by_topic(responses, filter, today)}
        }
        .into_any()
    };
    let more = begin.filter(|_| !responses.rows.is_empty()).map(|(href, label)| {
        view! {
            <p class="actions">
                <a class="button" href=href>
                    {label}
                </a>
            </p>
        }
    });
    let others = shelf.release.is_some().then(|| {
        view! {
            <p>
                <a href=format!("{product}/responses")>"Responses for all releases of the product"</a>
            </p>
        }
    });
    let content = view! {
        {top}
        <section class="sheet" aria-labelledby="responses">
            <h2 class="large" id="responses">
                {answer(&responses.rows, today)}
            </h2>
            {list}
            {more}
            {others}
            {shelf.may(Operation::WriteResponse).then(|| exchange(shelf))}
            <p>
                <a href=format!("{product}/fragments")>"Fragments that templates share"</a>
            </p>
            <p>
                <a href=format!("{product}/support")>"What people ask, and how many"</a>
            </p>
        </section>
    };
    Page::new(format!("Responses · {name}"), section(shelf), content)
}

fn answer(rows: &[ResponseRow], today: Date) -> String {
    let with = |status| rows.iter().filter(|row| has(row, status, today)).count();
    let active = counted(with(TextStatus::Active), "template is active", "templates are active");
    match with(TextStatus::InReview) {
        0 => active,
        waiting => format!("{active}, {waiting} waiting for approval"),
    }
}

/// Templates to begin with. One press makes drafts of them.
fn starters(here: &str) -> AnyView {
    let rows: Vec<_> = Starter::ALL
        .into_iter()
        .map(|starter| {
            let asked = starter.questions().lines().next().unwrap_or_default();
            let asked = format!("“{asked}”");
            view! {
                <li>
                    <span>
                        <b>{starter.title()}</b>
                        <br />
                        <span class="small">{asked}</span>
                    </span>
                    <span class="small">{starter.topic()}</span>
                </li>
            }
        })
        .collect();
    view! {
        <h3>"Templates to start with"</h3>
        <ul class="rows">{rows}</ul>
        <form method="post" action=format!("{here}/begin")>
            <div class="actions">
                <button>"Add three drafts"</button>
            </div>
        </form>
    }
    .into_any()
}

fn filter_form(here: &str, filter: &Filter) -> AnyView {
    let form = Form::default()
        .with("words", &filter.words)
        .with("state", filter.status.map(TextStatus::key).unwrap_or_default());
    let any = std::iter::once(Choice::new("", "Any state"));
    let states = TextStatus::ALL.map(|status| Choice::new(status.key(), status.label()));
    view! {
        <form class="filter" method="get" action=here.to_owned() role="search" aria-label="Filter templates">
            {Field::new(&form, "words", "Words").kind("search").width("middle").line()}
            {select(&form, "state", "State", None, any.chain(states).collect())}
            <button>"Filter"</button>
        </form>
    }
    .into_any()
}

fn by_topic(responses: &Responses, filter: &Filter, today: Date) -> AnyView {
    let rows: Vec<_> = responses.rows.iter().filter(|row| filter.takes(row, today)).collect();
    if rows.is_empty() {
        return view! { <p>"No template matches the filter."</p> }.into_any();
    }
    let (all, shown) = (rows.len(), rows.len().min(SHOWN));
    let cut = (all > shown || !filter.is_empty()).then(|| {
        let of = counted(all, "template matches", "templates match");
        let first =
            if all > shown { format!("; the first {shown} are here") } else { String::new() };
        view! { <p class="small" role="status">{format!("{of}{first}")}</p> }
    });
    let rows: Vec<_> = rows.into_iter().take(SHOWN).collect();
    let topics: Vec<_> = rows
        .chunk_by(|one, next| topic(one) == topic(next))
        .map(|rows| {
            let name = rows.first().map(|row| row.response.text.topic.to_string());
            let list: Vec<_> = rows.iter().map(|one| row(responses, one, today)).collect();
            view! {
                <h3>{name}</h3>
                <ul class="rows">{list}</ul>
            }
        })
        .collect();
    view! {
        {cut}
        {topics}
    }
    .into_any()
}

fn topic(row: &ResponseRow) -> String {
    row.response.text.topic.as_str().to_lowercase()
}

fn row(responses: &Responses, row: &ResponseRow, today: Date) -> impl IntoView + use<> {
    let text = &row.response.text;
    let cohorts: Vec<_> = responses
        .cohorts
        .iter()
        .filter(|cohort| text.cohorts.contains(&cohort.id))
        .map(|cohort| cohort.text.name.to_string())
        .collect();
    let open = row.offers.iter().filter(|offer| offer.status(today) == TextStatus::InReview);
    let waiting = open.count();
    let asked = text.questions.iter().next().map(|question| format!("“{question}”"));
    let facts = [
        Some(text.short_code.to_string()),
        asked,
        Some(if cohorts.is_empty() { "for everybody".to_owned() } else { cohorts.join(", ") }),
        text.owner.map(|owner| crate::words::name(&responses.names, owner)),
        (waiting > 0).then(|| format!("{waiting} waiting for approval")),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (symbol, word) = of_response(row, today);
    let (href, title) = (format!("/responses/{}", row.response.id), text.title.to_string());
    view! {
        <li>
            <span>
                <a href=href>{title}</a>
                <br />
                <span class="small">{facts}</span>
            </span>
            <Tag symbol=symbol word=word />
        </li>
    }
}

/// The best that any of its texts is today.
fn of_response(row: &ResponseRow, today: Date) -> (Symbol, String) {
    const BEST_FIRST: [TextStatus; 5] = [
        TextStatus::Active,
        TextStatus::InReview,
        TextStatus::Approved,
        TextStatus::Expired,
        TextStatus::Draft,
    ];
    if row.response.retired_at.is_some() {
        return (Symbol::Na, TextStatus::Retired.label().to_owned());
    }
    let best = BEST_FIRST.into_iter().find(|status| has(row, *status, today));
    let Some(status) = best else { return (Symbol::Open, "No text yet".to_owned()) };
    let of = |offer: &&Offer| offer.status(today) == status;
    // The first of the days on which one of them ends: then somebody has to look.
    let first = row
        .offers
        .iter()
        .filter(of)
        .min_by_key(|offer| (offer.validity.to.is_none(), offer.validity.to));
    first.map_or((Symbol::Open, String::new()), |offer| standing(status, offer.validity, today))
}

fn has(row: &ResponseRow, status: TextStatus, today: Date) -> bool {
    match (status, row.response.retired_at) {
        (TextStatus::Retired, retired) => retired.is_some(),
        (_, Some(_)) => false,
        (status, None) => row.offers.iter().any(|offer| offer.status(today) == status),
    }
}
