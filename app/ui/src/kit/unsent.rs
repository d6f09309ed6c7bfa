//! A form that was sent and not saved: every word of it, and a button that sends it again.

use leptos::prelude::*;

/// Fields that say nothing to people.
const SILENT: [&str; 3] = ["version", ASKED_BEFORE, SENT_FROM];
/// The field that names the request by which the same was sent before.
pub const ASKED_BEFORE: &str = "asked_before";

/// The field of every form that says on which page it stood.
pub const SENT_FROM: &str = "sent_from";

/// Shows what was sent and sends it on to where it was to go.
#[must_use]
pub fn unsent(action: &str, fields: Vec<(String, String)>, button: &'static str) -> AnyView {
    let shown: Vec<_> = fields
        .iter()
        .filter(|(name, value)| !value.is_empty() && !SILENT.contains(&name.as_str()))
        .map(|(name, value)| {
            view! {
                <div>
                    <dt>{name.clone()}</dt>
                    <dd class="verbatim">{value.clone()}</dd>
                </div>
            }
        })
        .collect();
    let hidden: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| view! { <input r#type="hidden" name=name value=value /> })
        .collect();
    let action = action.to_owned();
    view! {
        <dl class="summary">{shown}</dl>
        <form class="actions" method="post" action=action>
            {hidden}
            <button class="primary">{button}</button>
            <a class="button" href="/">
                "Do not send it"
            </a>
        </form>
    }
    .into_any()
}
