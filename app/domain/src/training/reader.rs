//! Readers: the critical users of a cohort by their names. They are who has to have read what is
//! published for the cohort, with an account here or without one.

use jiff::Timestamp;

use crate::ids::{CohortId, PersonId, ReaderId};
use crate::person::Email;
use crate::text::Name;

/// Somebody whom a cohort counts on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reader {
    pub id: ReaderId,
    pub cohort: CohortId,
    pub text: ReaderText,
    /// Their account, when they have one: what they read while they are signed in counts for them.
    pub person: Option<PersonId>,
    pub created_at: Timestamp,
    pub version: i64,
}

/// What is said about a reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReaderText {
    pub name: Name,
    pub email: Option<Email>,
    /// They are asked to read, and counted. Who is not any more stays named for what they have read.
    pub critical: bool,
}
