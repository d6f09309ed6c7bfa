//! A new password: by the old one, or by a link.

use domain::person::Person;
use leptos::prelude::*;
use service::Secret;
use service::account::new_password::LINK_LIFE;

use super::sign_in::password_hint;
use crate::form::Form;
use crate::kit::{checkbox, crumb, error_summary, secret_field, warning};
use crate::page::{Page, Section};

/// Changing one's own password.
pub(super) fn password_sheet(form: &Form) -> AnyView {
    view! {
        <section class="sheet" aria-labelledby="change-password">
            <h2 id="change-password">"Password"</h2>
            <details open=form.error("old_password").is_some() || form.error("password").is_some()>
                <summary>"Change password"</summary>
                <form class="stack" method="post" action="/account/password">
                    {secret_field(form, "old_password", "Old password", "current-password", None)}
                    {secret_field(form, "password", "New password", "new-password", password_hint())}
                    {checkbox(
                        form,
                        "end_calendars",
                        "End calendar addresses, too",
                        "Calendars that subscribed to yours stop being updated.",
                    )}
                    <p class="small">"Every other browser is signed out."</p>
                    <div class="actions">
                        <button class="primary">"Change password"</button>
                    </div>
                </form>
            </details>
        </section>
    }
    .into_any()
}

/// Choosing a new password by a link.
#[must_use]
pub fn choose_password_page(secret: &Secret, person: &Person, form: &Form) -> Page {
    let action = format!("/password/{}", secret.reveal());
    let email = person.email.to_string();
    let content = view! {
        <div class="narrow-page">
            <h1>"Choose a new password"</h1>
            <p class="lead">{format!("For {} with the address {email}.", person.name)}</p> {error_summary(form)}
            <form class="stack" method="post" action=action>
                <input r#type="hidden" name="email" autocomplete="username" value=email.clone() />
                {secret_field(form, "password", "New password", "new-password", password_hint())}
                <p class="small">
                    "Every browser in which you are signed in is signed out, and calendar addresses end."
                </p>
                <div class="actions">
                    <button class="primary">"Save and sign in"</button>
                </div>
            </form>
        </div>
    };
    Page::new("Choose a new password", Section::None, content).refused_if(form.is_refused())
}

/// The link, shown once to whoever made it.
#[must_use]
pub fn password_link_page(person: &Person, link: String) -> Page {
    let name = &person.name;
    let lead = format!(
        "With it, {name} chooses a new password. It works for {} minutes, once.",
        LINK_LIFE.as_mins()
    );
    let content = view! {
        <div class="narrow-page">
            {crumb(format!("/people/{}", person.id), person.name.clone())} <h1>"The link is ready"</h1>
            <p class="lead">{lead}</p>
            <p class="verbatim">
                <code>{link}</code>
            </p>
            {warning("It is shown only now. Give it to nobody but them: whoever has it is them.")}
        </div>
    };
    Page::new("The link is ready", Section::People, content)
}
