use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids::PersonId;
use crate::words;

/// Where an item is in its life.
///
/// Every step takes the old state and gives the new one, or says in a sentence why not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ItemState {
    Pending,
    InProgress,
    /// Ticked, by whom.
    Done(PersonId),
    /// Ticked by one person and looked at by another.
    Verified {
        done_by: PersonId,
        verified_by: PersonId,
    },
    /// Waiting for something or somebody. `on` says whom, in words: it may be another company.
    Blocked {
        reason: String,
        on: String,
    },
    /// Does not apply to this release, and why.
    NotApplicable {
        reason: String,
    },
}

words! {
    /// The kind of a state without what it carries: what is stored, filtered and shown.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum ItemStatus(label) {
        Pending = "pending", "To do";
        InProgress = "in_progress", "In progress";
        Done = "done", "Done";
        Verified = "verified", "Verified";
        Blocked = "blocked", "Blocked";
        NotApplicable = "na", "Not applicable";
    }
}

/// Why a step was not taken. The sentences are shown to the person who tried.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum StepError {
    #[error("This item is already done.")]
    AlreadyDone,
    /// What it waits for would disappear with a tick, so it is taken back first.
    #[error("It is blocked by {on}: {}. Unblock it first.", reason.trim_end_matches('.'))]
    Blocked { reason: String, on: String },
    #[error("This item is marked as not applicable. Reopen it first.")]
    NotApplicable,
    #[error("This item is already in progress.")]
    AlreadyStarted,
    #[error("This item is open, so there is nothing to reopen.")]
    StillOpen,
    #[error("Mark this item done before somebody verifies it.")]
    NotDone,
    #[error("This item is not critical, so nobody has to verify it.")]
    NotCritical,
    #[error("You ticked this item, so another person has to verify it.")]
    OwnWork,
    #[error("This item is done when its sub-items are. Tick those.")]
    HasSubItems,
    #[error("Only what you have just ticked can be undone. Reopen it with a reason.")]
    NotJustTicked,
}

impl ItemState {
    #[must_use]
    pub const fn status(&self) -> ItemStatus {
        match self {
            Self::Pending => ItemStatus::Pending,
            Self::InProgress => ItemStatus::InProgress,
            Self::Done(_) => ItemStatus::Done,
            Self::Verified { .. } => ItemStatus::Verified,
            Self::Blocked { .. } => ItemStatus::Blocked,
            Self::NotApplicable { .. } => ItemStatus::NotApplicable,
        }
    }

    /// Somebody began.
    ///
    /// # Errors
    /// Begun already, or finished.
    pub fn start(self) -> Result<Self, StepError> {
        match self {
            Self::Pending | Self::Blocked { .. } => Ok(Self::InProgress),
            Self::InProgress => Err(StepError::AlreadyStarted),
            Self::Done(_) | Self::Verified { .. } => Err(StepError::AlreadyDone),
            Self::NotApplicable { .. } => Err(StepError::NotApplicable),
        }
    }

    /// The tick.
    ///
    /// # Errors
    /// Ticked already, not applicable, or blocked: why would be lost without a word.
    pub fn complete(self, by: PersonId) -> Result<Self, StepError> {
        match self {
            Self::Pending | Self::InProgress => Ok(Self::Done(by)),
            Self::Blocked { reason, on } => Err(StepError::Blocked { reason, on }),
            Self::Done(_) | Self::Verified { .. } => Err(StepError::AlreadyDone),
            Self::NotApplicable { .. } => Err(StepError::NotApplicable),
        }
    }

    /// A second person looked at a critical item and agrees.
    ///
    /// # Errors
    /// Not critical, not ticked, or ticked by the same person.
    pub fn verify(self, by: PersonId, critical: bool) -> Result<Self, StepError> {
        match self {
            Self::Done(_) if !critical => Err(StepError::NotCritical),
            Self::Done(done_by) if done_by == by => Err(StepError::OwnWork),
            Self::Done(done_by) => Ok(Self::Verified { done_by, verified_by: by }),
            Self::Verified { .. } => Err(StepError::AlreadyDone),
            Self::Pending | Self::InProgress | Self::Blocked { .. } => Err(StepError::NotDone),
            Self::NotApplicable { .. } => Err(StepError::NotApplicable),
        }
    }

    /// It cannot go on. Blocking a blocked item says the newer reason.
    ///
    /// # Errors
    /// Finished already.
    pub fn block(self, reason: String, on: String) -> Result<Self, StepError> {
        match self {
            Self::Pending | Self::InProgress | Self::Blocked { .. } => {
                Ok(Self::Blocked { reason, on })
            }
            Self::Done(_) | Self::Verified { .. } => Err(StepError::AlreadyDone),
            Self::NotApplicable { .. } => Err(StepError::NotApplicable),
        }
    }

    /// It does not apply to this release.
    ///
    /// # Errors
    /// Finished already: reopen it first, so that nobody's tick disappears by the way.
    pub fn excuse(self, reason: String) -> Result<Self, StepError> {
        match self {
            Self::Pending | Self::InProgress | Self::Blocked { .. } => {
                Ok(Self::NotApplicable { reason })
            }
            Self::Done(_) | Self::Verified { .. } => Err(StepError::AlreadyDone),
            Self::NotApplicable { .. } => Err(StepError::NotApplicable),
        }
    }

    /// Back to open. The reason is kept in the audit trail, not in the state.
    ///
    /// # Errors
    /// Open already.
    pub fn reopen(self) -> Result<Self, StepError> {
        match self {
            Self::Done(_) | Self::Verified { .. } | Self::NotApplicable { .. } => Ok(Self::Pending),
            Self::Blocked { .. } => Ok(Self::InProgress),
            Self::Pending | Self::InProgress => Err(StepError::StillOpen),
        }
    }
}

impl ItemState {
    /// Takes back what somebody ticked or verified a moment ago, as if they had not.
    ///
    /// # Errors
    /// It was somebody else, or it is not ticked.
    pub fn undo(self, by: PersonId) -> Result<Self, StepError> {
        match self {
            Self::Done(done_by) if done_by == by => Ok(Self::Pending),
            Self::Verified { done_by, verified_by } if verified_by == by => Ok(Self::Done(done_by)),
            _ => Err(StepError::NotJustTicked),
        }
    }
}

impl ItemStatus {
    /// Nothing is left to do, but for the second look that a critical item needs.
    #[must_use]
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Done | Self::Verified | Self::NotApplicable)
    }

    /// Something is left to do, or to be looked at by a second person.
    #[must_use]
    pub const fn is_open(self, critical: bool) -> bool {
        match self {
            Self::Done => critical,
            status => !status.is_finished(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const ADA: PersonId = PersonId::new(Uuid::from_u128(1));
    const BEN: PersonId = PersonId::new(Uuid::from_u128(2));

    fn any_state() -> impl Strategy<Value = ItemState> {
        prop_oneof![
            Just(ItemState::Pending),
            Just(ItemState::InProgress),
            Just(ItemState::Done(ADA)),
            Just(ItemState::Verified { done_by: ADA, verified_by: BEN }),
            Just(ItemState::Blocked { reason: "no key".into(), on: "Ben".into() }),
            Just(ItemState::NotApplicable { reason: "no e-mail".into() }),
        ]
    }

    proptest! {
        #[test]
        fn nobody_verifies_their_own_work(state in any_state(), critical: bool) {
            if let Ok(ItemState::Verified { done_by, verified_by }) = state.verify(ADA, critical) {
                prop_assert_ne!(done_by, verified_by);
                prop_assert!(critical);
            }
        }

        #[test]
        fn what_was_finished_changes_only_by_reopening(state in any_state()) {
            prop_assume!(state.status().is_finished());
            prop_assert!(state.clone().start().is_err());
            prop_assert!(state.clone().complete(BEN).is_err());
            prop_assert!(state.clone().block("r".into(), "b".into()).is_err());
            prop_assert!(state.clone().excuse("r".into()).is_err());
            prop_assert_eq!(state.reopen().unwrap(), ItemState::Pending);
        }
    }

    #[test]
    fn a_critical_item_is_ticked_by_one_and_verified_by_another() {
        let done = ItemState::Pending.start().unwrap().complete(ADA).unwrap();
        assert_eq!(done.clone().verify(ADA, true), Err(StepError::OwnWork));
        assert_eq!(done.verify(BEN, true).unwrap().status(), ItemStatus::Verified);
    }

    #[test]
    fn a_blocked_item_goes_on_when_it_is_reopened() {
        let blocked = ItemState::Pending.block("no key".into(), "Ben".into()).unwrap();
        assert_eq!(blocked.reopen(), Ok(ItemState::InProgress));
        assert_eq!(ItemState::Pending.reopen(), Err(StepError::StillOpen));
    }

    #[test]
    fn a_blocked_item_is_not_done_before_it_is_unblocked() {
        let blocked = ItemState::InProgress.block("no key.".into(), "Ben".into()).unwrap();
        let refused = blocked.clone().complete(ADA).unwrap_err();
        assert_eq!(refused.to_string(), "It is blocked by Ben: no key. Unblock it first.");
        assert_eq!(blocked.start().unwrap().complete(ADA), Ok(ItemState::Done(ADA)));
    }

    #[test]
    fn every_state_is_found_by_its_key() {
        for status in ItemStatus::ALL {
            assert_eq!(ItemStatus::from_key(status.key()), Some(status));
        }
    }
}
