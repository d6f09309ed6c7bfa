//! Which of the risks that a release fears most were practised, and by whom of those on duty.

use super::{Drill, Scenario};
use crate::ids::{DrillId, PersonId};

/// Who was there in a drill.
pub type Attendance = Vec<(DrillId, PersonId)>;

/// A risk with the newest drill that was done and reported, and who of those on duty was in any.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Covered<'a> {
    pub scenario: Scenario,
    pub newest: Option<&'a Drill>,
    /// In the order of those on duty.
    pub people: Vec<(PersonId, bool)>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coverage<'a> {
    pub rows: Vec<Covered<'a>>,
}

impl<'a> Coverage<'a> {
    #[must_use]
    pub fn of(
        risks: &[Scenario],
        drills: &'a [Drill],
        on_duty: &[PersonId],
        attendance: &Attendance,
    ) -> Self {
        let rows = risks.iter().map(|scenario| {
            let done = || {
                drills
                    .iter()
                    .filter(|drill| drill.plan.scenario == *scenario && drill.is_reported())
            };
            let was =
                |person: &PersonId| done().any(|drill| attendance.contains(&(drill.id, *person)));
            Covered {
                scenario: *scenario,
                newest: done().max_by_key(|drill| drill.started_at),
                people: on_duty.iter().map(|person| (*person, was(person))).collect(),
            }
        });
        Self { rows: rows.collect() }
    }

    /// Risks that nobody has practised.
    pub fn open(&self) -> impl Iterator<Item = &Covered<'a>> {
        self.rows.iter().filter(|row| row.newest.is_none())
    }

    /// Who is on duty and was in no drill of any of the risks.
    #[must_use]
    pub fn never(&self) -> Vec<PersonId> {
        let people = self.rows.first().map(|row| row.people.iter().map(|(person, _)| *person));
        let was =
            |person: &PersonId| self.rows.iter().any(|row| row.people.contains(&(*person, true)));
        people.into_iter().flatten().filter(|person| !was(person)).collect()
    }
}
