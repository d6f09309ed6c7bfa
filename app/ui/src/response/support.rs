//! What is learned from the desk, on one page: questions, proposals, and how many asked.

use domain::day::day_in_words;
use domain::limits;
use domain::response::contact::trend::Trend;
use domain::response::question::{Question, QuestionStatus};
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use service::response::support::Support;

use super::proposal::{proposal_rows, query};
use super::question::of_question;
use super::rate::phase_rate;
use crate::kit::{ask_first, crumb, notice};
use crate::page::{Page, Section};
use crate::symbol::{Mark, Symbol, Tag};
use crate::words::{self, counted};

/// Phases whose rate is shown.
const PHASES: usize = 6;
/// Topics that are shown.
const TOPICS: usize = 20;

/// The questions, proposals and contacts of a product.
#[must_use]
pub fn support_page(support: &Support, imported: Option<usize>, now: Timestamp) -> Page {
    let today = support.product.zone.day(now);
    let product = &support.product;
    let imported =
        imported.map(|count| notice(format!("{} saved.", counted(count, "row", "rows"))));
    let content = view! {
        <div>{crumb(product.address(), product.name.clone())} <h1>"Support"</h1></div>
        {imported}
        {questions(support, now)}
        {proposals(support)}
        {rates(support, today)}
        <div class="two">{topics(support)} {contacts(support, today)}</div>
    };
    Page::new(format!("Support · {}", product.name), Section::Products, content)
}

fn questions(support: &Support, now: Timestamp) -> AnyView {
    let open =
        support.questions.iter().filter(|one| one.state.status() == QuestionStatus::Open).count();
    let answer = match open {
        0 => "No question waits for an answer".to_owned(),
        open => format!("{} for an answer", counted(open, "question waits", "questions wait")),
    };
    let rows: Vec<_> =
        support.questions.iter().map(|question| question_row(support, question, now)).collect();
    let list = if rows.is_empty() {
        view! {
            <p>"What nothing on the desk fits is here, in the words of who asked, until somebody answers it."</p>
        }
        .into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let add = support.can_write.then(|| {
        let href = format!("{}/questions/new", support.product.address());
        view! { <a href=href>"Add a question"</a> }
    });
    view! {
        <section class="sheet" aria-labelledby="questions">
            <div class="head">
                <h2 class="large" id="questions">
                    {answer}
                </h2>
                {add}
            </div>
            {list}
        </section>
    }
    .into_any()
}

fn question_row(support: &Support, question: &Question, now: Timestamp) -> impl IntoView + use<> {
    let (href, title) = (format!("/questions/{}", question.id), question.text.words.to_string());
    let cohort = question.text.cohort.and_then(|id| {
        support.cohorts.iter().find(|one| one.id == id).map(|one| one.text.name.to_string())
    });
    let parts = [
        question.text.topic.as_ref().map(ToString::to_string),
        cohort,
        Some(words::name(&support.names, question.asked_by)),
        Some(words::day(question.asked_at, &support.product.zone, now)),
    ];
    let facts = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let status = question.state.status();
    view! {
        <li>
            <span>
                <a href=href>{title}</a>
                <br />
                <span class="small">{facts}</span>
            </span>
            <Tag symbol=of_question(status) word=status.label().to_owned() />
        </li>
    }
}

fn proposals(support: &Support) -> AnyView {
    let new = format!("{}/proposals/new", support.product.address());
    let suggested: Vec<_> = support
        .suggestions
        .iter()
        .map(|one| {
            let sentence = one.sentence.clone();
            let propose = support.can_write.then(|| {
                let href = format!("{new}{}", query(&one.source));
                view! {
                    <a class="button" href=href>
                        "Make a proposal"
                    </a>
                }
            });
            view! {
                <li>
                    <span>
                        <Mark symbol=Symbol::Stale />
                        " "
                        {sentence}
                    </span>
                    {propose}
                </li>
            }
        })
        .collect();
    let suggested = (!suggested.is_empty()).then(|| {
        view! {
            <h3>"What the numbers suggest"</h3>
            <ul class="rows">{suggested}</ul>
        }
    });
    let list = if support.proposals.is_empty() {
        view! {
            <p>
                "A proposal is a template, a training or a checklist item that would spare people a question. \
                Somebody else accepts it."
            </p>
        }
        .into_any()
    } else {
        proposal_rows(&support.proposals)
    };
    let make = support.can_write.then(|| view! { <a href=new.clone()>"Make a proposal"</a> });
    view! {
        <section class="sheet" aria-labelledby="proposals">
            <div class="head">
                <h2 id="proposals">"Proposals"</h2>
                {make}
            </div>
            {suggested}
            {list}
        </section>
    }
    .into_any()
}

fn rates(support: &Support, today: Date) -> AnyView {
    let phases: Vec<_> =
        support.rates.iter().take(PHASES).map(|rate| phase_rate(rate, today)).collect();
    let list = if phases.is_empty() {
        view! { <p>"When a phase has gone live, this shows how many of its people ask for help."</p> }
            .into_any()
    } else {
        phases.into_any()
    };
    view! {
        <section class="sheet" aria-labelledby="rate">
            <h2 id="rate">"Contact rate"</h2>
            {list}
        </section>
    }
    .into_any()
}

fn topics(support: &Support) -> AnyView {
    let row = |topic: &Trend| {
        let rises = topic.rises().then(|| {
            view! { <Tag symbol=Symbol::Stale word="Rises".to_owned() /> }
        });
        let name = topic.name.clone();
        let (now, before) = (topic.now, topic.before);
        view! {
            <tr>
                <td>{name} " " {rises}</td>
                <td>{format!("{now} this week, {before} the week before")}</td>
            </tr>
        }
    };
    let rows: Vec<_> = support.topics.iter().take(TOPICS).map(row).collect();
    let list = if rows.is_empty() {
        view! { <p>"Nobody has typed contacts of the last two weeks."</p> }.into_any()
    } else {
        view! {
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Topic"</th>
                        <th scope="col">"Contacts"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="sheet" aria-labelledby="topics">
            <h2 id="topics">"Topics"</h2>
            {list}
        </section>
    }
    .into_any()
}

fn contacts(support: &Support, today: Date) -> AnyView {
    let here = format!("{}/contacts", support.product.address());
    let rows: Vec<_> = support
        .contacts
        .iter()
        .map(|contact| {
            let text = &contact.text;
            let cohort = support.cohorts.iter().find(|cohort| cohort.id == text.cohort);
            let cohort = cohort.map(|cohort| cohort.text.name.to_string()).unwrap_or_default();
            let delete = support.can_write.then(|| {
                let whom = format!("{}, {}, {cohort}", text.topic, text.day);
                ask_first(format!("/contacts/{}/delete", contact.id), "Delete …", &whom)
            });
            let day = day_in_words(text.day, today);
            view! {
                <li>
                    <span>
                        {format!("{}: {}", text.topic, text.count)} <br />
                        <span class="small">{format!("{day} · {cohort}")}</span>
                    </span>
                    {delete}
                </li>
            }
        })
        .collect();
    let write = support.can_write.then(|| {
        view! {
            <p class="actions">
                <a class="button" href=format!("{here}/new")>
                    "Type contacts"
                </a>
                <a class="button" href=format!("{here}/import")>
                    "Import contacts"
                </a>
            </p>
        }
    });
    let list = if rows.is_empty() {
        view! { <p>"Nobody has typed how many asked."</p> }.into_any()
    } else {
        view! {
            <details>
                <summary>{format!("The newest {} numbers", rows.len().min(limits::PAGE as usize))}</summary>
                <ul class="rows">{rows}</ul>
            </details>
        }
        .into_any()
    };
    view! {
        <section class="sheet" aria-labelledby="contacts">
            <div class="head">
                <h2 id="contacts">"Contacts"</h2>
                <a href=format!("{here}.csv")>"CSV"</a>
            </div>
            {write}
            {list}
        </section>
    }
    .into_any()
}
