//! What was pressed and said in a run, in the order of its arrival.

use domain::minutes::in_words;
use leptos::prelude::*;
use service::run::Shown;

use crate::words::{self};

/// The record of the run, the newest first.
pub(super) fn record_sheet(shown: &Shown) -> Option<AnyView> {
    if shown.noted.is_empty() {
        return None;
    }
    let zone = shown.seen.release.schedule.zone();
    let title = |step| {
        let found = shown.steps.iter().find(|found| Some(found.step.id) == step);
        found.map(|found| format!(" “{}”", found.step.text.title)).unwrap_or_default()
    };
    let rows: Vec<_> = shown
        .noted
        .iter()
        .map(|noted| {
            let time = zone.local(noted.at).strftime("%H:%M:%S").to_string();
            let by = words::name(&shown.names, noted.by);
            let late = noted.received_at.duration_since(noted.at).as_secs();
            let late = (late > 60).then(|| format!(" Arrived {} later.", in_words(late)));
            let words = noted.words.clone().map(|words| format!(": {words}")).unwrap_or_default();
            let line = format!("{by} {}{}{words}", noted.kind.did(), title(noted.step));
            view! {
                <li>
                    <span>{line}</span>
                    <span class="small">{time}{late}</span>
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <section class="sheet" aria-labelledby="said">
                <h2 id="said">"What happened"</h2>
                <ul class="feed">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}
