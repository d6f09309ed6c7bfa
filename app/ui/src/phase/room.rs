//! The launch room of a phase, also for a screen on the wall.

use domain::address::Thing;
use domain::gate::SeenSeat;
use domain::minutes::{clock, in_words};
use domain::phase::{Phase, PhaseState};
use domain::release::Release;
use domain::run::{RunState, RunStep, Standing};
use jiff::Timestamp;
use leptos::prelude::*;
use service::gate::Poll;
use service::phase::room::Room;
use service::run::Shown;

use super::page::standing;
use super::rollback_card::card_facts;
use super::stop::stop_buttons;
use super::success_criterion::seen;
use super::symbol_of;
use crate::activity::feed;
use crate::gate::verdict::verdict_sheet;
use crate::gate::voice_of;
use crate::kit::{crumb, summary_list, warning};
use crate::page::{Page, Section};
use crate::release::{Tab, tabs};
use crate::run::{state_of, tiles};
use crate::symbol::{Mark, Tag};
use crate::words;

/// Verdict, clock, step, votes, numbers, contacts and the way back, on one page that keeps itself up to date. On a wall
/// there is nothing to press.
#[must_use]
pub fn room_page(room: &Room, on_wall: bool, now: Timestamp) -> Page {
    let (gate, phase) = (&room.gate, &room.gate.phase);
    let release = &gate.judged.seen.release;
    let here = release.address_of(Thing::Phase, phase.position);
    let live = if on_wall { format!("{here}/room?wall=on") } else { format!("{here}/room") };
    let other = if on_wall {
        (format!("{here}/room"), "Room with buttons")
    } else {
        (format!("{here}/room?wall=on"), "Screen for the wall")
    };
    let ahead = phase.state.is_ahead();
    let buttons = (!on_wall && gate.judged.seen.can_plan).then(|| stop_buttons(&here, phase));
    let class = if on_wall { "stack room wall" } else { "stack room" };
    let content = view! {
        <div>
            {crumb(here.clone(), phase.title())} <div class="head">
                <h1>{format!("Launch room: {}", phase.plan.name)}</h1>
                <a href=other.0>{other.1}</a>
            </div>
        </div>
        {(!on_wall).then(|| tabs(release, Tab::Schedule, None))}
        <div class=class id="room" data-live=live>
            <section class="sheet now" aria-labelledby="standing">
                <p class="live-state">
                    <Tag symbol=super::symbol(phase.state) word=phase.state.label().to_owned() />
                </p>
                <h2 class="large" id="standing">
                    {standing(phase, &room.phases, now)}
                </h2>
                {since(phase, now)}
            </section>
            {stopped(room)}
            {ahead.then(|| verdict_sheet(&gate.judged, true, now))}
            {cutover(room, now)}
            <div class="rooms">
                {votes(room, now)} {successes(room, now)} {card(phase, release, now)} {contacts(room)}
                {happened(room, now)}
            </div>
        </div>
        {buttons}
    };
    Page::new(format!("Launch room · {}", phase.title()), Section::Home, content)
        .live(release.id)
        .acts()
}

/// A phase that has stopped while its cutover goes on is nothing that anybody may overlook.
fn stopped(room: &Room) -> Option<AnyView> {
    let phase = &room.gate.phase;
    let runs = room.cutover.as_ref().is_some_and(|shown| shown.run.state == RunState::Running);
    let stands = !phase.state.has_go() && !phase.state.is_ahead();
    (runs && stands).then(|| {
        let word = phase.state.word();
        warning(format!("The phase is {word}, and the clock of its cutover still goes. Go back, or abort the run."))
    })
}

/// What happened to the phase last.
fn happened(room: &Room, now: Timestamp) -> AnyView {
    let zone = room.gate.judged.seen.release.schedule.zone();
    view! {
        <section class="sheet" aria-labelledby="room-happened">
            <h2 id="room-happened">"What happened"</h2>
            {feed(room.entries.clone(), zone, now)}
        </section>
    }
    .into_any()
}

/// How long people have it.
fn since(phase: &Phase, now: Timestamp) -> Option<AnyView> {
    let started = phase.clocks.started_at.filter(|_| phase.state.is_out())?;
    let elapsed = now.duration_since(started);
    // Of days nobody counts the seconds: the sentence says since when.
    if elapsed.as_hours() >= 48 {
        return None;
    }
    Some(
        view! {
            <p class="small">"Since it started"</p>
            <p class="clock" role="timer" data-clock=elapsed.as_millis().to_string()>
                {clock(elapsed.as_secs().max(0))}
            </p>
        }
        .into_any(),
    )
}

fn cutover(room: &Room, now: Timestamp) -> Option<AnyView> {
    let shown = room.cutover.as_ref()?;
    let run = &shown.run;
    let release = &shown.seen.release;
    let href = release.address_of(Thing::Run, run.ordinal);
    let (symbol, word) = state_of(run, &shown.markers);
    let zone = release.schedule.zone();
    let body = match (run.state, shown.live()) {
        (RunState::Running, Some(live)) => {
            let steps: Vec<_> = live
                .steps
                .iter()
                .filter(|step| matches!(step.standing, Standing::Running { .. }))
                .map(|step| step_row(shown, step, now))
                .collect();
            let over = steps.is_empty().then(|| view! { <p>"Every step has ended."</p> });
            view! {
                {tiles(shown, &live, now)}
                <ul class="running">{steps}</ul>
                {over}
            }
            .into_any()
        }
        (RunState::Planned, _) => {
            let starts = run.plan.starts_at.map_or("It has no start yet.".to_owned(), |at| {
                format!("It starts on {}.", words::moment(at, zone, now))
            });
            view! { <p>{starts}</p> }.into_any()
        }
        _ => {
            let took = run.took().map(in_words).unwrap_or_default();
            view! { <p>{format!("It took {took}.")}</p> }.into_any()
        }
    };
    Some(
        view! {
            <section class="sheet" aria-labelledby="cutover">
                <div class="head">
                    <h2 id="cutover">
                        <a href=href>{format!("{}: {}", run.title(), run.runbook_name)}</a>
                    </h2>
                    <Tag symbol=symbol word=word />
                </div>
                {body}
            </section>
        }
        .into_any(),
    )
}

fn step_row(shown: &Shown, step: &RunStep, now: Timestamp) -> AnyView {
    let text = &step.step.text;
    let doer = step.substitute.or(text.owner).map(|doer| words::name(&shown.names, doer));
    let elapsed = step.elapsed(now).map_or(0, |elapsed| elapsed.as_millis());
    let all = shown.steps.len();
    let place = format!("Step {} of {all}", step.step.position);
    let line = [Some(place), doer].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li>
            <span class="small">{line}</span>
            <b>{text.title.to_string()}</b>
            <span class="clock" role="timer" data-clock=elapsed.to_string()>
                {clock(step.seconds(now).unwrap_or(0))}
            </span>
        </li>
    }
    .into_any()
}

fn votes(room: &Room, now: Timestamp) -> Option<AnyView> {
    let poll = room.gate.poll.as_ref()?;
    let release = &room.gate.judged.seen.release;
    let voted = poll.seats.iter().filter(|seat| seat.voted).count();
    let lead = match poll.revealed {
        true => format!("{voted} of {} voted.", poll.seats.len()),
        false => format!(
            "{voted} of {} have voted, hidden until {}.",
            poll.seats.len(),
            words::moment(poll.until, release.schedule.zone(), now)
        ),
    };
    let gate = release.gate_address(room.gate.phase.position);
    let mine = poll.mine.then(
        || view! { <p><a class="button primary" href=format!("{gate}#votes")>"Vote"</a></p> },
    );
    let rows: Vec<_> = poll.seats.iter().map(|seat| seat_row(room, poll, seat)).collect();
    Some(
        view! {
            <section class="sheet" aria-labelledby="room-votes">
                <div class="head">
                    <h2 id="room-votes">"Votes"</h2>
                    <a href=gate>"Open gate"</a>
                </div>
                <p>{lead}</p>
                <ul class="reasons">{rows}</ul>
                {mine}
            </section>
        }
        .into_any(),
    )
}

fn seat_row(room: &Room, poll: &Poll, seat: &SeenSeat) -> AnyView {
    let (symbol, word) = voice_of(poll, seat);
    let who = words::name(&room.gate.judged.names, seat.person);
    view! {
        <li>
            <Mark symbol=symbol />
            <span>{format!("{}, {who}", seat.role)}</span>
            <span class="who">{word}</span>
        </li>
    }
    .into_any()
}

fn successes(room: &Room, now: Timestamp) -> AnyView {
    let phase = &room.gate.phase;
    let rows: Vec<_> = room
        .phases
        .successes_of(phase.id)
        .map(|success| {
            view! {
                <li>
                    <Mark symbol=symbol_of(success.met()) />
                    <span>
                        <a href=format!("/successes/{}", success.id)>{success.text.in_words()}</a>
                        <br />
                        {seen(success, &room.phases, now)}
                    </span>
                    <span class="who">{success.met().label()}</span>
                </li>
            }
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p>"Nobody has said with which numbers it has succeeded."</p> }.into_any()
    } else {
        view! { <ul class="reasons">{rows}</ul> }.into_any()
    };
    let exposure = phase.plan.exposure;
    let has = phase.reached.filter(|_| phase.state != PhaseState::RolledBack);
    let reached = has.map_or("nobody".to_owned(), |reached| exposure.against(reached));
    let reached = format!("Have it: {reached} of {} planned", exposure.in_words());
    view! {
        <section class="sheet" aria-labelledby="room-successes">
            <h2 id="room-successes">"Success criteria"</h2>
            {list}
            <p class="small">{reached}</p>
        </section>
    }
    .into_any()
}

fn card(phase: &Phase, release: &Release, now: Timestamp) -> AnyView {
    view! {
        <section class="sheet" aria-labelledby="room-card">
            <h2 id="room-card">"Way back"</h2>
            {card_facts(phase, release.schedule.zone().day(now))}
        </section>
    }
    .into_any()
}

fn contacts(room: &Room) -> AnyView {
    let judged = &room.gate.judged;
    let name = |person| words::name(&judged.names, person);
    let mut facts: Vec<(&'static str, AnyView)> = Vec::new();
    if let Some(owner) = room.gate.phase.plan.owner {
        facts.push(("Phase owner", name(owner).into_any()));
    }
    for (person, duty) in &room.duties {
        facts.push(("On call", format!("{}: {duty}", name(*person)).into_any()));
    }
    for voter in &room.gate.voters {
        facts.push((voter.part.label(), voter.name.clone().into_any()));
    }
    if let Some(cohort) = room.phases.cohort_of(&room.gate.phase) {
        let lines = [("Cohort contact", &cohort.text.contact), ("Champion", &cohort.text.champion)];
        for (label, line) in lines {
            if let Some(line) = line {
                facts.push((label, line.to_string().into_any()));
            }
        }
    }
    view! {
        <section class="sheet" aria-labelledby="room-contacts">
            <h2 id="room-contacts">"Contacts"</h2>
            {summary_list(facts)}
        </section>
    }
    .into_any()
}
