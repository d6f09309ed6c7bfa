//! Who has which part in a release.

use domain::ids::{PersonId, ReleaseId};
use domain::release::{Part, Participant};
use uuid::Uuid;

use crate::engine::held::held;
use crate::{StoreError, Transaction};

pub(crate) fn part(key: &str) -> Result<Part, StoreError> {
    Part::from_key(key).ok_or_else(|| StoreError::unknown("participants.part", key))
}

/// Gives a person a part, or another one than they have.
pub async fn save_part(
    transaction: &mut Transaction,
    release: ReleaseId,
    person: PersonId,
    part: Part,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO participants (release_id, person_id, part)
             VALUES ($1, $2, $3)
             ON CONFLICT (release_id, person_id) DO UPDATE SET part = EXCLUDED.part",
            (release.uuid(), person.uuid(), part.key()),
        )
        .await?;
    Ok(())
}

/// Says whether the person had a part.
pub async fn delete_part(
    transaction: &mut Transaction,
    release: ReleaseId,
    person: PersonId,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "DELETE FROM participants WHERE release_id = $1 AND person_id = $2",
            (release.uuid(), person.uuid()),
        )
        .await
}

/// The part of the person who acts. In a write nobody takes or changes it before it has ended.
pub async fn hold_part(
    transaction: &mut Transaction,
    release: ReleaseId,
    person: PersonId,
) -> Result<Option<Part>, StoreError> {
    let row: Option<(String,)> = transaction
        .hold(
            held!("SELECT part FROM participants WHERE release_id = $1 AND person_id = $2"),
            (release.uuid(), person.uuid()),
        )
        .await?;
    row.map(|(key,)| part(&key)).transpose()
}

pub async fn list_participants(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Participant>, StoreError> {
    let rows: Vec<(Uuid, String, bool, String)> = transaction
        .all(
            "SELECT p.id, p.name, p.active, m.part
             FROM participants m
             JOIN people p ON p.id = m.person_id
             WHERE m.release_id = $1
             ORDER BY CASE m.part WHEN 'owner' THEN 0 WHEN 'approver' THEN 1 ELSE 2 END, LOWER(p.name), p.id",
            (release.uuid(),),
        )
        .await?;
    rows.into_iter()
        .map(|(id, name, active, key)| {
            Ok(Participant { person: PersonId::new(id), name, active, part: part(&key)? })
        })
        .collect()
}
