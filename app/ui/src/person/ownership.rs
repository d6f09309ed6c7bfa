//! Handing over the releases of somebody who left.

use domain::person::Person;
use leptos::prelude::*;
use service::person::ownership::{Ownership, could_plan};

use crate::form::Form;
use crate::kit::{Choice, Confirm, Field, ask_first, choose, people, warning};
use crate::page::{Page, Section};
use crate::words::counted;

/// What a person owns, on their page. Nothing where that is nothing.
pub(super) fn owned(person: &Person, ownership: Ownership) -> Option<AnyView> {
    let Ownership { releases, alone } = ownership;
    if releases == 0 {
        return None;
    }
    let orphaned = (alone > 0 && !could_plan(person)).then(|| warning(orphaned(alone)));
    let told = owns(person, ownership);
    let href = format!("/people/{}/hand-over", person.id);
    let section = view! {
        <section class="sheet" aria-labelledby="owned">
            <h2 id="owned">"Releases"</h2>
            {orphaned}
            <p>{told}</p>
            <div class="actions">{ask_first(href, "Hand over releases", "")}</div>
        </section>
    };
    Some(section.into_any())
}

/// Asks who gets them, and why.
#[must_use]
pub fn hand_over_page(
    person: &Person,
    ownership: Ownership,
    people: &[Person],
    form: &Form,
) -> Page {
    let name = &person.name;
    let others: Vec<_> =
        people.iter().filter(|other| other.id != person.id && could_plan(other)).cloned().collect();
    Confirm {
        question: format!("Hand over the releases of {name}?"),
        section: Section::People,
        above: (format!("/people/{}", person.id), name.clone()),
        losses: vec![
            owns(person, ownership),
            format!(
                "Somebody else becomes the owner of all of them, and {name} a contributor. Every release says so in \
                 its activity, with your reason. Only an owner can make {name} an owner again."
            ),
        ],
        form,
        fields: Some(fields(form, &others)),
        action: format!("/people/{}/hand-over", person.id),
        button: "Hand over releases",
    }
    .page()
}

fn fields(form: &Form, others: &[Person]) -> AnyView {
    let first = std::iter::once(Choice::new("", "Choose a person"));
    let choices = first.chain(people(others, form.value("person")).into_iter().skip(1)).collect();
    view! {
        {choose(form, "person", "New owner", None, choices)}
        {Field::new(form, "reason", "Reason").area(2)}
    }
    .into_any()
}

/// How many they own, and of how many nobody else could take care.
fn owns(person: &Person, Ownership { releases, alone }: Ownership) -> String {
    let others = match (releases, alone) {
        (1, 0) => "It has another owner too.".to_owned(),
        (1, _) => "It has no other owner who can plan it.".to_owned(),
        (_, 0) => "Each of them has another owner too.".to_owned(),
        (_, 1) => "One of them has no other owner who can plan it.".to_owned(),
        _ => format!("{alone} of them have no other owner who can plan them."),
    };
    format!("{} owns {}. {others}", person.name, releases_in_words(releases))
}

fn orphaned(alone: u64) -> String {
    let them = if alone == 1 { "it" } else { "them" };
    format!("Nobody can plan or decide {} until you hand {them} over.", releases_in_words(alone))
}

fn releases_in_words(count: u64) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), "release", "releases")
}
