use std::time::Duration;

use store::StoreError;
use thiserror::Error;

/// Why a verb was not done: because of the person who asked, or because of us.
#[derive(Debug, Error)]
pub enum Error {
    #[error(transparent)]
    Refusal(#[from] Refusal),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A no that a person can understand. The sentences are shown.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Refusal {
    #[error("Sign in to see this page.")]
    NotSignedIn,
    /// They signed in too long ago for this.
    #[error("Sign in again to do this: it is more than ten minutes since you did.")]
    ProveAgain,
    /// It can be seen and not be changed by this person.
    #[error("{0}")]
    NotAllowed(&'static str),
    /// It does not exist, or this person may not know that it does.
    #[error("This page does not exist, or you cannot see it.")]
    NotFound,
    /// Somebody else saved first.
    #[error("Somebody else changed this at the same time. Nothing of yours was saved yet.")]
    Conflict,
    /// What was typed cannot be taken; `field` is its name in the form.
    #[error("{message}")]
    Invalid { field: &'static str, message: String },
    /// Too many tries, or too much to do.
    #[error("Too many attempts. Try again in {}.", in_words(*retry_after))]
    Throttled { retry_after: Duration },
    #[error("Holdpoint is busy. Try again in a few seconds.")]
    Busy,
    /// The disk of the server is full or fails.
    #[error("Holdpoint cannot write to its disk now. Nothing of yours was saved.")]
    CannotWrite,
    /// So little is free on the disk of the server that nothing is written.
    #[error(
        "Holdpoint can only be read now: the disk of its server is nearly full. Nothing of yours was saved."
    )]
    ReadOnly,
    /// The disk failed, or the database went away, while something was being saved.
    #[error("This may have been saved, or not. Look before you send it again.")]
    Unclear,
}

/// Something broke. The text is for the log, never for people.
#[derive(Debug, Error)]
pub enum Fault {
    #[error("store: {0}")]
    Store(#[from] StoreError),
    #[error("password hashing: {0}")]
    Hashing(String),
    #[error("no randomness: {0}")]
    Randomness(String),
    #[error("a task was stopped: {0}")]
    Task(String),
}

/// What the store could not do for a reason that a person can act on is a refusal; the reason itself
/// is for the log.
impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let refusal = match &error {
            StoreError::Busy(_) => Refusal::Busy,
            StoreError::Reference(_) => Refusal::Conflict,
            StoreError::Disk(_) => Refusal::CannotWrite,
            StoreError::NoRoom => Refusal::ReadOnly,
            StoreError::Unclear(_) => Refusal::Unclear,
            _ => return Self::Fault(Fault::Store(error)),
        };
        tracing::warn!(%error, "the store did not do what it was asked");
        Self::Refusal(refusal)
    }
}

impl Refusal {
    /// Everything that one may read.
    pub const READS_ONLY: Self = Self::NotAllowed("Viewers can read and not change anything.");
    /// A plan that one may see.
    pub const NOT_OWNER: Self = Self::NotAllowed("Only an owner of this release can do this.");
    /// A vote that one may read about.
    pub const NOT_VOTER: Self = Self::NotAllowed("Only owners and approvers of this release vote.");
    /// A request that somebody else has to answer.
    pub const NOT_APPROVER: Self =
        Self::NotAllowed("Only an approver of this release can answer this.");
    /// Answers that somebody else has to approve.
    pub const NOT_LEAD: Self = Self::NotAllowed("Only a support lead can approve answers.");
    /// What support staff do.
    pub const NOT_SUPPORT: Self = Self::NotAllowed(
        "The desk is for support staff and members. An administrator can make you a support agent.",
    );

    /// Refuses what was typed in a field.
    pub fn invalid(field: &'static str, message: impl std::fmt::Display) -> Self {
        Self::Invalid { field, message: message.to_string() }
    }
}

fn in_words(wait: Duration) -> String {
    match wait.as_secs() + u64::from(wait.subsec_nanos() > 0) {
        1 => "a second".to_owned(),
        seconds if seconds < 60 => format!("{seconds} seconds"),
        seconds => match seconds.div_ceil(60) {
            1 => "a minute".to_owned(),
            minutes => format!("{minutes} minutes"),
        },
    }
}
