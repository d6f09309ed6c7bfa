use domain::address::Thing;
use domain::minutes::in_words;
use domain::run::{Run, RunState};
use jiff::Timestamp;
use leptos::prelude::*;
use service::run::Shown;

use super::after::after_sheets;
use super::forecast_sheet;
use super::live::{live_sheets, running_sheets};
use crate::form::Form;
use crate::kit::{ask_first, crumb, error_summary, warning};
use crate::page::{Page, Section};
use crate::release::{Tab, tabs};
use crate::words::{self, counted};

/// One run, as it stands: planned, against the clock, or over.
#[must_use]
pub fn run_page(shown: &Shown, form: &Form, all: bool, now: Timestamp) -> Page {
    let run = &shown.run;
    let release = &shown.seen.release;
    let here = release.address_of(Thing::Run, run.ordinal);
    let body = match run.state {
        RunState::Planned => planned(shown),
        RunState::Running => live_sheets(shown, form, all, now),
        _ => after_sheets(shown, form, now),
    };
    let address = if all { format!("{here}?all=on") } else { here };
    let of_running = address.clone();
    let class = if run.state == RunState::Running { "stack live-screen" } else { "stack" };
    let content = view! {
        <div>
            {crumb(format!("/runbooks/{}", run.runbook), format!("{}: {}", release.name, run.runbook_name))}
            <div class="head">
                <h1>{run.title()}</h1>
            </div> <p class="facts">{facts(run, shown, now)}</p>
        </div>
        {tabs(release, Tab::Runs, None)}
        {error_summary(form)}
        {shown
            .phase()
            .filter(|phase| {
                run.state == RunState::Running && !phase.state.has_go() && !phase.state.is_ahead()
            })
            .map(|phase| {
                warning(format!("{} is {}, and this clock still goes.", phase.title(), phase.state.word()))
            })}
        {form
            .is_conflict()
            .then(|| warning("Somebody else changed this run at the same time. Look again, then choose."))}
        {(form.is_refused() && !form.value("words").is_empty())
            .then(|| warning(format!("Not taken: “{}”", form.value("words"))))}
        <div class="stack live-screen" id="running" data-live=of_running>
            {running_sheets(shown, now)}
        </div>
        <div class=class id="run" data-live=address>
            {body}
        </div>
    };
    Page::new(format!("{} · {}", run.title(), release.name), Section::Home, content)
        .refused_if(form.is_refused())
        .live(release.id)
        .acts()
}

fn facts(run: &Run, shown: &Shown, now: Timestamp) -> Vec<AnyView> {
    let zone = shown.seen.release.schedule.zone();
    let data = &run.plan.data;
    let about = [
        data.age
            .map(|age| counted(usize::try_from(age).unwrap_or(usize::MAX), "day old", "days old")),
        data.share.map(|share| format!("{share} % of production")),
    ];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let name = data.name.as_ref().map(ToString::to_string).unwrap_or_default();
    let data =
        [name, about].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let when = run.clocks.started_at.or(run.plan.starts_at);
    let text = |line: Option<String>| line.unwrap_or_default();
    let facts = [
        ("Start", text(when.map(|at| words::moment(at, zone, now)))),
        ("Took", text(run.took().map(in_words))),
        ("Window", text(run.plan.window.map(|window| window.to_string()))),
        ("Version", text(run.plan.candidate.as_ref().map(ToString::to_string))),
        ("Schema", text(run.plan.schema.as_ref().map(ToString::to_string))),
        ("Environment", text(run.plan.environment.as_ref().map(ToString::to_string))),
        ("Data", data),
        ("With", text(run.plan.people.as_ref().map(ToString::to_string))),
        ("Runbook", format!("version {}", run.number)),
    ];
    let facts = facts
        .into_iter()
        .filter(|(_, fact)| !fact.is_empty())
        .map(|(name, fact)| view! { <span>{name}" "<b>{fact}</b></span> }.into_any());
    cutover_of(shown).into_iter().chain(facts).collect()
}

/// The phase that a cutover is for, its launch room, and the gate that let it begin.
fn cutover_of(shown: &Shown) -> Option<AnyView> {
    let (release, phase) = (&shown.seen.release, shown.phase()?);
    let here = release.address_of(Thing::Phase, phase.position);
    let room = format!("{here}/room");
    let gate = release.gate_address(phase.position);
    Some(
        view! {
            <span>
                "For "
                <a href=here>{phase.title()}</a>
                ", "
                <a href=gate>"its gate"</a>
                ", "
                <a href=room>"launch room"</a>
            </span>
        }
        .into_any(),
    )
}

/// Before it starts: what is to come, and the button.
fn planned(shown: &Shown) -> AnyView {
    let run = &shown.run;
    let here = format!("/runs/{}", run.id);
    let works = shown.seen.can_work;
    let waits = shown.phase().filter(|phase| !phase.state.has_go());
    let gate = waits.map(|phase| {
        let href = shown.seen.release.gate_address(phase.position);
        let title = phase.title();
        view! {
            <p>
                {format!("{title} is {}. A cutover starts after a go at ", phase.state.word())}
                <a href=href>"its gate"</a>"."
            </p>
        }
    });
    let start = (works && !shown.plan.is_empty() && waits.is_none()).then(|| {
        view! {
            <form method="post" action=format!("{here}/start")>
                <button class="primary" id="start">
                    "Start the clock"
                </button>
            </form>
        }
    });
    let others = works.then(|| {
        view! {
            <a class="button" href=format!("{here}/edit")>
                "Edit"
            </a>
            <a class="button" href=format!("{here}/record")>
                "Write down what was done"
            </a>
            {ask_first(format!("{here}/cancel"), "Cancel run …", "")}
        }
    });
    let sentence = match shown.plan.len() {
        0 => "This runbook has no steps yet. Add the first step, then start.".to_owned(),
        count => format!("{} wait for the clock.", counted(count, "step", "steps")),
    };
    let steps = shown.plan.iter().map(|step| {
        let planned = step.text.planned.map(|planned| planned.to_string());
        let owner = step.text.owner.map(|owner| words::name(&shown.names, owner));
        let facts = [planned, owner].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        view! {
            <li>
                <span class="number">{step.position}</span>
                <div>
                    <b>{step.text.title.to_string()}</b>
                    <p class="small">{facts}</p>
                </div>
            </li>
        }
    });
    let steps: Vec<_> = steps.collect();
    view! {
        <section class="sheet now" aria-labelledby="now">
            <h2 id="now">{sentence}</h2>
            <p class="small">
                "The clock starts for everybody who looks at this page. Nothing is lost when a browser or \
                the server stops."
            </p>
            {gate}
            <div class="actions">{start}{others}</div>
        </section>
        <div class="two">
            <section class="sheet" aria-labelledby="steps">
                <h2 id="steps">"Steps"</h2>
                <ol class="run-steps">{steps}</ol>
            </section>
            {forecast_sheet(&shown.forecast, run.plan.window)}
        </div>
    }
    .into_any()
}
