//! Who takes part in drills, and who is on duty for a release.

use domain::drill::{Attendance, DrillRole, DrillState, Participant};
use domain::ids::{DrillId, PersonId, ReleaseId};
use domain::text::Line;
use uuid::Uuid;

use crate::engine::value::parse_stored;
use crate::{StoreError, Transaction};

/// Gives somebody a role, or another one.
pub async fn save_role(
    transaction: &mut Transaction,
    drill: DrillId,
    participant: Participant,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO drill_people (drill_id, person_id, role, attended)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (drill_id, person_id) DO UPDATE SET role = $3, attended = $4",
            (drill.uuid(), participant.person.uuid(), participant.role.key(), participant.attended),
        )
        .await?;
    Ok(())
}

pub async fn delete_role(
    transaction: &mut Transaction,
    (drill, person): (DrillId, PersonId),
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "DELETE FROM drill_people WHERE drill_id = $1 AND person_id = $2",
            (drill.uuid(), person.uuid()),
        )
        .await
}

/// Who takes part in a drill, by name.
pub async fn list_participants(
    transaction: &mut Transaction,
    drill: DrillId,
) -> Result<Vec<Participant>, StoreError> {
    let rows: Vec<(Uuid, String, bool)> = transaction
        .all(
            "SELECT d.person_id, d.role, d.attended
             FROM drill_people d
             JOIN people p ON p.id = d.person_id
             WHERE d.drill_id = $1
             ORDER BY p.name, p.id",
            (drill.uuid(),),
        )
        .await?;
    rows.into_iter()
        .map(|(person, role, attended)| {
            let role = DrillRole::from_key(&role)
                .ok_or_else(|| StoreError::unknown("drill_people.role", &role))?;
            Ok(Participant { person: PersonId::new(person), role, attended })
        })
        .collect()
}

/// Who was there, in every drill of a release that is reported.
pub async fn list_attendance(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Attendance, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = transaction
        .all(
            "SELECT a.drill_id, a.person_id
             FROM drill_people a
             JOIN drills d ON d.id = a.drill_id
             WHERE d.release_id = $1 AND a.attended AND d.state IN ($2, $3)",
            (release.uuid(), DrillState::Reported.key(), DrillState::Closed.key()),
        )
        .await?;
    let rows = rows.into_iter().map(|(drill, person)| (DrillId::new(drill), PersonId::new(person)));
    Ok(rows.collect())
}

/// Puts somebody on duty.
pub async fn save_duty(
    transaction: &mut Transaction,
    (release, person): (ReleaseId, PersonId),
    duty: &Line,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO duties (release_id, person_id, duty) VALUES ($1, $2, $3)
             ON CONFLICT (release_id, person_id) DO UPDATE SET duty = $3",
            (release.uuid(), person.uuid(), duty.as_str()),
        )
        .await?;
    Ok(())
}

pub async fn delete_duty(
    transaction: &mut Transaction,
    (release, person): (ReleaseId, PersonId),
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "DELETE FROM duties WHERE release_id = $1 AND person_id = $2",
            (release.uuid(), person.uuid()),
        )
        .await
}

/// Who is on duty for a release, by name, and as what.
pub async fn list_duties(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<(PersonId, Line)>, StoreError> {
    let rows: Vec<(Uuid, String)> = transaction
        .all(
            "SELECT d.person_id, d.duty
             FROM duties d
             JOIN people p ON p.id = d.person_id
             WHERE d.release_id = $1
             ORDER BY p.name, p.id",
            (release.uuid(),),
        )
        .await?;
    rows.into_iter()
        .map(|(person, duty)| {
            Ok((PersonId::new(person), parse_stored("duties.duty", &duty, Line::parse)?))
        })
        .collect()
}
