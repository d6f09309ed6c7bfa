use jiff::Timestamp;
use leptos::prelude::*;
use service::release::Seen;

use super::{Tab, head};
use crate::form::Form;
use crate::kit::{Choice, Field, back, error_summary, radios, warning};
use crate::page::{Page, Section};

/// Moves a release to another state.
#[must_use]
pub fn state_page(seen: &Seen, form: &Form, now: Timestamp) -> Page {
    let release = &seen.release;
    let here = release.address();
    let choices: Vec<Choice> = release
        .state
        .next()
        .iter()
        .map(|state| {
            let choice = Choice::new(state.key(), state.label());
            if release.state.needs_reason(*state) { choice.hint("Needs a reason") } else { choice }
        })
        .collect();
    let content = if choices.is_empty() {
        view! { <p>{format!("This release is {}. That is the end of its life.", release.state.word())}</p> }.into_any()
    } else {
        view! {
            <form class="stack" method="post" action=format!("{here}/state")>
                <input r#type="hidden" name="version" value=release.version.to_string() />
                {radios(form, "state", "New status", choices)}
                {Field::new(form, "reason", "Reason")
                    .hint(
                        "Needed to hold, resume, cancel, roll back and plan again. It is kept with your \
                        name and the time.",
                    )
                    .line()}
                <div class="actions">
                    <button class="primary">"Change status"</button>
                    {back(&here)}
                </div>
            </form>
        }
        .into_any()
    };
    let content = view! {
        {head(seen, Tab::None, None, now)}
        <div class="narrow-page">
            <h2 class="large">{format!("This release is {}", release.state.word())}</h2>
            {error_summary(form)}
            {form
                .is_conflict()
                .then(|| warning(
                    "Somebody else changed this release at the same time. Look again, then choose.",
                ))}
            {content}
        </div>
    };
    Page::new(format!("State · {}", release.name), Section::Home, content)
        .refused_if(form.is_refused())
}
