//! The audit trail: what happened, in the order it happened, never changed.

use domain::activity::{Action, Entry, Object};
use domain::ids::{AuditId, PersonId, ReleaseId, RequestId, SessionId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::person::moment;
use crate::{StoreError, Transaction};

/// Who did it, from where and by which request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// Nobody, when the program did it by itself.
    pub actor: Option<PersonId>,
    pub session: Option<SessionId>,
    /// The network, without the part that names one machine.
    pub network: String,
    pub request: RequestId,
}

/// What happened to what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    pub action: Action,
    pub object: Object,
    pub object_id: Uuid,
    pub release: Option<ReleaseId>,
    pub version_before: Option<i64>,
    pub version_after: Option<i64>,
    /// What a thing was called when it was deleted, or which state a release moved to. Never the
    /// name of a person.
    pub label: Option<String>,
    pub reason: Option<String>,
}

impl Record {
    /// A record that has only what it is about; the rest is added by name.
    #[must_use]
    pub const fn of(action: Action, object: Object, object_id: Uuid) -> Self {
        Self {
            action,
            object,
            object_id,
            release: None,
            version_before: None,
            version_after: None,
            label: None,
            reason: None,
        }
    }
}

/// # Errors
/// The database fails.
pub async fn add_record(
    transaction: &mut Transaction,
    id: AuditId,
    at: Timestamp,
    origin: &Origin,
    record: &Record,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO audit (id, at, actor_id, session_id, network, request_id, action, object_kind,
                                object_id, release_id, version_before, version_after, label, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            (
                id.uuid(),
                at.as_microsecond(),
                origin.actor.map(PersonId::uuid),
                origin.session.map(SessionId::uuid),
                origin.network.as_str(),
                origin.request.uuid(),
                record.action.key(),
                record.object.key(),
                record.object_id,
                record.release.map(ReleaseId::uuid),
                record.version_before,
                record.version_after,
                record.label.clone(),
                record.reason.clone(),
            ),
        )
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    at: i64,
    actor: Option<String>,
    action: String,
    object: Option<String>,
    label: Option<String>,
    reason: Option<String>,
}

impl EntryRow {
    fn read(self) -> Result<Entry, StoreError> {
        Ok(Entry {
            at: moment(self.at),
            actor: self.actor,
            action: Action::from_key(&self.action)
                .ok_or_else(|| StoreError::unknown("audit.action", &self.action))?,
            object: self.label.or(self.object).unwrap_or_default(),
            reason: self.reason,
        })
    }
}

/// What happened in a release, the newest first, before a moment.
///
/// # Errors
/// The database fails.
pub async fn list_entries(
    transaction: &mut Transaction,
    release: ReleaseId,
    before: Timestamp,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<EntryRow> = transaction
        .all(
            "SELECT a.at, p.name AS actor, a.action,
                    COALESCE(i.title, o.name, r.name) AS object, a.label, a.reason
             FROM audit a
             LEFT JOIN people   p ON p.id = a.actor_id
             LEFT JOIN items    i ON a.object_kind = 'item'    AND i.id = a.object_id
             LEFT JOIN people   o ON a.object_kind = 'person'  AND o.id = a.object_id
             LEFT JOIN releases r ON a.object_kind = 'release' AND r.id = a.object_id
             WHERE a.release_id = $1 AND a.at < $2
             ORDER BY a.at DESC, a.id DESC
             LIMIT $3",
            (release.uuid(), before.as_microsecond(), i64::from(limit)),
        )
        .await?;
    rows.into_iter().map(EntryRow::read).collect()
}

/// What happened to one object, the newest first.
///
/// # Errors
/// The database fails.
pub async fn list_entries_of(
    transaction: &mut Transaction,
    object: Uuid,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<EntryRow> = transaction
        .all(
            "SELECT a.at, p.name AS actor, a.action, a.label AS object, a.label, a.reason
             FROM audit a
             LEFT JOIN people p ON p.id = a.actor_id
             WHERE a.object_id = $1
             ORDER BY a.at DESC, a.id DESC
             LIMIT $2",
            (object, i64::from(limit)),
        )
        .await?;
    rows.into_iter().map(EntryRow::read).collect()
}
