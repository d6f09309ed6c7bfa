//! Where materials and templates lie: addresses, and what they are called.

use jiff::Timestamp;
use leptos::prelude::*;
use service::product::Shelf;

use crate::kit::crumb;
use crate::page::Section;
use crate::release::{Tab, head};

/// The address of a place.
pub(crate) fn path(shelf: &Shelf) -> String {
    shelf.release.as_ref().map_or_else(|| shelf.product.address(), |seen| seen.release.address())
}

/// What a place is called.
pub(crate) fn named(shelf: &Shelf) -> String {
    let release = shelf.release.as_ref().map(|seen| &seen.release.name);
    release.unwrap_or(&shelf.product.name).clone()
}

/// The list of one kind of things that lie in a place: its address, and what it is called.
pub(crate) fn list_link(shelf: &Shelf, kind: &str) -> (String, String) {
    (format!("{}/{kind}", path(shelf)), format!("{}: {kind}", named(shelf)))
}

/// The head of a list: that of the release with the tab of the list, or the way back to the product; and the name of
/// where it is.
pub(crate) fn list_head(
    shelf: &Shelf,
    (tab, heading): (Tab, &'static str),
    now: Timestamp,
) -> (AnyView, String) {
    match &shelf.release {
        Some(seen) => (head(seen, tab, None, now), seen.release.name.clone()),
        None => {
            let name = shelf.product.name.clone();
            let back = crumb(path(shelf), name.clone());
            let top = view! { <div>{back} <h1>{heading}</h1></div> };
            (top.into_any(), name)
        }
    }
}

pub(crate) const fn section(shelf: &Shelf) -> Section {
    if shelf.release.is_some() { Section::Home } else { Section::Products }
}
