//! What things are: names, states and rules. No input or output, no clock, no randomness.
//!
//! The crate is compiled twice, for the server and for the browser. What only the server needs,
//! calendars and Markdown, is behind the feature `server`.

#[cfg(feature = "server")]
pub mod absence;
pub mod access;
#[cfg(feature = "server")]
pub mod bang;
pub mod checklist;
#[cfg(feature = "server")]
pub mod cohort;
#[cfg(feature = "server")]
pub mod drill;
#[cfg(feature = "server")]
pub mod evidence;
#[cfg(feature = "server")]
pub mod feed;
#[cfg(feature = "server")]
pub mod finding;
#[cfg(feature = "server")]
pub mod freeze;
#[cfg(feature = "server")]
pub mod gate;
pub mod ids;
pub mod limits;
#[cfg(feature = "server")]
pub mod marker;
#[cfg(feature = "server")]
pub mod minutes;
pub mod number;
#[cfg(feature = "server")]
pub mod outcome;
pub mod person;
#[cfg(feature = "server")]
pub mod phase;
#[cfg(feature = "server")]
pub mod product;
pub mod release;
#[cfg(feature = "server")]
pub mod run;
#[cfg(feature = "server")]
pub mod runbook;
pub mod text;
#[cfg(feature = "server")]
pub mod timeline;

#[cfg(feature = "server")]
pub mod activity;
#[cfg(feature = "server")]
pub mod markdown;
#[cfg(feature = "server")]
pub mod verdict;
#[cfg(feature = "server")]
mod words;
