use domain::drill::{Recap, recap};
use leptos::prelude::*;
use service::drill::Shown;

use super::picture;
use crate::kit::{crumb, prose};
use crate::page::{Page, Section};
use crate::words;

/// The recap in Markdown.
#[must_use]
pub fn recap_text(shown: &Shown) -> String {
    let findings: Vec<String> = shown
        .findings
        .iter()
        .map(|finding| {
            let owner =
                finding.text.owner.map(|owner| format!(", {}", words::name(&shown.names, owner)));
            let (severity, state) = (finding.text.severity.label(), finding.state.word());
            format!("{} ({severity}{}): {state}", finding.text.title, owner.unwrap_or_default())
        })
        .collect();
    let facts = Recap {
        drill: &shown.drill,
        participants: &shown.participants,
        objectives: &shown.objectives,
        entries: &shown.timeline,
        findings: &findings,
        zone: shown.seen.release.schedule.zone(),
    };
    recap(&facts, |id| words::name(&shown.names, id))
}

/// The recap as a page to print, and the text to send.
#[must_use]
pub fn recap_page(shown: &Shown) -> Page {
    let here = format!("/drills/{}", shown.drill.id);
    let text = recap_text(shown);
    // The name of the drill stands on top of the page already.
    let body = text.split_once("\n\n").map_or("", |(_, body)| body).replace("\n## ", "\n# ");
    let picture = picture::timeline(shown);
    let content = view! {
        <div>
            {crumb(here.clone(), shown.drill.title())}<h1>{format!("Recap: {}", shown.drill.title())}</h1>
        </div>
        <p class="actions">
            <a class="button" href=format!("{here}/recap.md")>
                "Download as Markdown"
            </a>
        </p>
        <section class="sheet" aria-labelledby="recap">
            <h2 id="recap">"What was practised, and what it showed"</h2>
            {picture}
            {prose(&body)}
        </section>
    };
    Page::new(format!("Recap · {}", shown.drill.title()), Section::Home, content)
}
