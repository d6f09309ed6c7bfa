//! The timelines of drills.

use domain::drill::{Mark, TimelineEntry, TimelineEntryKind};
use domain::ids::{DrillId, PersonId, TimelineEntryId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

#[derive(sqlx::FromRow)]
struct TimelineEntryRow {
    id: Uuid,
    sequence: i64,
    kind: String,
    mark: Option<String>,
    words: String,
    owner: Option<String>,
    at: i64,
    said_at: i64,
    by_id: Uuid,
}

impl TimelineEntryRow {
    fn read(self) -> Result<TimelineEntry, StoreError> {
        Ok(TimelineEntry {
            id: TimelineEntryId::new(self.id),
            sequence: self.sequence,
            kind: TimelineEntryKind::from_keys(&self.kind, self.mark.as_deref())
                .ok_or_else(|| StoreError::unknown("entries.kind", &self.kind))?,
            words: self.words,
            owner: self.owner,
            at: moment(self.at),
            said_at: moment(self.said_at),
            by: PersonId::new(self.by_id),
        })
    }
}

/// Keeps a line; says whether it is new. One that is there already is not kept again.
pub async fn add_entry(
    transaction: &mut Transaction,
    drill: DrillId,
    entry: &TimelineEntry,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "INSERT INTO entries (id, drill_id, sequence, kind, mark, words, owner, at, said_at,
                                  by_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (id) DO NOTHING",
            (
                entry.id.uuid(),
                drill.uuid(),
                entry.sequence,
                entry.kind.line().key(),
                entry.kind.mark().map(|mark| Mark::key(mark).to_owned()),
                entry.words.as_str(),
                entry.owner.clone(),
                entry.at.as_microsecond(),
                entry.said_at.as_microsecond(),
                entry.by.uuid(),
            ),
        )
        .await
}

/// In which drill a line is, if it has arrived.
pub async fn find_drill_of_entry(
    transaction: &mut Transaction,
    id: TimelineEntryId,
) -> Result<Option<DrillId>, StoreError> {
    let row: Option<(Uuid,)> =
        transaction.optional("SELECT drill_id FROM entries WHERE id = $1", (id.uuid(),)).await?;
    Ok(row.map(|(drill,)| DrillId::new(drill)))
}

/// The timeline of a drill, the first line first.
pub async fn list_timeline(
    transaction: &mut Transaction,
    drill: DrillId,
) -> Result<Vec<TimelineEntry>, StoreError> {
    let rows: Vec<TimelineEntryRow> = transaction
        .all(
            "SELECT id, sequence, kind, mark, words, owner, at, said_at, by_id
             FROM entries
             WHERE drill_id = $1
             ORDER BY at, sequence",
            (drill.uuid(),),
        )
        .await?;
    rows.into_iter().map(TimelineEntryRow::read).collect()
}

/// Corrects when something happened; says whether there is such a line in this drill.
pub async fn correct_entry(
    transaction: &mut Transaction,
    (drill, id): (DrillId, TimelineEntryId),
    at: Timestamp,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE entries SET at = $3 WHERE id = $2 AND drill_id = $1",
            (drill.uuid(), id.uuid(), at.as_microsecond()),
        )
        .await
}
