use domain::drill::{DrillState, Inject};
use jiff::Timestamp;
use leptos::prelude::*;
use service::drill::Shown;

use crate::form::Form;
use crate::kit::{Confirm, Field, ask_first};
use crate::page::{Page, Section};
use crate::symbol::{Mark, Symbol};

/// The script, for who leads the drill: what comes next on top, with its button.
pub(super) fn script_sheet(shown: &Shown, form: &Form, now: Timestamp) -> Option<AnyView> {
    if !shown.facilitates {
        return None;
    }
    let drill = &shown.drill;
    let next = shown.injects.iter().find(|inject| inject.released.is_none());
    let next_id = next.map(|inject| inject.id);
    let due = next.zip(drill.started_at).filter(|_| drill.state == DrillState::Running);
    let due = due.map(|(inject, started)| {
        let minute = now.duration_since(started).as_mins();
        let wait = i64::from(inject.minute) - minute;
        let words = match wait {
            ..=0 => "It is time.".to_owned(),
            1 => "In a minute.".to_owned(),
            wait => format!("In {wait} minutes."),
        };
        view! { <p>{words}</p> }
    });
    let rows: Vec<_> =
        shown.injects.iter().map(|inject| row(shown, inject, next_id == Some(inject.id))).collect();
    let refused = form.error("inject").is_some() || form.error("minute").is_some();
    let add = (shown.seen.can_work && (drill.state.is_ahead() || drill.state == DrillState::Running)).then(|| {
        view! {
            <details open=refused>
                <summary>"Write an inject"</summary>
                <form class="stack" method="post" action=format!("/drills/{}/injects", drill.id)>
                    {Field::new(form, "minute", "Minute").hint("After the start").width("narrow").line()}
                    {Field::new(form, "inject", "What is told").line()}
                    {Field::new(form, "expected", "A good answer (optional)")
                        .hint("Only you see it until the drill is reported")
                        .line()}
                    <div class="actions">
                        <button>"Add it"</button>
                    </div>
                </form>
            </details>
        }
    });
    Some(
        view! {
            <section class="sheet script" aria-labelledby="script">
                <h2 id="script">"The script"</h2>
                <p class="small">"Only who leads the drill sees this."</p>
                {due}
                <ol class="run-steps">{rows}</ol>
                {add}
            </section>
        }
        .into_any(),
    )
}

fn row(shown: &Shown, inject: &Inject, is_next: bool) -> impl IntoView + use<> {
    let here = format!("/injects/{}", inject.id);
    let zone = shown.seen.release.schedule.zone();
    let at = inject.released.map(|(_, at)| zone.local(at).strftime("%H:%M:%S").to_string());
    let running = shown.drill.state == DrillState::Running;
    let number = format!("{}′", inject.minute);
    let named = format!("Release the inject of minute {}", inject.minute);
    let release = (inject.released.is_none() && running).then(|| {
        let class = if is_next { "primary" } else { "" };
        view! {
            <form method="post" action=format!("{here}/release")>
                <button class=class aria-label=named>
                    "Release"
                </button>
            </form>
        }
    });
    let delete = (inject.released.is_none() && shown.drill.state.is_ahead()).then(|| {
        ask_first(
            format!("{here}/delete"),
            "Delete",
            &format!("inject of minute {}", inject.minute),
        )
    });
    let expected = inject
        .expected
        .clone()
        .map(|expected| view! { <p class="small">"A good answer: "<i>{expected}</i></p> });
    let released = at.map(|at| {
        view! {
            <p class="finding small">
                <Mark symbol=Symbol::Pass />
                <span>{format!("Released at {at}")}</span>
            </p>
        }
    });
    let words = inject.words.clone();
    view! {
        <li>
            <span class="number">{number}</span>
            <div>
                <p>{words}</p>
                {expected}
                {released}
                <div class="actions">{release}{delete}</div>
            </div>
        </li>
    }
}

/// Asks before an inject goes.
#[must_use]
pub fn inject_delete_page(shown: &Shown, inject: &Inject, form: &Form) -> Page {
    Confirm {
        question: format!("Delete the inject of minute {}?", inject.minute),
        section: Section::Home,
        above: (format!("/drills/{}", shown.drill.id), shown.drill.title()),
        losses: vec![format!(
            "“{}” is taken out of the script, with its good answer.",
            inject.words
        )],
        form,
        fields: None,
        action: format!("/injects/{}/delete", inject.id),
        button: "Delete inject",
    }
    .page()
}
