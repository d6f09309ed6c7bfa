//! What lies beside the text of a version: pitfalls and files. Readers see those of the version that they read.

use domain::access::Operation;
use domain::training::MaterialVersion;
use domain::training::document::{anchor, parts};
use domain::training::file::MaterialFile;
use domain::training::pitfall::Pitfall;
use domain::training::version::VersionRange;
use leptos::prelude::*;
use service::training::Shown;

use crate::kit::ask_first;
use crate::words::bytes;

/// What users stumbled over, each with the part that answers it.
pub(super) fn pitfalls(shown: &Shown, version: Option<&MaterialVersion>) -> Option<AnyView> {
    let version = version?;
    let there = parts(version.text.body.as_str());
    let rows: Vec<_> = shown
        .pitfalls
        .iter()
        .filter(|pitfall| pitfall.range.holds(version.number))
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
            view! {
                <li>
                    <span>
                        {text.words.to_string()} <br /> <span class="small">{source}{answer}</span>
                    </span>
                    {delete_pitfall(shown, pitfall)}
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="pitfalls">
                <h2 id="pitfalls">"Pitfalls"</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

pub(super) fn files(shown: &Shown, version: Option<&MaterialVersion>) -> Option<AnyView> {
    let version = version?;
    let rows: Vec<_> = shown
        .files
        .iter()
        .filter(|file| file.range.holds(version.number))
        .map(|file| {
            let href = address(file);
            let facts = format!("{}, {}", file.kind.label(), bytes(file.size.unsigned_abs()));
            let sign = (is_open(shown, file.range) && file.kind.is_picture()).then(|| {
                let sign = format!(". In the text: ![What it shows]({href})");
                view! { <span class="screen">{sign}</span> }
            });
            view! {
                <li>
                    <span>
                        <a href=href>{file.name.to_string()}</a>
                        <br />
                        <span class="small">{facts}{sign}</span>
                    </span>
                    {delete_file(shown, file)}
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="files">
                <h2 id="files">"Files"</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

/// What the newest version has that another has not, and what it no longer has.
pub(super) fn differences(shown: &Shown, before: &MaterialVersion) -> Option<AnyView> {
    let newest = shown.newest()?;
    let said = |range: VersionRange| match (range.holds(before.number), range.holds(newest.number))
    {
        (false, true) => Some("Added"),
        (true, false) => Some("Taken out"),
        _ => None,
    };
    let pitfalls = shown.pitfalls.iter().filter_map(|pitfall| {
        let said = said(pitfall.range)?;
        let delete = delete_pitfall(shown, pitfall);
        let words = format!("{said} pitfall “{}”", pitfall.text.words);
        Some(view! { <li><span>{words}</span>{delete}</li> }.into_any())
    });
    let files = shown.files.iter().filter_map(|file| {
        let said = said(file.range)?;
        let (name, delete) = (file.name.to_string(), delete_file(shown, file));
        let view = view! {
            <li>
                <span>{said} " file " <a href=address(file)>{name}</a></span>
                {delete}
            </li>
        };
        Some(view.into_any())
    });
    let rows: Vec<_> = pitfalls.chain(files).collect();
    (!rows.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> }.into_any())
}

fn delete_pitfall(shown: &Shown, pitfall: &Pitfall) -> Option<AnyView> {
    let href = format!("/materials/{}/pitfalls/{}/delete", pitfall.material, pitfall.id);
    let words = pitfall.text.words.to_string();
    is_open(shown, pitfall.range).then(|| ask_first(href, "Delete", &words).into_any())
}

fn delete_file(shown: &Shown, file: &MaterialFile) -> Option<AnyView> {
    let (href, name) = (format!("{}/delete", address(file)), file.name.to_string());
    is_open(shown, file.range).then(|| ask_first(href, "Delete", &name).into_any())
}

/// Whether the viewer may change that something is in the newest version.
fn is_open(shown: &Shown, range: VersionRange) -> bool {
    let holds =
        |newest: &MaterialVersion| newest.state.is_open_to_write() && range.holds(newest.number);
    shown.planning.shelf.may(Operation::WriteTraining)
        && shown.material.retired_at.is_none()
        && shown.newest().is_some_and(holds)
}

fn address(file: &MaterialFile) -> String {
    format!("/materials/{}/files/{}", file.material, file.id)
}
