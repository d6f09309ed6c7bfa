//! Releases: one version of a product on its way to people.

#[cfg(feature = "server")]
pub mod big_bang;
#[cfg(feature = "server")]
pub mod outcome;

mod part;
#[cfg(feature = "server")]
mod plan;
#[cfg(feature = "server")]
mod schedule;
mod state;
mod tier;
#[cfg(feature = "server")]
pub mod upcoming;

pub use part::Part;
#[cfg(feature = "server")]
pub use plan::{Participant, Plan, Release, Slip};
#[cfg(feature = "server")]
pub use schedule::{Buffer, Countdown, Schedule};
pub use state::{MoveError, ReleaseState};
pub use tier::{Kind, Tier};
