//! Phases: the schedule of a release, a phase and its forms, the wizard, the rollback card.

mod card;
mod form;
mod ladder;
mod page;
mod success;

pub use card::{card_facts, card_form, card_form_page, card_page};
pub use form::{dates, phase_form, phase_form_page};
pub use ladder::{ladder_page, rungs_form, rungs_page};
pub use page::phase_page;
pub use success::{success_form_page, success_page};

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

const fn symbol_of(met: Met) -> Symbol {
    match met {
        Met::Unknown | Met::Inconclusive => Symbol::Unknown,
        Met::Missed => Symbol::Fail,
        Met::Met => Symbol::Pass,
    }
}
