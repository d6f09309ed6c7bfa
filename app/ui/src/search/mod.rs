//! Search: the field in the bar, the page of what was found, and the palette.

pub(crate) mod bar;

mod page;
mod palette;

pub use page::search_page;
pub use palette::palette_part;

use domain::search::{Entry, EntryKind, Piece};
use leptos::prelude::*;

/// Where something is found; nothing when the reader has no page for it.
pub(crate) fn address(entry: &Entry, can_open_people: bool) -> Option<String> {
    let (object, page) = (entry.object, entry.page);
    Some(match entry.kind {
        EntryKind::Product => format!("/products/{object}"),
        EntryKind::Release => format!("/releases/{object}"),
        EntryKind::Response => format!("/responses/{object}"),
        EntryKind::Material | EntryKind::Pitfall => format!("/materials/{page}"),
        EntryKind::Phase => format!("/phases/{object}"),
        EntryKind::Item => format!("/items/{object}"),
        EntryKind::Finding => format!("/findings/{object}"),
        EntryKind::Runbook => format!("/runbooks/{object}"),
        EntryKind::Step => format!("/runbooks/{page}#step-{object}"),
        EntryKind::Run => format!("/runs/{object}"),
        EntryKind::Drill => format!("/drills/{object}"),
        EntryKind::Cohort => format!("/products/{}", entry.product.as_ref()?.0),
        EntryKind::Person if can_open_people => format!("/people/{object}"),
        EntryKind::Person => return None,
    })
}

/// The release and the product in which something lies; a release only names its product.
pub(crate) fn place(entry: &Entry) -> String {
    let name = |name: &String| name.clone();
    let release = entry.release.as_ref().map(|(_, named)| name(named));
    let product = entry.product.as_ref().map(|(_, named)| name(named));
    let parts = match entry.kind {
        EntryKind::Product => [None, None],
        EntryKind::Release => [None, product],
        _ => [release, product],
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A text with what was looked for marked.
pub(crate) fn marked(pieces: Vec<Piece>) -> Vec<AnyView> {
    let shown = |piece: Piece| {
        if piece.found {
            view! { <mark>{piece.text}</mark> }.into_any()
        } else {
            piece.text.into_any()
        }
    };
    pieces.into_iter().map(shown).collect()
}
