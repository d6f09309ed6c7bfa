//! The screens while the clock runs. Plain forms: the script in `server/bundle/act.js` makes the clocks
//! go, sends presses once, and keeps them while the connection is lost.

use domain::limits;
use domain::minutes::{clock, in_words};
use domain::run::{LiveRun, RunState, RunStep, Standing};
use jiff::Timestamp;
use leptos::prelude::*;
use service::run::Shown;

use super::facts::state_tag;
use super::list::forecast_sheet;
use super::log::record_sheet;
use super::steps::steps_sheet;
use super::tiles::tiles;
use crate::form::Form;
use crate::kit::{Choice, Radios, ask_first, options, people, prose};
use crate::symbol::{Symbol, Tag};
use crate::words::{self};

/// Steps that run at the same time and have clocks of their own; more are in the list.
const CLOCKS: usize = 4;

pub(super) fn live_sheets(shown: &Shown, form: &Form, all: bool, now: Timestamp) -> AnyView {
    let Some(live) = shown.live() else { return ().into_any() };
    let works = shown.seen.can_work;
    view! {
        {tiles(shown, &live, now)}
        {shown
            .run
            .plan
            .is_cutover()
            .then(|| forecast_sheet(&shown.forecast, shown.run.plan.window))}
        {steps_sheet(shown, &live, all, now)}
        {works.then(|| else_sheet(shown, &live, form))}
        {record_sheet(shown)}
        {works.then(|| stop_sheet(shown))}
    }
    .into_any()
}

/// What runs now: a clock for each step, or that all have ended.
pub(super) fn running_sheets(shown: &Shown, now: Timestamp) -> Option<AnyView> {
    let live = shown.live().filter(|_| shown.run.state == RunState::Running)?;
    let running: Vec<_> = live
        .steps
        .iter()
        .filter(|step| matches!(step.standing, Standing::Running { .. }))
        .take(CLOCKS)
        .map(|step| clock_sheet(shown, &live, step, now))
        .collect();
    let over = (live.open() == 0).then(|| finish_sheet(shown));
    Some(
        view! {
            <p class="live-state">{state_tag(&shown.run, &shown.markers)}</p>
            {running}
            {over}
        }
        .into_any(),
    )
}

/// A form that counts once, however often it is sent.
fn act_form(
    shown: &Shown,
    step: Option<&RunStep>,
    class: &'static str,
    fields: AnyView,
) -> AnyView {
    let step = step.map(|step| {
        view! { <input r#type="hidden" name="step" value=step.step.id.to_string() /> }
    });
    let once = service::press().to_string();
    view! {
        <form class=class method="post" action=format!("/runs/{}/act", shown.run.id) data-act="">
            <input r#type="hidden" name="id" value=once />
            {step}
            {fields}
        </form>
    }
    .into_any()
}

/// The step that runs: its clock, what to look for, and what to press.
fn clock_sheet(shown: &Shown, live: &LiveRun, step: &RunStep, now: Timestamp) -> AnyView {
    let text = &step.step.text;
    let id = format!("step-{}", step.step.id);
    let labelled = id.clone();
    let doer = step.substitute.or(text.owner).map(|doer| words::name(&shown.names, doer));
    let instead = step
        .substitute
        .zip(text.owner)
        .map(|(_, owner)| format!("instead of {}", words::name(&shown.names, owner)));
    let place = format!("Step {} of {}", step.step.position, live.steps.len());
    let planned = text.planned.map(|planned| format!("planned {planned}"));
    let line =
        [Some(place), doer, instead, planned].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let past =
        shown.forecast.steps.get(&step.step.id).map(|spread| format!("{}. ", spread.in_words()));
    let check = text.check.as_ref().map(|check| {
        view! {
            "Check: "
            <i>{check.to_string()}</i>
            ". "
        }
    });
    let fails = text.rollback.as_ref().map(|back| format!("If it fails: {back}."));
    let elapsed = step.elapsed(now).map_or(0, |elapsed| elapsed.as_millis());
    let no_return = text.no_return.then(|| view! { <p class="no-return">"Point of no return"</p> });
    let title = text.title.to_string();
    let acts = shown.seen.can_work.then(|| {
        let done = act_form(
            shown,
            Some(step),
            "acts",
            view! {
                <button
                    class="primary"
                    name="what"
                    value="done"
                    id=format!("done-{}", step.step.position)
                    aria-describedby=id.clone()
                >
                    "Done"
                </button>
            }
            .into_any(),
        );
        let why = format!("words-{}", step.step.position);
        let more = act_form(
            shown,
            Some(step),
            "stack",
            view! {
                <div class="field">
                    <label for=why.clone()>"Why, or what you saw"</label>
                    <input class="input wide" id=why name="words" autocomplete="off" />
                </div>
                {what_happened(step)}
                <div class="acts">
                    <button id=format!("record-{}", step.step.position)>"Record"</button>
                </div>
            }
            .into_any(),
        );
        view! {
            {done}
            <details>
                <summary>"Failed, skip or note"</summary>
                {more}
            </details>
        }
    });
    view! {
        <section class="sheet now" aria-labelledby=labelled>
            {no_return}
            <p class="small">{line}</p>
            <h2 id=id tabindex="-1" data-next="">
                {title}
            </h2>
            <p class="clock" role="timer" data-clock=elapsed.to_string()>
                {clock(step.seconds(now).unwrap_or(0))}
            </p>
            <p class="small">{past}{check}{fails}</p>
            {acts}
            {(!text.instruction.as_str().is_empty())
                .then(|| {
                    view! {
                        <details class="how">
                            <summary>"How"</summary>
                            {prose(text.instruction.as_str())}
                        </details>
                    }
                })}
        </section>
    }
    .into_any()
}

/// What is recorded of a step: a note unless somebody chooses more, because Enter in its words sends it.
fn what_happened(step: &RunStep) -> AnyView {
    let choices = vec![
        Choice::new("note", "Note"),
        Choice::new("fail", "Failed"),
        Choice::new("skip", "Skip"),
    ];
    let id = format!("what-{}", step.step.position);
    Radios { name: "what", id, legend: "Record as" }
        .view(&Form::default().with("what", "note"), choices)
}

fn finish_sheet(shown: &Shown) -> AnyView {
    let finish = shown.seen.can_work.then(|| {
        view! {
            <form class="acts" method="post" action=format!("/runs/{}/finish", shown.run.id)>
                <button class="primary" id="finish">
                    "Finish the run"
                </button>
            </form>
        }
    });
    view! {
        <section class="sheet now" aria-labelledby="over">
            <h2 id="over">"Every step has ended"</h2>
            <p>"The clock stopped with the last of them. Reopen a step if something is wrong, or finish."</p>
            {finish}
        </section>
    }
    .into_any()
}

/// What is not about the step that runs: earlier and later ones, substitutes, notes.
fn else_sheet(shown: &Shown, live: &LiveRun, form: &Form) -> AnyView {
    let step = |step: &RunStep| {
        Choice::new(step.step.id, format!("{}. {}", step.step.position, step.step.text.title))
    };
    let steps = options(live.steps.iter().map(step).collect(), form.value("step"));
    let what = [
        ("note", "Note"),
        ("start", "Start it now"),
        ("done", "Done"),
        ("fail", "Failed"),
        ("skip", "Skip"),
        ("reopen", "Reopen"),
        ("substitute", "Somebody else does it"),
    ];
    let what = options(what.map(|(key, label)| Choice::new(key, label)).into(), form.value("what"));
    let who = options(people(&shown.people, ""), "");
    let refused = form.is_refused() && form.has("what");
    let other = act_form(
        shown,
        None,
        "stack",
        view! {
            <div class="field">
                <label for="other-step">"Step"</label>
                <select class="input" id="other-step" name="step">
                    {steps}
                </select>
            </div>
            <div class="field">
                <label for="other-what">"What"</label>
                <select class="input" id="other-what" name="what">
                    {what}
                </select>
            </div>
            <div class="field">
                <label for="other-words">"Why, or what you saw"</label>
                <input
                    class="input wide"
                    id="other-words"
                    name="words"
                    value=form.value("words").to_owned()
                    autocomplete="off"
                />
            </div>
            <div class="field">
                <label for="person">"Who does it, when it is somebody else"</label>
                <select class="input" id="person" name="person">
                    {who}
                </select>
            </div>
            <div class="actions">
                <button>"Keep it"</button>
            </div>
        }
        .into_any(),
    );
    let note = act_form(
        shown,
        None,
        "line-form",
        view! {
            <label for="note" class="hidden-label">
                "What happens"
            </label>
            <input
                class="input"
                id="note"
                name="words"
                placeholder="What happens"
                autocomplete="off"
                maxlength=limits::REASON.to_string()
            />
            <button name="what" value="note">
                "Note"
            </button>
        }
        .into_any(),
    );
    view! {
        <section class="sheet screen" aria-labelledby="else">
            <h2 id="else">"Write it down"</h2>
            {note}
            <details open=refused>
                <summary>"Another step"</summary>
                {other}
            </details>
        </section>
    }
    .into_any()
}

/// Going back, and stopping.
fn stop_sheet(shown: &Shown) -> AnyView {
    let run = &shown.run;
    let (from, to) = (run.clocks.rollback_from, run.clocks.rollback_to);
    let button = |what: &'static str, label: &'static str| {
        act_form(
            shown,
            None,
            "acts",
            view! {
                <button name="what" value=what>
                    {label}
                </button>
            }
            .into_any(),
        )
    };
    let rollback = match (from, to) {
        (None, _) => view! {
            <p class="small">"Rehearse going back: the gate needs to know how long it takes."</p>
            {button("rollback_from", "Start the rollback clock")}
        }
        .into_any(),
        (Some(_), None) => view! {
            <Tag symbol=Symbol::Live word="Going back".to_owned() />
            {button("rollback_to", "The rollback is done")}
        }
        .into_any(),
        (Some(from), Some(to)) => {
            let took = in_words(to.duration_since(from).as_secs());
            let clear = act_form(
                shown,
                None,
                "stack",
                view! {
                    <div class="field">
                        <label for="clear">"Why it is measured again"</label>
                        <input class="input wide" id="clear" name="words" autocomplete="off" />
                    </div>
                    <div class="actions">
                        <button name="what" value="rollback_clear">
                            "Clear the rollback clock"
                        </button>
                    </div>
                }
                .into_any(),
            );
            view! {
                <p>"Going back took "<b>{took}</b>"."</p>
                <details>
                    <summary>"That is wrong"</summary>
                    {clear}
                </details>
            }
            .into_any()
        }
    };
    let abort = ask_first(format!("/runs/{}/abort", run.id), "Abort run …", "");
    view! {
        <section class="sheet screen" aria-labelledby="stop">
            <h2 id="stop">"Going back, and stopping"</h2>
            {rollback}
            <p class="actions">{abort}</p>
        </section>
    }
    .into_any()
}
