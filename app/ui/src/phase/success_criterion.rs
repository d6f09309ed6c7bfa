use domain::person::Person;
use domain::phase::{Actual, Measure, Met, Operator, Phase, SuccessCriterion};
use domain::text::Line;
use jiff::Timestamp;
use leptos::prelude::*;
use service::phase::Phases;

use super::symbol_of;
use crate::form::Form;
use crate::kit::{
    self, Choice, Confirm, Field, FormPage, ask_first, choose, crumb, error_summary, select,
    summary_list, warning,
};
use crate::page::{Page, Section};
use crate::symbol::Tag;
use crate::words;

/// What a phase has to show, and what was seen.
pub(super) fn successes_sheet(phases: &Phases, phase: &Phase, now: Timestamp) -> AnyView {
    let rows: Vec<_> = phases
        .successes_of(phase.id)
        .map(|success| {
            let watcher = success.text.watcher.map(|watcher| words::name(&phases.names, watcher));
            view! {
                <tr>
                    <td>
                        <a href=format!("/successes/{}", success.id)>{success.text.in_words()}</a>
                        {watcher
                            .map(|watcher| {
                                view! {
                                    <br />
                                    <span class="small">{format!("{watcher} watches it")}</span>
                                }
                            })}
                    </td>
                    <td>{seen(success, phases, now)}</td>
                    <td>
                        <Tag symbol=symbol_of(success.met()) word=success.met().label().to_owned() />
                    </td>
                </tr>
            }
        })
        .collect();
    let add = phases.seen.can_plan.then(|| {
        let href = format!("/phases/{}/successes/new", phase.id);
        view! { <a href=href>"Add success criterion"</a> }
    });
    let list = if rows.is_empty() {
        view! {
            <p>
                "Nothing is asked of this phase yet. Say with which numbers it has succeeded, before it \
                starts: then nobody argues afterwards."
            </p>
        }.into_any()
    } else {
        view! {
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Asked for"</th>
                        <th scope="col">"Measured"</th>
                        <th scope="col">"Met"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="sheet" aria-labelledby="successes">
            <div class="head">
                <h2 id="successes">"Success criteria"</h2>
                {add}
            </div>
            {list}
        </section>
    }
    .into_any()
}

pub(super) fn seen(success: &SuccessCriterion, phases: &Phases, now: Timestamp) -> AnyView {
    let zone = phases.seen.release.schedule.zone();
    let unit = success.text.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
    if let Some(rate) = phases.rates.get(&success.phase).filter(|_| is_counted(success)) {
        let (what, why) = match rate {
            Ok(rate) => (format!("{}{unit}", rate.amount), rate.in_words()),
            Err(why) => ("Unknown".to_owned(), format!("{why}.")),
        };
        return view! {
            {what}
            <br />
            <span class="small">{why}</span>
        }
        .into_any();
    }
    let (what, at) = match &success.actual {
        Actual::None => return view! { <span class="small">"Nothing yet"</span> }.into_any(),
        Actual::Measured { amount, at } => (format!("{amount}{unit}"), *at),
        Actual::Inconclusive { reason, at } => (reason.clone(), *at),
    };
    view! {
        {what}
        <br />
        <span class="small">{words::moment(at, zone, now)}</span>
    }
    .into_any()
}

/// It is computed, and nobody said that it says nothing.
fn is_counted(success: &SuccessCriterion) -> bool {
    let silent = matches!(success.actual, Actual::Inconclusive { .. });
    success.text.measure == Measure::ContactRate && !silent
}

/// How the contact rate becomes a number, where it is chosen.
const COUNTED: &str = "The contact rate is contacts per 100 people and day, since the phase went live. It is computed \
                       from the contacts that support types or imports";

/// Asks for a number.
#[must_use]
pub fn success_form_page(phase: &Phase, people: &[Person], form: &Form) -> Page {
    let operators = Operator::ALL.map(|operator| Choice::new(operator.key(), operator.label()));
    let measures = Measure::ALL.map(|measure| Choice::new(measure.key(), measure.label()));
    let fields = view! {
        {Field::new(form, "metric", "Metric")
            .hint("What is measured, such as Contacts")
            .width("middle")
            .line()}
        {select(form, "measure", "Measured by", Some(COUNTED.to_owned()), measures.into())}
        {select(form, "operator", "Target is", None, operators.into())}
        {Field::new(form, "target", "Number").hint("Like 2 or 99.5").width("narrow").line()}
        {Field::new(form, "unit", "Unit (optional)").hint("Such as per 100 users").width("middle").line()}
        {Field::new(form, "source", "Source (optional)")
            .kind("url")
            .hint("A link to the page with the number")
            .line()}
        {choose(form, "watcher", "Owner", None, kit::people(people, form.value("watcher")))}
    };
    FormPage {
        title: "Add success criterion",
        section: Section::Home,
        above: (format!("/phases/{}", phase.id), phase.title()),
        form,
        action: format!("/phases/{}/successes/new", phase.id),
        version: 0,
        theirs: None,
        fields: fields.into_any(),
        button: "Ask for it",
    }
    .page()
}

/// One success criterion: what was seen, and recording it.
#[must_use]
pub fn success_page(
    phases: &Phases,
    phase: &Phase,
    success: &SuccessCriterion,
    form: &Form,
    now: Timestamp,
) -> Page {
    let here = format!("/successes/{}", success.id);
    let source = success.text.source.as_ref().map(|source| {
        let (href, text) = (source.as_str().to_owned(), source.as_str().to_owned());
        view! {
            <a href=href rel="noopener noreferrer nofollow">
                {text}
            </a>
        }
        .into_any()
    });
    let watcher =
        success.text.watcher.map_or("Unassigned".to_owned(), |id| words::name(&phases.names, id));
    let mut facts = vec![("Measured", seen(success, phases, now)), ("Owner", watcher.into_any())];
    facts.extend(source.map(|source| ("Source", source)));
    let may_record = phases.seen.can_work && !phase.state.is_ahead();
    let pauses = matches!(success.met(), Met::Unknown | Met::Met | Met::Missed);
    let version = success.version.to_string();
    let record = may_record.then(|| {
        let number = number_form(success, form, &here, &version);
        view! {
            <section class="sheet" aria-labelledby="record">
                <h2 id="record">"Record result"</h2>
                {number}
                <details open=form.has("inconclusive")>
                    <summary>"Inconclusive"</summary>
                    <form class="stack" method="post" action=format!("{here}/record")>
                        <input r#type="hidden" name="version" value=version.clone() />
                        {Field::new(form, "inconclusive", "Why it is inconclusive").line()}
                        {pauses
                            .then(|| warning(
                                "Inconclusive never passes: the phase pauses until somebody decides.",
                            ))}
                        <div class="actions">
                            <button>"Record as inconclusive"</button>
                        </div>
                    </form>
                </details>
            </section>
        }
    });
    let waits = (phases.seen.can_work && phase.state.is_ahead())
        .then(|| view! { <p>"It is measured when the phase has begun."</p> });
    let delete = (phases.seen.can_plan && phase.state.is_ahead()).then(|| {
        let ask = ask_first(format!("{here}/delete"), "Delete success criterion …", "");
        view! { <p class="actions">{ask}</p> }
    });
    let content = view! {
        <div class="narrow-page">
            {crumb(format!("/phases/{}", phase.id), phase.title())} <div class="head">
                <h1>{success.text.in_words()}</h1>
                <Tag symbol=symbol_of(success.met()) word=success.met().label().to_owned() />
            </div> {error_summary(form)}
            {form
                .is_conflict()
                .then(|| warning(
                    "Somebody else recorded at the same time. Look at their number, then record yours.",
                ))} <section class="sheet" aria-label="Facts">
                {summary_list(facts)}
            </section> {record}{waits}{delete}
        </div>
    };
    Page::new(success.text.in_words(), Section::Home, content).refused_if(form.is_refused())
}

/// Where the number is typed; or, where it is counted, what says so.
fn number_form(success: &SuccessCriterion, form: &Form, here: &str, version: &str) -> AnyView {
    let (action, version) = (format!("{here}/record"), version.to_owned());
    match success.text.measure {
        Measure::Typed => view! {
            <form class="stack" method="post" action=action>
                <input r#type="hidden" name="version" value=version />
                {Field::new(form, "actual", "Measured")
                    .hint(success.text.unit.as_ref().map_or("A number".to_owned(), Line::to_string))
                    .width("narrow")
                    .line()}
                <div class="actions">
                    <button class="primary">"Record the number"</button>
                </div>
            </form>
        }
        .into_any(),
        Measure::ContactRate if is_counted(success) => {
            view! { <p>"It is computed from the contacts of the cohort, whenever somebody looks."</p> }
                .into_any()
        }
        Measure::ContactRate => view! {
            <form class="actions" method="post" action=action>
                <input r#type="hidden" name="version" value=version />
                <input r#type="hidden" name="counted" value="on" />
                <button class="primary">"Use contacts again"</button>
            </form>
        }
        .into_any(),
    }
}

/// Asks before a success criterion goes.
#[must_use]
pub fn success_delete_page(phase: &Phase, success: &SuccessCriterion, form: &Form) -> Page {
    let here = format!("/successes/{}", success.id);
    Confirm {
        question: format!("Delete success criterion “{}”?", success.text.in_words()),
        section: Section::Home,
        above: (here.clone(), success.text.in_words()),
        losses: vec![format!(
            "{} is then judged without it. Its target, source and owner are deleted.",
            phase.title()
        )],
        form,
        fields: None,
        action: format!("{here}/delete"),
        button: "Delete criterion",
    }
    .page()
}
