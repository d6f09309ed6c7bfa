//! The audit trail: what happened, in the order it happened, never changed.

pub mod revision;
pub mod sealed;

use std::collections::HashMap;

use domain::activity::{Action, AuditEntry, Object, Place};
use domain::checklist::FirstStep;
use domain::ids::{AuditId, ItemId, PersonId, ProductId, ReleaseId, RequestId, SessionId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{among, list, moment};
use crate::{StoreError, Transaction};

/// What moves an item on in its life.
macro_rules! step_of_item {
    () => {
        "('item_started', 'item_completed', 'item_verified', 'item_blocked', 'item_excused',
          'item_reopened', 'item_unverified')"
    };
}

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
    /// Whom it is about, when the object is something else. Their name is read with the record.
    pub subject: Option<PersonId>,
    pub release: Option<ReleaseId>,
    /// Of what lies in none of its releases. It is not kept: it says only whose revision moves on.
    pub product: Option<ProductId>,
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
            subject: None,
            release: None,
            product: None,
            version_before: None,
            version_after: None,
            label: None,
            reason: None,
        }
    }
}

pub async fn append_audit(
    transaction: &mut Transaction,
    id: AuditId,
    at: Timestamp,
    origin: &Origin,
    record: &Record,
) -> Result<(), StoreError> {
    match add_record_once(transaction, id, at, origin, record).await? {
        true => Ok(()),
        // No change without a record: two with one id would be one.
        false => Err(StoreError::unknown("audit.id", &id.to_string())),
    }
}

/// Adds a record unless one with its id is there. Says whether it was added.
pub async fn add_record_once(
    transaction: &mut Transaction,
    id: AuditId,
    at: Timestamp,
    origin: &Origin,
    record: &Record,
) -> Result<bool, StoreError> {
    let added = transaction
        .execute_one(
            "INSERT INTO audit (id, at, actor_id, session_id, network, request_id, action, object_kind,
                                object_id, subject_id, release_id, version_before, version_after, label, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             ON CONFLICT (id) DO NOTHING",
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
                record.subject.map(PersonId::uuid),
                record.release.map(ReleaseId::uuid),
                record.version_before,
                record.version_after,
                record.label.clone(),
                record.reason.clone(),
            ),
        )
        .await?;
    if added {
        revision::advance_revision(transaction, (id.uuid(), record));
    }
    Ok(added)
}

/// The newest record, to see whether anything happened since.
pub async fn find_newest_record(transaction: &mut Transaction) -> Result<Option<Uuid>, StoreError> {
    let newest =
        transaction.optional("SELECT id FROM audit ORDER BY at DESC, id DESC LIMIT 1", ()).await?;
    Ok(newest.map(|(id,)| id))
}

/// Whether somebody has saved anything by a request. That they were refused is nothing that was saved.
pub async fn was_saved(
    transaction: &mut Transaction,
    request: RequestId,
    person: PersonId,
) -> Result<bool, StoreError> {
    let (count,): (i64,) = transaction
        .one(
            "SELECT COUNT(*)
             FROM audit
             WHERE request_id = $1 AND actor_id = $2 AND action <> $3",
            (request.uuid(), person.uuid(), Action::Refused.key()),
        )
        .await?;
    Ok(count > 0)
}

/// Whether there is a record with this id.
pub async fn has_record(transaction: &mut Transaction, id: AuditId) -> Result<bool, StoreError> {
    let (count,): (i64,) =
        transaction.one("SELECT COUNT(*) FROM audit WHERE id = $1", (id.uuid(),)).await?;
    Ok(count > 0)
}

#[derive(sqlx::FromRow)]
struct AuditEntryRow {
    id: Uuid,
    at: i64,
    actor: Option<String>,
    action: String,
    object: Option<String>,
    subject: Option<String>,
    label: Option<String>,
    reason: Option<String>,
}

impl AuditEntryRow {
    fn read(self) -> Result<AuditEntry, StoreError> {
        Ok(AuditEntry {
            place: Place { at: moment(self.at), id: AuditId::new(self.id) },
            actor: self.actor,
            action: known(&self.action)?,
            object: self.label.or(self.object).unwrap_or_default(),
            subject: self.subject,
            reason: self.reason,
        })
    }
}

/// What happened in a release, the newest first, behind an entry or from the newest on.
pub async fn list_entries(
    transaction: &mut Transaction,
    release: ReleaseId,
    behind: Option<Place>,
    limit: u32,
) -> Result<Vec<AuditEntry>, StoreError> {
    let newest = (Timestamp::MAX.as_microsecond(), Uuid::max());
    let (at, id) = behind.map_or(newest, |place| (place.at.as_microsecond(), place.id.uuid()));
    let rows: Vec<AuditEntryRow> = transaction
        .all(
            "SELECT a.id, a.at, p.name AS actor, a.action,
                    COALESCE(i.title, o.name, r.name) AS object, s.name AS subject, a.label, a.reason
             FROM audit a
             LEFT JOIN people   p ON p.id = a.actor_id
             LEFT JOIN people   s ON s.id = a.subject_id
             LEFT JOIN items    i ON a.object_kind = 'item'    AND i.id = a.object_id
             LEFT JOIN people   o ON a.object_kind = 'person'  AND o.id = a.object_id
             LEFT JOIN releases r ON a.object_kind = 'release' AND r.id = a.object_id
             WHERE a.release_id = $1 AND (a.at, a.id) < ($2, $3)
             ORDER BY a.at DESC, a.id DESC
             LIMIT $4",
            (release.uuid(), at, id, i64::from(limit)),
        )
        .await?;
    rows.into_iter().map(AuditEntryRow::read).collect()
}

/// What happened to one object, the newest first. That it was copied or rated changes nothing in it, and would soon
/// leave no room for what does: it is counted beside it.
pub async fn list_entries_of(
    transaction: &mut Transaction,
    object: Uuid,
    limit: u32,
) -> Result<Vec<AuditEntry>, StoreError> {
    let rows: Vec<AuditEntryRow> = transaction
        .all(
            "SELECT a.id, a.at, p.name AS actor, a.action, a.label AS object, s.name AS subject,
                    a.label, a.reason
             FROM audit a
             LEFT JOIN people p ON p.id = a.actor_id
             LEFT JOIN people s ON s.id = a.subject_id
             WHERE a.object_id = $1 AND a.action NOT IN ($3, $4)
             ORDER BY a.at DESC, a.id DESC
             LIMIT $2",
            (object, i64::from(limit), Action::ResponseCopied.key(), Action::ResponseRated.key()),
        )
        .await?;
    rows.into_iter().map(AuditEntryRow::read).collect()
}

/// The first step that was taken since a moment with each item of some releases. Releases in which nothing of it
/// happened are left out.
pub async fn list_first_steps(
    transaction: &mut Transaction,
    releases: &[ReleaseId],
    since: Timestamp,
) -> Result<HashMap<ReleaseId, Vec<FirstStep>>, StoreError> {
    let sql = among!(
        transaction,
        concat!(
            "SELECT s.release_id, s.object_id, s.action,
                    CASE WHEN s.action = 'item_reopened'
                         THEN (SELECT b.action
                               FROM audit b
                               WHERE b.object_id = s.object_id AND (b.at, b.id) < (s.at, s.id)
                                 AND b.action IN ",
            step_of_item!(),
            "
                               ORDER BY b.at DESC, b.id DESC
                               LIMIT 1)
                    END
             FROM (SELECT release_id, object_id, action, at, id,
                          ROW_NUMBER() OVER (PARTITION BY object_id ORDER BY at, id) AS number
                   FROM audit
                   WHERE at >= $1 AND action IN ",
            step_of_item!(),
            "
                     AND release_id"
        ),
        "$2",
        ") s WHERE s.number = 1"
    );
    let ids = list(releases.iter().map(|id| id.uuid().simple().to_string()));
    let rows: Vec<(Uuid, Uuid, String, Option<String>)> =
        transaction.all(sql, (since.as_microsecond(), ids)).await?;
    let mut steps: HashMap<ReleaseId, Vec<FirstStep>> = HashMap::new();
    for (release, item, action, before) in rows {
        let before = before.as_deref().map(known).transpose()?;
        let step = FirstStep { item: ItemId::new(item), action: known(&action)?, before };
        steps.entry(ReleaseId::new(release)).or_default().push(step);
    }
    Ok(steps)
}

/// What was done last to an object: what, by whom and when.
pub async fn find_last_action(
    transaction: &mut Transaction,
    object: Uuid,
) -> Result<Option<(Action, Option<PersonId>, Timestamp)>, StoreError> {
    let row: Option<(String, Option<Uuid>, i64)> = transaction
        .optional(
            "SELECT action, actor_id, at
             FROM audit
             WHERE object_id = $1
             ORDER BY at DESC, id DESC
             LIMIT 1",
            (object,),
        )
        .await?;
    let Some((action, actor, at)) = row else { return Ok(None) };
    Ok(Some((known(&action)?, actor.map(PersonId::new), moment(at))))
}

/// Who changed an object last, when, and in which release; of what the program did by itself there is nobody.
pub async fn find_last_change(
    transaction: &mut Transaction,
    object: Uuid,
) -> Result<Option<(String, Timestamp, Option<ReleaseId>)>, StoreError> {
    let row: Option<(String, i64, Option<Uuid>)> = transaction
        .optional(
            "SELECT p.name, a.at, a.release_id
             FROM audit a
             JOIN people p ON p.id = a.actor_id
             WHERE a.object_id = $1 AND a.version_after IS NOT NULL
             ORDER BY a.at DESC, a.id DESC
             LIMIT 1",
            (object,),
        )
        .await?;
    Ok(row.map(|(name, at, release)| (name, moment(at), release.map(ReleaseId::new))))
}

/// What was done to an item before the step that was taken last: the step before it in its life.
pub async fn find_step_before(
    transaction: &mut Transaction,
    item: Uuid,
) -> Result<Option<Action>, StoreError> {
    let row: Option<(String,)> = transaction
        .optional(
            concat!(
                "SELECT action
                 FROM audit
                 WHERE object_id = $1 AND action IN ",
                step_of_item!(),
                "
                 ORDER BY at DESC, id DESC
                 LIMIT 1 OFFSET 1"
            ),
            (item,),
        )
        .await?;
    row.map(|(action,)| known(&action)).transpose()
}

/// Whom records of one kind about one object are about, each person once.
pub async fn list_subjects(
    transaction: &mut Transaction,
    object: Uuid,
    action: Action,
) -> Result<Vec<PersonId>, StoreError> {
    let rows: Vec<(Uuid,)> = transaction
        .all(
            "SELECT DISTINCT subject_id FROM audit
             WHERE object_id = $1 AND action = $2 AND subject_id IS NOT NULL",
            (object, action.key()),
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| PersonId::new(id)).collect())
}

/// An action as it is kept.
pub(crate) fn known(action: &str) -> Result<Action, StoreError> {
    Action::from_key(action).ok_or_else(|| StoreError::unknown("audit.action", action))
}
