//! Dry runs: planned, live, afterwards, and what they say about the next one.

mod after;
mod compare;
mod confirm;
mod facts;
mod form;
mod list;
mod live;
mod log;
mod page;
mod picture;
mod record;
mod steps;
mod tiles;

pub use compare::compare_page;
pub use confirm::{run_abort_page, run_cancel_page};
pub use form::{run_form, run_form_page};
pub use list::runs_page;
pub(crate) use list::{forecast_sheet, run_rows};
pub use page::run_page;
pub use record::record_page;
pub(crate) use tiles::tiles;

use domain::finding::change_marker::{ChangeMarker, stales_run};
use domain::run::{Run, RunState};

use crate::symbol::Symbol;

/// How a run stands, with its shape. One that passed before something changed is stale.
pub(crate) fn state_of(run: &Run, markers: &[ChangeMarker]) -> (Symbol, String) {
    if run.state.is_passed() && stales_run(run, markers).is_some() {
        return (Symbol::Stale, format!("{}, stale", run.state.label()));
    }
    (symbol(run.state), run.state.label().to_owned())
}

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
