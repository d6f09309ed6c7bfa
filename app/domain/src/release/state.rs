use thiserror::Error;

/// Where a release is in its life.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ReleaseState {
    Draft,
    Planning,
    InProgress,
    OnHold,
    Hypercare,
    Closed,
    Cancelled,
    RolledBack,
}

/// Why a release does not go from one state to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum MoveError {
    #[error("A release that is {} cannot become {}.", from.word(), to.word())]
    NoSuchStep { from: ReleaseState, to: ReleaseState },
    #[error("Enter a reason")]
    ReasonMissing,
}

impl ReleaseState {
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Planning,
        Self::InProgress,
        Self::OnHold,
        Self::Hypercare,
        Self::Closed,
        Self::Cancelled,
        Self::RolledBack,
    ];

    /// The states that can follow this one. The first is the usual one.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Planning, Self::Cancelled],
            Self::Planning => &[Self::InProgress, Self::Cancelled],
            Self::InProgress => &[Self::Hypercare, Self::OnHold, Self::RolledBack, Self::Cancelled],
            Self::OnHold => &[Self::InProgress, Self::Cancelled],
            Self::Hypercare => &[Self::Closed, Self::RolledBack, Self::Cancelled],
            Self::RolledBack => &[Self::Planning],
            Self::Closed | Self::Cancelled => &[],
        }
    }

    /// Steps that stop, undo or resume a launch are kept with their reason.
    #[must_use]
    pub const fn needs_reason(self, to: Self) -> bool {
        matches!(to, Self::OnHold | Self::Cancelled | Self::RolledBack)
            || matches!(
                (self, to),
                (Self::RolledBack, Self::Planning) | (Self::OnHold, Self::InProgress)
            )
    }

    /// Takes one step.
    ///
    /// # Errors
    /// There is no such step, or it needs a reason and has none.
    pub fn step(self, to: Self, has_reason: bool) -> Result<Self, MoveError> {
        if !self.next().contains(&to) {
            return Err(MoveError::NoSuchStep { from: self, to });
        }
        if self.needs_reason(to) && !has_reason {
            return Err(MoveError::ReasonMissing);
        }
        Ok(to)
    }

    /// Something can still happen to it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled | Self::RolledBack)
    }

    /// The word in the database and in forms.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Planning => "planning",
            Self::InProgress => "in_progress",
            Self::OnHold => "on_hold",
            Self::Hypercare => "hypercare",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
            Self::RolledBack => "rolled_back",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// The word in a sentence.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::Planning => "in planning",
            Self::InProgress => "in progress",
            Self::OnHold => "on hold",
            Self::Hypercare => "in hypercare",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
            Self::RolledBack => "rolled back",
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Planning => "Planning",
            Self::InProgress => "In progress",
            Self::OnHold => "On hold",
            Self::Hypercare => "Hypercare",
            Self::Closed => "Closed",
            Self::Cancelled => "Cancelled",
            Self::RolledBack => "Rolled back",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_open_release_can_be_cancelled_with_a_reason() {
        for state in ReleaseState::ALL.into_iter().filter(|state| state.is_open()) {
            assert_eq!(state.step(ReleaseState::Cancelled, false), Err(MoveError::ReasonMissing));
            assert!(state.step(ReleaseState::Cancelled, true).is_ok(), "{state:?}");
        }
    }

    #[test]
    fn a_closed_or_cancelled_release_stays_so() {
        for to in ReleaseState::ALL {
            assert!(ReleaseState::Closed.step(to, true).is_err());
            assert!(ReleaseState::Cancelled.step(to, true).is_err());
        }
    }

    #[test]
    fn only_what_is_out_can_be_rolled_back_and_then_planned_again() {
        for from in ReleaseState::ALL {
            let can = from.step(ReleaseState::RolledBack, true).is_ok();
            assert_eq!(can, matches!(from, ReleaseState::InProgress | ReleaseState::Hypercare));
        }
        assert!(ReleaseState::RolledBack.step(ReleaseState::Planning, true).is_ok());
    }
}
