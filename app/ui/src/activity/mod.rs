//! What happened in a release, in sentences.

pub mod audit;

use domain::activity::AuditEntry;
use domain::day::Zone;
use domain::limits;
use jiff::Timestamp;
use leptos::prelude::*;
use service::release::Seen;

use crate::page::{Page, Section};
use crate::release::{Tab, head};
use crate::words;

#[must_use]
pub fn activity_page(seen: &Seen, entries: Vec<AuditEntry>, now: Timestamp) -> Page {
    let here = format!("{}/activity", seen.release.address());
    let full = u32::try_from(entries.len()).is_ok_and(|count| count >= limits::PAGE);
    let oldest = entries.last().map(|entry| entry.place).filter(|_| full);
    let content = view! {
        {head(seen, Tab::Activity, None, now)}
        <section class="sheet" aria-labelledby="activity">
            <h2 id="activity">"Everything that was done, the newest first"</h2>
            {feed(entries, seen.release.schedule.zone(), now)}
            {oldest
                .map(|before| {
                    view! {
                        <p>
                            <a class="button" href=format!("{here}?before={before}")>
                                "Older"
                            </a>
                        </p>
                    }
                })}
        </section>
    };
    Page::new(format!("Activity · {}", seen.release.name), Section::Home, content)
}

/// Entries as a list.
#[must_use]
pub fn feed(entries: Vec<AuditEntry>, zone: &Zone, now: Timestamp) -> AnyView {
    if entries.is_empty() {
        return view! { <p class="small">"Nothing yet. Every change will be here, with who made it and \
         when."</p> }.into_any();
    }
    let rows: Vec<_> = entries
        .into_iter()
        .map(|entry| {
            let when = words::moment(entry.place.at, zone, now);
            let below =
                entry.reason.as_ref().map_or(when.clone(), |reason| format!("“{reason}” · {when}"));
            let actor = entry.actor.clone().unwrap_or_else(|| "Holdpoint".to_owned());
            view! {
                <li>
                    <span>
                        <b>{actor}</b>
                        " "
                        {entry.sentence()}
                    </span>
                    <span class="small">{below}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="feed">{rows}</ul> }.into_any()
}
