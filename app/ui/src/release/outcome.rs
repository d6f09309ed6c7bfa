//! Expected outcomes: what should change, and what did.

use domain::address::Thing;
use domain::day::day_in_words;
use domain::minutes::in_words;
use domain::release::outcome::{CheckIn, CheckInKind, Outcome};
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use service::release::outcome::Outcomes;

use crate::form::Form;
use crate::kit::{Confirm, Field, FormPage, ask_first, empty, error_summary, prose, warning};
use crate::page::{Page, Section};
use crate::release::{Tab, head};
use crate::symbol::{Symbol, Tag};
use crate::words;

/// What was expected, what was found, and the two looks back.
#[must_use]
pub fn outcomes_page(outcomes: &Outcomes, form: &Form, now: Timestamp) -> Page {
    let seen = &outcomes.seen;
    let today = seen.release.schedule.zone().day(now);
    let here = format!("{}/outcomes", seen.release.address());
    let blank = outcomes.outcomes.iter().filter(|outcome| outcome.is_blank(today)).count();
    let answer = match (outcomes.outcomes.len(), blank) {
        (0, _) => "No outcomes yet".to_owned(),
        (_, 0) => "No outcome is due and blank".to_owned(),
        (_, 1) => "One outcome is due and blank".to_owned(),
        (_, blank) => format!("{blank} outcomes are due and blank"),
    };
    let rows: Vec<_> =
        outcomes.outcomes.iter().map(|outcome| row(outcomes, outcome, form, today)).collect();
    let begin = seen.can_plan.then(|| (format!("{here}/new"), "Add outcome"));
    let list = if rows.is_empty() {
        empty(
            "No expected outcomes",
            "Say before the launch what should change and how much, and when somebody looks. A phase cannot \
            be completed while an outcome that is due is blank.",
            begin.clone(),
        )
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let more = (!outcomes.outcomes.is_empty()).then_some(begin).flatten().map(|(href, label)| {
        view! {
            <p class="actions">
                <a class="button" href=href>
                    {label}
                </a>
            </p>
        }
    });
    let content = view! {
        {head(seen, Tab::Outcomes, None, now)}
        <h2 class="large">{answer}</h2>
        {error_summary(form)}
        {form
            .is_conflict()
            .then(|| warning("Somebody else recorded this at the same time. Look at theirs first."))}
        <section class="sheet" aria-label="Expected outcomes">
            {list}
            {more}
        </section>
        {cutovers(outcomes)}
        {check_ins(outcomes, form, today)}
    };
    Page::new(format!("Outcomes · {}", seen.release.name), Section::Home, content)
        .refused_if(form.is_refused())
}

/// What the migrations themselves measured, as the next forecast takes it.
fn cutovers(outcomes: &Outcomes) -> Option<AnyView> {
    let rows: Vec<_> = outcomes
        .cutovers
        .iter()
        .map(|run| {
            let href = outcomes.seen.release.address_of(Thing::Run, run.ordinal);
            let window = run.plan.window.map(|window| format!(" of {window}"));
            let took = run.took().map(in_words).unwrap_or_default();
            let rows = match (run.totals.rows_in, run.totals.rows_out, run.totals.rows_rejected) {
                (None, None, None) => "Not counted".to_owned(),
                (read, written, rejected) => {
                    let known =
                        |rows: Option<i64>| rows.map_or("?".to_owned(), |rows| rows.to_string());
                    format!(
                        "{} in, {} out, {} rejected",
                        known(read),
                        known(written),
                        known(rejected)
                    )
                }
            };
            view! {
                <tr>
                    <td>
                        <a href=href>{run.title()}</a>
                    </td>
                    <td>{took}{window}</td>
                    <td>{rows}</td>
                    <td>{run.state.label()}</td>
                </tr>
            }
        })
        .collect();
    let sheet = view! {
        <section class="sheet" aria-labelledby="cutovers">
            <h2 id="cutovers">"What the cutover measured"</h2>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Cutover"</th>
                        <th scope="col">"Took"</th>
                        <th scope="col">"Rows"</th>
                        <th scope="col">"State"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    };
    (!outcomes.cutovers.is_empty()).then(|| sheet.into_any())
}

fn row(outcomes: &Outcomes, outcome: &Outcome, form: &Form, today: Date) -> AnyView {
    let zone = outcomes.seen.release.schedule.zone();
    let (symbol, word) = match (&outcome.found, outcome.is_blank(today)) {
        (Some(_), _) => (Symbol::Pass, "Looked at".to_owned()),
        (None, true) => (Symbol::Unknown, "Due and blank".to_owned()),
        (None, false) => {
            (Symbol::Open, format!("Review on {}", day_in_words(outcome.text.look_on, today)))
        }
    };
    let source = outcome.text.source.as_ref().map(|source| {
        let href = source.as_str().to_owned();
        view! {
            <a href=href rel="noopener noreferrer nofollow">
                "Source"
            </a>
        }
    });
    let found = outcome.found.as_ref().map(|found| {
        let by = words::name(&outcomes.names, found.by);
        let when = day_in_words(zone.day(found.at), today);
        view! {
            <p>
                "Found: " <b>{found.actual.to_string()}</b><br />"Learned: "{found.learned.to_string()}<br />
                <span class="small">{format!("{by}, {when}")}</span>
            </p>
        }
    });
    let this = form.value("outcome") == outcome.id.to_string();
    let blank = Form::default();
    let form = if this { form } else { &blank };
    let record = outcomes.seen.can_work.then(|| {
        view! {
            <details open=this>
                <summary>
                    {if outcome.found.is_some() { "Record again" } else { "Record what was found" }}
                </summary>
                <form class="stack" method="post" action=format!("/outcomes/{}/record", outcome.id)>
                    <input r#type="hidden" name="version" value=outcome.version.to_string() />
                    {Field::new(form, "actual", "Found").line()}
                    {Field::new(form, "learned", "Learned")
                        .hint("What you would do differently, or again")
                        .line()}
                    <div class="actions">
                        <button>"Record"</button>
                    </div>
                </form>
            </details>
        }
    });
    let delete = (outcomes.seen.can_plan && outcome.found.is_none()).then(|| {
        let href = format!("/outcomes/{}/delete", outcome.id);
        let delete = ask_first(href, "Delete", outcome.text.metric.as_str());
        view! { <p class="actions">{delete}</p> }
    });
    view! {
        <li class="exception">
            <div class="head">
                <span>
                    <b>{outcome.text.metric.to_string()}</b>
                    ": "
                    {outcome.text.target.to_string()}
                </span>
                <Tag symbol=symbol word=word />
            </div>
            {source}
            {found}
            {record}
            {delete}
        </li>
    }
    .into_any()
}

fn check_ins(outcomes: &Outcomes, form: &Form, today: Date) -> AnyView {
    let release = &outcomes.seen.release;
    let Some(launch) = release.schedule.launch() else {
        return view! {
            <p class="small">
                "Set the launch date, and the looks back after one week and one month have their days."
            </p>
        }.into_any();
    };
    let rows: Vec<_> = CheckInKind::ALL
        .into_iter()
        .map(|kind| {
            let day = kind.day(launch);
            let taken = outcomes.check_ins.iter().find(|check_in| check_in.kind == kind);
            let (symbol, word) = match (taken, day <= today) {
                (Some(_), _) => (Symbol::Pass, "Done".to_owned()),
                (None, true) => (Symbol::Stale, format!("Due since {}", day_in_words(day, today))),
                (None, false) => (Symbol::Open, day_in_words(day, today)),
            };
            let notes = taken.map(|taken| said(outcomes, taken, today));
            let this = form.value("kind") == kind.key();
            let blank = Form::default();
            let form = if this { form } else { &blank };
            let write = (outcomes.seen.can_work && day <= today && taken.is_none()).then(|| {
                view! {
                    <details open=this>
                        <summary>"Look back"</summary>
                        <form
                            class="stack"
                            method="post"
                            action=format!("{}/check-ins", release.address())
                        >
                            <input r#type="hidden" name="kind" value=kind.key() />
                            {Field::new(form, "notes", "What you saw").hint("Markdown").area(3)}
                            <div class="actions">
                                <button>"Keep it"</button>
                            </div>
                        </form>
                    </details>
                }
            });
            view! {
                <li class="exception">
                    <div class="head">
                        <b>{kind.label()}</b>
                        <Tag symbol=symbol word=word />
                    </div>
                    {notes}
                    {write}
                </li>
            }
        })
        .collect();
    view! {
        <section class="sheet" aria-labelledby="check-ins">
            <h2 id="check-ins">"Looking back"</h2>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}

fn said(outcomes: &Outcomes, taken: &CheckIn, today: Date) -> AnyView {
    let by = words::name(&outcomes.names, taken.by);
    let day = outcomes.seen.release.schedule.zone().day(taken.at);
    view! {
        {prose(&taken.notes)}
        <p class="small">{format!("{by}, {}", day_in_words(day, today))}</p>
    }
    .into_any()
}

#[must_use]
pub fn outcome_form_page(outcomes: &Outcomes, form: &Form) -> Page {
    let release = &outcomes.seen.release;
    let here = format!("{}/outcomes", release.address());
    let fields = view! {
        {Field::new(form, "metric", "What should change")
            .hint("Such as Days until a permit is decided")
            .line()}
        {Field::new(form, "target", "Target").hint("Such as from 21 to 14 days").line()}
        {Field::new(form, "source", "Source (optional)").kind("url").line()}
        {Field::new(form, "look_on", "Review date")
            .kind("date")
            .width("narrow")
            .hint(format!("In {}", release.schedule.zone()))
            .line()}
    };
    FormPage {
        title: "Add outcome",
        section: Section::Home,
        above: (here.clone(), format!("{}: outcomes", release.name)),
        form,
        action: format!("{here}/new"),
        version: 0,
        theirs: None,
        fields: fields.into_any(),
        button: "Save",
    }
    .page()
}

/// Asks before an expected outcome goes.
#[must_use]
pub fn outcome_delete_page(
    outcomes: &Outcomes,
    outcome: &Outcome,
    form: &Form,
    now: Timestamp,
) -> Page {
    let release = &outcomes.seen.release;
    let today = release.schedule.zone().day(now);
    let look_on = day_in_words(outcome.text.look_on, today);
    Confirm {
        question: format!("Delete outcome {}?", outcome.text.metric),
        section: Section::Home,
        above: (
            format!("{}/outcomes", release.address()),
            format!("{}: outcomes", release.name),
        ),
        losses: vec![format!(
            "The target “{}” and its review on {look_on} are deleted. The release is no longer measured by it.",
            outcome.text.target
        )],
        form,
        fields: None,
        action: format!("/outcomes/{}/delete", outcome.id),
        button: "Delete outcome",
    }
    .page()
}
