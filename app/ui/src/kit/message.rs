use leptos::prelude::*;

use crate::form::Form;
use crate::symbol::{Mark, Symbol};

/// What is wrong with a form, at its top, each line leading to its field.
#[must_use]
pub fn error_summary(form: &Form) -> Option<AnyView> {
    if form.errors().is_empty() {
        return None;
    }
    let lines: Vec<_> = form
        .errors()
        .iter()
        .map(|(field, error)| {
            let href = format!("#{field}");
            let error = error.clone();
            view! {
                <li>
                    <a href=href>{error}</a>
                </li>
            }
        })
        .collect();
    let summary = view! {
        <div class="error-summary" role="alert" aria-labelledby="error-summary-title" tabindex="-1">
            <h2 id="error-summary-title">"There is a problem"</h2>
            <ul>{lines}</ul>
        </div>
    };
    Some(summary.into_any())
}

/// Both texts, when somebody else saved first: what they wrote is here, what was typed stays in the
/// form below. Takes the fields that can differ, with what is kept now.
#[must_use]
pub fn conflict(form: &Form, kept: &[(&'static str, &'static str, String)]) -> Option<AnyView> {
    if !form.is_conflict() {
        return None;
    }
    let same =
        |name: &str, text: &str| form.value(name).replace("\r\n", "\n").trim() == text.trim();
    let theirs: Vec<_> = kept
        .iter()
        .filter(|(name, _, text)| !same(name, text))
        .map(|(_, label, text)| {
            let text = if text.is_empty() { "(empty)".to_owned() } else { text.clone() };
            view! {
                <div>
                    <dt>{*label}</dt>
                    <dd class="verbatim">{text}</dd>
                </div>
            }
        })
        .collect();
    let same = theirs.is_empty();
    let message = view! {
        <div class="error-summary" role="alert" aria-labelledby="conflict-title" tabindex="-1">
            <h2 id="conflict-title">"This was saved while you were typing"</h2>
            {form.saved().map(|by| view! { <p>{format!("The last change is by {by}.")}</p> })}
            <p>
                "Yours is in the form below and is not saved yet. This is what is saved now where it differs \
                from yours. Take over what you want to keep, then save again."
            </p>
            {if same {
                view! { <p>"What is saved now says the same as yours."</p> }.into_any()
            } else {
                view! { <dl class="summary">{theirs}</dl> }.into_any()
            }}
        </div>
    };
    Some(message.into_any())
}

/// Something that was done, or that is good to know.
#[must_use]
pub fn notice(text: impl Into<String>) -> AnyView {
    let text = text.into();
    view! {
        <p class="notice" role="status">
            <Mark symbol=Symbol::Pass />
            {text}
        </p>
    }
    .into_any()
}

/// Something to watch out for.
#[must_use]
pub fn warning(text: impl Into<String>) -> AnyView {
    let text = text.into();
    view! {
        <p class="notice warning">
            <Mark symbol=Symbol::Stale />
            {text}
        </p>
    }
    .into_any()
}
