//! Days on which people are away.

use domain::day::Dates;
use domain::ids::{AbsenceId, PersonId};
use domain::person::absence::Absence;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::engine::value::parse_stored;
use crate::{StoreError, Transaction};

pub async fn add_absence(
    transaction: &mut Transaction,
    absence: &Absence,
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO absences (id, person_id, from_on, to_on, created_at)
             VALUES ($1, $2, $3, $4, $5)",
            (
                absence.id.uuid(),
                absence.person.uuid(),
                absence.dates.starts_on().to_string(),
                absence.dates.ends_on().to_string(),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

/// Everybody's absences that are not over on a day.
pub async fn list_absences(
    transaction: &mut Transaction,
    since: Date,
) -> Result<Vec<Absence>, StoreError> {
    let rows: Vec<(Uuid, Uuid, String, String)> = transaction
        .all(
            "SELECT id, person_id, from_on, to_on
             FROM absences
             WHERE to_on >= $1
             ORDER BY from_on, id",
            (since.to_string(),),
        )
        .await?;
    rows.into_iter()
        .map(|(id, person, from, to)| {
            let dates = Dates::new(
                parse_stored("absences.from_on", &from, str::parse)?,
                parse_stored("absences.to_on", &to, str::parse)?,
            );
            let dates = dates.map_err(|_| StoreError::unknown("absences.to_on", &to))?;
            Ok(Absence { id: AbsenceId::new(id), person: PersonId::new(person), dates })
        })
        .collect()
}

/// Deletes one of a person's own; says whether there was one.
pub async fn delete_absence(
    transaction: &mut Transaction,
    person: PersonId,
    id: AbsenceId,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "DELETE FROM absences WHERE id = $1 AND person_id = $2",
            (id.uuid(), person.uuid()),
        )
        .await
}
