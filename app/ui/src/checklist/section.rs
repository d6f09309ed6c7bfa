//! What a section says for all of its items.

use domain::checklist::{AskedAt, AskedKind, of_section};
use domain::phase::Phase;
use leptos::prelude::*;
use service::gate::verdict::Judged;

use crate::form::Form;
use crate::kit::{Choice, Field, FormPage, select};
use crate::page::{Page, Section};

/// The form of a section as it is kept.
#[must_use]
pub fn section_form(judged: &Judged, section: &[String]) -> Form {
    let asked = of_section(section, judged.asked_sections()).unwrap_or(AskedAt::Next);
    Form::default().with("section", section.join(" › ")).with("asked", asked_key(Some(asked)))
}

/// Says which gate asks for the items of a section.
#[must_use]
pub fn section_page(judged: &Judged, form: &Form) -> Page {
    let here = format!("{}/checklist", judged.seen.release.address());
    let name = form.value("section").to_owned();
    let fields = view! {
        <input r#type="hidden" name="section" value=name.clone() />
        {select(
            form,
            "asked",
            "Gate that asks for its items",
            Some("Items that say it themselves keep what they say.".to_owned()),
            gates(judged.phases(), form.value("asked")),
        )}
        {Field::new(form, "reason", "Reason (optional)")
            .hint("Needed when a later gate asks than before. It is kept with your name and the time.")
            .line()}
    };
    FormPage {
        title: &format!("Gate of “{name}”"),
        section: Section::Home,
        above: (here.clone(), "Checklist".to_owned()),
        form,
        action: format!("{here}/section"),
        version: 0,
        theirs: None,
        fields: fields.into_any(),
        button: "Save",
    }
    .page()
}

/// The gates to choose from. A phase that is over stays on the list while it is chosen.
pub(super) fn gates(phases: &[Phase], chosen: &str) -> Vec<Choice> {
    let ahead = phases
        .iter()
        .filter(|phase| phase.state.is_ahead() || phase.id.to_string() == chosen)
        .map(|phase| Choice::new(phase.id, phase.title()));
    let mut gates = vec![Choice::new(AskedKind::Next.key(), "The next gate")];
    gates.extend(ahead);
    gates.push(Choice::new(AskedKind::AfterLaunch.key(), "No gate: work of after the launch"));
    gates
}

/// The value of a choice.
pub(super) fn asked_key(asked: Option<AskedAt>) -> String {
    match asked {
        None => String::new(),
        Some(AskedAt::Phase(phase)) => phase.to_string(),
        Some(asked) => asked.kind().key().to_owned(),
    }
}
