use jiff::Timestamp;
use thiserror::Error;

use crate::gate::verdict::{CriterionKind, Found, Verdict};
use crate::ids::{BallotId, OverrideId, PersonId};

/// A request to go although the verdict is not ready. It holds for what was known when it was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Override {
    pub id: OverrideId,
    pub ballot: BallotId,
    pub reason: String,
    /// The criteria that were not met when it was asked for, and what they found.
    pub unmet: Vec<(CriterionKind, Found)>,
    pub requested_by: PersonId,
    pub requested_at: Timestamp,
    /// The answer of another person.
    pub answer: Option<(PersonId, bool)>,
}

/// Why an override was not taken. The sentences are shown.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum OverrideError {
    #[error("You asked for this override, so another person has to approve it.")]
    OwnRequest,
    #[error("This override was answered already.")]
    Answered,
    #[error("The verdict is {0}. To go in spite of it, ask another person to approve an override.")]
    Missing(&'static str),
    #[error("The override waits for another person to approve it.")]
    Waiting,
    #[error("The override was rejected.")]
    Rejected,
    #[error("Since the override was asked for, {0} is worse. Ask again.")]
    Worse(&'static str),
}

impl Override {
    /// # Errors
    /// It is their own, or answered already.
    pub fn require_answerable(&self, by: PersonId) -> Result<(), OverrideError> {
        if by == self.requested_by {
            return Err(OverrideError::OwnRequest);
        }
        if self.answer.is_some() { Err(OverrideError::Answered) } else { Ok(()) }
    }

    /// Whether `verdict` may be passed over.
    ///
    /// # Errors
    /// There is no override, nobody else approved it, or more is missing than when it was asked for.
    pub fn require(found: Option<&Self>, verdict: &Verdict) -> Result<(), OverrideError> {
        if verdict.answer.may_go() {
            return Ok(());
        }
        let found = found.ok_or(OverrideError::Missing(verdict.answer.word()))?;
        match found.answer {
            None => return Err(OverrideError::Waiting),
            Some((_, false)) => return Err(OverrideError::Rejected),
            Some((by, true)) if by == found.requested_by => return Err(OverrideError::OwnRequest),
            Some((_, true)) => {}
        }
        let covers = |kind: CriterionKind, now: Found| {
            found.unmet.iter().any(|(known, then)| *known == kind && now <= *then)
        };
        match verdict.unmet().find(|criterion| !covers(criterion.kind, criterion.found)) {
            Some(worse) => Err(OverrideError::Worse(worse.kind.name())),
            None => Ok(()),
        }
    }
}
