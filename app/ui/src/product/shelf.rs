//! Where materials and templates lie: addresses, and what they are called.

use domain::product::Place;
use service::product::Shelf;

use crate::page::Section;

/// The page of a place.
pub(crate) fn path(place: Place) -> String {
    match place {
        Place::Product(id) => format!("/products/{id}"),
        Place::Release(id) => format!("/releases/{id}"),
    }
}

/// The list of one kind of things that lie in a place: its address, and what it is called.
pub(crate) fn list_link(shelf: &Shelf, kind: &str) -> (String, String) {
    let name = match &shelf.release {
        Some(seen) => &seen.release.name,
        None => &shelf.product.name,
    };
    (format!("{}/{kind}", path(shelf.place)), format!("{name}: {kind}"))
}

pub(crate) const fn section(shelf: &Shelf) -> Section {
    if shelf.release.is_some() { Section::Home } else { Section::Products }
}
