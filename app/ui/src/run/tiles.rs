//! How a run stands at one look: the total, the slip, the end, and until when one can go back.

use domain::minutes::{clock, in_words};
use domain::run::{LiveRun, Pace, RunStep, latest_safe_rollback};
use jiff::Timestamp;
use leptos::prelude::*;
use service::run::Shown;

use crate::words::counted;

pub(crate) fn tiles(shown: &Shown, live: &LiveRun, now: Timestamp) -> AnyView {
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
        (_, None, _) => {
            ("fail", "unknown".to_owned(), "no rehearsal of going back holds".to_owned())
        }
        (_, Some(took), Some(safe)) if safe < now => {
            ("fail", time(safe), format!("passed: rollback took {}", in_words(took)))
        }
        (_, Some(took), safe) => (
            "",
            safe.map(time).unwrap_or_default(),
            format!("rollback took {}, {} to decide", in_words(took), run.plan.margin),
        ),
    };
    let left = safe.filter(|safe| *safe >= now && gone.is_none()).map(|safe| {
        let left = safe.duration_since(now);
        view! {
            <span class="small">
                "in " <span role="timer" data-left=left.as_millis().to_string()>{clock(left.as_secs())}</span>
            </span>
        }
    });
    let going = if live.open() == 0 {
        None
    } else {
        Some(now.duration_since(live.started_at).as_millis().to_string())
    };
    view! {
        <section class="tiles" aria-labelledby="pace">
            <h2 id="pace" class="hidden-label">
                "Against the plan"
            </h2>
            <div class="tile">
                <span class="small">"Elapsed"</span>
                <b data-clock=going>{clock(pace.elapsed)}</b>
            </div>
            <div class="tile">
                <span class="small">"Against plan"</span>
                <b class=class>{slip}</b>
                <span class="small">{untimed}</span>
            </div>
            <div class="tile">
                <span class="small">"Projected end"</span>
                <b>{time(pace.projected_end)}</b>
                {ends}
            </div>
            <div class="tile">
                <span class="small">"Latest safe rollback"</span>
                <b class=safe_class>{safe_time}</b>
                {left}
                <span class="small">{why}</span>
            </div>
        </section>
    }
    .into_any()
}
