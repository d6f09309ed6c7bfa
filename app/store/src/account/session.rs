//! Sign-ins, and the browsers that had one before.

use domain::account::Session;
use domain::ids::{PersonId, SessionId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, person_id, browser, created_at, last_seen_at
             FROM sessions
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
    person_id: Uuid,
    browser: String,
    created_at: i64,
    last_seen_at: i64,
}

impl SessionRow {
    fn read(self) -> Session {
        Session {
            id: SessionId::new(self.id),
            person: PersonId::new(self.person_id),
            browser: self.browser,
            created_at: moment(self.created_at),
            last_seen_at: moment(self.last_seen_at),
        }
    }
}

pub async fn add_session(
    transaction: &mut Transaction,
    session: &Session,
    secret_hash: &[u8],
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO sessions (id, secret_hash, person_id, browser, created_at, last_seen_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            (
                session.id.uuid(),
                secret_hash.to_vec(),
                session.person.uuid(),
                session.browser.as_str(),
                session.created_at.as_microsecond(),
                session.last_seen_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

/// Signs everybody out.
pub async fn delete_all_sessions(transaction: &mut Transaction) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM sessions", ()).await?;
    Ok(())
}

pub async fn list_sessions(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<SessionRow> = transaction
        .all(
            select!(
                "WHERE person_id = $1
                 ORDER BY last_seen_at DESC, id"
            ),
            (person.uuid(),),
        )
        .await?;
    Ok(rows.into_iter().map(SessionRow::read).collect())
}

pub async fn touch_session(
    transaction: &mut Transaction,
    id: SessionId,
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "UPDATE sessions SET last_seen_at = $2 WHERE id = $1",
            (id.uuid(), at.as_microsecond()),
        )
        .await?;
    Ok(())
}

/// Ends one session of a person. Says whether it was theirs.
pub async fn delete_session(
    transaction: &mut Transaction,
    person: PersonId,
    id: SessionId,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "DELETE FROM sessions WHERE id = $1 AND person_id = $2",
            (id.uuid(), person.uuid()),
        )
        .await
}

/// Ends the session with a secret, whosever it is.
pub async fn delete_session_of(
    transaction: &mut Transaction,
    secret_hash: &[u8],
) -> Result<bool, StoreError> {
    transaction
        .execute_one("DELETE FROM sessions WHERE secret_hash = $1", (secret_hash.to_vec(),))
        .await
}

/// Ends every session of a person but one.
pub async fn delete_other_sessions(
    transaction: &mut Transaction,
    person: PersonId,
    stays: Option<SessionId>,
) -> Result<u64, StoreError> {
    let stays = stays.map_or(Uuid::nil(), SessionId::uuid);
    transaction
        .execute("DELETE FROM sessions WHERE person_id = $1 AND id <> $2", (person.uuid(), stays))
        .await
}

/// Ends every session of a person.
pub async fn delete_sessions(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<u64, StoreError> {
    transaction.execute("DELETE FROM sessions WHERE person_id = $1", (person.uuid(),)).await
}

/// Forgets the sessions that are over anyway.
pub async fn delete_expired_sessions(
    transaction: &mut Transaction,
    seen_before: Timestamp,
    created_before: Timestamp,
) -> Result<u64, StoreError> {
    transaction
        .execute(
            "DELETE FROM sessions WHERE last_seen_at < $1 OR created_at < $2",
            (seen_before.as_microsecond(), created_before.as_microsecond()),
        )
        .await
}

/// Remembers a browser in which a person signed in.
pub async fn add_device(
    transaction: &mut Transaction,
    secret_hash: &[u8],
    person: PersonId,
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO devices (secret_hash, person_id, created_at)
             VALUES ($1, $2, $3)
             ON CONFLICT (secret_hash) DO NOTHING",
            (secret_hash.to_vec(), person.uuid(), at.as_microsecond()),
        )
        .await?;
    Ok(())
}

/// Forgets in which browsers a person signed in before.
pub async fn delete_devices(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<u64, StoreError> {
    transaction.execute("DELETE FROM devices WHERE person_id = $1", (person.uuid(),)).await
}

pub async fn is_device_of(
    transaction: &mut Transaction,
    secret_hash: &[u8],
    person: PersonId,
) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = transaction
        .optional(
            "SELECT created_at FROM devices WHERE secret_hash = $1 AND person_id = $2",
            (secret_hash.to_vec(), person.uuid()),
        )
        .await?;
    Ok(row.is_some())
}
