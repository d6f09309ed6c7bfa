//! The trail of everything, and the chain over it.

use domain::activity::{AuditRecord, Place, words_bytes};
use domain::ids::{AuditId, PersonId};
use domain::text::hex;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

/// Which records are asked for. What is none asks for all.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct AuditFilter {
    pub action: Option<&'static str>,
    pub actor: Option<PersonId>,
    /// Microseconds: from this moment on, and before that one.
    pub from: Option<i64>,
    pub to: Option<i64>,
}

/// A record with its seal, if it has one already.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SealedRecord {
    pub id: Uuid,
    pub record: AuditRecord,
    /// The number and the hash.
    pub seal: Option<(i64, Vec<u8>)>,
}

impl SealedRecord {
    /// Where it stands in the trail.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { at: moment(self.record.at), id: AuditId::new(self.id) }
    }
}

/// The columns of a record, whichever rows they are of.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT a.id, a.at, a.actor_id, a.session_id, a.network, a.request_id, a.action, a.object_kind,
                    a.object_id, a.subject_id, a.release_id, a.version_before, a.version_after, a.label,
                    a.reason, s.number, s.hash
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct SealedRow {
    id: Uuid,
    at: i64,
    actor_id: Option<Uuid>,
    session_id: Option<Uuid>,
    network: String,
    request_id: Uuid,
    action: String,
    object_kind: String,
    object_id: Uuid,
    subject_id: Option<Uuid>,
    release_id: Option<Uuid>,
    version_before: Option<i64>,
    version_after: Option<i64>,
    label: Option<String>,
    reason: Option<String>,
    number: Option<i64>,
    hash: Option<Vec<u8>>,
}

impl SealedRow {
    fn read(self) -> SealedRecord {
        let text = |id: Option<Uuid>| id.map(|id| id.to_string());
        let id = self.id.to_string();
        let record = AuditRecord {
            id: id.clone(),
            at: self.at,
            actor: text(self.actor_id),
            session: text(self.session_id),
            network: self.network,
            request: self.request_id.to_string(),
            action: self.action,
            object_kind: self.object_kind,
            object: self.object_id.to_string(),
            subject: text(self.subject_id),
            release: text(self.release_id),
            version_before: self.version_before,
            version_after: self.version_after,
            words: hex(&Sha256::digest(words_bytes(
                &id,
                self.label.as_deref(),
                self.reason.as_deref(),
            ))),
        };
        SealedRecord { id: self.id, record, seal: self.number.zip(self.hash) }
    }
}

/// Records, the newest first, behind one or from the newest on.
pub async fn list_records(
    transaction: &mut Transaction,
    filter: &AuditFilter,
    (behind, limit): (Option<Place>, i64),
) -> Result<Vec<SealedRecord>, StoreError> {
    let newest = (i64::MAX, Uuid::max());
    let (at, id) = behind.map_or(newest, |place| (place.at.as_microsecond(), place.id.uuid()));
    let rows: Vec<SealedRow> = transaction
        .all(
            select!(
                "FROM audit a
                 LEFT JOIN audit_seals s ON s.audit_id = a.id
                 WHERE (a.at, a.id) < ($1, $8)
                   AND (CAST($2 AS TEXT) IS NULL OR a.action = $2)
                   AND ($3 = 0 OR a.actor_id = $4)
                   AND a.at >= $5 AND a.at < $6
                 ORDER BY a.at DESC, a.id DESC
                 LIMIT $7"
            ),
            (
                at,
                filter.action.map(str::to_owned),
                i64::from(filter.actor.is_some()),
                filter.actor.map(PersonId::uuid),
                filter.from.unwrap_or(i64::MIN),
                filter.to.unwrap_or(i64::MAX),
                limit,
                id,
            ),
        )
        .await?;
    Ok(rows.into_iter().map(SealedRow::read).collect())
}

/// Sealed records in the order of their seals, behind a number. A seal without its record is not among them.
pub async fn list_sealed(
    transaction: &mut Transaction,
    (behind, limit): (i64, i64),
) -> Result<Vec<SealedRecord>, StoreError> {
    let rows: Vec<SealedRow> = transaction
        .all(
            select!(
                "FROM audit_seals s
                 JOIN audit a ON a.id = s.audit_id
                 WHERE s.number > $1
                 ORDER BY s.number
                 LIMIT $2"
            ),
            (behind, limit),
        )
        .await?;
    Ok(rows.into_iter().map(SealedRow::read).collect())
}

/// Records that have no seal yet, the oldest first, none with an id before one.
pub async fn list_unsealed(
    transaction: &mut Transaction,
    (from, limit): (Uuid, i64),
) -> Result<Vec<SealedRecord>, StoreError> {
    let rows: Vec<SealedRow> = transaction
        .all(
            select!(
                "FROM audit a
                 LEFT JOIN audit_seals s ON s.audit_id = a.id
                 WHERE a.id >= $1 AND s.number IS NULL
                 ORDER BY a.at, a.id
                 LIMIT $2"
            ),
            (from, limit),
        )
        .await?;
    Ok(rows.into_iter().map(SealedRow::read).collect())
}

/// The newest seal: its number and its hash. Nobody else seals until the transaction ends.
pub async fn lock_newest_seal(
    transaction: &mut Transaction,
) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    // Who writes to SQLite is alone.
    let lock = transaction.by_engine("SELECT 1", "LOCK TABLE audit_seals IN EXCLUSIVE MODE");
    transaction.execute(lock, ()).await?;
    find_newest_seal(transaction).await
}

/// The newest seal.
pub async fn find_newest_seal(
    transaction: &mut Transaction,
) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    transaction
        .optional("SELECT number, hash FROM audit_seals ORDER BY number DESC LIMIT 1", ())
        .await
}

/// The records that were sealed last, the newest seal first.
pub async fn list_newest_seals(
    transaction: &mut Transaction,
    limit: i64,
) -> Result<Vec<Uuid>, StoreError> {
    let rows: Vec<(Uuid,)> = transaction
        .all("SELECT audit_id FROM audit_seals ORDER BY number DESC LIMIT $1", (limit,))
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Whether a record with an id before one has no seal.
pub async fn has_unsealed_before(
    transaction: &mut Transaction,
    id: Uuid,
) -> Result<bool, StoreError> {
    let (count,): (i64,) = transaction
        .one(
            "SELECT COUNT(*)
             FROM audit a
             LEFT JOIN audit_seals s ON s.audit_id = a.id
             WHERE a.id < $1 AND s.number IS NULL",
            (id,),
        )
        .await?;
    Ok(count > 0)
}

/// Adds seals, each with its number, its record and its hash, in one statement: others wait for the same writer.
pub async fn add_seals(
    transaction: &mut Transaction,
    seals: &[(i64, Uuid, Vec<u8>)],
) -> Result<(), StoreError> {
    let sql = transaction.by_engine(
        "INSERT INTO audit_seals (number, audit_id, hash)
         SELECT value ->> 0, unhex(value ->> 1), unhex(value ->> 2)
         FROM   json_each($1)",
        "INSERT INTO audit_seals (number, audit_id, hash)
         SELECT (value ->> 0)::BIGINT, (value ->> 1)::UUID, decode(value ->> 2, 'hex')
         FROM   json_array_elements($1::JSON)",
    );
    let row = |(number, record, hash): &(i64, Uuid, Vec<u8>)| {
        json!([number, record.simple().to_string(), hex(hash)])
    };
    let rows: Value = seals.iter().map(row).collect();
    transaction.execute(sql, (rows.to_string(),)).await?;
    Ok(())
}

/// How many seals there are, and how many records.
pub async fn count_sealed(transaction: &mut Transaction) -> Result<(i64, i64), StoreError> {
    transaction
        .one("SELECT (SELECT COUNT(*) FROM audit_seals), (SELECT COUNT(*) FROM audit)", ())
        .await
}
