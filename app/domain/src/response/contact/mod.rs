//! How often support was asked, by cohort, day and topic, and what follows from it.

pub mod export;
pub mod import;
pub mod rate;
pub mod trend;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{CohortId, ContactId, PersonId, ProductId};
use crate::limits;
use crate::number::{NumberError, parse_count};
use crate::text::Topic;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contact {
    pub id: ContactId,
    pub product: ProductId,
    pub text: ContactText,
    pub by: PersonId,
    pub at: Timestamp,
    pub version: i64,
}

/// What somebody types: one number for each cohort, day and topic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContactText {
    pub cohort: CohortId,
    pub day: Date,
    pub topic: Topic,
    pub count: u32,
}

/// All contacts of a cohort on one day, whatever they were about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayCount {
    pub cohort: CohortId,
    pub day: Date,
    pub count: u64,
}

/// Reads how often somebody asked.
///
/// # Errors
/// No number, or more than a day has.
pub fn parse_contacts(text: &str) -> Result<u32, NumberError> {
    parse_count(text, limits::CONTACT_COUNT)
}
