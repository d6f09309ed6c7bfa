use domain::ids::PersonId;
use domain::phase::PhaseState;
use leptos::prelude::*;
use service::gate::Gate;

use crate::form::Form;
use crate::kit::{Field, FormPage};
use crate::page::{Page, Section};

/// The name of the field with the role that a person speaks for.
#[must_use]
pub fn role_field(person: PersonId) -> String {
    format!("role-{person}")
}

/// The form of opening a gate, with the roles of the last time.
#[must_use]
pub fn open_form(gate: &Gate, until: &str) -> Form {
    let form = Form::default().with("until", until);
    gate.suggested.iter().fold(form, |form, seat| form.with(&role_field(seat.person), &seat.role))
}

/// Opens a gate: who is asked, and until when.
#[must_use]
pub fn open_page(gate: &Gate, form: &Form) -> Page {
    let zone = gate.judged.seen.release.schedule.zone();
    let rows: Vec<_> = gate
        .voters
        .iter()
        .map(|voter| {
            let name = role_field(voter.person);
            let value = form.value(&name).to_owned();
            let error = form.error(&name).map(str::to_owned);
            let label = format!("Role of {} ({})", voter.name, voter.part.label().to_lowercase());
            view! {
                <div class="field">
                    <label for=name.clone()>{label}</label>
                    {error.map(|error| view! { <p class="error">{error}</p> })}
                    <input class="input middle" id=name.clone() name=name value=value autocomplete="off" />
                </div>
            }
        })
        .collect();
    let again = gate.phase.state == PhaseState::Scheduled;
    let people = format!("{}/people", gate.judged.seen.release.address());
    let fields = view! {
        {Field::new(form, "until", "Votes until")
            .kind("datetime-local")
            .width("middle")
            .hint(format!("In {zone}. Votes are hidden until all are in or this time is over."))
            .line()}
        <fieldset class="field stack">
            <legend>"Voters"</legend>
            <p class="hint">
                "Give a role such as Security or Support to everybody who has to vote go. Leave the others empty."
            </p>
            {rows}
            <p class="hint">
                "Only owners and approvers are asked. "<a href=people>"Make somebody an approver"</a>
            </p>
        </fieldset>
        {again
            .then(|| {
                Field::new(form, "reason", "Why it is decided again")
                    .hint("The decision that holds now is superseded by the new one.")
                    .line()
            })}
    };
    FormPage {
        title: "Start go/no-go vote",
        section: Section::Home,
        above: (
            format!("/phases/{}/gate", gate.phase.id),
            format!("Gate of {}", gate.phase.title()),
        ),
        form,
        action: format!("/phases/{}/gate/open", gate.phase.id),
        version: gate.phase.version,
        theirs: form.is_conflict().then(|| {
            crate::kit::warning(
                "Somebody else changed this phase at the same time. Go back and look again.",
            )
        }),
        fields: fields.into_any(),
        button: "Start vote",
    }
    .page()
}
