//! Days on which a person is away.

use crate::ids::{AbsenceId, PersonId};
use crate::phase::Dates;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Absence {
    pub id: AbsenceId,
    pub person: PersonId,
    pub dates: Dates,
}
