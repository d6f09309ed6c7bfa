//! The releases of which somebody is an owner.

use domain::ids::{PersonId, ReleaseId};
use uuid::Uuid;

use crate::{StoreError, Transaction};

/// Whether an owner `p` could plan what they own: they have access, and do not only read.
macro_rules! can_plan {
    () => {
        "p.active AND p.role <> 'viewer'"
    };
}

/// How many releases a person owns, and of how many of these nobody else with access who may plan is an owner.
pub async fn count_owned(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<(u64, u64), StoreError> {
    let (owned, alone): (i64, i64) = transaction
        .one(
            concat!(
                "SELECT COUNT(*),
                        COUNT(CASE WHEN NOT EXISTS (
                            SELECT 1
                            FROM participants other
                            JOIN people p ON p.id = other.person_id
                            WHERE other.release_id = m.release_id AND other.part = 'owner'
                              AND other.person_id <> m.person_id AND ",
                can_plan!(),
                "
                        ) THEN 1 END)
                 FROM participants m
                 WHERE m.person_id = $1 AND m.part = 'owner'"
            ),
            (person.uuid(),),
        )
        .await?;
    Ok((owned.unsigned_abs(), alone.unsigned_abs()))
}

/// The releases that a person owns, in the order in which they are locked.
pub async fn list_owned(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Vec<ReleaseId>, StoreError> {
    let rows: Vec<(Uuid,)> = transaction
        .all(
            "SELECT release_id
             FROM participants
             WHERE person_id = $1 AND part = 'owner'
             ORDER BY release_id",
            (person.uuid(),),
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| ReleaseId::new(id)).collect())
}

/// How many owners of a release could plan it: they have access, and do not only read.
pub async fn count_planners(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<u64, StoreError> {
    let (planners,): (i64,) = transaction
        .one(
            concat!(
                "SELECT COUNT(*)
                 FROM participants m
                 JOIN people p ON p.id = m.person_id
                 WHERE m.release_id = $1 AND m.part = 'owner' AND ",
                can_plan!()
            ),
            (release.uuid(),),
        )
        .await?;
    Ok(planners.unsigned_abs())
}
