//! The screens while the clock runs. Plain forms: the script in `server/bundle/act.js` makes the clocks
//! go, sends presses once, and keeps them while the connection is lost.

use domain::limits;
use domain::minutes::{clock, in_words};
use domain::run::{Ending, LiveRun, Pace, RunState, RunStep, Standing, latest_safe_rollback};
use jiff::Timestamp;
use leptos::prelude::*;
use service::run::Shown;

use super::facts::state_tag;
use crate::form::Form;
use crate::kit::symbol::{Mark, Symbol, Tag};
use crate::kit::{Choice, Radios, ask_first, options, people, prose};
use crate::words::{self, counted};

/// Steps that run at the same time and have clocks of their own; more are in the list.
const CLOCKS: usize = 4;
/// A list with more steps shows those around what runs.
const SHOWN: usize = 120;
const BEFORE: usize = 10;

pub(super) fn live_sheets(shown: &Shown, form: &Form, all: bool, now: Timestamp) -> AnyView {
    let Some(live) = shown.live() else { return ().into_any() };
    let works = shown.seen.can_work;
    view! {
        {tiles(shown, &live, now)}
        {steps_sheet(shown, &live, all, now)}
        {works.then(|| else_sheet(shown, &live, form))}
        {said_sheet(shown)}
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
        view! { <p class="live-state">{state_tag(&shown.run, &shown.markers)}</p>{running}{over} }
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
            <input r#type="hidden" name="id" value=once />{step}{fields}
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
    let check = text.check.as_ref().map(|check| view! { "Check: "<i>{check.to_string()}</i>". " });
    let fails = text.rollback.as_ref().map(|back| format!("If it fails: {back}."));
    let elapsed = step.elapsed(now).map_or(0, |elapsed| elapsed.as_millis());
    let no_return = text.no_return.then(|| view! { <p class="no-return">"Point of no return"</p> });
    let title = text.title.to_string();
    let acts = shown.seen.can_work.then(|| {
        let done = act_form(shown, Some(step), "acts", view! { <button class="primary" name="what" value="done" id=format!("done-{}", step.step.position) aria-describedby=id.clone()>"Done"</button> }.into_any());
        let why = format!("words-{}", step.step.position);
        let more = act_form(shown, Some(step), "stack", view! {
            <div class="field"><label for=why.clone()>"Why, or what you saw"</label><input class="input wide" id=why name="words" autocomplete="off" /></div>
            {what_happened(step)}
            <div class="acts"><button id=format!("record-{}", step.step.position)>"Record"</button></div>
        }.into_any());
        view! { {done}<details><summary>"Failed, skip or note"</summary>{more}</details> }
    });
    view! {
        <section class="sheet now" aria-labelledby=labelled>
            {no_return}
            <p class="small">{line}</p>
            <h2 id=id tabindex="-1" data-next="">{title}</h2>
            <p class="clock" role="timer" data-clock=elapsed.to_string()>{clock(step.seconds(now).unwrap_or(0))}</p>
            <p class="small">{past}{check}{fails}</p>
            {acts}
            {(!text.instruction.as_str().is_empty()).then(|| view! { <details class="how"><summary>"How"</summary>{prose(text.instruction.as_str())}</details> })}
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
        view! { <form class="acts" method="post" action=format!("/runs/{}/finish", shown.run.id)><button class="primary" id="finish">"Finish the run"</button></form> }
    });
    view! {
        <section class="sheet now" aria-labelledby="over"><h2 id="over">"Every step has ended"</h2>
            <p>"The clock stopped with the last of them. Reopen a step if something is wrong, or finish."</p>{finish}</section>
    }
    .into_any()
}

fn tiles(shown: &Shown, live: &LiveRun, now: Timestamp) -> AnyView {
    let run = &shown.run;
    let zone = shown.seen.release.schedule.zone();
    let expected =
        |step: &RunStep| shown.forecast.steps.get(&step.step.id).map(|spread| spread.median);
    let pace = Pace::of(live, now, expected);
    let time = |at: Timestamp| zone.local(at).strftime("%H:%M").to_string();
    let (class, slip) = match pace.slip {
        slip if slip >= 60 => ("stale", format!("{} late", in_words(slip))),
        slip if slip <= -60 => ("pass", format!("{} early", in_words(-slip))),
        _ => ("", "on time".to_owned()),
    };
    let untimed = match pace.untimed {
        0 => String::new(),
        count => format!("and {} without a time", counted(count, "step", "steps")),
    };
    let window = run.window_ends();
    let ends = window.map(|ends| {
        let left = pace.projected_end <= ends;
        let class = if left { "small" } else { "small fail" };
        let words = if left { "window ends" } else { "too late: window ends" };
        view! { <span class=class>{format!("{words} {}", time(ends))}</span> }
    });
    let safe = window.and_then(|ends| latest_safe_rollback(ends, shown.rollback, run.plan.margin));
    let gone = live.steps.iter().find(|step| step.step.text.no_return && step.measured().is_some());
    let (safe_class, safe_time, why) = match (window, shown.rollback, safe) {
        _ if gone.is_some() => {
            ("fail", "none".to_owned(), "the point of no return is behind".to_owned())
        }
        (None, ..) => ("", "unknown".to_owned(), "no window is set".to_owned()),
        (_, None, _) => ("fail", "unknown".to_owned(), "going back was never rehearsed".to_owned()),
        (_, Some(took), Some(safe)) if safe < now => {
            ("fail", time(safe), format!("passed: going back took {}", in_words(took)))
        }
        (_, Some(took), safe) => (
            "",
            safe.map(time).unwrap_or_default(),
            format!("going back took {}, {} to decide", in_words(took), run.plan.margin),
        ),
    };
    let going = if live.open() == 0 {
        None
    } else {
        Some(now.duration_since(live.started_at).as_millis().to_string())
    };
    view! {
        <section class="tiles" aria-labelledby="pace"><h2 id="pace" class="hidden-label">"Against the plan"</h2>
            <div class="tile"><span class="small">"Elapsed"</span><b data-clock=going>{clock(pace.elapsed)}</b></div>
            <div class="tile"><span class="small">"Against plan"</span><b class=class>{slip}</b><span class="small">{untimed}</span></div>
            <div class="tile"><span class="small">"Projected end"</span><b>{time(pace.projected_end)}</b>{ends}</div>
            <div class="tile"><span class="small">"Latest safe rollback"</span><b class=safe_class>{safe_time}</b><span class="small">{why}</span></div>
        </section>
    }
    .into_any()
}

fn steps_sheet(shown: &Shown, live: &LiveRun, all: bool, now: Timestamp) -> AnyView {
    let count = live.steps.len();
    let open = live.steps.iter().position(|step| !step.is_ended()).unwrap_or(0);
    let from = if all || count <= SHOWN { 0 } else { open.saturating_sub(BEFORE) };
    let to = if all { count } else { (from + SHOWN).min(count) };
    let rows: Vec<_> =
        live.steps.iter().skip(from).take(to - from).map(|step| step_row(step, now)).collect();
    let part = (to - from < count).then(|| {
        view! { <p class="small">{format!("Steps {} to {to} of {count}. ", from + 1)}<a href=format!("/runs/{}?all=on", shown.run.id)>"All steps"</a></p> }
    });
    let ended = count - live.open();
    view! {
        <section class="sheet" aria-labelledby="steps"><div class="head"><h2 id="steps">"Steps"</h2><span class="small">{format!("{ended} of {count} ended")}</span></div>
            {part}<table class="run-table"><thead><tr><th scope="col">"Step"</th><th scope="col" class="num hide">"Planned"</th><th scope="col" class="num">"Actual"</th></tr></thead><tbody>{rows}</tbody></table></section>
    }
    .into_any()
}

/// A step in a list: how it stands, what was planned, what it took.
pub(super) fn step_row(step: &RunStep, now: Timestamp) -> impl IntoView + use<> {
    let text = &step.step.text;
    let (symbol, word) = match &step.standing {
        Standing::Waiting => (Symbol::Open, "waits"),
        Standing::Running { .. } => (Symbol::Live, "runs"),
        Standing::Ended { how, .. } => match how {
            Ending::Done => (Symbol::Pass, "done"),
            Ending::Failed(_) => (Symbol::Fail, "failed"),
            Ending::Skipped(_) => (Symbol::Na, "skipped"),
        },
    };
    let took = step.seconds(now);
    let runs = matches!(step.standing, Standing::Running { .. });
    let planned = text.planned.map(domain::minutes::Minutes::seconds);
    let over = took.zip(planned).map(|(took, planned)| took - planned).filter(|over| *over > 0);
    let over = over
        .map(|over| view! { <span class="small stale">{format!("{} over", clock(over))}</span> });
    let reason = match &step.standing {
        Standing::Ended { how, .. } => how.reason().map(str::to_owned),
        _ => None,
    };
    let class = if step.is_ended() {
        "ended"
    } else if runs {
        "runs"
    } else {
        ""
    };
    let title = format!("{}. {}", step.step.position, text.title);
    let elapsed = step.elapsed(now).filter(|_| runs);
    let ticking = elapsed.map(|elapsed| elapsed.as_millis().to_string());
    let actual = took.map(|took| view! { <span data-clock=ticking>{clock(took)}</span> });
    let planned = text.planned.map(|planned| planned.to_string());
    view! {
        <tr class=class><td><span class="finding"><Mark symbol=symbol /><span>{title}<span class="hidden-label">", "{word}</span>{reason.map(|reason| view! { <br /><span class="small">{reason}</span> })}</span></span></td>
            <td class="num hide">{planned}</td><td class="num">{actual}" "{over}</td></tr>
    }
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
    let other = act_form(shown, None, "stack", view! {
        <div class="field"><label for="other-step">"Step"</label><select class="input" id="other-step" name="step">{steps}</select></div>
        <div class="field"><label for="other-what">"What"</label><select class="input" id="other-what" name="what">{what}</select></div>
        <div class="field"><label for="other-words">"Why, or what you saw"</label><input class="input wide" id="other-words" name="words" value=form.value("words").to_owned() autocomplete="off" /></div>
        <div class="field"><label for="person">"Who does it, when it is somebody else"</label><select class="input" id="person" name="person">{who}</select></div>
        <div class="actions"><button>"Keep it"</button></div>
    }.into_any());
    let note = act_form(shown, None, "line-form", view! {
        <label for="note" class="hidden-label">"What happens"</label><input class="input" id="note" name="words" placeholder="What happens" autocomplete="off" maxlength=limits::REASON.to_string() />
        <button name="what" value="note">"Note"</button>
    }.into_any());
    view! {
        <section class="sheet screen" aria-labelledby="else"><h2 id="else">"Write it down"</h2>{note}
            <details open=refused><summary>"Another step"</summary>{other}</details></section>
    }
    .into_any()
}

/// The record of the run, the newest first.
pub(super) fn said_sheet(shown: &Shown) -> Option<AnyView> {
    if shown.noted.is_empty() {
        return None;
    }
    let zone = shown.seen.release.schedule.zone();
    let title = |step| {
        let found = shown.steps.iter().find(|found| Some(found.step.id) == step);
        found.map(|found| format!(" “{}”", found.step.text.title)).unwrap_or_default()
    };
    let rows: Vec<_> = shown
        .noted
        .iter()
        .map(|noted| {
            let time = zone.local(noted.at).strftime("%H:%M:%S").to_string();
            let by = words::name(&shown.names, noted.by);
            let late = noted.received_at.duration_since(noted.at).as_secs();
            let late = (late > 60).then(|| format!(" Arrived {} later.", in_words(late)));
            let words = noted.words.clone().map(|words| format!(": {words}")).unwrap_or_default();
            let line = format!("{by} {}{}{words}", noted.kind.did(), title(noted.step));
            view! { <li><span>{line}</span><span class="small">{time}{late}</span></li> }
        })
        .collect();
    Some(view! { <section class="sheet" aria-labelledby="said"><h2 id="said">"What happened"</h2><ul class="feed">{rows}</ul></section> }.into_any())
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
            view! { <button name="what" value=what>{label}</button> }.into_any(),
        )
    };
    let rollback = match (from, to) {
        (None, _) => view! { <p class="small">"Rehearse going back: the gate needs to know how long it takes."</p>{button("rollback_from", "Start the rollback clock")} }.into_any(),
        (Some(_), None) => view! { <Tag symbol=Symbol::Live word="Going back".to_owned() />{button("rollback_to", "The rollback is done")} }.into_any(),
        (Some(from), Some(to)) => {
            let took = in_words(to.duration_since(from).as_secs());
            let clear = act_form(shown, None, "stack", view! {
                <div class="field"><label for="clear">"Why it is measured again"</label><input class="input wide" id="clear" name="words" autocomplete="off" /></div>
                <div class="actions"><button name="what" value="rollback_clear">"Clear the rollback clock"</button></div>
            }.into_any());
            view! { <p>"Going back took "<b>{took}</b>"."</p><details><summary>"That is wrong"</summary>{clear}</details> }.into_any()
        }
    };
    let abort = ask_first(format!("/runs/{}/abort", run.id), "Abort run …", "");
    view! {
        <section class="sheet screen" aria-labelledby="stop"><h2 id="stop">"Going back, and stopping"</h2>{rollback}
            <p class="actions">{abort}</p></section>
    }
    .into_any()
}
