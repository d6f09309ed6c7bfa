//! How the checklist goes on to the launch: the work, what of it is finished, and when the rest is at this pace.

use domain::checklist::{BurnUp, BurnUpDay, Pace};
use domain::day::day_in_words;
use domain::release::Release;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::kit::steps::{StepPicture, Steps};
use crate::words::counted;

/// The sentence, the picture and its table.
#[must_use]
pub fn burn_up_sheet(burn_up: &BurnUp, release: &Release, today: Date) -> AnyView {
    let rows: Vec<_> = burn_up
        .days
        .iter()
        .rev()
        .map(|day| {
            view! {
                <tr>
                    <td>{day_in_words(day.day, today)}</td>
                    <td>{format!("{} of {}", day.finished, day.items)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="sheet" aria-labelledby="burn-up">
            <h2 id="burn-up">"Burn-up to launch"</h2>
            <p>{sentence(burn_up, release, today)}</p>
            {drawing(burn_up, release, today)}
            <details>
                <summary>"The same as a table"</summary>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"By the end of"</th>
                            <th scope="col">"Finished"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </section>
    }
    .into_any()
}

fn sentence(burn_up: &BurnUp, release: &Release, today: Date) -> String {
    let last = burn_up.days.last();
    let open = last.map_or(0, |day| day.items.saturating_sub(day.finished));
    let left = match open {
        1 => "The one open item is".to_owned(),
        open => format!("The {open} open items are"),
    };
    match burn_up.pace {
        Pace::Done => "Every item is finished.".to_owned(),
        Pace::TooEarly => {
            format!("{} open. It is too early to say when.", counted(open, "item is", "items are"))
        }
        Pace::Stands { days } => format!(
            "{} open. In the last {days} days not more was finished than was opened again, so nobody knows when.",
            counted(open, "item is", "items are")
        ),
        Pace::Goes { finished, days, until } => {
            let day = day_in_words(until, today);
            let launch = release.schedule.launch().map(|launch| {
                match i64::from(launch.until(until).map_or(0, |span| span.get_days())) {
                    0 => ", on the day of the launch".to_owned(),
                    late if late > 0 => {
                        let late = usize::try_from(late).unwrap_or_default();
                        format!(", {} after the launch", counted(late, "day", "days"))
                    }
                    early => {
                        let early = usize::try_from(-early).unwrap_or_default();
                        format!(", {} before the launch", counted(early, "day", "days"))
                    }
                }
            });
            format!(
                "{left} finished on {day}{}, at the pace of the last {days} days: {finished} more.",
                launch.unwrap_or_default()
            )
        }
    }
}

fn drawing(burn_up: &BurnUp, release: &Release, today: Date) -> Option<AnyView> {
    let points = |value: fn(&BurnUpDay) -> usize| {
        let point = |day: &BurnUpDay| (day.day, i64::try_from(value(day)).unwrap_or(i64::MAX));
        burn_up.days.iter().map(point).collect::<Vec<_>>()
    };
    let last = burn_up.days.last()?;
    let projected = match burn_up.pace {
        Pace::Goes { until, .. } => Some(until),
        _ => None,
    };
    StepPicture {
        label: "Items of the checklist and how many were finished, by day; the table says the same",
        planned: Steps {
            points: points(|day| day.items),
            word: counted(last.items, "item", "items"),
        },
        actual: Steps {
            points: points(|day| day.finished),
            word: format!("{} finished", last.finished),
        },
        today,
        launch: release.schedule.launch(),
        projected,
    }
    .view()
}
