//! Criteria that a release switched on or off.

use domain::gate::verdict::{CriterionKind, Switch};
use domain::ids::{PersonId, ReleaseId};
use jiff::Timestamp;

use crate::{StoreError, Transaction};

/// Switches a criterion on or off, or back to the newer reason.
pub async fn save_switch(
    transaction: &mut Transaction,
    release: ReleaseId,
    switch: &Switch,
    (by, at): (PersonId, Timestamp),
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO switches (release_id, kind, is_on, reason, by_id, at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (release_id, kind) DO UPDATE
             SET is_on = EXCLUDED.is_on, reason = EXCLUDED.reason, by_id = EXCLUDED.by_id, at = EXCLUDED.at",
            (
                release.uuid(),
                switch.kind.key(),
                switch.on,
                switch.reason.as_str(),
                by.uuid(),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

/// Gives a criterion back to the tier; says whether it had been switched.
pub async fn delete_switch(
    transaction: &mut Transaction,
    release: ReleaseId,
    kind: CriterionKind,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "DELETE FROM switches WHERE release_id = $1 AND kind = $2",
            (release.uuid(), kind.key()),
        )
        .await
}

pub async fn list_switches(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Switch>, StoreError> {
    let rows: Vec<(String, bool, String)> = transaction
        .all(
            "SELECT kind, is_on, reason FROM switches WHERE release_id = $1 ORDER BY kind",
            (release.uuid(),),
        )
        .await?;
    rows.into_iter()
        .map(|(kind, on, reason)| {
            let kind = CriterionKind::from_key(&kind)
                .ok_or_else(|| StoreError::unknown("switches.kind", &kind))?;
            Ok(Switch { kind, on, reason })
        })
        .collect()
}
