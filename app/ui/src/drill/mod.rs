//! Drills: what is planned, what happens, and what it showed.

mod debrief;
mod form;
mod list;
mod page;
mod picture;
mod recap;
mod script;
mod timeline;

pub use debrief::debrief_page;
pub use form::{drill_form, drill_form_page, proposed};
pub use list::{drills_page, risks_page};
pub use page::drill_page;
pub use recap::{recap_page, recap_text};
pub use script::inject_delete_page;

use domain::drill::DrillState;

use crate::symbol::Symbol;

/// The shape of a state.
pub(crate) const fn symbol(state: DrillState) -> Symbol {
    match state {
        DrillState::Draft | DrillState::Scheduled => Symbol::Open,
        DrillState::Running => Symbol::Live,
        DrillState::Debrief => Symbol::Unknown,
        DrillState::Reported | DrillState::Closed => Symbol::Pass,
        DrillState::Postponed => Symbol::Stale,
        DrillState::Cancelled => Symbol::Na,
    }
}
