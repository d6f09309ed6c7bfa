use crate::words;
use thiserror::Error;

words! {
    /// Where a release is in its life.
    pub enum ReleaseState(label, word) {
        Draft = "draft", "Draft", "a draft";
        Planning = "planning", "Planning", "in planning";
        InProgress = "in_progress", "In progress", "in progress";
        OnHold = "on_hold", "On hold", "on hold";
        Hypercare = "hypercare", "Hypercare", "in hypercare";
        Closed = "closed", "Closed", "closed";
        Cancelled = "cancelled", "Cancelled", "cancelled";
        RolledBack = "rolled_back", "Rolled back", "rolled back";
    }
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
