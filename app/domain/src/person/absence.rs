//! Days on which a person is away.

use crate::day::Dates;
use crate::ids::{AbsenceId, PersonId};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Absence {
    pub id: AbsenceId,
    pub person: PersonId,
    pub dates: Dates,
}
