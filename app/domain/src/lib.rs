//! What things are: names, states and rules. No input or output, no clock, no randomness.
//!
//! The crate is compiled twice, for the server and for the browser. What only the server needs,
//! calendars and Markdown, is behind the feature `server`.

pub mod access;
pub mod account;
#[cfg(feature = "server")]
pub mod address;
#[cfg(feature = "server")]
pub mod backup;
pub mod checklist;
#[cfg(feature = "server")]
pub mod day;
#[cfg(feature = "server")]
pub mod desk;
#[cfg(feature = "server")]
pub mod drill;
#[cfg(feature = "server")]
pub mod finding;
#[cfg(feature = "server")]
pub mod gate;
pub mod ids;
pub mod limits;
#[cfg(feature = "server")]
pub mod minutes;
pub mod number;
pub mod person;
#[cfg(feature = "server")]
pub mod phase;
#[cfg(feature = "server")]
pub mod product;
pub mod release;
#[cfg(feature = "server")]
pub mod response;
#[cfg(feature = "server")]
pub mod run;
#[cfg(feature = "server")]
pub mod runbook;
#[cfg(feature = "server")]
pub mod search;
pub mod text;
#[cfg(feature = "server")]
pub mod training;
mod words;

#[cfg(feature = "server")]
pub mod activity;
#[cfg(feature = "server")]
pub mod markdown;
