//! When items came, went, and were finished.

use domain::activity::Action;
use domain::ids::{ItemId, ReleaseId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::activity::known;
use crate::engine::value::moment;
use crate::{StoreError, Transaction};

/// When each item that is there was added.
pub async fn list_added(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<(ItemId, Timestamp)>, StoreError> {
    let rows: Vec<(Uuid, i64)> = transaction
        .all(
            "SELECT id, created_at
             FROM items
             WHERE release_id = $1",
            (release.uuid(),),
        )
        .await?;
    Ok(rows.into_iter().map(|(id, at)| (ItemId::new(id), moment(at))).collect())
}

/// What happened to the items of a release, in order: that they were added, finished, opened again or deleted.
/// An import has one record for all of its items; its object is the release.
pub async fn list_turns(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<(Timestamp, Action, Uuid)>, StoreError> {
    let rows: Vec<(i64, String, Uuid)> = transaction
        .all(
            "SELECT at, action, object_id
             FROM audit
             WHERE release_id = $1
               AND action IN ('item_added', 'checklist_imported', 'item_completed', 'item_verified', 'item_excused',
                              'item_reopened', 'item_unverified', 'item_deleted')
             ORDER BY at, id",
            (release.uuid(),),
        )
        .await?;
    rows.into_iter().map(|(at, action, object)| Ok((moment(at), known(&action)?, object))).collect()
}
