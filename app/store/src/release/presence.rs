//! Who looks at a release now.

use domain::ids::{PersonId, ReleaseId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{StoreError, Transaction};

/// Says that somebody looks, or still does.
pub async fn save_presence(
    transaction: &mut Transaction,
    id: Uuid,
    (release, person): (ReleaseId, PersonId),
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO presences (id, release_id, person_id, seen_at)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (id) DO UPDATE SET seen_at = EXCLUDED.seen_at",
            (id, release.uuid(), person.uuid(), at.as_microsecond()),
        )
        .await?;
    Ok(())
}

pub async fn delete_presence(transaction: &mut Transaction, id: Uuid) -> Result<bool, StoreError> {
    transaction.execute_one("DELETE FROM presences WHERE id = $1", (id,)).await
}

/// Forgets those who went without saying so.
pub async fn forget_presences(
    transaction: &mut Transaction,
    before: Timestamp,
) -> Result<u64, StoreError> {
    transaction
        .execute("DELETE FROM presences WHERE seen_at < $1", (before.as_microsecond(),))
        .await
}

/// The names of those who look since a moment.
pub async fn list_present(
    transaction: &mut Transaction,
    release: ReleaseId,
    since: Timestamp,
) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = transaction
        .all(
            "SELECT DISTINCT p.name
             FROM presences s
             JOIN people p ON p.id = s.person_id
             WHERE s.release_id = $1 AND s.seen_at >= $2
             ORDER BY p.name
             LIMIT 100",
            (release.uuid(), since.as_microsecond()),
        )
        .await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}
