//! The link by which the first administrator comes in.

use jiff::Timestamp;

use crate::{StoreError, Transaction};

/// Replaces the set-up link: only the newest works.
pub async fn save_link(
    transaction: &mut Transaction,
    secret_hash: &[u8],
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM setup_links", ()).await?;
    transaction
        .execute(
            "INSERT INTO setup_links (secret_hash, expires_at) VALUES ($1, $2)",
            (secret_hash.to_vec(), expires_at.as_microsecond()),
        )
        .await?;
    Ok(())
}

pub async fn is_open(
    transaction: &mut Transaction,
    secret_hash: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = transaction
        .optional(
            "SELECT expires_at FROM setup_links WHERE secret_hash = $1 AND expires_at > $2",
            (secret_hash.to_vec(), now.as_microsecond()),
        )
        .await?;
    Ok(row.is_some())
}

/// Uses the link up. Says whether it could still be used.
pub async fn use_link(
    transaction: &mut Transaction,
    secret_hash: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "DELETE FROM setup_links WHERE secret_hash = $1 AND expires_at > $2",
            (secret_hash.to_vec(), now.as_microsecond()),
        )
        .await
}
