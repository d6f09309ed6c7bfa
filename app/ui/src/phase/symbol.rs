use domain::phase::{Met, PhaseState};

use crate::symbol::Symbol;

/// The shape of a state.
#[must_use]
pub const fn symbol(state: PhaseState) -> Symbol {
    match state {
        PhaseState::Planned | PhaseState::Scheduled => Symbol::Open,
        PhaseState::InDecision => Symbol::Unknown,
        PhaseState::Live | PhaseState::Baking => Symbol::Live,
        PhaseState::Complete => Symbol::Pass,
        PhaseState::PausedLive | PhaseState::PausedBaking => Symbol::Stale,
        PhaseState::Halted | PhaseState::RolledBack => Symbol::Fail,
        PhaseState::Skipped => Symbol::Na,
    }
}

pub(super) const fn symbol_of(met: Met) -> Symbol {
    match met {
        Met::Unknown | Met::Inconclusive => Symbol::Unknown,
        Met::Missed => Symbol::Fail,
        Met::Met => Symbol::Pass,
    }
}
