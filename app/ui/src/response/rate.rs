//! Contacts per 100 people and day since a phase went live. The table below says the same.

use domain::day::day_in_words;
use domain::response::contact::rate::DayRate;
use jiff::civil::Date;
use leptos::prelude::*;
use service::response::support::PhaseRate;

use crate::kit::chart::{Line, place};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 180.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 26.0;
/// Days that a picture shows at most, the newest.
const DAYS: usize = 120;

/// A phase with its rate, as a sentence, a picture and a table.
pub(super) fn phase_rate(rate: &PhaseRate, today: Date) -> AnyView {
    let href = format!("/phases/{}", rate.phase.id);
    let title = format!("{}: {}", rate.release, rate.phase.title());
    let cohort = rate.phase.cohort_name.clone();
    let sentence = match &rate.rate {
        Ok(found) => format!(
            "{} contacts per 100 people and day: {}. Days that nobody typed are left out.",
            found.amount,
            found.in_words()
        ),
        Err(why) => format!("Unknown. {why}."),
    };
    let days = rate.days.get(rate.days.len().saturating_sub(DAYS)..).unwrap_or_default();
    let shown = (!days.is_empty()).then(|| view! { {picture(days, &cohort)}{table(days, today)} });
    view! {
        <h3>
            <a href=href>{title}</a>
        </h3>
        <p>{format!("{cohort}. {sentence}")}</p>
        {shown}
    }
    .into_any()
}

fn picture(days: &[DayRate], cohort: &str) -> Option<AnyView> {
    let (first, last) = (days.first()?.day, days.last()?.day);
    let since = |day: Date| i64::from(first.until(day).map_or(0, |span| span.get_days()));
    let span = since(last) + 1;
    let line = Line { left: LEFT, width: WIDTH - LEFT - RIGHT, most: span };
    let most = days.iter().map(|day| day.amount).max()?;
    let rise = Line { left: 0.0, width: HEIGHT - TOP - BOTTOM, most: most.thousandths() };
    let floor = HEIGHT - BOTTOM;
    let wide = ((line.x(1) - LEFT) * 0.8).min(28.0);
    let bars: Vec<_> = days
        .iter()
        .map(|day| {
            let tall = rise.x(day.amount.thousandths());
            let middle = f64::midpoint(line.x(since(day.day)), line.x(since(day.day) + 1));
            let title = format!("{}: {}", day.day.strftime("%-d %b"), day.amount);
            view! {
                <rect
                    class="bar-took"
                    x=place(middle - wide / 2.0)
                    y=place(floor - tall)
                    width=place(wide)
                    height=place(tall)
                >
                    <title>{title}</title>
                </rect>
            }
        })
        .collect();
    let day = |day: Date| day.strftime("%-d %b %Y").to_string();
    let label = format!("Contacts per 100 people and day in {cohort}; the table says the same");
    let named = label.clone();
    Some(
        view! {
            <div class="picture" tabindex="0" role="region" aria-label=named>
                <svg
                    class="chart"
                    viewBox=format!("0 0 {WIDTH:.0} {HEIGHT:.0}")
                    role="img"
                    aria-label=label
                >
                    <line
                        class="range thin"
                        x1=place(LEFT)
                        x2=place(WIDTH - RIGHT)
                        y1=place(floor)
                        y2=place(floor)
                    />
                    {bars}
                    <text x="0" y=place(TOP + 4.0)>
                        {most.to_string()}
                    </text>
                    <text x="0" y=place(floor)>
                        "0"
                    </text>
                    <text x=place(LEFT) y=place(HEIGHT - 8.0)>
                        {day(first)}
                    </text>
                    <text class="end" x=place(WIDTH - RIGHT) y=place(HEIGHT - 8.0)>
                        {day(last)}
                    </text>
                </svg>
            </div>
        }
        .into_any(),
    )
}

fn table(days: &[DayRate], today: Date) -> AnyView {
    let rows: Vec<_> = days
        .iter()
        .map(|day| {
            view! {
                <tr>
                    <td>{day_in_words(day.day, today)}</td>
                    <td>{format!("{} contacts, {} per 100 people", day.contacts, day.amount)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <details>
            <summary>"The same as a table"</summary>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Day"</th>
                        <th scope="col">"Asked"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}
