//! What changed, and what is stale by it.

use domain::finding::change_marker::{ChangeMarker, ChangeMarkerKind};
use jiff::Timestamp;
use leptos::prelude::*;
use service::finding::change_marker::Markers;

use crate::form::Form;
use crate::kit::{Choice, Field, crumb, error_summary, radios};
use crate::page::{Page, Section};
use crate::words;

/// The changes of a release, and the form to mark one.
#[must_use]
pub fn markers_page(markers: &Markers, form: &Form, now: Timestamp) -> Page {
    let release = &markers.seen.release;
    let here = release.address();
    let rows: Vec<_> = markers.markers.iter().map(|marker| row(markers, marker, now)).collect();
    let list = if rows.is_empty() {
        view! { <p>"Nothing was marked. Evidence is as fresh as it was."</p> }.into_any()
    } else {
        view! { <ul class="feed">{rows}</ul> }.into_any()
    };
    let kinds = ChangeMarkerKind::ALL
        .map(|kind| Choice::new(kind.key(), kind.label()).hint(kind.explanation()))
        .into();
    let set = markers.seen.can_work.then(|| {
        view! {
            <section class="sheet" aria-labelledby="mark">
                <h2 id="mark">"Record change"</h2>
                <form class="stack" method="post" action=format!("{here}/markers")>
                    {radios(form, "kind", "What", kinds)}
                    {Field::new(form, "words", "What is different").line()}
                    {Field::new(form, "reference", "Which it is now (optional)")
                        .hint("Such as 1.4.3 for the artifact: the version that is going to be launched")
                        .width("middle")
                        .line()}
                    <div class="actions">
                        <button class="primary">"Mark the change"</button>
                    </div>
                </form>
            </section>
        }
    });
    let content = view! {
        <div class="narrow-page">
            {crumb(format!("{here}/runs"), format!("{}: dry runs", release.name))} <h1>"What changed"</h1>
            {error_summary(form)}
            <p>
                "What was rehearsed before a change proves less after it. Mark the change, and the gate \
                says which evidence is stale. Changes of a runbook are marked by themselves."
            </p> <section class="sheet" aria-labelledby="changes">
                <h2 id="changes">"Changes, the newest first"</h2>
                {list}
            </section> {set}
        </div>
    };
    Page::new(format!("What changed · {}", release.name), Section::Home, content)
        .refused_if(form.is_refused())
}

fn row(markers: &Markers, marker: &ChangeMarker, now: Timestamp) -> impl IntoView + use<> {
    let zone = markers.seen.release.schedule.zone();
    let reference = marker.text.reference.as_ref().map(|reference| format!(", now {reference}"));
    let line = format!("{}{}", marker.text.kind.label(), reference.unwrap_or_default());
    let words = marker.text.words.to_string();
    let who = words::name(&markers.names, marker.by);
    let when = words::moment(marker.at, zone, now);
    view! {
        <li>
            <span>
                <b>{line}</b>
                ": "
                {words}
            </span>
            <span class="small">{format!("{who}, {when}")}</span>
        </li>
    }
}

/// Why a run or a drill is stale, in words.
#[must_use]
pub fn stale_words(marker: &ChangeMarker, zone: &domain::day::Zone, now: Timestamp) -> String {
    let since = words::moment(marker.at, zone, now);
    format!("Stale: {} changed since, on {since}: {}.", marker.text.kind.word(), marker.text.words)
}
