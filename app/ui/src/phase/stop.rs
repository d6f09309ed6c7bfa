//! Stopping a phase while people have it: named buttons in reach, and the question why.

use domain::address::Thing;
use domain::phase::{Phase, PhaseStep};
use leptos::prelude::*;
use service::phase::Phases;

use crate::form::Form;
use crate::kit::{Confirm, Field, ask_first};
use crate::page::{Page, Section};

/// What somebody may have to press at once: named, and in reach of a thumb.
pub(super) fn stop_buttons(here: &str, phase: &Phase) -> Option<AnyView> {
    let steps = phase.state.steps();
    let offered = [
        (PhaseStep::Pause, "Pause …"),
        (PhaseStep::Resume, "Resume …"),
        (PhaseStep::RollBack, "Roll back …"),
    ];
    let buttons: Vec<_> = offered
        .into_iter()
        .filter(|(step, _)| phase.state.is_out() && steps.contains(step))
        .map(|(step, label)| ask_first(format!("{here}/steps/{}", step.key()), label, ""))
        .collect();
    (!buttons.is_empty()).then(|| view! { <div class="reach actions">{buttons}</div> }.into_any())
}

/// Asks before a phase is paused or rolled back, and why.
#[must_use]
pub fn stop_page(phases: &Phases, phase: &Phase, step: PhaseStep, form: &Form) -> Page {
    let here = phases.seen.release.address_of(Thing::Phase, phase.position);
    let (verb, button, loses) = match step {
        PhaseStep::Pause => (
            "Pause",
            "Pause phase",
            "Nobody new gets it, and the bake time stands still. Who has it keeps it; it can be resumed.",
        ),
        PhaseStep::Halt => (
            "Halt",
            "Halt phase",
            "Nobody new gets it, and it does not go on before it is planned again.",
        ),
        _ => (
            "Roll back",
            "Roll back phase",
            "It counts as taken from everybody in it, and it is planned and voted on again. The desks hear of it at \
            once.",
        ),
    };
    let fields = view! {
        <input r#type="hidden" name="version" value=form.version(phase.version) />
        {Field::new(form, "reason", "Reason").hint("It is kept with your name and the time.").line()}
    };
    Confirm {
        question: format!("{verb} {}?", phase.title()),
        section: Section::Home,
        above: (format!("{here}/room"), format!("Launch room: {}", phase.plan.name)),
        losses: vec![loses.to_owned()],
        form,
        fields: Some(fields.into_any()),
        // Phases are numbered by their days: by number it could be another one meanwhile.
        action: format!("/phases/{}/steps/{}", phase.id, step.key()),
        button,
    }
    .page()
}
