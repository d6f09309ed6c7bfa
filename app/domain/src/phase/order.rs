//! How the phases of a release stand to each other: one cohort at a time, one after the other.

use thiserror::Error;

use super::{Phase, PhasePlan};
use crate::ids::PhaseId;

/// Why a phase does not fit between the others. The sentences are shown at the dates.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Overlap {
    #[error("{cohort} is already in {phase} on these days. A cohort is in one phase at a time")]
    Cohort { cohort: String, phase: String },
    #[error("On these days there is {phase}, {days}. Phases go one after the other")]
    Days { phase: String, days: String },
}

/// Whether there is room for `plan` among the other phases of a release.
///
/// # Errors
/// Another phase takes up some of its days.
pub fn require_room(
    phases: &[Phase],
    id: Option<PhaseId>,
    plan: &PhasePlan,
) -> Result<(), Overlap> {
    let mut others = phases.iter().filter(|phase| Some(phase.id) != id && phase.state.takes_time());
    let Some(other) = others.find(|other| other.plan.dates.overlaps(plan.dates)) else {
        return Ok(());
    };
    let phase = other.title();
    if other.plan.cohort == plan.cohort {
        return Err(Overlap::Cohort { cohort: other.cohort_name.clone(), phase });
    }
    let days = other.plan.dates.in_words(|day| day.strftime("%-d %b").to_string());
    Err(Overlap::Days { phase, days })
}

/// Puts phases in the order of their first days and gives them their numbers.
pub fn sort(phases: &mut [Phase]) {
    phases.sort_by_key(|phase| (phase.plan.dates.starts_on(), phase.position, phase.id));
    for (number, phase) in (1..).zip(phases) {
        phase.position = number;
    }
}
