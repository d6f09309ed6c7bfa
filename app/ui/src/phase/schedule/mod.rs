//! The schedule of a release: as a picture, as a table, as a calendar, and moving a phase on it.

mod drag;

#[cfg(feature = "ssr")]
mod calendar;
#[cfg(feature = "ssr")]
mod exposure;
#[cfg(feature = "ssr")]
mod overview;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod picture;
#[cfg(feature = "ssr")]
mod scale;
#[cfg(feature = "ssr")]
mod shift;

pub use drag::DragPhases;
#[cfg(feature = "ssr")]
pub use overview::{live_and_next, phases_sheet};
#[cfg(feature = "ssr")]
pub use page::{Look, schedule_page};
#[cfg(feature = "ssr")]
pub use scale::Zoom;
#[cfg(feature = "ssr")]
pub use shift::{move_form, move_page, preview_page, preview_sheet};
