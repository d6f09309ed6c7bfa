//! The schedule of a release as a whole: what clashes on it, and what a move would break.

mod clash;
mod shift;

pub use clash::{Clash, ClashKind};
pub use shift::{Preview, Shift, ShiftError};

use std::collections::HashMap;

use jiff::Timestamp;

use crate::gate::Exception;
use crate::gate::verdict::ItemEvidence;
use crate::ids::PersonId;
use crate::person::absence::Absence;
use crate::phase::Phase;
use crate::product::freeze::Freeze;
use crate::release::Schedule;

/// What has a date in a release.
#[derive(Clone)]
pub struct Timeline<'a> {
    pub schedule: Schedule,
    /// In their order.
    pub phases: Vec<Phase>,
    pub freezes: &'a [Freeze],
    pub absences: &'a [Absence],
    pub items: &'a [ItemEvidence],
    pub exceptions: &'a [Exception],
    /// Names of people, for the sentences.
    pub names: &'a HashMap<PersonId, String>,
    pub now: Timestamp,
}

#[cfg(test)]
mod tests;
