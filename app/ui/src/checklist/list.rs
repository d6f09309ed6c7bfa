use domain::checklist::ItemStatus;
use domain::ids::ItemId;
use domain::limits;
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
    /// What was ticked a moment ago, by a browser without scripts.
    pub ticked: Option<ItemId>,
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
        let mut groups: Vec<Group> = groups(judged, viewer.person.id, now);
        // What somebody looks for is not folded away.
        if show.words.is_empty() && !show.open_only && judged.items().len() > limits::FOLD {
            for group in &mut groups {
                group.folded = group.rows.iter().all(|row| !row.status.is_open(row.critical));
            }
        }
        let jump = jump_list(&groups);
        view! {
            <section class="sheet" aria-labelledby="items">
                <h2 class="hidden-label" id="items">
                    "Items"
                </h2>
                {jump}
                <Checklist
                    release=id.to_string()
                    address=address.clone()
                    groups=groups
                    progress=judged.progress().sentence()
                    words=show.words.clone()
                    open_only=show.open_only
                    shortcuts=viewer.person.shortcuts
                />
                {viewer.person.shortcuts.then(keys)}
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
        {ticked(judged, show)}
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

/// Says what was ticked, with the way to take it back.
fn ticked(judged: &Judged, show: &Show) -> Option<AnyView> {
    let id = show.ticked?;
    let item = judged.items().iter().find(|item| item.id == id)?;
    let finished = matches!(item.state.status(), ItemStatus::Done | ItemStatus::Verified);
    let undo = view! {
        <form class="actions" method="post" action=format!("/items/{id}/undo")>
            <button>"Undo"</button>
        </form>
    };
    finished.then(|| {
        view! {
            {notice(format!("Saved: {}.", item.title))}
            {undo}
        }
        .into_any()
    })
}

/// Where the sections are, when there is more than a screen of them.
fn jump_list(groups: &[Group]) -> Option<AnyView> {
    if groups.iter().map(|group| group.rows.len()).sum::<usize>() <= limits::FOLD {
        return None;
    }
    let links: Vec<_> = groups
        .iter()
        .filter(|group| !group.section.is_empty())
        .filter_map(|group| {
            // A browser unfolds the section in which what it goes to is.
            let (name, first) = (group.section.clone(), group.rows.first()?);
            Some(view! { <a href=format!("#item-{}", first.id)>{name}</a> })
        })
        .collect();
    let list = view! {
        <nav class="jump" aria-label="Sections">
            {links}
        </nav>
    };
    Some(list.into_any())
}

/// What single keys do; `?` opens it.
fn keys() -> AnyView {
    view! {
        <dialog id="keys" aria-labelledby="keys-title">
            <h2 id="keys-title">"Keyboard shortcuts"</h2>
            <dl class="summary">
                <div>
                    <dt>
                        <kbd>"j"</kbd>
                        " / "
                        <kbd>"k"</kbd>
                    </dt>
                    <dd>"Next or previous item"</dd>
                </div>
                <div>
                    <dt>
                        <kbd>"x"</kbd>
                    </dt>
                    <dd>"Mark the item done, or verify it"</dd>
                </div>
                <div>
                    <dt>
                        <kbd>"Enter"</kbd>
                    </dt>
                    <dd>"Open the item"</dd>
                </div>
                <div>
                    <dt>
                        <kbd>"e"</kbd>
                    </dt>
                    <dd>"Edit the item"</dd>
                </div>
                <div>
                    <dt>
                        <kbd>"/"</kbd>
                    </dt>
                    <dd>"Go to the filter"</dd>
                </div>
                <div>
                    <dt>
                        <kbd>"?"</kbd>
                    </dt>
                    <dd>"This help"</dd>
                </div>
            </dl>
            <p class="small">"You can switch them off in your account."</p>
            <form method="dialog">
                <button class="primary">"Close"</button>
            </form>
        </dialog>
    }
    .into_any()
}
