//! What a rehearsal showed must change, until something later has shown that it did.

pub mod change_marker;

use jiff::Timestamp;
use jiff::civil::Date;
use thiserror::Error;

use crate::ids::{DrillId, FindingId, PersonId, PhaseId, ReleaseId, RunId};
use crate::text::{Line, Link, Markdown, Title};
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub id: FindingId,
    pub release: ReleaseId,
    /// Its short number in the release, from 1. The store gives it to a new one.
    pub ordinal: i64,
    pub source: Source,
    pub text: FindingText,
    pub state: FindingState,
    pub reported_by: PersonId,
    pub reported_at: Timestamp,
    pub version: i64,
}

/// What showed it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Source {
    Run(RunId),
    Drill(DrillId),
    Phase(PhaseId),
    /// Somebody saw it.
    None,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FindingText {
    pub title: Title,
    pub explanation: Markdown,
    pub severity: Severity,
    pub owner: Option<PersonId>,
    pub due: Option<Date>,
    /// What is done about it.
    pub fix: Option<Line>,
    pub link: Option<Link>,
}

words! {
    #[derive(PartialOrd, Ord)]
    pub enum Severity(label) {
        Low = "low", "Low";
        Medium = "medium", "Medium";
        High = "high", "High";
    }
}

/// Where a finding is in its life.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FindingState {
    Open,
    Fixing,
    /// Somebody says that it is fixed. Nobody has seen it.
    Fixed {
        at: Timestamp,
    },
    /// Something later has shown that it is.
    Retested {
        fixed_at: Timestamp,
        by: Rehearsed,
    },
    /// Lived with until a day, said by somebody who neither reported nor ever owned it.
    Accepted {
        until: Date,
        reason: String,
        by: PersonId,
    },
}

words! {
    /// The state without what it carries: what is stored and shown.
    pub enum FindingStatus(label, word) {
        Open = "open", "Open", "open";
        Fixing = "fixing", "Being fixed", "being fixed";
        Fixed = "fixed", "Fixed, not tested again", "fixed and not tested again";
        Retested = "retested", "Tested again", "tested again";
        Accepted = "accepted", "Accepted", "accepted";
    }
}

/// What tested it again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Rehearsed {
    Run(RunId),
    Drill(DrillId),
}

/// A run or a drill as a test of something that was fixed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Retest {
    pub what: Rehearsed,
    pub began_at: Option<Timestamp>,
    /// It is over, somebody has looked, and it went well.
    pub proves: bool,
}

/// Why a finding does not move on. The sentences are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum FindingError {
    #[error("A finding that is {} cannot do this", .0)]
    NoSuchStep(&'static str),
    #[error("It began before this was fixed, so it proves nothing. Choose a later run or drill")]
    TooEarly,
    #[error("It has not passed yet, so it proves nothing")]
    NotProven,
    #[error("It is the one that showed it. Choose a later run or drill")]
    SameSource,
    #[error("Choose a day that is still to come")]
    Past,
    #[error("You reported or own this finding, or owned it once. Somebody else has to accept it")]
    Own,
}

impl FindingState {
    /// Somebody works on it.
    ///
    /// # Errors
    /// It is not open.
    pub fn begin(self) -> Result<Self, FindingError> {
        match self {
            Self::Open => Ok(Self::Fixing),
            other => Err(FindingError::NoSuchStep(other.word())),
        }
    }

    /// Somebody says that it is fixed.
    ///
    /// # Errors
    /// It is settled already.
    pub fn fix(self, at: Timestamp) -> Result<Self, FindingError> {
        match self {
            Self::Open | Self::Fixing | Self::Accepted { .. } => Ok(Self::Fixed { at }),
            other => Err(FindingError::NoSuchStep(other.word())),
        }
    }

    /// Something later has shown it.
    ///
    /// # Errors
    /// It is not fixed, or what is named is no later proof.
    pub fn retest(self, retest: &Retest, source: Source) -> Result<Self, FindingError> {
        let Self::Fixed { at } = self else { return Err(FindingError::NoSuchStep(self.word())) };
        let same = match (retest.what, source) {
            (Rehearsed::Run(one), Source::Run(other)) => one == other,
            (Rehearsed::Drill(one), Source::Drill(other)) => one == other,
            _ => false,
        };
        if same {
            return Err(FindingError::SameSource);
        }
        if retest.began_at.is_none_or(|began| began <= at) {
            return Err(FindingError::TooEarly);
        }
        if !retest.proves {
            return Err(FindingError::NotProven);
        }
        Ok(Self::Retested { fixed_at: at, by: retest.what })
    }

    /// It was not fixed after all.
    ///
    /// # Errors
    /// It is open.
    pub fn reopen(self) -> Result<Self, FindingError> {
        match self {
            Self::Open | Self::Fixing => Err(FindingError::NoSuchStep(self.word())),
            _ => Ok(Self::Open),
        }
    }

    /// Which of the table it is, without what it carries.
    #[must_use]
    pub const fn status(&self) -> FindingStatus {
        match self {
            Self::Open => FindingStatus::Open,
            Self::Fixing => FindingStatus::Fixing,
            Self::Fixed { .. } => FindingStatus::Fixed,
            Self::Retested { .. } => FindingStatus::Retested,
            Self::Accepted { .. } => FindingStatus::Accepted,
        }
    }

    #[must_use]
    pub const fn word(&self) -> &'static str {
        self.status().word()
    }

    #[must_use]
    pub const fn label(&self) -> &'static str {
        self.status().label()
    }
}

impl Finding {
    /// Somebody lives with it until a day. Whoever ever owned it does not: handing it over would be enough
    /// to approve one's own.
    ///
    /// # Errors
    /// It is settled, the day is over, or it is or was their own.
    pub fn accept(
        &self,
        (by, former): (PersonId, &[PersonId]),
        (until, today): (Date, Date),
        reason: &str,
    ) -> Result<FindingState, FindingError> {
        if matches!(self.state, FindingState::Retested { .. }) {
            return Err(FindingError::NoSuchStep(self.state.word()));
        }
        if self.reported_by == by || self.text.owner == Some(by) || former.contains(&by) {
            return Err(FindingError::Own);
        }
        if until < today {
            return Err(FindingError::Past);
        }
        Ok(FindingState::Accepted { until, reason: reason.to_owned(), by })
    }

    /// Nothing is left to do: tested again, or accepted and the day is not over; for what is not high,
    /// fixed is enough.
    #[must_use]
    pub fn is_settled(&self, today: Date) -> bool {
        match &self.state {
            FindingState::Retested { .. } => true,
            FindingState::Accepted { until, .. } => *until >= today,
            FindingState::Fixed { .. } => self.text.severity != Severity::High,
            FindingState::Open | FindingState::Fixing => false,
        }
    }

    /// It keeps a gate closed.
    #[must_use]
    pub fn blocks(&self, today: Date) -> bool {
        self.text.severity == Severity::High && !self.is_settled(today)
    }
}

#[cfg(test)]
mod tests;
