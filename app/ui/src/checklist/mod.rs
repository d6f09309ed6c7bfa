//! The checklist: the island, and the pages around it.

mod functions;
mod group;
mod island;
#[cfg(feature = "islands")]
mod keyboard;
#[cfg(feature = "islands")]
mod live;
mod row;
#[cfg(feature = "islands")]
mod send;

#[cfg(feature = "ssr")]
mod import;
#[cfg(feature = "ssr")]
mod item;
#[cfg(feature = "ssr")]
mod item_form;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod rows;
#[cfg(feature = "ssr")]
mod section;

#[cfg(feature = "ssr")]
pub use import::{import_page, preview_page};
pub use island::Checklist;
#[cfg(feature = "ssr")]
pub use item::{delete_page, item_page};
#[cfg(feature = "ssr")]
pub use item_form::{item_form, item_form_page, new_item_page};
#[cfg(feature = "ssr")]
pub use list::{Show, checklist_page};
pub use row::{Due, Group, Row, Ticked, symbol, word};
#[cfg(feature = "ssr")]
pub use rows::{groups, ticked};
#[cfg(feature = "ssr")]
pub use section::{section_form, section_page};
