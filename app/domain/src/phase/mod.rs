//! Phases: a cohort's turn in a release, with its dates, its way of access, what it has to prove
//! and how to go back.

pub mod schedule;

mod order;
mod plan;
mod rollback_card;
mod rollout_plan;
mod state;
mod success_criterion;

pub use order::{Overlap, require_room, sort};
pub use plan::{Clocks, Exposure, FreezeReason, Phase, PhasePlan, Unit, Window};
pub use rollback_card::RollbackCard;
pub use rollout_plan::{RolloutPattern, RolloutStep};
pub use state::{PhaseState, PhaseStep, PhaseStepError};
pub use success_criterion::{
    Actual, Measure, Met, Operator, SuccessCriterion, SuccessCriterionText,
};
