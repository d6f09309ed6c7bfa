//! What people asked and no answer fits, until somebody deals with it.

use jiff::Timestamp;
use thiserror::Error;

use crate::ids::{CohortId, PersonId, ProductId, QuestionId, ReleaseId, ResponseId};
use crate::product::Place;
use crate::text::{Line, Reason, Topic};
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    pub id: QuestionId,
    pub product: ProductId,
    /// The release that it came up in; who may not see that sees nothing of the question.
    pub release: Option<ReleaseId>,
    pub text: QuestionText,
    pub state: QuestionState,
    pub asked_by: PersonId,
    pub asked_at: Timestamp,
    pub version: i64,
}

/// What was asked, as far as somebody typed it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuestionText {
    pub cohort: Option<CohortId>,
    pub words: Line,
    pub topic: Option<Topic>,
}

/// Where a question is in its life.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QuestionState {
    Open,
    /// A template answers it.
    Answered {
        response: ResponseId,
        settled: Settled,
    },
    /// Somebody proposed what would answer it.
    Proposed(Settled),
    /// It needs no answer of ours.
    Dismissed {
        reason: String,
        settled: Settled,
    },
}

/// Who dealt with it, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settled {
    pub by: PersonId,
    pub at: Timestamp,
}

words! {
    /// The state without what it carries: what is stored and shown.
    pub enum QuestionStatus(label, word) {
        Open = "open", "Open", "open";
        Answered = "answered", "Answered", "answered";
        Proposed = "proposed", "Proposed", "part of a proposal";
        Dismissed = "dismissed", "Dismissed", "dismissed";
    }
}

/// Why a question does not move on. The sentence is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum QuestionError {
    #[error("A question that is {} cannot do this", .0)]
    NoSuchStep(&'static str),
}

impl Question {
    /// Where it lies, and so who may see it.
    #[must_use]
    pub fn place(&self) -> Place {
        self.release.map_or(Place::Product(self.product), Place::Release)
    }
}

impl QuestionState {
    /// A template answers it now.
    ///
    /// # Errors
    /// It is answered or dismissed.
    pub fn answer(self, response: ResponseId, settled: Settled) -> Result<Self, QuestionError> {
        match self {
            Self::Open | Self::Proposed(_) => Ok(Self::Answered { response, settled }),
            other => Err(QuestionError::NoSuchStep(other.word())),
        }
    }

    /// Somebody proposes what would answer it.
    ///
    /// # Errors
    /// It is not open.
    pub fn propose(self, settled: Settled) -> Result<Self, QuestionError> {
        match self {
            Self::Open => Ok(Self::Proposed(settled)),
            other => Err(QuestionError::NoSuchStep(other.word())),
        }
    }

    /// It needs no answer of ours.
    ///
    /// # Errors
    /// It is answered or dismissed.
    pub fn dismiss(self, reason: &Reason, settled: Settled) -> Result<Self, QuestionError> {
        match self {
            Self::Open | Self::Proposed(_) => {
                Ok(Self::Dismissed { reason: reason.to_string(), settled })
            }
            other => Err(QuestionError::NoSuchStep(other.word())),
        }
    }

    /// It is not dealt with after all.
    ///
    /// # Errors
    /// It is open.
    pub fn reopen(self) -> Result<Self, QuestionError> {
        match self {
            Self::Open => Err(QuestionError::NoSuchStep(self.word())),
            _ => Ok(Self::Open),
        }
    }

    #[must_use]
    pub const fn status(&self) -> QuestionStatus {
        match self {
            Self::Open => QuestionStatus::Open,
            Self::Answered { .. } => QuestionStatus::Answered,
            Self::Proposed(_) => QuestionStatus::Proposed,
            Self::Dismissed { .. } => QuestionStatus::Dismissed,
        }
    }

    /// Who dealt with it, and when; nobody while it is open.
    #[must_use]
    pub const fn settled(&self) -> Option<Settled> {
        match self {
            Self::Open => None,
            Self::Answered { settled, .. }
            | Self::Proposed(settled)
            | Self::Dismissed { settled, .. } => Some(*settled),
        }
    }

    #[must_use]
    pub const fn word(&self) -> &'static str {
        self.status().word()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn settled() -> Settled {
        Settled { by: PersonId::new(Uuid::nil()), at: Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn a_question_is_dealt_with_once_and_can_be_opened_again() {
        let response = ResponseId::new(Uuid::nil());
        let proposed = QuestionState::Open.propose(settled()).unwrap();
        assert!(proposed.clone().propose(settled()).is_err());
        let answered = proposed.answer(response, settled()).unwrap();
        assert_eq!(
            answered.clone().answer(response, settled()).unwrap_err().to_string(),
            "A question that is answered cannot do this"
        );
        let reason = Reason::parse("a joke").unwrap();
        assert!(answered.clone().dismiss(&reason, settled()).is_err());
        let open = answered.reopen().unwrap();
        assert!(open.clone().reopen().is_err());
        assert_eq!(open.dismiss(&reason, settled()).unwrap().status(), QuestionStatus::Dismissed);
    }
}
