//! Conditions of a go: who meets them by when, and which are still open.

use domain::day::Zone;
use domain::day::day_in_words;
use domain::ids::PersonId;
use jiff::Timestamp;
use leptos::prelude::*;
use service::Names;
use service::gate::{Gate, Held};

use crate::form::Form;
use crate::kit::{options, people};
use crate::symbol::{Symbol, Tag};
use crate::words;

/// The name of the field for who meets the condition of a voter.
#[must_use]
pub fn owner_field(voter: PersonId) -> String {
    format!("condition-owner-{voter}")
}

/// The name of the field for the day by which it is met.
#[must_use]
pub fn due_field(voter: PersonId) -> String {
    format!("condition-due-{voter}")
}

/// What whoever decides says about each condition. A no-go leaves it empty.
pub(super) fn condition_fields(gate: &Gate, form: &Form) -> Option<AnyView> {
    let rows: Vec<_> = gate
        .conditions()
        .map(|(seat, words)| {
            let (owner, due) = (owner_field(seat.person), due_field(seat.person));
            let list = options(people(&gate.people, ""), form.value(&owner));
            let select =
                view! {
                    <select class="input" id=owner.clone() name=owner.clone()>
                        {list}
                    </select>
                };
            let value = form.value(&due).to_owned();
            let input = view! {
                <input class="input narrow" r#type="date" id=due.clone() name=due.clone() value=value />
            };
            view! {
                <fieldset class="field stack">
                    <legend>{format!("{}: {words}", seat.role)}</legend>
                    {labelled(form, owner, "Owner", select.into_any())}
                    {labelled(form, due, "Due", input.into_any())}
                </fieldset>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <p class="small">
                "For go, each condition needs an owner and a due day. The phase cannot start before they are done."
            </p>
            {rows}
        }
        .into_any()
    })
}

fn labelled(form: &Form, name: String, label: &'static str, control: AnyView) -> AnyView {
    let error = form.error(&name).map(str::to_owned);
    let class = if error.is_some() { "field refused" } else { "field" };
    view! {
        <div class=class>
            <label for=name>{label}</label>
            {error.map(|error| view! { <p class="error">{error}</p> })}
            {control}
        </div>
    }
    .into_any()
}

/// The conditions that a go was given on, each with its item.
#[must_use]
pub fn conditions_sheet<'a>(
    held: impl Iterator<Item = &'a Held>,
    names: &Names,
    zone: &Zone,
    now: Timestamp,
) -> Option<AnyView> {
    let held: Vec<&Held> = held.collect();
    let open = held.iter().filter(|one| !one.is_met).count();
    let rows: Vec<_> = held.iter().map(|one| row(one, names, zone, now)).collect();
    let sentence = match open {
        0 => "All conditions are met.".to_owned(),
        1 => "1 condition is open. The phase cannot start before it is done.".to_owned(),
        open => format!("{open} conditions are open. The phase cannot start before they are done."),
    };
    (!held.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="conditions">
                <h2 id="conditions">"Conditions of the go"</h2>
                <p>{sentence}</p>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn row(held: &Held, names: &Names, zone: &Zone, now: Timestamp) -> impl IntoView + use<> {
    let owner = held.owner.map_or("no owner".to_owned(), |owner| words::name(names, owner));
    let due = held.due_at.map(|at| format!("due {}", day_in_words(zone.day(at), zone.day(now))));
    let asked = format!("{} for {}", held.condition.role, held.phase_title);
    let facts =
        [Some(asked), Some(owner), due].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let symbol = if held.is_met { Symbol::Pass } else { Symbol::Fail };
    let href = format!("/items/{}", held.condition.item);
    // What was asked for, whatever the item is called by now.
    let title = held.condition.words.clone();
    view! {
        <li>
            <span>
                <a href=href>{title}</a>
                <br />
                <span class="small">{facts}</span>
            </span>
            <Tag symbol=symbol word=held.status.label().to_owned() />
        </li>
    }
}
