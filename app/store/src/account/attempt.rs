//! How often somebody failed to sign in.

use jiff::Timestamp;

use crate::{StoreError, Transaction};

/// What is remembered about an account, a device or a network address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Attempt {
    pub failures: i64,
    /// The next try is refused before this.
    pub allowed_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct AttemptRow {
    failures: i64,
    allowed_at: i64,
}

pub async fn find_attempt(
    transaction: &mut Transaction,
    subject: &str,
) -> Result<Option<Attempt>, StoreError> {
    let row: Option<AttemptRow> = transaction
        .optional("SELECT failures, allowed_at FROM attempts WHERE subject = $1", (subject,))
        .await?;
    Ok(row.map(|row| Attempt {
        failures: row.failures,
        allowed_at: crate::engine::value::moment(row.allowed_at),
    }))
}

/// Finds what is remembered, or begins with nothing, and keeps others out until the transaction ends:
/// a hundred guesses at once are counted one after the other, on both engines.
pub async fn claim_attempt(
    transaction: &mut Transaction,
    subject: &str,
    now: Timestamp,
) -> Result<Attempt, StoreError> {
    let row: AttemptRow = transaction
        .one(
            "INSERT INTO attempts (subject, failures, allowed_at)
             VALUES ($1, 0, $2)
             ON CONFLICT (subject) DO UPDATE SET failures = attempts.failures
             RETURNING failures, allowed_at",
            (subject, now.as_microsecond()),
        )
        .await?;
    Ok(Attempt { failures: row.failures, allowed_at: crate::engine::value::moment(row.allowed_at) })
}

pub async fn save_attempt(
    transaction: &mut Transaction,
    subject: &str,
    attempt: Attempt,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO attempts (subject, failures, allowed_at)
             VALUES ($1, $2, $3)
             ON CONFLICT (subject) DO UPDATE
                 SET failures   = EXCLUDED.failures,
                     allowed_at = EXCLUDED.allowed_at",
            (subject, attempt.failures, attempt.allowed_at.as_microsecond()),
        )
        .await?;
    Ok(())
}

pub async fn forget_attempts(
    transaction: &mut Transaction,
    subject: &str,
) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM attempts WHERE subject = $1", (subject,)).await?;
    Ok(())
}

/// Forgets what no longer slows anybody down.
pub async fn forget_old_attempts(
    transaction: &mut Transaction,
    before: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute("DELETE FROM attempts WHERE allowed_at < $1", (before.as_microsecond(),))
        .await?;
    Ok(())
}
