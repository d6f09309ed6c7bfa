use thiserror::Error;

use crate::words;

words! {
    /// Where a drill is in its life.
    pub enum DrillState(label, word) {
        Draft = "draft", "Draft", "a draft";
        Scheduled = "scheduled", "Scheduled", "scheduled";
        Running = "running", "Running", "running";
        Debrief = "debrief", "Debrief", "in its debrief";
        Reported = "reported", "Reported", "reported";
        Closed = "closed", "Closed", "closed";
        Postponed = "postponed", "Postponed", "postponed";
        Cancelled = "cancelled", "Cancelled", "cancelled";
    }
}

words! {
    /// What moves a drill on.
    pub enum DrillStep(label) {
        Schedule = "schedule", "Schedule it";
        Start = "start", "Start the drill";
        End = "end", "End the drill";
        Report = "report", "Report it";
        Close = "close", "Close it";
        Postpone = "postpone", "Postpone it";
        Cancel = "cancel", "Cancel it";
    }
}

/// Why a drill does not move on. The sentences are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum DrillStateError {
    #[error("A drill that is {} cannot do this: {}.", from.word(), step.label())]
    NoSuchStep { from: DrillState, step: DrillStep },
    #[error("Enter a reason")]
    ReasonMissing,
    #[error("Say when it starts, then schedule it")]
    NoStart,
    #[error("Rate every objective first: that is what the drill was for")]
    NotRated,
    #[error("Findings of this drill are still open. Close or accept them first")]
    OpenFindings,
    #[error("Only a facilitator of this drill can do this")]
    NotFacilitator,
}

impl DrillState {
    /// Takes a step.
    ///
    /// # Errors
    /// There is no such step from here, or its reason is missing.
    pub fn take(self, step: DrillStep, has_reason: bool) -> Result<Self, DrillStateError> {
        let next = match (self, step) {
            (Self::Draft | Self::Postponed, DrillStep::Schedule) => Self::Scheduled,
            (Self::Draft | Self::Scheduled | Self::Postponed, DrillStep::Start) => Self::Running,
            (Self::Running, DrillStep::End) => Self::Debrief,
            (Self::Debrief, DrillStep::Report) => Self::Reported,
            (Self::Reported, DrillStep::Close) => Self::Closed,
            (Self::Draft | Self::Scheduled, DrillStep::Postpone) => Self::Postponed,
            (Self::Draft | Self::Scheduled | Self::Postponed, DrillStep::Cancel) => Self::Cancelled,
            _ => return Err(DrillStateError::NoSuchStep { from: self, step }),
        };
        if step.needs_reason() && !has_reason {
            return Err(DrillStateError::ReasonMissing);
        }
        Ok(next)
    }

    /// The steps from here.
    #[must_use]
    pub fn steps(self) -> Vec<DrillStep> {
        DrillStep::ALL.into_iter().filter(|step| self.take(*step, true).is_ok()).collect()
    }

    /// It has not begun.
    #[must_use]
    pub const fn is_ahead(self) -> bool {
        matches!(self, Self::Draft | Self::Scheduled | Self::Postponed)
    }

    /// The timeline takes lines.
    #[must_use]
    pub const fn takes_words(self) -> bool {
        matches!(self, Self::Running | Self::Debrief)
    }
}

impl DrillStep {
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Postpone | Self::Cancel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drill_is_reported_only_after_its_debrief_and_put_off_only_with_a_reason() {
        let state = DrillState::Draft.take(DrillStep::Schedule, false).unwrap();
        assert_eq!(state.take(DrillStep::Postpone, false), Err(DrillStateError::ReasonMissing));
        assert_eq!(state.take(DrillStep::Postpone, true), Ok(DrillState::Postponed));
        assert!(state.take(DrillStep::Report, true).is_err());
        let state =
            state.take(DrillStep::Start, false).unwrap().take(DrillStep::End, false).unwrap();
        assert_eq!(state.take(DrillStep::Report, false), Ok(DrillState::Reported));
        assert!(DrillState::Closed.steps().is_empty() && DrillState::Cancelled.steps().is_empty());
    }
}
