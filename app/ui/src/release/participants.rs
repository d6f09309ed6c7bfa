use domain::person::Person;
use domain::release::{Part, Participant};
use jiff::Timestamp;
use leptos::prelude::*;
use service::release::Seen;

use super::{Tab, head};
use crate::form::Form;
use crate::kit::{Choice, error_summary, radios, select};
use crate::page::{Page, Section};

/// Who has which part in a release.
#[must_use]
pub fn participants_page(
    seen: &Seen,
    participants: Vec<Participant>,
    people: &[Person],
    form: &Form,
    now: Timestamp,
) -> Page {
    let id = seen.release.id;
    let can_plan = seen.can_plan;
    let rows: Vec<_> = participants
        .into_iter()
        .map(|participant| {
            let action = format!("/releases/{id}/people/{}/take", participant.person);
            let whom = participant.name.clone();
            view! {
                <li><span><b>{participant.name}</b>", "{participant.part.label().to_lowercase()}</span>
                    {can_plan.then(|| view! { <form method="post" action=action><button>"Remove"<span class="hidden-label">{format!(" {whom}")}</span></button></form> })}</li>
            }
        })
        .collect();
    let choices = std::iter::once(Choice::new("", "Choose a person"))
        .chain(
            people
                .iter()
                .filter(|person| person.active)
                .map(|person| Choice::new(person.id, person.name.clone())),
        )
        .collect();
    let parts = vec![
        Choice::new(Part::Owner.key(), Part::Owner.label()).hint("Edits the plan and decides"),
        Choice::new(Part::Approver.key(), Part::Approver.label())
            .hint("Votes and approves, never their own"),
        Choice::new(Part::Contributor.key(), Part::Contributor.label())
            .hint("Works on it, also when it is restricted"),
    ];
    let content = view! {
        {head(seen, Tab::People, None, now)}
        {error_summary(form)}
        <section class="sheet" aria-labelledby="parts">
            <h2 id="parts">"Who takes part"</h2>
            <p class="small">{if seen.release.restricted { "Only these people can see the release." } else { "Everybody in the organisation can see the release." }}</p>
            <ul class="rows" id="people">{rows}</ul>
        </section>
        {can_plan.then(|| view! {
            <section class="sheet" aria-labelledby="give">
                <h2 id="give">"Add somebody"</h2>
                <form class="stack" method="post" action=format!("/releases/{id}/people")>
                    {select(form, "person", "Person", None, choices)}
                    {radios(form, "part", "Part", parts)}
                    <div class="actions"><button class="primary">"Add to the release"</button></div>
                </form>
            </section>
        })}
    };
    Page::new(format!("People · {}", seen.release.name), Section::Home, content)
        .refused_if(form.is_refused())
}
