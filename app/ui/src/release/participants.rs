use domain::person::Person;
use domain::release::{Part, Participant};
use jiff::Timestamp;
use leptos::prelude::*;
use service::gate::verdict::Judged;
use service::release::Seen;

use super::{Tab, head};
use crate::form::Form;
use crate::kit::{Choice, Confirm, ask_first, error_summary, radios, select};
use crate::page::{Page, Section};
use crate::words::counted;

/// Who has which part in a release.
#[must_use]
pub fn participants_page(
    seen: &Seen,
    participants: Vec<Participant>,
    people: &[Person],
    form: &Form,
    now: Timestamp,
) -> Page {
    let here = format!("{}/people", seen.release.address());
    let can_plan = seen.can_plan;
    let rows: Vec<_> = participants
        .into_iter()
        .map(|participant| {
            let href = format!("{here}/{}/take", participant.person);
            let take = can_plan.then(|| ask_first(href, "Remove", &participant.name));
            view! {
                <li>
                    <span>
                        <b>{participant.name}</b>
                        ", "
                        {participant.part.label().to_lowercase()}
                    </span>
                    {take}
                </li>
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
            <h2 id="parts">"Members"</h2>
            <p class="small">
                {if seen.release.restricted {
                    "Only these people can see the release."
                } else {
                    "Everybody in the organisation can see the release."
                }}
            </p>
            <ul class="rows" id="people">
                {rows}
            </ul>
        </section>
        {can_plan
            .then(|| {
                view! {
                    <section class="sheet" aria-labelledby="give">
                        <h2 id="give">"Add member"</h2>
                        <form class="stack" method="post" action=here>
                            {select(form, "person", "Person", None, choices)}
                            {radios(form, "part", "Role", parts)}
                            <div class="actions">
                                <button class="primary">"Add to the release"</button>
                            </div>
                        </form>
                    </section>
                }
            })}
    };
    Page::new(format!("People · {}", seen.release.name), Section::Home, content)
        .refused_if(form.is_refused())
}

/// Asks before a person is taken out of a release.
#[must_use]
pub fn participant_remove_page(judged: &Judged, participant: &Participant, form: &Form) -> Page {
    let release = &judged.seen.release;
    let name = &participant.name;
    let part = participant.part.label().to_lowercase();
    let owned = judged.items().iter().filter(|item| {
        item.owner == Some(participant.person) && !item.state.status().is_finished()
    });
    let mut losses = vec![format!("{name} is no longer {part} of this release.")];
    if release.restricted {
        losses.push(format!("The release is private: {name} cannot see it any more."));
    }
    losses.push(match owned.count() {
        0 => format!("What {name} did stays in the activity."),
        count => format!(
            "{} assigned to {name}. What {name} did stays in the activity.",
            counted(count, "open item stays", "open items stay")
        ),
    });
    Confirm {
        question: format!("Remove {name} from {}?", release.name),
        section: Section::Home,
        above: (format!("{}/people", release.address()), format!("{}: people", release.name)),
        losses,
        form,
        fields: None,
        action: format!("{}/people/{}/take", release.address(), participant.person),
        button: "Remove member",
    }
    .page()
}
