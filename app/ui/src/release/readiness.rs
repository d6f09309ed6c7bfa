//! How a release stands by area: one tile for each, with the sentence of the criterion that stands worst.

use domain::gate::verdict::{Area, AreaStanding, Found};
use leptos::prelude::*;
use service::gate::verdict::Judged;

use crate::gate::verdict::{address, of_found};
use crate::symbol::Mark;

#[must_use]
pub(super) fn readiness_sheet(judged: &Judged) -> AnyView {
    let tiles: Vec<_> =
        judged.verdict.areas().into_iter().map(|standing| tile(judged, standing)).collect();
    let release = &judged.seen.release;
    let all = match &judged.phase {
        Some(phase) => (release.gate_address(phase.position), "Open gate"),
        None => (format!("{}/criteria", release.address()), "Edit criteria"),
    };
    let (href, label) = all;
    view! {
        <section class="sheet" aria-labelledby="readiness">
            <div class="head">
                <h2 id="readiness">"Readiness"</h2>
                <a href=href>{label}</a>
            </div>
            <ul class="areas">{tiles}</ul>
        </section>
    }
    .into_any()
}

fn tile(judged: &Judged, standing: AreaStanding<'_>) -> AnyView {
    let worst = standing.worst;
    let href = address(judged, worst.evidence);
    let progress = judged.progress();
    let much = match standing.area {
        Area::Checklist => format!("{} of {}", progress.finished(), progress.items),
        _ if standing.asked > 1 => format!("{} of {} met", standing.met, standing.asked),
        _ => String::new(),
    };
    let class = if worst.found == Found::Fail { "word fail" } else { "word" };
    view! {
        <li>
            <span class="area">{standing.area.label()}</span>
            <span class=class>
                <Mark symbol=of_found(worst.found) />
                {worst.found.label()}
                <span class="small">{much}</span>
            </span>
            <a class="small" href=href>
                {worst.sentence.clone()}
            </a>
        </li>
    }
    .into_any()
}
