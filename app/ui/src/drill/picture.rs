//! A drill on one line: injects above, what people said below, marks across. The list says the same.

use domain::drill::{TimelineEntry, TimelineEntryKind};
use jiff::Timestamp;
use leptos::prelude::*;
use service::drill::Shown;

use crate::kit::chart::{Line, place};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 190.0;
const LINE: f64 = 70.0;
const SIDE: f64 = 20.0;
/// Names of marks that are nearer to each other than this go to the next row.
const NAME: f64 = 84.0;
/// Rows of names of marks.
const ROWS: usize = 5;

pub(super) fn timeline(shown: &Shown) -> Option<AnyView> {
    let from = shown.drill.started_at?;
    let last = shown.timeline.iter().map(|entry| entry.at).max();
    let to = shown.drill.ended_at.into_iter().chain(last).max()?;
    let most = to.duration_since(from).as_secs();
    let line = Line { left: SIDE, width: WIDTH - 2.0 * SIDE, most };
    let x = |at: Timestamp| line.x(at.duration_since(from).as_secs());
    let mut row = 0;
    let mut before = f64::MIN;
    let marks: Vec<_> = shown
        .timeline
        .iter()
        .filter(|entry| entry.kind.mark().is_some())
        .map(|entry| {
            let at = x(entry.at);
            row = if at - before < NAME { (row + 1) % ROWS } else { 0 };
            before = at;
            mark(entry, at, row)
        })
        .collect();
    let dots: Vec<_> = shown
        .timeline
        .iter()
        .filter(|entry| entry.kind.mark().is_none())
        .map(|entry| dot(entry, x(entry.at)))
        .collect();
    let zone = shown.seen.release.schedule.zone();
    let time = |at: Timestamp| zone.local(at).strftime("%H:%M").to_string();
    let label = format!("Timeline with {} lines; the list says the same", shown.timeline.len());
    let named = label.clone();
    Some(
        view! {
            <div class="picture" tabindex="0" role="region" aria-label=named>
                <svg
                    class="chart drill-line"
                    viewBox=format!("0 0 {WIDTH:.0} {HEIGHT:.0}")
                    role="img"
                    aria-label=label
                >
                    <polygon class="inject" points="6,14 18,14 12,4" />
                    <text x="24" y="14">
                        "inject"
                    </text>
                    <circle class="said" cx="84" cy="10" r="4" />
                    <text x="94" y="14">
                        "said"
                    </text>
                    <rect class="decided" x="132" y="6" width="8" height="8" />
                    <text x="146" y="14">
                        "decided"
                    </text>
                    <line class="axis" x1=place(SIDE) x2=place(WIDTH - SIDE) y1=place(LINE) y2=place(LINE) />
                    {marks}
                    {dots}
                    <text x=place(SIDE) y=place(HEIGHT - 4.0)>
                        {time(from)}
                    </text>
                    <text class="end" x=place(WIDTH - SIDE) y=place(HEIGHT - 4.0)>
                        {time(to)}
                    </text>
                </svg>
            </div>
        }
        .into_any(),
    )
}

fn mark(entry: &TimelineEntry, at: f64, row: usize) -> AnyView {
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let y = LINE + 40.0 + 13.0 * row as f64;
    let class = if at > WIDTH - 100.0 { "mark-word end" } else { "mark-word" };
    view! {
        <line class="mark-line" x1=place(at) x2=place(at) y1=place(LINE - 22.0) y2=place(y - 10.0) />
        <text class=class x=place(at) y=place(y)>
            {entry.kind.label()}
        </text>
    }.into_any()
}

fn dot(entry: &TimelineEntry, at: f64) -> AnyView {
    let title = entry.words.clone();
    match entry.kind {
        TimelineEntryKind::Inject => {
            let points = format!(
                "{:.1},{:.1} {:.1},{:.1} {at:.1},{:.1}",
                at - 6.0,
                LINE - 10.0,
                at + 6.0,
                LINE - 10.0,
                LINE - 22.0
            );
            view! {
                <polygon class="inject" points=points>
                    <title>{title}</title>
                </polygon>
            }
            .into_any()
        }
        TimelineEntryKind::Decision => view! {
            <rect class="decided" x=place(at - 4.0) y=place(LINE + 10.0) width="8" height="8">
                <title>{title}</title>
            </rect>
        }
        .into_any(),
        _ => view! {
            <circle class="said" cx=place(at) cy=place(LINE + 14.0) r="4">
                <title>{title}</title>
            </circle>
        }
        .into_any(),
    }
}
