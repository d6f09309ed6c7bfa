//! Coverage: what each cohort has read of each material, and who of one material.

use domain::access::Operation;
use domain::day::day_in_words;
use domain::training::Material;
use domain::training::coverage::{Counts, Coverage, ReaderStanding, is_over};
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use service::training::coverage::{Matrix, OfMaterial, Reminded};

use super::coverage_picture::picture;
use super::readers::pages;
use super::{section, shelf_link};
use crate::form::Form;
use crate::kit::{Choice, Radios, crumb, empty, error_summary, notice};
use crate::page::{Page, Section};
use crate::release::{Tab, head};
use crate::symbol::{Symbol, Tag};
use crate::words;

/// The shape of how a reader stands to a material.
#[must_use]
pub const fn symbol(coverage: Coverage) -> Symbol {
    match coverage {
        Coverage::Read => Symbol::Pass,
        Coverage::OlderVersion => Symbol::Stale,
        Coverage::NotYet => Symbol::Open,
        Coverage::Overdue => Symbol::Fail,
    }
}

/// What the cohorts of a release have read.
#[must_use]
pub fn matrix_page(matrix: &Matrix, now: Timestamp) -> Page {
    let shelf = &matrix.shelf;
    let today = shelf.today(now);
    let (href, _) = shelf_link(shelf);
    let top = shelf.release.as_ref().map(|seen| head(seen, Tab::Training, None, now));
    let readers = format!("{}/readers", shelf.product.address());
    let table = if matrix.materials.is_empty() {
        let begin =
            shelf.may(Operation::WriteTraining).then(|| (href.clone(), "Publish a training"));
        let why = "Here stands who of which cohort has read what is published, and who should have by now.";
        empty("Nothing is published yet", why, begin)
    } else if matrix.cohorts.is_empty() {
        let begin =
            shelf.may(Operation::WriteTraining).then(|| (readers.clone(), "Name critical users"));
        let why = "Coverage counts the critical users of each cohort. Name them, with or without an account.";
        empty("Nobody is named yet", why, begin)
    } else {
        matrix_table(matrix, today)
    };
    let content = view! {
        {top}
        <section class="sheet" aria-labelledby="coverage">
            <div class="head">
                <h2 class="large" id="coverage">
                    {answer(matrix, today)}
                </h2>
                <a href=format!("{href}/coverage.csv")>"CSV"</a>
            </div>
            {table}
            <p class="actions">
                <a href=href>"Training"</a>
                <a href=readers>"Critical users"</a>
            </p>
        </section>
    };
    let name = shelf.release.as_ref().map(|seen| seen.release.name.clone()).unwrap_or_default();
    Page::new(format!("Coverage · {name}"), Section::Home, content)
}

fn answer(matrix: &Matrix, today: Date) -> String {
    let cells = matrix.materials.iter().flat_map(|material| {
        matrix.cohorts.iter().filter_map(|(cohort, _)| matrix.cell(material, cohort.id))
    });
    let (mut open, mut late) = (0, 0);
    for (counts, due) in cells {
        open += counts.readers - counts.read;
        late += counts.overdue(due, today);
    }
    let of = |count: i64| usize::try_from(count).unwrap_or_default();
    match (open, late) {
        (0, _) => "Everybody who is named has read everything".to_owned(),
        (open, 0) => format!("{} to come", words::counted(of(open), "reading is", "readings are")),
        (open, late) => format!(
            "{} to come, {late} overdue",
            words::counted(of(open), "reading is", "readings are")
        ),
    }
}

fn matrix_table(matrix: &Matrix, today: Date) -> AnyView {
    let heads: Vec<_> = matrix
        .cohorts
        .iter()
        .map(|(cohort, count)| {
            let label = format!("{}, {count} critical", cohort.text.name);
            view! { <th scope="col">{label}</th> }
        })
        .collect();
    let rows: Vec<_> = matrix
        .materials
        .iter()
        .map(|material| {
            let cells: Vec<_> = matrix
                .cohorts
                .iter()
                .map(|(cohort, _)| {
                    let name = cohort.text.name.to_string();
                    let inside = match matrix.cell(material, cohort.id) {
                        None => view! { <span class="small">"Not for them"</span> }.into_any(),
                        Some((counts, _)) if counts.readers == 0 => {
                            view! { <span class="small">"Nobody is named"</span> }.into_any()
                        }
                        Some((counts, due)) => {
                            let of = format!("?cohort={}", cohort.id);
                            cell(material, &of, (counts, due), today)
                        }
                    };
                    view! {
                        <td>
                            <span class="small of-cohort">{name}</span>
                            {inside}
                        </td>
                    }
                })
                .collect();
            let href = format!("/materials/{}/coverage", material.id);
            view! {
                <tr>
                    <th scope="row">
                        <a href=href>{material.text.title.to_string()}</a>
                    </th>
                    {cells}
                </tr>
            }
        })
        .collect();
    view! {
        <div class="picture" tabindex="0" role="region" aria-label="What each cohort has read of each material">
            <table class="plain matrix">
                <thead>
                    <tr>
                        <th scope="col">"Material"</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn cell(
    material: &Material,
    query: &str,
    (counts, due): (Counts, Option<Date>),
    today: Date,
) -> AnyView {
    let worst = counts.worst(is_over(due, today));
    let href = format!("/materials/{}/coverage{query}", material.id);
    let by = due.filter(|_| !counts.is_reached()).map(|due| {
        let by = format!("before {}", day_in_words(due, today));
        view! { <span class="small">{by}</span> }
    });
    view! {
        <Tag symbol=symbol(worst) word=worst.label().to_owned() />
        <br />
        <a href=href>{counts.in_words(counts.overdue(due, today))}</a>
        <br />
        {by}
    }
    .into_any()
}

fn asked(reminded: Reminded) -> String {
    let at_home = words::counted(reminded.at_home, "reader finds", "readers find");
    let sentence = format!("{at_home} it on their home page");
    match reminded.by_link {
        0 => format!("{sentence}."),
        1 => format!("{sentence}. 1 has no account here: give them their personal link."),
        many => format!("{sentence}. {many} have no account here: give each their personal link."),
    }
}

/// Who has read a material, and asking those who have not.
#[must_use]
pub fn coverage_page(
    coverage: &OfMaterial,
    (form, reminded): (&Form, Option<Reminded>),
    now: Timestamp,
) -> Page {
    let (shelf, material) = (&coverage.shelf, &coverage.material);
    let today = shelf.today(now);
    let here = format!("/materials/{}", material.id);
    let counts = coverage.counts();
    let csv = match coverage.chosen {
        Some(cohort) => format!("{here}/coverage.csv?cohort={cohort}"),
        None => format!("{here}/coverage.csv"),
    };
    let reminded = reminded.map(|reminded| notice(asked(reminded)));
    let answer = match counts.readers {
        0 => "No critical user is named".to_owned(),
        _ => counts.in_words(coverage.overdue(today)),
    };
    let of = coverage.chosen.and_then(|cohort| coverage.of(cohort));
    let name = of.map_or(String::new(), |of| format!(" · {}", of.cohort.text.name));
    let title = format!("Coverage of “{}”", material.text.title);
    let content = view! {
        <div>
            {crumb(here.clone(), material.text.title.to_string())} <h1>{title.clone()}</h1>
        </div>
        {error_summary(form)}
        {reminded}
        <section class="sheet" aria-labelledby="answer">
            <div class="head">
                <h2 class="large" id="answer">
                    {format!("{answer}{name}")}
                </h2>
                <a href=csv>"CSV"</a>
            </div>
            {by_cohort(coverage, today)}
        </section>
        {picture(coverage, today)}
        {readers(coverage, form, now)}
    };
    Page::new(title, section(shelf), content).refused_if(form.is_refused())
}

fn by_cohort(coverage: &OfMaterial, today: Date) -> AnyView {
    let product = format!("/products/{}/readers", coverage.material.product);
    if coverage.cohorts.is_empty() {
        return view! {
            <p>
                "Coverage counts the critical users of the cohorts that the material is for. "
                <a href=product>"Name critical users"</a>
            </p>
        }
        .into_any();
    }
    let rows: Vec<_> = coverage
        .cohorts
        .iter()
        .map(|one| {
            let query = format!("?cohort={}", one.cohort.id);
            let current = (coverage.chosen == Some(one.cohort.id)).then_some("true");
            let name = one.cohort.text.name.to_string();
            view! {
                <tr aria-current=current>
                    <td>{name}</td>
                    <td>{cell(&coverage.material, &query, (one.counts, one.due), today)}</td>
                </tr>
            }
        })
        .collect();
    let all = coverage.chosen.map(|_| {
        let href = format!("/materials/{}/coverage", coverage.material.id);
        view! { <a href=href>"All cohorts"</a> }
    });
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">"Cohort"</th>
                    <th scope="col">"Coverage"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="actions">
            {all} <a href=product>"Critical users"</a>
        </p>
    }
    .into_any()
}

fn readers(coverage: &OfMaterial, form: &Form, now: Timestamp) -> Option<AnyView> {
    if coverage.readers.is_empty() {
        return None;
    }
    let counts = coverage.counts();
    let open = usize::try_from(counts.readers - counts.read).unwrap_or_default();
    let reminds =
        coverage.shelf.may(Operation::WriteTraining) && coverage.material.is_open() && open > 0;
    let rows: Vec<_> =
        coverage.readers.iter().map(|one| row(coverage, one, (reminds, form), now)).collect();
    let here = format!("/materials/{}", coverage.material.id);
    let chosen = coverage.chosen.map(|cohort| cohort.to_string());
    let query: Vec<_> = chosen.iter().map(|cohort| ("cohort", cohort.clone())).collect();
    let turn = pages(&format!("{here}/coverage"), &query, (coverage.page, coverage.has_more));
    let list = view! { <ul class="rows">{rows}</ul> };
    let inside = if reminds {
        let everybody = format!("Everybody who has not read it: {open}");
        let whom =
            vec![Choice::new("ticked", "Those who are ticked here"), Choice::new("all", everybody)];
        let whom_form =
            if form.has("whom") { form.clone() } else { form.clone().with("whom", "ticked") };
        let radios = Radios { name: "whom", id: "reader".to_owned(), legend: "Who is reminded" };
        view! {
            <form class="stack" method="post" action=format!("{here}/reminders")>
                <input r#type="hidden" name="cohort" value=chosen.unwrap_or_default() />
                {list}
                {radios.view(&whom_form, whom)}
                <div class="actions">
                    <button class="primary">"Send reminders"</button>
                </div>
            </form>
        }
        .into_any()
    } else {
        list.into_any()
    };
    Some(
        view! {
            <section class="sheet" aria-labelledby="readers">
                <h2 id="readers">"Readers"</h2>
                {inside}
                {turn}
            </section>
        }
        .into_any(),
    )
}

fn row(
    coverage: &OfMaterial,
    one: &ReaderStanding,
    (reminds, form): (bool, &Form),
    now: Timestamp,
) -> impl IntoView + use<> {
    let zone = coverage.shelf.zone();
    let today = zone.day(now);
    let of = coverage.of(one.cohort);
    let state = Coverage::of(one.reading, of.and_then(|of| of.due), today);
    let state = state.unwrap_or(Coverage::NotYet);
    let day = |at: Timestamp| words::day(at, &zone, now);
    let reminded = match (one.reminded, one.reminded_at) {
        (0, _) | (_, None) => None,
        (1, Some(at)) => Some(format!("reminded once, on {}", day(at))),
        (count, Some(at)) => Some(format!("reminded {count} times, last on {}", day(at))),
    };
    let account = if one.person.is_none() { Some("no account".to_owned()) } else { None };
    let link = one.link.map(|(_, until)| format!("link works until {}", day(until)));
    let facts = [
        of.map(|of| of.cohort.text.name.to_string()),
        one.email.clone().filter(|_| coverage.shelf.may(Operation::WriteTraining)),
        one.read_at.map(|at| format!("on {}", day(at))),
        account,
        reminded,
        link.filter(|_| coverage.shelf.may(Operation::WriteTraining)),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let unread = state != Coverage::Read;
    let id = one.reader.to_string();
    let tick = (reminds && unread).then(|| {
        let (label, ticked) = (format!("Remind {}", one.name), form.has(&format!("reader-{id}")));
        view! {
            <input r#type="checkbox" name="reader" value=id.clone() aria-label=label checked=ticked />
            " "
        }
    });
    let name = one.name.clone();
    let whom = name.clone();
    let here = format!("/materials/{}", coverage.material.id);
    let makes =
        coverage.shelf.may(Operation::WriteTraining) && coverage.material.is_open() && unread;
    let make = makes.then(|| {
        let label = if one.link.is_some() { "New link" } else { "Personal link" };
        view! {
            <a href=format!("{here}/links?reader={id}")>
                {label}
                <span class="hidden-label">{format!(" for {whom}")}</span>
            </a>
        }
    });
    let whom = name.clone();
    let revoke =
        one.link.filter(|_| coverage.shelf.may(Operation::WriteTraining)).map(|(link, _)| {
            view! {
                <a href=format!("/reader-links/{link}/revoke")>
                    "Revoke link"
                    <span class="hidden-label">{format!(" of {whom}")}</span>
                </a>
            }
        });
    view! {
        <li>
            <span>{tick} {name} <br /> <span class="small">{facts}</span></span>
            <span class="actions">
                {make} {revoke} <Tag symbol=symbol(state) word=state.label().to_owned() />
            </span>
        </li>
    }
}
