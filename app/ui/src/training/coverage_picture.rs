//! The share of critical users who have read a material, day by day, against the day on which their phase
//! begins. The table below says the same.

use domain::day::day_in_words;
use domain::limits;
use jiff::civil::Date;
use leptos::prelude::*;
use service::training::coverage::OfMaterial;

use crate::kit::chart::{Line, place};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 200.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 28.0;

/// A day, and how many of all had read it by its end.
struct Point {
    day: Date,
    read: i64,
}

/// The picture with its table; none before anybody has read anything.
pub(super) fn picture(coverage: &OfMaterial, today: Date) -> Option<AnyView> {
    let readers = coverage.counts().readers;
    let mut read = 0;
    let points = coverage.days.iter().map(|(day, count)| {
        read += count;
        Point { day: *day, read }
    });
    let points: Vec<Point> = points.collect();
    let most = usize::try_from(limits::COVERAGE_DAYS).unwrap_or(usize::MAX);
    let points = points.get(points.len().saturating_sub(most)..)?;
    let first = points.first()?;
    let due = coverage.due();
    let begin = due.map_or(first.day, |due| due.min(first.day));
    let end = due.map_or(today, |due| due.max(today));
    let rows: Vec<_> = points
        .iter()
        .map(|point| {
            let share = format!("{} %", percent(point.read, readers));
            view! {
                <tr>
                    <td>{day_in_words(point.day, today)}</td>
                    <td>{format!("{} of {readers}, {share}", point.read)}</td>
                </tr>
            }
        })
        .collect();
    let phase = due.map(|due| {
        let day = day_in_words(due, today);
        let word = if due <= today { "The phase began on" } else { "The phase begins on" };
        view! { <p>{format!("{word} {day}.")}</p> }
    });
    Some(
        view! {
            <section class="sheet" aria-labelledby="over-time">
                <h2 id="over-time">"Read over time"</h2>
                {drawing(points, readers, (begin, end), due)}
                {phase}
                <details>
                    <summary>"The same as a table"</summary>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"By the end of"</th>
                                <th scope="col">"Had read it"</th>
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

/// The part of a whole in percent, never more than all of it.
fn percent(part: i64, whole: i64) -> i64 {
    if whole == 0 { 0 } else { (part * 100 / whole).min(100) }
}

fn drawing(
    points: &[Point],
    readers: i64,
    (begin, end): (Date, Date),
    due: Option<Date>,
) -> AnyView {
    let since = |day: Date| i64::from(begin.until(day).map_or(0, |span| span.get_days()));
    let line = Line { left: LEFT, width: WIDTH - LEFT - RIGHT, most: since(end).max(1) };
    let x = |day: Date| line.x(since(day));
    let rise = Line { left: 0.0, width: HEIGHT - TOP - BOTTOM, most: readers };
    let y = |read: i64| HEIGHT - BOTTOM - rise.x(read);
    let mut path = format!("M{} {}", place(LEFT), place(y(0)));
    for point in points {
        path.extend([" H", &*place(x(point.day)), " V", &*place(y(point.read))]);
    }
    path.extend([" H", &*place(x(end))]);
    let scale: Vec<_> = [(0, "0 %"), (readers, "100 %")]
        .into_iter()
        .map(|(read, word)| {
            let at = place(y(read));
            view! {
                <line class="range thin" x1=place(LEFT) x2=place(WIDTH - RIGHT) y1=at.clone() y2=at.clone() />
                <text x="0" y=place(y(read) + 4.0)>
                    {word}
                </text>
            }
        })
        .collect();
    let limit = due.map(|due| {
        let at = place(x(due));
        // A word in the middle of a line at the edge would be cut off.
        let middle = place(x(due).clamp(LEFT + 40.0, WIDTH - 60.0));
        view! {
            <line class="limit" x1=at.clone() x2=at y1=place(TOP) y2=place(HEIGHT - BOTTOM) />
            <text class="limit-word" x=middle y="14">
                {format!("phase begins {}", due.strftime("%-d %b"))}
            </text>
        }
    });
    let day = |day: Date| day.strftime("%-d %b %Y").to_string();
    let label = format!(
        "Share of {readers} critical users who had read it, by day; the table says the same"
    );
    let named = label.clone();
    view! {
        <div class="picture" tabindex="0" role="region" aria-label=named>
            <svg class="chart" viewBox=format!("0 0 {WIDTH:.0} {HEIGHT:.0}") role="img" aria-label=label>
                {scale}
                <path class="share" d=path />
                {limit}
                <text x=place(LEFT) y=place(HEIGHT - 8.0)>
                    {day(begin)}
                </text>
                <text class="end" x=place(WIDTH - RIGHT) y=place(HEIGHT - 8.0)>
                    {day(end)}
                </text>
            </svg>
        </div>
    }
    .into_any()
}
