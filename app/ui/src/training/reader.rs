//! What everybody sees of a material who may read it. It prints on paper as it is.

use domain::training::{MaterialVersion, Reading};
use jiff::Timestamp;
use leptos::prelude::*;
use service::training::Shown;

use crate::form::Form;
use crate::kit::document;
use crate::words;

/// For whom it is, in one line.
pub(super) fn audience(shown: &Shown) -> String {
    let cohorts = shown.planning.cohorts.iter();
    let names: Vec<_> = cohorts
        .filter(|cohort| shown.material.cohorts.contains(&cohort.id))
        .map(|cohort| cohort.text.name.to_string())
        .collect();
    let whom = if names.is_empty() { "Everybody".to_owned() } else { names.join(", ") };
    match &shown.material.text.roles {
        Some(roles) => format!("{whom}: {roles}"),
        None => whom,
    }
}

/// What stands below the title: format, time, audience, version, and who approved it.
pub(super) fn facts(shown: &Shown, version: Option<&MaterialVersion>, now: Timestamp) -> AnyView {
    let zone = shown.planning.shelf.zone();
    let text = &shown.material.text;
    let published = version.and_then(|version| version.state.published_at());
    let number = version.map(|version| match published {
        Some(at) => format!("Version {}, {}", version.number, words::day(at, &zone, now)),
        None => format!("Version {}, {}", version.number, version.state.word()),
    });
    let review = version.and_then(|version| version.state.review());
    let approved =
        review.map(|review| format!("Approved by {}", words::name(&shown.names, review.by)));
    let line = [
        Some(text.format.label().to_owned()),
        text.minutes.map(|minutes| format!("{minutes} min to read")),
        Some(format!("For {}", audience(shown))),
        number,
        approved,
    ];
    let line: Vec<_> =
        line.into_iter().flatten().map(|fact| view! { <span>{fact}</span> }).collect();
    view! { <p class="facts">{line}</p> }.into_any()
}

/// The text with its link.
pub(super) fn body(shown: &Shown, version: &MaterialVersion) -> AnyView {
    let link = version.text.link.as_ref().map(|link| {
        let href = link.as_str().to_owned();
        view! {
            <p>
                <a href=href.clone() rel="noopener noreferrer nofollow">
                    {href.clone()}
                </a>
            </p>
        }
    });
    view! {
        {link}
        {document(shown.material.id, version.text.body.as_str())}
    }
    .into_any()
}

/// Whether the viewer has read it, and the form with which they say so.
pub(super) fn reading(shown: &Shown, form: &Form, now: Timestamp) -> Option<AnyView> {
    let version = shown.published().filter(|_| shown.material.is_open())?;
    let zone = shown.planning.shelf.zone();
    let when = shown.read.map(|(_, at)| words::day(at, &zone, now)).unwrap_or_default();
    let number = version.number;
    let reading = shown.material.current_for_readers(shown.read.map(|(number, _)| number));
    let (answer, asks) = match reading {
        Reading::NotAsked | Reading::NotYet => {
            ("You have not said that you read it.".to_owned(), true)
        }
        Reading::Older(old) => (
            format!("You read version {old} on {when}. It changed since then: read it again."),
            true,
        ),
        Reading::Read(read) if read == number => {
            (format!("You read this version on {when}."), false)
        }
        Reading::Read(read) => (
            format!("You read version {read} on {when}. Only small things changed since then."),
            false,
        ),
    };
    let changes = version.text.changes.as_ref().filter(|_| shown.read.is_some() || number > 1);
    let changes = changes.map(|changes| view! { <p>{format!("What changed: {changes}")}</p> });
    let action = format!("/materials/{}/acknowledge", shown.material.id);
    let button = asks.then(|| {
        view! {
            <form method="post" action=action>
                <input r#type="hidden" name="number" value=number.to_string() />
                <button class="primary">"I have read this"</button>
            </form>
        }
    });
    let error = form.error("number").map(|error| view! { <p class="error">{error.to_owned()}</p> });
    Some(
        view! {
            <section class="sheet screen" aria-labelledby="read">
                <h2 id="read">"Your reading"</h2>
                <p id="number">{answer}</p>
                {changes}
                {error}
                {button}
            </section>
        }
        .into_any(),
    )
}
