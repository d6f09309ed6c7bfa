//! The gate before a phase: who is asked, what was waived, and what was decided.

pub mod evidence;
pub mod verdict;

mod ballot;
mod condition;
mod decision;
mod exception;
mod override_request;

pub use ballot::{Ballot, Seat, SeenSeat, Voice, VoiceKind, VoteError};
pub use condition::{Assignment, Condition};
pub use decision::{
    Decision, Snapshot, SnapshotCondition, SnapshotCriterion, SnapshotException, SnapshotVote,
};
pub use exception::{Exception, ExceptionError, ExceptionState, ExceptionText, Standing};
pub use override_request::{Override, OverrideError};
