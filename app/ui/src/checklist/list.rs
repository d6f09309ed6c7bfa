use jiff::Timestamp;
use leptos::prelude::*;
use service::Actor;
use service::gate::verdict::Judged;

use super::{Checklist, Group, groups};
use crate::kit::{empty, notice};
use crate::page::{Page, Section};
use crate::release::{Tab, head};

/// What the reader wants to see of a list.
#[derive(Clone, Default)]
pub struct Show {
    pub words: String,
    pub open_only: bool,
    /// How many items an import has just added.
    pub added: Option<usize>,
}

/// The checklist of a release.
#[must_use]
pub fn checklist_page(judged: &Judged, viewer: &Actor, show: &Show, now: Timestamp) -> Page {
    let release = &judged.seen.release;
    let id = release.id;
    let can_work = judged.seen.can_work;
    let address = release.address();
    let import = format!("{address}/checklist/import");
    let list = if judged.items().is_empty() {
        let begin = can_work.then(|| (import.clone(), "Import a checklist"));
        let content = empty(
            "No items yet",
            "Bring the checklist you already have: a Markdown file or a pasted list with lines such as “- [ \
            ] Tell the support desk”. You see first what it becomes.",
            begin,
        );
        view! { <section class="sheet">{content}</section> }.into_any()
    } else {
        let groups: Vec<Group> = groups(judged, viewer.person.id, now);
        view! {
            <section class="sheet" aria-labelledby="items">
                <h2 class="hidden-label" id="items">
                    "Items"
                </h2>
                <Checklist
                    release=id.to_string()
                    address=address.clone()
                    groups=groups
                    progress=judged.progress().sentence()
                    words=show.words.clone()
                    open_only=show.open_only
                    shortcuts=viewer.person.shortcuts
                />
            </section>
        }
        .into_any()
    };
    let sums = judged.outline().lines().iter().any(|line| line.has_sub_items);
    let more = if sums {
        " Parent items are done when their sub-items are, and aren't counted."
    } else {
        ""
    };
    let added = show.added.map(|count| {
        notice(format!("{} added.{more}", crate::words::counted(count, "item", "items")))
    });
    let content = view! {
        {head(&judged.seen, Tab::Checklist, Some(judged.progress()), now)}
        {added}
        {can_work
            .then(|| {
                view! {
                    <p class="actions">
                        <a class="button primary" href=format!("{address}/checklist/new")>
                            "Add an item"
                        </a>
                        <a class="button" href=import>
                            "Import a checklist"
                        </a>
                        <a class="button" href=format!("{address}/library")>
                            "Items of the library"
                        </a>
                    </p>
                }
            })}
        {list}
    };
    Page::new(format!("Checklist · {}", release.name), Section::Home, content).alive().live(id)
}
