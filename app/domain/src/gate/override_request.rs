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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::gate::verdict::{Answer, Criterion, Place};

    const ASKED: PersonId = PersonId::new(Uuid::from_u128(1));
    const OTHER: PersonId = PersonId::new(Uuid::from_u128(2));
    const KIND: CriterionKind = CriterionKind::RollbackCard;

    fn asked_for(unmet: &[(CriterionKind, Found)], answer: Option<(PersonId, bool)>) -> Override {
        Override {
            id: OverrideId::new(Uuid::nil()),
            ballot: BallotId::new(Uuid::nil()),
            reason: "The law starts on Monday".to_owned(),
            unmet: unmet.to_vec(),
            requested_by: ASKED,
            requested_at: Timestamp::UNIX_EPOCH,
            answer,
        }
    }

    fn verdict(found: Found) -> Verdict {
        let criteria = vec![Criterion {
            kind: KIND,
            found,
            sentence: String::new(),
            evidence: Place::Plan,
            next: None,
            owner: None,
            due_at: None,
        }];
        Verdict { answer: Answer::of(&criteria), criteria, changes: Vec::new() }
    }

    #[test]
    fn somebody_else_answers_and_only_once() {
        let asked = asked_for(&[], None);
        assert_eq!(asked.require_answerable(OTHER), Ok(()));
        assert_eq!(asked.require_answerable(ASKED), Err(OverrideError::OwnRequest));
        let answered = asked_for(&[], Some((OTHER, false)));
        assert_eq!(answered.require_answerable(OTHER), Err(OverrideError::Answered));
    }

    #[test]
    fn nobody_goes_in_spite_of_a_verdict_without_another_person() {
        let unmet = [(KIND, Found::Fail)];
        let require =
            |answer| Override::require(Some(&asked_for(&unmet, answer)), &verdict(Found::Fail));
        assert_eq!(require(Some((OTHER, true))), Ok(()));
        assert_eq!(require(None), Err(OverrideError::Waiting));
        assert_eq!(require(Some((OTHER, false))), Err(OverrideError::Rejected));
        assert_eq!(require(Some((ASKED, true))), Err(OverrideError::OwnRequest));
        let missing = Override::require(None, &verdict(Found::Fail));
        assert_eq!(missing, Err(OverrideError::Missing("not ready")));
        assert_eq!(Override::require(None, &verdict(Found::Pass)), Ok(()));
    }

    #[test]
    fn it_covers_what_was_known_and_nothing_worse() {
        let approved = |unmet: &[(CriterionKind, Found)], now| {
            Override::require(Some(&asked_for(unmet, Some((OTHER, true)))), &verdict(now))
        };
        assert_eq!(approved(&[(KIND, Found::Fail)], Found::Unknown), Ok(()), "it is better now");
        let worse = Err(OverrideError::Worse(KIND.name()));
        assert_eq!(approved(&[(KIND, Found::Unknown)], Found::Fail), worse);
        assert_eq!(approved(&[(CriterionKind::ALL[0], Found::Fail)], Found::Fail), worse);
        assert_eq!(approved(&[], Found::Fail), worse);
    }
}
