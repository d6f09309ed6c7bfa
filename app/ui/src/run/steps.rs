//! The steps of a run in a list, with how each stands.

use domain::minutes::clock;
use domain::run::{Ending, LiveRun, RunStep, Standing};
use jiff::Timestamp;
use leptos::prelude::*;
use service::run::Shown;

use crate::symbol::{Mark, Symbol};

/// A list with more steps shows those around what runs.
const SHOWN: usize = 120;
const BEFORE: usize = 10;

pub(super) fn steps_sheet(shown: &Shown, live: &LiveRun, all: bool, now: Timestamp) -> AnyView {
    let count = live.steps.len();
    let open = live.steps.iter().position(|step| !step.is_ended()).unwrap_or(0);
    let from = if all || count <= SHOWN { 0 } else { open.saturating_sub(BEFORE) };
    let to = if all { count } else { (from + SHOWN).min(count) };
    let rows: Vec<_> =
        live.steps.iter().skip(from).take(to - from).map(|step| step_row(step, now)).collect();
    let part = (to - from < count).then(|| {
        view! {
            <p class="small">
                {format!("Steps {} to {to} of {count}. ", from + 1)}
                <a href=format!("/runs/{}?all=on", shown.run.id)>"All steps"</a>
            </p>
        }
    });
    let ended = count - live.open();
    view! {
        <section class="sheet" aria-labelledby="steps">
            <div class="head">
                <h2 id="steps">"Steps"</h2>
                <span class="small">{format!("{ended} of {count} ended")}</span>
            </div>
            {part}
            {steps_table(rows)}
        </section>
    }
    .into_any()
}

/// Rows of [`step_row`] under their heads.
pub(super) fn steps_table(rows: Vec<impl IntoView + 'static>) -> AnyView {
    view! {
        <table class="run-table">
            <thead>
                <tr>
                    <th scope="col">"Step"</th>
                    <th scope="col" class="num hide">
                        "Planned"
                    </th>
                    <th scope="col" class="num">
                        "Actual"
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
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
        <tr class=class>
            <td>
                <span class="finding">
                    <Mark symbol=symbol />
                    <span>
                        {title}<span class="hidden-label">", "{word}</span>
                        {reason
                            .map(|reason| {
                                view! {
                                    <br />
                                    <span class="small">{reason}</span>
                                }
                            })}
                    </span>
                </span>
            </td>
            <td class="num hide">{planned}</td>
            <td class="num">{actual}" "{over}</td>
        </tr>
    }
}
