//! Dry runs: planned, live, afterwards, and what they say about the next one.

mod after;
mod compare;
mod form;
mod list;
mod live;
mod page;
mod picture;
mod record;

pub use compare::compare_page;
pub use form::{run_form, run_form_page};
pub use list::runs_page;
pub(crate) use list::{forecast_sheet, run_rows};
pub use page::run_page;
pub use record::record_page;

use domain::run::RunState;

use crate::symbol::Symbol;

/// The shape of a state.
pub(crate) const fn symbol(state: RunState) -> Symbol {
    match state {
        RunState::Planned => Symbol::Open,
        RunState::Running => Symbol::Live,
        RunState::Finished | RunState::Validating => Symbol::Unknown,
        RunState::Passed => Symbol::Pass,
        RunState::PassedWithFindings => Symbol::Waived,
        RunState::Failed => Symbol::Fail,
        RunState::Aborted => Symbol::Na,
    }
}
