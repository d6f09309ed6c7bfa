use thiserror::Error;

use crate::words;

words! {
    /// Where a run is in its life. Success is provisional until somebody has validated it.
    pub enum RunState(label, word) {
        Planned = "planned", "Planned", "planned";
        Running = "running", "Running", "running";
        Finished = "finished", "Finished, not validated", "finished";
        Validating = "validating", "Being validated", "being validated";
        Passed = "passed", "Passed", "passed";
        PassedWithFindings = "passed_with_findings", "Passed with findings", "passed with findings";
        Failed = "failed", "Failed", "failed";
        Aborted = "aborted", "Aborted", "aborted";
    }
}

/// Why a run does not move on. The sentences are shown.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum RunStateError {
    #[error("A run that is {} cannot be {to}.", from.word())]
    NoSuchStep { from: RunState, to: &'static str },
    #[error("This runbook has no steps yet. Add the first step, then start")]
    NoSteps,
    #[error("{0} steps are open. Finish, fail or skip them first")]
    OpenSteps(usize),
    #[error("One step is open. Finish, fail or skip it first")]
    OpenStep,
    #[error("It cannot have passed: {0}")]
    Contradiction(String),
    #[error("You concluded this run. Somebody else has to sign it off")]
    OwnConclusion,
}

impl RunState {
    /// The clock starts.
    ///
    /// # Errors
    /// It has started before, or there is nothing to do.
    pub fn start(self, steps: usize) -> Result<Self, RunStateError> {
        self.from(Self::Planned, "started")?;
        if steps == 0 { Err(RunStateError::NoSteps) } else { Ok(Self::Running) }
    }

    /// The clock stops.
    ///
    /// # Errors
    /// It does not run, or steps are open.
    pub fn finish(self, open: usize) -> Result<Self, RunStateError> {
        self.from(Self::Running, "finished")?;
        match open {
            0 => Ok(Self::Finished),
            1 => Err(RunStateError::OpenStep),
            open => Err(RunStateError::OpenSteps(open)),
        }
    }

    /// It was written down afterwards.
    ///
    /// # Errors
    /// It has started.
    pub fn record(self, steps: usize) -> Result<Self, RunStateError> {
        self.start(steps).map(|_| Self::Finished)
    }

    /// # Errors
    /// It does not run.
    pub fn abort(self) -> Result<Self, RunStateError> {
        self.from(Self::Running, "aborted").map(|()| Self::Aborted)
    }

    /// Somebody begins to look whether it worked.
    ///
    /// # Errors
    /// It is not finished.
    pub fn validate(self) -> Result<Self, RunStateError> {
        self.from(Self::Finished, "validated").map(|()| Self::Validating)
    }

    /// Somebody has looked. A pass with contradictions is none.
    ///
    /// # Errors
    /// Nobody has begun to look, or it says that it passed and did not.
    pub fn conclude(
        self,
        passed: bool,
        findings: usize,
        contradiction: Option<String>,
    ) -> Result<Self, RunStateError> {
        self.from(Self::Validating, "concluded")?;
        match (passed, contradiction, findings) {
            (false, ..) => Ok(Self::Failed),
            (true, Some(contradiction), _) => Err(RunStateError::Contradiction(contradiction)),
            (true, None, 0) => Ok(Self::Passed),
            (true, None, _) => Ok(Self::PassedWithFindings),
        }
    }

    fn from(self, from: Self, to: &'static str) -> Result<(), RunStateError> {
        if self == from { Ok(()) } else { Err(RunStateError::NoSuchStep { from: self, to }) }
    }

    /// The clock has stopped.
    #[must_use]
    pub const fn is_over(self) -> bool {
        !matches!(self, Self::Planned | Self::Running)
    }

    /// Somebody has looked, and it worked.
    #[must_use]
    pub const fn is_passed(self) -> bool {
        matches!(self, Self::Passed | Self::PassedWithFindings)
    }

    /// Somebody has said what came out, or there is nothing to say.
    #[must_use]
    pub const fn is_concluded(self) -> bool {
        matches!(self, Self::Passed | Self::PassedWithFindings | Self::Failed | Self::Aborted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn success_is_provisional_until_it_is_validated() {
        let finished = RunState::Planned.start(3).unwrap().finish(0).unwrap();
        assert!(!finished.is_passed() && finished.conclude(true, 0, None).is_err());
        let validating = finished.validate().unwrap();
        assert_eq!(validating.conclude(true, 0, None), Ok(RunState::Passed));
        assert_eq!(validating.conclude(true, 2, None), Ok(RunState::PassedWithFindings));
        assert_eq!(validating.conclude(false, 0, None), Ok(RunState::Failed));
        let lost = Some("one row is missing".to_owned());
        assert!(validating.conclude(true, 0, lost.clone()).is_err());
        assert_eq!(validating.conclude(false, 0, lost), Ok(RunState::Failed));
    }

    #[test]
    fn a_run_without_steps_or_with_open_ones_does_not_move_on() {
        assert_eq!(RunState::Planned.start(0), Err(RunStateError::NoSteps));
        assert_eq!(RunState::Running.finish(2), Err(RunStateError::OpenSteps(2)));
        assert!(RunState::Finished.abort().is_err() && RunState::Running.start(1).is_err());
    }
}
