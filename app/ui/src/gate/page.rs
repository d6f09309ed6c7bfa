use domain::address::Thing;
use domain::gate::verdict::Criterion;
use domain::phase::PhaseState;
use jiff::Timestamp;
use leptos::prelude::*;
use service::gate::Gate;
use service::gate::verdict::Judged;

use super::condition::conditions_sheet;
use super::decision::decided_sheet;
use super::exception::exceptions_sheet;
use super::votes::{decision_sheet, vote_sheet, votes_sheet};
use crate::form::Form;
use crate::gate::verdict::{address, of_found, place_name, verdict_sheet};
use crate::kit::{crumb, error_summary, warning};
use crate::page::{Page, Section};
use crate::phase::card_facts;
use crate::release::{Tab, tabs};
use crate::symbol::{Mark, Tag};
use crate::words;

/// The verdict first, then what it rests on, who votes, what is waived, and the decision.
#[must_use]
pub fn gate_page(gate: &Gate, form: &Form, now: Timestamp) -> Page {
    let phase = &gate.phase;
    let judged = &gate.judged;
    let release = &judged.seen.release;
    let zone = release.schedule.zone();
    let today = zone.day(now);
    let until = gate.poll.as_ref().filter(|poll| !poll.closed).map(|poll| {
        let until = words::moment(poll.until, zone, now);
        view! { <span>"Votes until " <b>{until}</b></span> }
    });
    let window = phase.plan.window.map(|window| {
        view! { <span>"Window " <b>{window.in_words()}</b>{format!(" {zone}")}</span> }
    });
    let conditions = judged.conditions.iter().filter(|one| one.phase == phase.id);
    // What was decided holds, whatever would be judged today.
    let criteria = match gate.decisions.first() {
        _ if phase.state.is_ahead() => Some(criteria_sheet(judged, now)),
        Some(decision) => Some(decided_sheet(&decision.snapshot)),
        None => None,
    };
    // Of a gate that was decided long ago only the decision knows the votes.
    let votes =
        (phase.state.is_ahead() || gate.poll.is_some()).then(|| votes_sheet(gate, form, now));
    // Whoever is asked finds where to answer before all that it rests on.
    let asks = gate.poll.as_ref().is_some_and(|poll| poll.mine);
    let mine = asks.then(|| vote_sheet(gate, form));
    let content = view! {
        <div>
            {crumb(release.address_of(Thing::Phase, phase.position), phase.title())} <div class="head">
                <h1>{format!("Phase {} gate: {}", phase.position, phase.plan.name)}</h1>
                <Tag symbol=crate::phase::symbol(phase.state) word=phase.state.label().to_owned() />
            </div>
            <p class="facts">
                {until}<span>"Start " <b>{words::days(phase.plan.dates, today)}</b></span>{window}
                <span>"Cohort " <b>{phase.cohort_name.clone()}</b></span>
                <span>{phase.plan.exposure.in_words()}</span>
            </p>
        </div>
        {tabs(release, Tab::Schedule, None)}
        {error_summary(form)}
        {form
            .is_conflict()
            .then(|| warning("Somebody else changed this gate at the same time. Look again, then choose."))}
        {form.is_refused().then(|| typed(form))}
        <div class="stack" id="gate" data-live=release.gate_address(phase.position)>
            <div class=asks.then_some("two asked")>
                {mine} {if phase.state.is_ahead() { verdict_sheet(judged, true, now) } else { past(gate) }}
            </div>
            <div class="two">
                <div class="stack">{criteria} {exceptions_sheet(gate, form, now)}</div>
                <div class="stack">
                    {conditions_sheet(conditions, &judged.names, zone, now)} {votes}
                    {decision_sheet(gate, form, now)} <section class="sheet" aria-labelledby="card">
                        <h2 id="card">"Rollback plan"</h2>
                        {card_facts(phase, today)}
                        <p>
                            <a href=format!("/phases/{}/card", phase.id)>"Print the rollback card"</a>
                        </p>
                    </section>
                </div>
            </div>
        </div>
    };
    Page::new(format!("Gate · {}", phase.title()), Section::Home, content)
        .refused_if(form.is_refused())
        .live(release.id)
}

/// What was typed in a form that was refused: also where the form is no longer offered, no word is
/// lost.
fn typed(form: &Form) -> Option<AnyView> {
    let names = ["words", "comment", "override", "exception", "reason"];
    let texts: Vec<_> = names
        .into_iter()
        .map(|name| form.value(name).to_owned())
        .filter(|text| !text.trim().is_empty())
        .map(|text| view! { <p class="verbatim">{text}</p> })
        .collect();
    if texts.is_empty() {
        return None;
    }
    Some(
        view! {
            <section class="sheet" aria-labelledby="typed">
                <h2 id="typed">"What you typed"</h2>
                {texts}
            </section>
        }
        .into_any(),
    )
}

/// A gate that was passed, or that nobody goes through any more.
fn past(gate: &Gate) -> AnyView {
    let state = gate.phase.state;
    let sentence = match state {
        PhaseState::Skipped => "This phase is skipped, so nobody goes through its gate.".to_owned(),
        state => format!(
            "This phase is {}. What it was let through with, the decision below says.",
            state.word()
        ),
    };
    view! {
        <section class="sheet verdict" aria-labelledby="verdict">
            <header>
                <h2 id="verdict">
                    <strong>{state.label()}</strong>
                </h2>
            </header>
            <p>{sentence}</p>
        </section>
    }
    .into_any()
}

fn criteria_sheet(judged: &Judged, now: Timestamp) -> AnyView {
    // What stands in the way comes first.
    let mut criteria: Vec<&Criterion> = judged.verdict.criteria.iter().collect();
    criteria.sort_by_key(|criterion| std::cmp::Reverse(criterion.found));
    let rows: Vec<_> = criteria.into_iter().map(|criterion| row(judged, criterion, now)).collect();
    view! {
        <section class="sheet" aria-labelledby="criteria">
            <div class="head">
                <h2 id="criteria">"Criteria"</h2>
                <a class="screen" href=format!("{}/criteria", judged.seen.release.address())>
                    "Edit criteria"
                </a>
            </div>
            <table class="gate-criteria">
                <thead>
                    <tr>
                        <th scope="col">"Criterion"</th>
                        <th scope="col">"Owner, due"</th>
                        <th class="screen" scope="col">
                            "Where"
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row(judged: &Judged, criterion: &Criterion, now: Timestamp) -> AnyView {
    let release = &judged.seen.release;
    let owner = criterion.owner.map(|owner| words::name(&judged.names, owner));
    let due = criterion.due_at.map(|at| words::day(at, release.schedule.zone(), now));
    let who = [owner, due].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let href = address(judged, criterion.evidence);
    view! {
        <tr id=format!("criterion-{}", criterion.kind.key())>
            <td>
                <span class="finding">
                    <Mark symbol=of_found(criterion.found) />
                    <span>
                        <b>{criterion.kind.name()}</b>
                        ": "
                        {criterion.found.label()}
                        <br />
                        {criterion.sentence.clone()}
                    </span>
                </span>
            </td>
            <td class="small">{who}</td>
            <td class="screen">
                <a href=href>
                    {place_name(criterion.evidence)}
                    <span class="hidden-label">{format!(" for {}", criterion.kind.name().to_lowercase())}</span>
                </a>
            </td>
        </tr>
    }
    .into_any()
}
