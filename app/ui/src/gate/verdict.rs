//! The verdict as it is shown, on the overview of a release and at a gate.

use domain::address::Thing;
use domain::gate::verdict::{Answer, Change, Found, Place};
use jiff::Timestamp;
use leptos::prelude::*;
use service::gate::verdict::Judged;

use crate::symbol::{Mark, Symbol};
use crate::words;

/// The answer, and the three things that would change it. Where it is not the gate itself, it leads to the gate that it
/// is about.
#[must_use]
pub fn verdict_sheet(judged: &Judged, is_at_gate: bool, now: Timestamp) -> AnyView {
    let verdict = &judged.verdict;
    let class = match verdict.answer {
        Answer::Ready => "sheet verdict pass",
        Answer::ReadyWithExceptions => "sheet verdict waived",
        Answer::NotReady => "sheet verdict fail",
        Answer::Unknown => "sheet verdict unknown",
    };
    let (_, rest) = verdict
        .sentence()
        .split_once(". ")
        .map_or((String::new(), String::new()), |(a, b)| (a.to_owned(), b.to_owned()));
    let reasons: Vec<_> =
        verdict.changes.iter().take(3).map(|change| reason(judged, change, now)).collect();
    let lead = match verdict.changes.len() {
        0 if verdict.answer == Answer::ReadyWithExceptions => {
            "No blockers but what was waived, and only until then.".to_owned()
        }
        0 => "No blockers.".to_owned(),
        1 => "1 blocker:".to_owned(),
        count @ 2..=3 => format!("{count} blockers:"),
        count => format!("Top 3 of {count} blockers:"),
    };
    let gate = judged.phase.as_ref().filter(|_| !is_at_gate).map(|phase| {
        let href = judged.seen.release.gate_address(phase.position);
        view! {
            <span>
                "for "
                <a href=href>{phase.title()}</a>
            </span>
        }
    });
    view! {
        <section class=class aria-labelledby="verdict">
            <header>
                <h2 id="verdict">
                    <strong>{verdict.answer.label()}</strong>
                </h2>
                {gate}
                <span>{rest}</span>
            </header>
            <p>{lead}</p>
            {(!reasons.is_empty()).then(|| view! { <ul class="reasons">{reasons}</ul> })}
        </section>
    }
    .into_any()
}

fn reason(judged: &Judged, change: &Change, now: Timestamp) -> impl IntoView + use<> {
    let zone = judged.seen.release.schedule.zone();
    let owner = change.owner.map(|owner| words::name(&judged.names, owner));
    let due = change.due_at.map(|at| format!("by {}", words::day(at, zone, now)));
    let who = [owner, due].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let href = address(judged, change.place);
    let sentence = change.sentence.clone();
    view! {
        <li>
            <Mark symbol=of_found(change.found) />
            <span>
                <a href=href>{sentence}</a>
            </span>
            <span class="who">{who}</span>
        </li>
    }
}

/// Where a sentence leads.
#[must_use]
pub fn address(judged: &Judged, place: Place) -> String {
    let release = &judged.seen.release;
    let here = release.address();
    let phase_at = |id| judged.phase.as_ref().filter(|phase| phase.id == id);
    match place {
        Place::Checklist => format!("{here}/checklist?open=on"),
        Place::Import => format!("{here}/checklist/import"),
        Place::Item(id) => {
            let item = judged.items().iter().find(|item| item.id == id);
            item.map_or(format!("/items/{id}"), |item| {
                release.address_of(Thing::Item, item.ordinal)
            })
        }
        Place::Plan => format!("{here}/edit"),
        Place::Criteria => format!("{here}/criteria"),
        Place::Phase(id) => phase_at(id).map_or(format!("/phases/{id}"), |phase| {
            release.address_of(Thing::Phase, phase.position)
        }),
        Place::Move(phase) => format!("/phases/{phase}/move"),
        Place::Card(phase) => format!("/phases/{phase}/card/edit"),
        Place::Gate(id) => phase_at(id)
            .map_or(format!("/phases/{id}/gate"), |phase| release.gate_address(phase.position)),
        Place::Runs => format!("{here}/runs"),
        Place::Runbook(runbook) => format!("/runbooks/{runbook}"),
        Place::Run(run) => format!("/runs/{run}"),
        Place::Drills => format!("{here}/drills"),
        Place::Drill(drill) => format!("/drills/{drill}"),
        Place::Findings => format!("{here}/findings"),
        Place::Finding(finding) => format!("/findings/{finding}"),
        Place::Responses => format!("{here}/responses"),
        Place::Response(response) => format!("/responses/{response}"),
        Place::Support => format!("{here}/support"),
        Place::Training => format!("{here}/training"),
        Place::Coverage => format!("{here}/training/coverage"),
        Place::Reading(material) => format!("/materials/{material}/coverage"),
        Place::Readers(cohort) => format!("/cohorts/{cohort}/readers/new"),
    }
}

/// What a link to it is called: where it goes.
#[must_use]
pub const fn place_name(place: Place) -> &'static str {
    match place {
        Place::Checklist => "Open checklist",
        Place::Import => "Import checklist",
        Place::Item(_) => "Open item",
        Place::Plan => "Edit release",
        Place::Criteria => "Edit criteria",
        Place::Phase(_) => "Open phase",
        Place::Move(_) => "Reschedule",
        Place::Card(_) => "Edit rollback card",
        Place::Gate(_) => "Open gate",
        Place::Runs => "Open dry runs",
        Place::Runbook(_) => "Open runbook",
        Place::Run(_) => "Open run",
        Place::Drills => "Open drills",
        Place::Drill(_) => "Open drill",
        Place::Findings => "Open findings",
        Place::Finding(_) => "Open finding",
        Place::Training => "Open training",
        Place::Coverage | Place::Reading(_) => "Open coverage",
        Place::Readers(_) => "Name critical users",
        Place::Responses => "Open responses",
        Place::Response(_) => "Open template",
        Place::Support => "Open support",
    }
}

/// The shape of what a criterion found.
#[must_use]
pub const fn of_found(found: Found) -> Symbol {
    match found {
        Found::NotApplicable => Symbol::Na,
        Found::Pass => Symbol::Pass,
        Found::Waived => Symbol::Waived,
        Found::Unknown => Symbol::Unknown,
        Found::Stale => Symbol::Stale,
        Found::Fail => Symbol::Fail,
    }
}

/// The shape of an answer.
#[must_use]
pub const fn of_answer(answer: Answer) -> Symbol {
    match answer {
        Answer::Ready => Symbol::Pass,
        Answer::ReadyWithExceptions => Symbol::Waived,
        Answer::Unknown => Symbol::Unknown,
        Answer::NotReady => Symbol::Fail,
    }
}
