//! Assessments of big bangs and the mitigations that became items.

use domain::ids::{PersonId, ReleaseId};
use domain::release::big_bang::Factor;
use jiff::Timestamp;

use crate::{StoreError, Transaction};

/// Keeps which factors somebody said yes to.
pub async fn save_assessment(
    transaction: &mut Transaction,
    release: ReleaseId,
    factors: &[Factor],
    (by, at): (PersonId, Timestamp),
) -> Result<(), StoreError> {
    let keys: Vec<&str> = factors.iter().map(|factor| factor.key()).collect();
    transaction
        .execute(
            "INSERT INTO assessments (release_id, factors, by_id, at)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (release_id) DO UPDATE
             SET factors = EXCLUDED.factors, by_id = EXCLUDED.by_id, at = EXCLUDED.at",
            (release.uuid(), keys.join(" "), by.uuid(), at.as_microsecond()),
        )
        .await?;
    Ok(())
}

/// The factors that somebody said yes to; none when nobody was asked.
pub async fn find_assessment(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Option<Vec<Factor>>, StoreError> {
    let row: Option<(String,)> = transaction
        .optional("SELECT factors FROM assessments WHERE release_id = $1", (release.uuid(),))
        .await?;
    row.map(|(keys,)| {
        keys.split_whitespace()
            .map(|key| {
                Factor::from_key(key).ok_or_else(|| StoreError::unknown("assessments.factors", key))
            })
            .collect()
    })
    .transpose()
}

/// Marks a mitigation as chosen; says whether it was not before.
pub async fn add_mitigation(
    transaction: &mut Transaction,
    release: ReleaseId,
    key: &str,
    at: Timestamp,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "INSERT INTO mitigations (release_id, key, at)
             VALUES ($1, $2, $3)
             ON CONFLICT (release_id, key) DO NOTHING",
            (release.uuid(), key, at.as_microsecond()),
        )
        .await
}

/// The keys of the mitigations that were chosen.
pub async fn list_mitigations(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = transaction
        .all("SELECT key FROM mitigations WHERE release_id = $1 ORDER BY key", (release.uuid(),))
        .await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}
