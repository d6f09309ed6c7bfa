//! Runbooks. Their steps are in `step`.

pub mod step;

use domain::ids::{ReleaseId, RunbookId};
use domain::minutes::Minutes;
use domain::runbook::{Runbook, RunbookText};
use domain::text::Label;
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{number, parse_stored};
use crate::release::ordinal::{keep_ordinal, next_ordinal};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, release_id, ordinal, name, window_minutes, margin_minutes, number, version
             FROM runbooks
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct RunbookRow {
    id: Uuid,
    release_id: Uuid,
    ordinal: i64,
    name: String,
    window_minutes: Option<i64>,
    margin_minutes: i64,
    number: i64,
    version: i64,
}

impl RunbookRow {
    fn read(self) -> Result<Runbook, StoreError> {
        let margin = number("runbooks.margin_minutes", Some(self.margin_minutes))?;
        Ok(Runbook {
            id: RunbookId::new(self.id),
            release: ReleaseId::new(self.release_id),
            ordinal: self.ordinal,
            text: RunbookText {
                name: parse_stored("runbooks.name", &self.name, Label::parse)?,
                window: number("runbooks.window_minutes", self.window_minutes)?.map(Minutes::new),
                margin: Minutes::new(margin.unwrap_or_default()),
            },
            number: self.number,
            version: self.version,
        })
    }
}

/// Adds a runbook with the next number of its release: one that was deleted does not give its number away.
pub async fn add_runbook(
    transaction: &mut Transaction,
    (id, release): (RunbookId, ReleaseId),
    text: &RunbookText,
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            concat!(
                "INSERT INTO runbooks (id, release_id, name, window_minutes, margin_minutes, number,
                                   created_at, version, ordinal)
             VALUES ($1, $2, $3, $4, $5, 1, $6, 1,
                     ",
                next_ordinal!("runbooks", "$2"),
                ")"
            ),
            (
                id.uuid(),
                release.uuid(),
                text.name.as_str(),
                text.window.map(|window| i64::from(window.count())),
                i64::from(text.margin.count()),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_runbook(
    transaction: &mut Transaction,
    id: RunbookId,
) -> Result<Option<Runbook>, StoreError> {
    let row: Option<RunbookRow> =
        transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(RunbookRow::read).transpose()
}

/// The runbooks of a release in the order they were written.
pub async fn list_runbooks(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Runbook>, StoreError> {
    let rows: Vec<RunbookRow> = transaction
        .all(
            select!(
                "WHERE release_id = $1
                 ORDER BY created_at, id"
            ),
            (release.uuid(),),
        )
        .await?;
    rows.into_iter().map(RunbookRow::read).collect()
}

/// Keeps what it is called and its window; says whether the version was still the newest.
pub async fn save_runbook(
    transaction: &mut Transaction,
    (id, version): (RunbookId, i64),
    text: &RunbookText,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE runbooks
             SET name = $3, window_minutes = $4, margin_minutes = $5, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                text.name.as_str(),
                text.window.map(|window| i64::from(window.count())),
                i64::from(text.margin.count()),
            ),
        )
        .await
}

/// Deletes a runbook of which no run is left, with all its steps.
///
/// # Errors
/// The database fails, or a run is left.
pub async fn delete_runbook(
    transaction: &mut Transaction,
    id: RunbookId,
) -> Result<(), StoreError> {
    transaction.execute(keep_ordinal!("runbooks"), (id.uuid(),)).await?;
    transaction.execute("DELETE FROM steps WHERE runbook_id = $1", (id.uuid(),)).await?;
    transaction.execute("DELETE FROM runbooks WHERE id = $1", (id.uuid(),)).await?;
    Ok(())
}

/// Lets nobody else change the steps of a runbook, or start a run of it, until this transaction ends.
pub async fn lock_runbook(transaction: &mut Transaction, id: RunbookId) -> Result<(), StoreError> {
    transaction.execute("UPDATE runbooks SET number = number WHERE id = $1", (id.uuid(),)).await?;
    Ok(())
}

/// Begins the next version: its steps are those of the last one, until somebody changes them.
pub async fn begin_number(
    transaction: &mut Transaction,
    (id, number): (RunbookId, i64),
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO steps (id, runbook_id, number, position, title, instruction, owner_id,
                                planned, proof, rollback, no_return, parallel, version)
             SELECT id, runbook_id, number + 1, position, title, instruction, owner_id,
                    planned, proof, rollback, no_return, parallel, version
             FROM steps
             WHERE runbook_id = $1 AND number = $2",
            (id.uuid(), number),
        )
        .await?;
    transaction
        .execute("UPDATE runbooks SET number = $2 + 1 WHERE id = $1", (id.uuid(), number))
        .await?;
    Ok(())
}
