//! How many have it: as it is planned, and as it is, phase by phase added up.

use domain::day::{Zone, day_in_words};
use domain::phase::{Phase, PhaseState, Unit};
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use service::phase::Phases;

use crate::kit::steps::{StepPicture, Steps};

/// The sentence, the picture and its table; none without phases that count.
pub(super) fn exposure_sheet(phases: &Phases, now: Timestamp) -> Option<AnyView> {
    let zone = phases.seen.release.schedule.zone();
    let today = zone.day(now);
    let counted: Vec<&Phase> =
        phases.phases.iter().filter(|phase| phase.state != PhaseState::Skipped).collect();
    let unit = counted.first()?.plan.exposure.unit;
    let same = counted.iter().all(|phase| phase.plan.exposure.unit == unit);
    let planned = planned(&counted);
    let actual = actual(&counted, zone, today);
    let rows: Vec<_> = counted.iter().map(|phase| row(phase, today)).collect();
    let total = |points: &[(Date, i64)]| points.last().map_or(0, |(_, count)| *count);
    let (all, have) = (total(&planned), total(&actual));
    let words = |count: i64| unit.counted(u32::try_from(count).unwrap_or(u32::MAX));
    let sentence = if same {
        let by_now = planned.iter().rfind(|(day, _)| *day <= today).map_or(0, |(_, count)| *count);
        format!(
            "{}; {} were planned by today, {} in the end.",
            have_it(unit, have),
            words(by_now),
            words(all)
        )
    } else {
        "The phases count in different units, so they cannot be added up.".to_owned()
    };
    let drawing = same
        .then(|| {
            StepPicture {
                label: "How many have it by day, planned and actual; the table says the same",
                planned: Steps { points: planned, word: format!("{all} planned") },
                actual: Steps { points: actual, word: format!("{have} have it") },
                today,
                launch: phases.seen.release.schedule.launch(),
                projected: None,
            }
            .view()
        })
        .flatten();
    Some(
        view! {
            <section class="sheet" aria-labelledby="exposure">
                <h2 id="exposure">"Who has it, planned and actual"</h2>
                <p>{sentence}</p>
                {drawing}
                <details>
                    <summary>"The same as a table"</summary>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Phase"</th>
                                <th scope="col">"Planned until"</th>
                                <th scope="col">"Planned"</th>
                                <th scope="col">"Have it"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </details>
            </section>
        }
        .into_any(),
    )
}

fn have_it(unit: Unit, count: i64) -> String {
    match count {
        0 => "Nobody has it".to_owned(),
        1 => format!("{} has it", unit.counted(1)),
        count => format!("{} have it", unit.counted(u32::try_from(count).unwrap_or(u32::MAX))),
    }
}

fn row(phase: &Phase, today: Date) -> AnyView {
    let exposure = phase.plan.exposure;
    let have = match (phase.state, phase.reached) {
        (PhaseState::RolledBack, _) => "taken back".to_owned(),
        (_, Some(reached)) => exposure.against(reached),
        (state, None) if state.is_ahead() => "not begun".to_owned(),
        (_, None) => "not recorded".to_owned(),
    };
    view! {
        <tr>
            <td>{phase.title()}</td>
            <td>{day_in_words(phase.plan.dates.ends_on(), today)}</td>
            <td>{exposure.in_words()}</td>
            <td>{have}</td>
        </tr>
    }
    .into_any()
}

/// By the last day of a phase everybody in it is to have it.
fn planned(phases: &[&Phase]) -> Vec<(Date, i64)> {
    let steps = phases.iter().map(|phase| {
        (phase.plan.dates.starts_on(), phase.plan.dates.ends_on(), phase.plan.exposure.planned)
    });
    let mut steps: Vec<_> = steps.collect();
    steps.sort_by_key(|(_, ends, _)| *ends);
    let mut points: Vec<(Date, i64)> =
        steps.first().map(|(starts, ..)| (*starts, 0)).into_iter().collect();
    let mut all = 0;
    for (_, ends, count) in steps {
        all += i64::from(count);
        points.push((ends, all));
    }
    points
}

/// What was recorded of each phase, from the day on which everybody in it had it, or today while it goes on. What was
/// taken back nobody has any more.
fn actual(phases: &[&Phase], zone: &Zone, today: Date) -> Vec<(Date, i64)> {
    let mut changes: Vec<(Date, i64)> = Vec::new();
    let mut first = None;
    for phase in phases {
        let Some(started) = phase.clocks.started_at.map(|at| zone.day(at)) else { continue };
        first = Some(first.map_or(started, |first: Date| first.min(started)));
        let count = i64::from(phase.reached.unwrap_or_default());
        let had = phase.clocks.baking_since.or(phase.clocks.ended_at).map(|at| zone.day(at));
        changes.push((had.unwrap_or(today), count));
        if phase.state == PhaseState::RolledBack {
            let ended = phase.clocks.ended_at.map_or(today, |at| zone.day(at));
            changes.push((ended.max(had.unwrap_or(ended)), -count));
        }
    }
    changes.sort_by_key(|(day, _)| *day);
    let mut points: Vec<(Date, i64)> = first.map(|day| (day, 0)).into_iter().collect();
    let mut all = 0;
    for (day, change) in changes {
        all += change;
        points.push((day, all));
    }
    if first.is_some() {
        points.push((today, all));
    }
    points
}
