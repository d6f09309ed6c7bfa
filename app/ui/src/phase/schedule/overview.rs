//! The phases in one look, for the overview of a release.

use domain::day::{Zone, day_in_words};
use domain::phase::{Phase, PhaseState};
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use leptos::prelude::*;
use service::gate::verdict::Judged;

use super::picture::{Drawn, LEFT, picture};
use super::scale::Scale;
use crate::words;

/// As wide as the column in which it stands.
const WIDTH: f64 = 640.0;
/// Days before the first and behind the last, so that nothing stands at the edge.
const MARGIN: i64 = 4;

/// Who has it since when, who is next, and all phases in a picture. Nothing for a release without phases.
#[must_use]
pub fn phases_sheet(judged: &Judged, now: Timestamp) -> Option<AnyView> {
    let release = &judged.seen.release;
    let zone = release.schedule.zone();
    let (today, phases) = (zone.day(now), judged.phases());
    let first = phases.iter().map(|phase| phase.plan.dates.starts_on()).min()?;
    let last = phases.iter().map(|phase| phase.plan.baked_on()).max()?;
    let launch = release.schedule.launch();
    let drawn = Drawn { phases, freezes: judged.freezes(), launch, today, table: "the schedule" };
    let days = launch.into_iter().chain([today]).fold((first, last), |(from, to), day| {
        // What is far away from all phases would make them too small to see.
        if is_near(day, (first, last)) { (from.min(day), to.max(day)) } else { (from, to) }
    });
    let days = (shifted(days.0, -MARGIN), shifted(days.1, MARGIN));
    let view = picture(&drawn, Scale::fitting(days, WIDTH, LEFT));
    let href = format!("{}/schedule", release.address());
    Some(
        view! {
            <section class="sheet" aria-labelledby="phases">
                <div class="head">
                    <h2 id="phases">"Phases"</h2>
                    <a href=href>"Schedule"</a>
                </div>
                <p>{format!("{}.", live_and_next(phases, zone, now))}</p>
                {view}
            </section>
        }
        .into_any(),
    )
}

/// Who has it and since when, and who is next.
#[must_use]
pub fn live_and_next(all: &[Phase], zone: &Zone, now: Timestamp) -> String {
    let today = zone.day(now);
    let out = all.iter().filter(|phase| phase.state.is_out()).map(|phase| {
        let (name, word) = (&phase.plan.name, phase.state.word());
        match phase.clocks.started_at.map(|at| words::day(at, zone, now)) {
            Some(day) if phase.state == PhaseState::Live => format!("{name} is live since {day}"),
            Some(day) => format!("{name} is {word}, live since {day}"),
            None => format!("{name} is {word}"),
        }
    });
    let complete = all.iter().filter(|phase| phase.state == PhaseState::Complete).count();
    let next = all.iter().find(|phase| phase.state.is_ahead()).map(|phase| {
        let day = day_in_words(phase.plan.dates.starts_on(), today);
        format!("{} is next on {day}", phase.plan.name)
    });
    let parts: Vec<String> = out.chain(next).collect();
    match parts.is_empty() {
        true => format!(
            "{complete} of {} complete, nothing is planned after that",
            words::counted(all.len(), "phase", "phases")
        ),
        false => parts.join(". "),
    }
}

fn is_near(day: Date, (first, last): (Date, Date)) -> bool {
    shifted(first, -60) <= day && day <= shifted(last, 60)
}

fn shifted(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().days(days)).unwrap_or(day)
}
