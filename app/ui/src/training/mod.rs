//! Training materials: the lists, the reader's page, and what those need who write.

mod beside;
mod coverage;
mod coverage_picture;
mod editor;
mod form;
mod list;
mod page;
mod reader;
mod reader_link;
mod reader_list;
mod readers;

pub use coverage::{coverage_page, matrix_page};
pub use editor::{editor_page, preview_page, writing_form};
pub use form::{
    delete_file_page, delete_pitfall_page, file_page, forget_page, material_form,
    material_form_page, pitfall_page, retire_page,
};
pub use list::materials_page;
pub use page::material_page;
pub use reader_link::{made_link_page, opened_link_page, reader_link_page, revoke_link_page};
pub use reader_list::{reader_list_page, reader_list_preview_page};
pub use readers::{reader_delete_page, reader_form, reader_form_page, readers_page};

use domain::training::version::VersionStatus;
use domain::training::{Material, MaterialVersion};
use jiff::civil::Date;
use service::product::Shelf;

use crate::product::shelf::{list_link, section};
use crate::symbol::Symbol;

/// The list of a place: its address, and what it is called.
fn shelf_link(shelf: &Shelf) -> (String, String) {
    list_link(shelf, "training")
}

/// Where a material is in its life, as a shape and a word.
fn standing(
    material: &Material,
    newest: Option<&MaterialVersion>,
    today: Date,
) -> (Symbol, &'static str) {
    if material.retired_at.is_some() {
        return (Symbol::Na, "Retired");
    }
    if material.needs_review(today) {
        return (Symbol::Stale, "Needs review");
    }
    match (material.published, newest) {
        (Some(_), _) if material.is_embargoed() => (Symbol::Waived, "Embargoed"),
        (Some(_), _) => (Symbol::Pass, "Published"),
        (None, Some(version)) => (of_status(version.state.status()), version.state.label()),
        (None, None) => (Symbol::Open, "Draft"),
    }
}

const fn of_status(status: VersionStatus) -> Symbol {
    match status {
        VersionStatus::Draft => Symbol::Open,
        VersionStatus::InReview => Symbol::Unknown,
        VersionStatus::Approved => Symbol::Waived,
        VersionStatus::Published => Symbol::Pass,
        VersionStatus::Replaced | VersionStatus::Retired => Symbol::Na,
    }
}
