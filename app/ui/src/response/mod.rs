//! Answers to what people ask support: lists, templates, what they say, and the fragments that they share.

pub mod import;

mod contact;
mod form;
mod fragment;
mod list;
mod page;
mod product_item;
mod proposal;
mod question;
mod rate;
mod support;
mod text_form;
mod variant;

pub use contact::{
    contact_delete_page, contact_form_page, contact_import_page, contact_preview_page,
};

pub use form::{response_form, response_form_page, retire_page};
pub use fragment::{fragment_form, fragment_form_page, fragment_page, fragments_page};
pub use list::{Filter, responses_page};
pub use page::response_page;
pub use product_item::library_page;
pub(crate) use product_item::library_sheet;
pub use proposal::{proposal_form_page, proposal_page};
pub use question::{question_form_page, question_page};
pub use support::support_page;
pub use text_form::{text_form, text_form_page};
pub use variant::{retire_text_page, variant_page};

use domain::day::day_in_words;
use domain::product::Product;
use domain::response::{TextStatus, Validity};
use jiff::civil::Date;
use service::product::Shelf;

use crate::product::shelf::{list_link, section};
use crate::symbol::Symbol;

/// The list of a place: its address, and what it is called.
fn shelf_link(shelf: &Shelf) -> (String, String) {
    list_link(shelf, "responses")
}

/// The page of what is learned about a product.
fn above(product: &Product) -> (String, String) {
    (format!("{}/support", product.address()), format!("{}: support", product.name))
}

/// Where a text is in its life, as a shape and in words.
fn standing(status: TextStatus, validity: Validity, today: Date) -> (Symbol, String) {
    let day = |day: Option<Date>| day.map(|day| day_in_words(day, today));
    let words = match (status, day(validity.from), day(validity.to)) {
        (TextStatus::Active, _, Some(to)) => format!("Active until {to}"),
        (TextStatus::Approved, Some(from), _) => format!("Active from {from}"),
        (TextStatus::Expired, _, Some(to)) => format!("Expired on {to}"),
        (status, ..) => status.label().to_owned(),
    };
    (of_status(status), words)
}

const fn of_status(status: TextStatus) -> Symbol {
    match status {
        TextStatus::Draft => Symbol::Open,
        TextStatus::InReview => Symbol::Unknown,
        TextStatus::Approved => Symbol::Waived,
        TextStatus::Active => Symbol::Pass,
        TextStatus::Expired => Symbol::Stale,
        TextStatus::Retired => Symbol::Na,
    }
}
