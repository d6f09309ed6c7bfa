use jiff::Timestamp;
use jiff::civil::Date;
use thiserror::Error;

use crate::gate::verdict::CriterionKind;
use crate::ids::{ExceptionId, PersonId, PhaseId, ReleaseId};
use crate::text::Line;
use crate::words;

/// A criterion that does not have to be met until a day, with what is done instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exception {
    pub id: ExceptionId,
    pub release: ReleaseId,
    pub phase: PhaseId,
    pub text: ExceptionText,
    pub state: ExceptionState,
    pub requested_by: PersonId,
    pub requested_at: Timestamp,
    /// Who approved or rejected it, and what they said.
    pub answered_by: Option<PersonId>,
    pub answer: Option<String>,
}

/// What a person asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExceptionText {
    pub kind: CriterionKind,
    pub risk: Line,
    /// The compensating control: what is done instead.
    pub control: Line,
    /// The last day on which it holds, in the zone of the release.
    pub until: Date,
}

words! {
    /// What was kept. That it expired follows from the day.
    pub enum ExceptionState() {
        Requested = "requested";
        Approved = "approved";
        Rejected = "rejected";
        Withdrawn = "withdrawn";
        Closed = "closed";
    }
}

/// How an exception stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Standing {
    Requested,
    Approved,
    Rejected,
    Expired,
    Withdrawn,
    Closed,
}

/// Why an exception was not moved on. The sentences are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum ExceptionError {
    #[error("You asked for this exception, so another person has to answer.")]
    OwnRequest,
    #[error("This exception was answered already.")]
    Answered,
    #[error("The day until which it would hold is over.")]
    Over,
    #[error("Only an exception that is asked for or approved can be taken back.")]
    NotOpen,
}

impl Exception {
    #[must_use]
    pub fn standing(&self, today: Date) -> Standing {
        match self.state {
            ExceptionState::Requested | ExceptionState::Approved if self.text.until < today => {
                Standing::Expired
            }
            ExceptionState::Requested => Standing::Requested,
            ExceptionState::Approved => Standing::Approved,
            ExceptionState::Rejected => Standing::Rejected,
            ExceptionState::Withdrawn => Standing::Withdrawn,
            ExceptionState::Closed => Standing::Closed,
        }
    }

    /// Whether another person may answer it.
    ///
    /// # Errors
    /// It is their own, answered already, or over.
    pub fn answer(
        &self,
        by: PersonId,
        approve: bool,
        today: Date,
    ) -> Result<ExceptionState, ExceptionError> {
        if by == self.requested_by {
            return Err(ExceptionError::OwnRequest);
        }
        match self.standing(today) {
            Standing::Requested if approve => Ok(ExceptionState::Approved),
            Standing::Requested => Ok(ExceptionState::Rejected),
            Standing::Expired => Err(ExceptionError::Over),
            _ => Err(ExceptionError::Answered),
        }
    }

    /// Takes it back: a request is withdrawn, an approved one is closed because it is fixed.
    ///
    /// # Errors
    /// It is neither.
    pub fn end(&self, today: Date) -> Result<ExceptionState, ExceptionError> {
        match self.standing(today) {
            Standing::Requested => Ok(ExceptionState::Withdrawn),
            Standing::Approved => Ok(ExceptionState::Closed),
            _ => Err(ExceptionError::NotOpen),
        }
    }
}

impl Standing {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Requested => "Asked for",
            Self::Approved => "Approved",
            Self::Rejected => "Rejected",
            Self::Expired => "Expired",
            Self::Withdrawn => "Withdrawn",
            Self::Closed => "Closed",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const ASKED: PersonId = PersonId::new(Uuid::from_u128(1));
    const OTHER: PersonId = PersonId::new(Uuid::from_u128(2));

    fn exception(state: ExceptionState) -> Exception {
        Exception {
            id: ExceptionId::new(Uuid::nil()),
            release: ReleaseId::new(Uuid::nil()),
            phase: PhaseId::new(Uuid::nil()),
            text: ExceptionText {
                kind: CriterionKind::RollbackCard,
                risk: Line::parse("r").unwrap(),
                control: Line::parse("c").unwrap(),
                until: date(2026, 12, 1),
            },
            state,
            requested_by: ASKED,
            requested_at: Timestamp::UNIX_EPOCH,
            answered_by: None,
            answer: None,
        }
    }

    #[test]
    fn it_holds_on_its_last_day_and_not_on_the_next() {
        use Standing::{Approved, Closed, Expired, Rejected, Requested, Withdrawn};
        for (state, on_the_day, after, label) in [
            (ExceptionState::Requested, Requested, Expired, "Asked for"),
            (ExceptionState::Approved, Approved, Expired, "Approved"),
            (ExceptionState::Rejected, Rejected, Rejected, "Rejected"),
            (ExceptionState::Withdrawn, Withdrawn, Withdrawn, "Withdrawn"),
            (ExceptionState::Closed, Closed, Closed, "Closed"),
        ] {
            let exception = exception(state);
            assert_eq!(exception.standing(date(2026, 12, 1)), on_the_day);
            assert_eq!(exception.standing(date(2026, 12, 2)), after);
            assert_eq!(on_the_day.label(), label);
        }
        assert_eq!(Expired.label(), "Expired");
    }

    #[test]
    fn only_somebody_else_answers_and_only_once_and_in_time() {
        let (today, late) = (date(2026, 11, 21), date(2026, 12, 2));
        let asked = exception(ExceptionState::Requested);
        assert_eq!(asked.answer(OTHER, true, today), Ok(ExceptionState::Approved));
        assert_eq!(asked.answer(OTHER, false, today), Ok(ExceptionState::Rejected));
        assert_eq!(asked.answer(ASKED, true, today), Err(ExceptionError::OwnRequest));
        assert_eq!(asked.answer(OTHER, true, late), Err(ExceptionError::Over));
        for state in [ExceptionState::Approved, ExceptionState::Rejected, ExceptionState::Closed] {
            let answered = exception(state);
            assert_eq!(answered.answer(OTHER, true, today), Err(ExceptionError::Answered));
        }
    }

    #[test]
    fn what_is_asked_for_is_withdrawn_and_what_holds_is_closed() {
        let (today, late) = (date(2026, 11, 21), date(2026, 12, 2));
        let end = |state, day| exception(state).end(day);
        assert_eq!(end(ExceptionState::Requested, today), Ok(ExceptionState::Withdrawn));
        assert_eq!(end(ExceptionState::Approved, today), Ok(ExceptionState::Closed));
        for (state, day) in [
            (ExceptionState::Approved, late),
            (ExceptionState::Requested, late),
            (ExceptionState::Rejected, today),
            (ExceptionState::Withdrawn, today),
            (ExceptionState::Closed, today),
        ] {
            assert_eq!(end(state, day), Err(ExceptionError::NotOpen), "{state:?}");
        }
    }
}
