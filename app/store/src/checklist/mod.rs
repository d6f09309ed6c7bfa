//! The items of checklists.

pub mod asked;
pub mod burn_up;
pub mod waiting;

use domain::checklist::{Item, ItemState, ItemStatus, ItemText, Node};
use domain::ids::{ItemId, PersonId, ReleaseId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::release::ordinal::{keep_ordinal, next_ordinal};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, release_id, parent_id, ordinal, position, section, title, explanation, required, critical,
                    asked, asked_phase_id, owner_id, due_at, notes, evidence, state, reason, blocked_on,
                    done_by, verified_by, version
             FROM items
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct ItemRow {
    id: Uuid,
    release_id: Uuid,
    parent_id: Option<Uuid>,
    ordinal: i64,
    position: i64,
    section: String,
    title: String,
    explanation: String,
    required: bool,
    critical: bool,
    asked: Option<String>,
    asked_phase_id: Option<Uuid>,
    owner_id: Option<Uuid>,
    due_at: Option<i64>,
    notes: String,
    evidence: Option<String>,
    state: String,
    reason: Option<String>,
    blocked_on: Option<String>,
    done_by: Option<Uuid>,
    verified_by: Option<Uuid>,
    version: i64,
}

impl ItemRow {
    fn read(self) -> Result<Item, StoreError> {
        let state = self.state()?;
        Ok(Item {
            id: ItemId::new(self.id),
            release: ReleaseId::new(self.release_id),
            parent: self.parent_id.map(ItemId::new),
            ordinal: self.ordinal,
            position: self.position,
            section: self.section.lines().map(str::to_owned).collect(),
            title: self.title,
            explanation: self.explanation,
            required: self.required,
            critical: self.critical,
            asked: asked::read(self.asked.as_deref(), self.asked_phase_id)?,
            owner: self.owner_id.map(PersonId::new),
            due_at: self.due_at.map(moment),
            notes: self.notes,
            evidence: self.evidence,
            state,
            version: self.version,
        })
    }

    fn state(&self) -> Result<ItemState, StoreError> {
        let unknown = || StoreError::unknown("items.state", &self.state);
        let done_by = || self.done_by.map(PersonId::new).ok_or_else(unknown);
        let reason = || self.reason.clone().unwrap_or_default();
        Ok(match ItemStatus::from_key(&self.state).ok_or_else(unknown)? {
            ItemStatus::Pending => ItemState::Pending,
            ItemStatus::InProgress => ItemState::InProgress,
            ItemStatus::Done => ItemState::Done(done_by()?),
            ItemStatus::Verified => ItemState::Verified {
                done_by: done_by()?,
                verified_by: self.verified_by.map(PersonId::new).ok_or_else(unknown)?,
            },
            ItemStatus::Blocked => ItemState::Blocked {
                reason: reason(),
                on: self.blocked_on.clone().unwrap_or_default(),
            },
            ItemStatus::NotApplicable => ItemState::NotApplicable { reason: reason() },
        })
    }
}

/// The columns of a state: reason, whom it waits for, who ticked, who verified.
type StateColumns = (Option<String>, Option<String>, Option<Uuid>, Option<Uuid>);

fn columns(state: &ItemState) -> StateColumns {
    match state {
        ItemState::Pending | ItemState::InProgress => (None, None, None, None),
        ItemState::Done(by) => (None, None, Some(by.uuid()), None),
        ItemState::Verified { done_by, verified_by } => {
            (None, None, Some(done_by.uuid()), Some(verified_by.uuid()))
        }
        ItemState::Blocked { reason, on } => (Some(reason.clone()), Some(on.clone()), None, None),
        ItemState::NotApplicable { reason } => (Some(reason.clone()), None, None, None),
    }
}

/// Adds an item with the next number of its release: one that was deleted does not give its number away.
pub async fn add_item(
    transaction: &mut Transaction,
    item: &Item,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (reason, blocked_on, done_by, verified_by) = columns(&item.state);
    let (asked, asked_phase) = asked::columns(item.asked);
    transaction
        .execute(
            concat!(
                "INSERT INTO items (id, release_id, parent_id, position, section, title, explanation,
                                required, critical, owner_id, due_at, notes, evidence,
                                state, reason, blocked_on, done_by, verified_by, created_at, version,
                                asked, asked_phase_id, ordinal)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                     $22, ",
                next_ordinal!("items", "$2"),
                ")"
            ),
            (
                item.id.uuid(),
                item.release.uuid(),
                item.parent.map(ItemId::uuid),
                item.position,
                item.section.join("\n"),
                item.title.as_str(),
                item.explanation.as_str(),
                item.required,
                item.critical,
                item.owner.map(PersonId::uuid),
                item.due_at.map(Timestamp::as_microsecond),
                item.notes.as_str(),
                item.evidence.clone(),
                item.state.status().key(),
                reason,
                blocked_on,
                done_by,
                verified_by,
                at.as_microsecond(),
                item.version,
                asked,
                asked_phase,
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_item(
    transaction: &mut Transaction,
    id: ItemId,
) -> Result<Option<Item>, StoreError> {
    let row: Option<ItemRow> = transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(ItemRow::read).transpose()
}

/// Every item of a release in its order. A release has at most [`domain::limits::ITEMS`].
pub async fn list_items(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Item>, StoreError> {
    let rows: Vec<ItemRow> = transaction
        .all(
            select!(
                "WHERE release_id = $1
                 ORDER BY position, id"
            ),
            (release.uuid(),),
        )
        .await?;
    rows.into_iter().map(ItemRow::read).collect()
}

/// What the outline of a release is made of, in order, without the texts: a tick needs no more.
pub async fn list_nodes(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Node>, StoreError> {
    let rows: Vec<(Uuid, Option<Uuid>, String, bool, bool)> = transaction
        .all(
            "SELECT id, parent_id, state, required, critical
             FROM items
             WHERE release_id = $1
             ORDER BY position, id",
            (release.uuid(),),
        )
        .await?;
    rows.into_iter()
        .map(|(id, parent, state, required, critical)| {
            let status = ItemStatus::from_key(&state);
            Ok(Node {
                id: ItemId::new(id),
                parent: parent.map(ItemId::new),
                status: status.ok_or_else(|| StoreError::unknown("items.state", &state))?,
                required,
                critical,
            })
        })
        .collect()
}

/// Saves what a person says about an item. Says whether the version was still the newest.
pub async fn save_text(
    transaction: &mut Transaction,
    id: ItemId,
    version: i64,
    text: &ItemText,
) -> Result<bool, StoreError> {
    let (asked, asked_phase) = asked::columns(text.asked);
    transaction
        .execute_one(
            "UPDATE items
             SET title = $3, section = $4, explanation = $5, required = $6, critical = $7, owner_id = $8,
                 due_at = $9, notes = $10, evidence = $11, asked = $12, asked_phase_id = $13,
                 version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                text.title.as_str(),
                text.section.join("\n"),
                text.explanation.as_str(),
                text.required,
                text.critical,
                text.owner.map(PersonId::uuid),
                text.due_at.map(Timestamp::as_microsecond),
                text.notes.as_str(),
                text.evidence.as_ref().map(|link| link.as_str().to_owned()),
                asked,
                asked_phase,
            ),
        )
        .await
}

/// Saves a step. Says whether the version was still the newest.
pub async fn save_state(
    transaction: &mut Transaction,
    id: ItemId,
    version: i64,
    state: &ItemState,
) -> Result<bool, StoreError> {
    let (reason, blocked_on, done_by, verified_by) = columns(state);
    transaction
        .execute_one(
            "UPDATE items
             SET state = $3, reason = $4, blocked_on = $5, done_by = $6, verified_by = $7,
                 version = version + 1
             WHERE id = $1 AND version = $2",
            (id.uuid(), version, state.status().key(), reason, blocked_on, done_by, verified_by),
        )
        .await
}

/// Saves where an item stands. Says whether the version was still the newest.
pub async fn save_place(transaction: &mut Transaction, item: &Item) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE items
             SET parent_id = $3, position = $4, section = $5, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                item.id.uuid(),
                item.version,
                item.parent.map(ItemId::uuid),
                item.position,
                item.section.join("\n"),
            ),
        )
        .await
}

/// Deletes an item that has no sub-items. Says whether it was there.
///
/// # Errors
/// The database fails, or the item has sub-items.
pub async fn delete_item(transaction: &mut Transaction, id: ItemId) -> Result<bool, StoreError> {
    transaction.execute(keep_ordinal!("items"), (id.uuid(),)).await?;
    transaction.execute_one("DELETE FROM items WHERE id = $1", (id.uuid(),)).await
}

/// Gives an item another place in the order without touching anything else of it.
pub async fn renumber(
    transaction: &mut Transaction,
    id: ItemId,
    position: i64,
) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE items SET position = $2 WHERE id = $1", (id.uuid(), position))
        .await?;
    Ok(())
}
