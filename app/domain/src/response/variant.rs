//! What a template says in one situation and one language, version by version, and the life of each version.

use jiff::Timestamp;
use jiff::civil::Date;
use thiserror::Error;

use super::language::Language;
use super::situation::Situation;
use crate::ids::{PersonId, ResponseId, VariantId};
use crate::text::{Markdown, Reason};
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variant {
    pub id: VariantId,
    pub response: ResponseId,
    pub situation: Situation,
    pub language: Language,
}

/// One version of a variant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    pub variant: VariantId,
    pub number: i64,
    pub body: Markdown,
    pub state: TextState,
    pub validity: Validity,
    /// Who wrote in it last; everybody who did is in its authors.
    pub written_by: PersonId,
    pub written_at: Timestamp,
    pub version: i64,
}

/// From which day to which a text is true, both included.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Validity {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// Where a text is in its life. Whether an approved one is active follows from its days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TextState {
    Draft {
        /// Why a lead sent it back.
        review: Option<String>,
    },
    InReview,
    Approved(Approval),
    /// What was approved once stays with who approved it.
    Retired(Option<Approval>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Approval {
    pub by: PersonId,
    pub at: Timestamp,
}

words! {
    /// The state with what follows from its days. `Draft`, `InReview`, `Approved` and `Retired` are stored.
    pub enum TextStatus(label, word) {
        Draft = "draft", "Draft", "a draft";
        InReview = "in_review", "Waiting for approval", "waiting for approval";
        /// Its first day is still to come.
        Approved = "approved", "Approved", "approved";
        Active = "active", "Active", "active";
        Expired = "expired", "Expired", "expired";
        Retired = "retired", "Retired", "retired";
    }
}

/// Why a text does not move on. The sentences are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum TextStepError {
    #[error("A text that is {0} cannot do this")]
    NoSuchStep(&'static str),
    #[error("You wrote in this text. Another support lead has to approve it")]
    Own,
    #[error("The text is empty. Write what the answer says")]
    Empty,
    #[error("The last day is before the first. Choose a later day")]
    Backwards,
    #[error("The last day is over. Choose a day that is still to come")]
    Over,
}

impl TextState {
    /// Somebody writes in it. What waited for approval is a draft again: nobody approves what they have not read.
    ///
    /// # Errors
    /// It was approved or retired: a new version is written instead.
    pub fn write(self) -> Result<Self, TextStepError> {
        match self {
            Self::Draft { review } => Ok(Self::Draft { review }),
            Self::InReview => Ok(Self::Draft { review: None }),
            other => Err(TextStepError::NoSuchStep(other.word())),
        }
    }

    /// Asks for approval.
    ///
    /// # Errors
    /// It is no draft.
    pub fn submit(self) -> Result<Self, TextStepError> {
        match self {
            Self::Draft { .. } => Ok(Self::InReview),
            other => Err(TextStepError::NoSuchStep(other.word())),
        }
    }

    /// A lead asks for changes.
    ///
    /// # Errors
    /// Nobody asked for approval.
    pub fn send_back(self, reason: &Reason) -> Result<Self, TextStepError> {
        match self {
            Self::InReview => Ok(Self::Draft { review: Some(reason.to_string()) }),
            other => Err(TextStepError::NoSuchStep(other.word())),
        }
    }

    /// Takes it away for good.
    ///
    /// # Errors
    /// It is retired.
    pub fn retire(self) -> Result<Self, TextStepError> {
        match self {
            Self::Approved(approval) => Ok(Self::Retired(Some(approval))),
            Self::Draft { .. } | Self::InReview => Ok(Self::Retired(None)),
            Self::Retired(_) => Err(TextStepError::NoSuchStep(self.word())),
        }
    }

    /// What is stored of it, without its days.
    #[must_use]
    pub const fn stored(&self) -> TextStatus {
        match self {
            Self::Draft { .. } => TextStatus::Draft,
            Self::InReview => TextStatus::InReview,
            Self::Approved(_) => TextStatus::Approved,
            Self::Retired(_) => TextStatus::Retired,
        }
    }

    #[must_use]
    pub const fn word(&self) -> &'static str {
        self.stored().word()
    }

    #[must_use]
    pub const fn approval(&self) -> Option<Approval> {
        match self {
            Self::Approved(approval) => Some(*approval),
            Self::Retired(approval) => *approval,
            Self::Draft { .. } | Self::InReview => None,
        }
    }
}

impl TextStatus {
    /// Somebody can still write in it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::InReview)
    }

    /// What is stored as approved, on a day.
    #[must_use]
    pub fn on(self, day: Date, validity: Validity) -> Self {
        match self {
            Self::Approved if validity.to.is_some_and(|to| to < day) => Self::Expired,
            Self::Approved if validity.from.is_none_or(|from| from <= day) => Self::Active,
            stored => stored,
        }
    }
}

impl Validity {
    /// # Errors
    /// It ends before it begins.
    pub fn new(from: Option<Date>, to: Option<Date>) -> Result<Self, TextStepError> {
        match (from, to) {
            (Some(from), Some(to)) if to < from => Err(TextStepError::Backwards),
            _ => Ok(Self { from, to }),
        }
    }
}

impl Text {
    #[must_use]
    pub fn status(&self, day: Date) -> TextStatus {
        self.state.stored().on(day, self.validity)
    }

    /// A support lead approves what they did not write in.
    ///
    /// # Errors
    /// Nobody asked for approval, it is their own, or there is nothing in it or no day left.
    pub fn approve(
        &self,
        (by, at, today): (PersonId, Timestamp, Date),
        authors: &[PersonId],
    ) -> Result<TextState, TextStepError> {
        if self.state != TextState::InReview {
            return Err(TextStepError::NoSuchStep(self.state.word()));
        }
        if self.written_by == by || authors.contains(&by) {
            return Err(TextStepError::Own);
        }
        if self.body.as_str().trim().is_empty() {
            return Err(TextStepError::Empty);
        }
        if self.validity.to.is_some_and(|to| to < today) {
            return Err(TextStepError::Over);
        }
        Ok(TextState::Approved(Approval { by, at }))
    }

    /// What becomes of this approved text when a newer one of its variant is approved today and begins on a day.
    /// The newest holds from its first day on, so that there is one or none on every day.
    #[must_use]
    pub fn superseded(&self, newer: Validity, today: Date) -> Superseded {
        let begins = newer.from.unwrap_or(today).max(today);
        if !matches!(self.state, TextState::Approved(_)) {
            return Superseded::Stays;
        }
        if self.validity.to.is_some_and(|to| to < begins) {
            return Superseded::Stays;
        }
        if begins <= today || self.validity.from.is_some_and(|from| from >= begins) {
            return Superseded::Retires;
        }
        begins.yesterday().map_or(Superseded::Retires, Superseded::Ends)
    }
}

/// What becomes of an approved text when a newer one is approved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Superseded {
    /// It is over before the newer one begins.
    Stays,
    /// Its last day is now this one.
    Ends(Date),
    Retires,
}

#[cfg(test)]
mod tests;
