//! Pictures of how long runs and steps took. The tables and sentences beside them say the same.

use domain::minutes::{Minutes, in_words};
use domain::run::{Forecast, Run, RunState, RunStep};
use leptos::prelude::*;

use crate::kit::chart::{Line, place};

/// The width of a picture in units of its own; it fits the page.
const WIDTH: f64 = 640.0;
/// Room for the names on the left.
const LEFT: f64 = 190.0;
/// Room for a number behind a bar.
const RIGHT: f64 = 90.0;
const ROW: f64 = 26.0;
const TOP: f64 = 24.0;
/// More steps than this are read in the table.
const MOST: usize = 60;

fn x(seconds: i64, most: i64) -> f64 {
    Line { left: LEFT, width: WIDTH - LEFT - RIGHT, most }.x(seconds)
}

#[expect(clippy::cast_precision_loss, reason = "some dozen rows")]
fn y(row: usize) -> f64 {
    TOP + row as f64 * ROW
}

fn short(name: &str) -> String {
    if name.chars().count() <= 26 {
        return name.to_owned();
    }
    let start: String = name.chars().take(25).collect();
    format!("{}…", start.trim_end())
}

fn frame(label: String, height: f64, inside: AnyView) -> AnyView {
    let named = label.clone();
    view! {
        <div class="picture" tabindex="0" role="region" aria-label=named>
            <svg class="chart" viewBox=format!("0 0 {WIDTH:.0} {height:.0}") role="img" aria-label=label>
                {inside}
            </svg>
        </div>
    }
    .into_any()
}

/// How long each run took, the first on top, with the window as a line. Runs that did not work are
/// hatched and say so.
pub(super) fn trend(runs: &[&Run], window: Option<Minutes>) -> Option<AnyView> {
    let over: Vec<(&Run, i64)> = runs.iter().filter_map(|run| Some((*run, run.took()?))).collect();
    if over.is_empty() {
        return None;
    }
    let limit = window.map(Minutes::seconds);
    let most = over.iter().map(|(_, took)| *took).chain(limit).max().unwrap_or(1);
    let rows: Vec<_> = over
        .iter()
        .enumerate()
        .map(|(row, (run, took))| {
            let worked = !matches!(run.state, RunState::Failed | RunState::Aborted);
            let class = if worked { "bar-took" } else { "bar-took not" };
            let word = if worked {
                in_words(*took)
            } else {
                format!("{}, {}", in_words(*took), run.state.word())
            };
            let end = x(*took, most);
            view! {
                <text class="row-name" x="0" y=place(y(row) + 15.0)>
                    {short(&run.title())}
                </text>
                <rect
                    class=class
                    x=place(LEFT)
                    y=place(y(row) + 3.0)
                    width=place((end - LEFT).max(2.0))
                    height="16"
                    rx="2"
                />
                <text x=place(end + 6.0) y=place(y(row) + 15.0)>
                    {word}
                </text>
            }
        })
        .collect();
    let height = y(over.len()) + 6.0;
    let line = limit.map(|limit| {
        let at = place(x(limit, most));
        let word = format!("window {}", in_words(limit));
        view! {
            <line class="limit" x1=at.clone() x2=at.clone() y1="16" y2=place(height) />
            <text class="limit-word" x=at y="11">
                {word}
            </text>
        }
    });
    let label = format!("How long {} runs took; the list of runs says the same", over.len());
    let inside = view! {
        <defs>
            <pattern
                id="not-hatch"
                width="6"
                height="6"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
            >
                <line class="hatch" x1="0" y1="0" x2="0" y2="6" />
            </pattern>
        </defs>
        {rows}
        {line}
    };
    Some(frame(label, height, inside.into_any()))
}

/// For each step what was planned, a ring, what it took, a dot, and what past runs took, a line.
pub(super) fn dumbbell(steps: &[RunStep], forecast: &Forecast) -> Option<AnyView> {
    let seconds = |step: &RunStep| step.measured();
    let planned = |step: &RunStep| step.step.text.planned.map(Minutes::seconds);
    let shown: Vec<&RunStep> =
        steps.iter().filter(|step| seconds(step).is_some()).take(MOST).collect();
    let past = |step: &RunStep| forecast.steps.get(&step.step.id).copied();
    let most = shown
        .iter()
        .flat_map(|step| [seconds(step), planned(step), past(step).map(|past| past.worst)])
        .flatten()
        .max()?;
    let rows: Vec<_> = shown
        .iter()
        .enumerate()
        .map(|(row, step)| {
            let middle = place(y(row) + 11.0);
            let took = seconds(step).unwrap_or(0);
            let range = past(step).map(|past| {
                view! {
                    <line
                        class="range"
                        x1=place(x(past.best, most))
                        x2=place(x(past.worst, most))
                        y1=middle.clone()
                        y2=middle.clone()
                    />
                }
            });
            let ring = planned(step).map(|planned| {
                let late = if took > planned { "between late" } else { "between" };
                view! {
                    <line
                        class=late
                        x1=place(x(planned, most))
                        x2=place(x(took, most))
                        y1=middle.clone()
                        y2=middle.clone()
                    />
                    <circle class="planned" cx=place(x(planned, most)) cy=middle.clone() r="5" />
                }
            });
            let far =
                planned(step).unwrap_or(0).max(took).max(past(step).map_or(0, |past| past.worst));
            view! {
                <text class="row-name" x="0" y=place(y(row) + 15.0)>
                    {short(step.step.text.title.as_str())}
                </text>
                {range}
                {ring}
                <circle class="actual" cx=place(x(took, most)) cy=middle.clone() r="5" />
                <text x=place(x(far, most) + 10.0) y=place(y(row) + 15.0)>
                    {in_words(took)}
                </text>
            }
        })
        .collect();
    let key = view! {
        <circle class="planned" cx="6" cy="10" r="5" />
        <text x="16" y="14">
            "planned"
        </text>
        <circle class="actual" cx="82" cy="10" r="5" />
        <text x="92" y="14">
            "actual"
        </text>
        <line class="range" x1="146" x2="170" y1="10" y2="10" />
        <text x="176" y="14">
            "past runs"
        </text>
    };
    let label = "Planned and actual time of each step; the table below says the same".to_owned();
    Some(frame(
        label,
        y(shown.len()) + 4.0,
        view! {
            {key}
            {rows}
        }
        .into_any(),
    ))
}

/// For each step that both runs did, one time as a dot and the other as a ring.
pub(super) fn pairs(one: &[RunStep], other: &[RunStep], (a, b): (&str, &str)) -> Option<AnyView> {
    let both: Vec<(&RunStep, i64, i64)> = one
        .iter()
        .filter_map(|step| {
            let found = other.iter().find(|found| found.step.id == step.step.id)?;
            Some((step, step.measured()?, found.measured()?))
        })
        .take(MOST)
        .collect();
    let most = both.iter().map(|(_, one, other)| *one.max(other)).max()?;
    let rows: Vec<_> = both
        .iter()
        .enumerate()
        .map(|(row, (step, one, other))| {
            let middle = place(y(row) + 11.0);
            let late = if one > other { "between late" } else { "between" };
            view! {
                <text class="row-name" x="0" y=place(y(row) + 15.0)>
                    {short(step.step.text.title.as_str())}
                </text>
                <line
                    class=late
                    x1=place(x(*other, most))
                    x2=place(x(*one, most))
                    y1=middle.clone()
                    y2=middle.clone()
                />
                <circle class="planned" cx=place(x(*other, most)) cy=middle.clone() r="5" />
                <circle class="actual" cx=place(x(*one, most)) cy=middle r="5" />
            }
        })
        .collect();
    let key = view! {
        <circle class="actual" cx="6" cy="10" r="5" />
        <text x="16" y="14">
            {short(a)}
        </text>
        <circle class="planned" cx="226" cy="10" r="5" />
        <text x="236" y="14">
            {short(b)}
        </text>
    };
    let label = format!("The steps of {a} and {b}; the table below says the same");
    Some(frame(
        label,
        y(both.len()) + 4.0,
        view! {
            {key}
            {rows}
        }
        .into_any(),
    ))
}
