//! What everybody sees of a material who may read it. It prints on paper as it is.

use domain::access::Operation;
use domain::training::document::{anchor, parts};
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

/// What users stumbled over, each with the part that answers it.
pub(super) fn pitfalls(shown: &Shown, version: Option<&MaterialVersion>) -> Option<AnyView> {
    if shown.pitfalls.is_empty() {
        return None;
    }
    let there = version.map(|version| parts(version.text.body.as_str())).unwrap_or_default();
    let writes =
        shown.planning.shelf.may(Operation::WriteTraining) && shown.material.retired_at.is_none();
    let rows: Vec<_> = shown
        .pitfalls
        .iter()
        .map(|pitfall| {
            let text = &pitfall.text;
            let source = text.source.as_ref().map(|source| format!("From {source}. "));
            let answer =
                text.heading.as_ref().map(|heading| match anchor(&there, heading.as_str()) {
                    Some(anchor) => {
                        let href = format!("#{anchor}");
                        view! { <a href=href>{format!("Answered in “{heading}”")}</a> }.into_any()
                    }
                    None => format!("“{heading}” is not in this text").into_any(),
                });
            let (words, about) = (text.words.to_string(), text.words.to_string());
            let href = format!("/materials/{}/pitfalls/{}/delete", pitfall.material, pitfall.id);
            let delete = writes.then(|| crate::kit::ask_first(href, "Delete", &about));
            view! {
                <li>
                    <span>
                        {words} <br /> <span class="small">{source}{answer}</span>
                    </span>
                    {delete}
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <section class="sheet" aria-labelledby="pitfalls">
                <h2 id="pitfalls">"Pitfalls"</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

pub(super) fn files(shown: &Shown) -> Option<AnyView> {
    if shown.files.is_empty() {
        return None;
    }
    let writes =
        shown.planning.shelf.may(Operation::WriteTraining) && shown.material.retired_at.is_none();
    let rows: Vec<_> = shown
        .files
        .iter()
        .map(|file| {
            let href = format!("/materials/{}/files/{}", file.material, file.id);
            let (name, about) = (file.name.to_string(), file.name.to_string());
            let facts = format!("{}, {}", file.kind.label(), size(file.size));
            let sign = (writes && file.kind.is_picture()).then(|| {
                let sign = format!(". In the text: ![What it shows]({href})");
                view! { <span class="screen">{sign}</span> }
            });
            let delete =
                writes.then(|| crate::kit::ask_first(format!("{href}/delete"), "Delete", &about));
            view! {
                <li>
                    <span>
                        <a href=href>{name}</a>
                        <br />
                        <span class="small">{facts}{sign}</span>
                    </span>
                    {delete}
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <section class="sheet" aria-labelledby="files">
                <h2 id="files">"Files"</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn size(bytes: i64) -> String {
    match bytes / 1024 {
        0 => format!("{bytes} bytes"),
        kib @ 1..1024 => format!("{kib} KiB"),
        kib => format!("{}.{} MiB", kib / 1024, kib % 1024 * 10 / 1024),
    }
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
