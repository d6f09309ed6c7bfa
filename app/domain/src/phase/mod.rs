//! Phases: a cohort's turn in a release, with its dates, its way of access, what it has to prove
//! and how to go back.

mod ladder;
mod order;
mod plan;
mod rollback;
mod state;
mod success;

pub use ladder::{Ladder, Rung};
pub use order::{Overlap, require_room, sort};
pub use plan::{
    Clocks, Dates, DatesError, Exposure, FreezeReason, Phase, PhasePlan, Unit, Window, parse_time,
};
pub use rollback::RollbackCard;
pub use state::{PhaseState, PhaseStep, PhaseStepError};
pub use success::{Actual, Met, Operator, Success, SuccessText};
