//! Links by which people choose a new password.

use domain::ids::PersonId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{StoreError, Transaction};

/// Keeps a link; an older one of the same person no longer works.
pub async fn save_link(
    transaction: &mut Transaction,
    (person, made_by): (PersonId, Option<PersonId>),
    secret_hash: &[u8],
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO password_links (person_id, secret_hash, made_by, expires_at)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (person_id) DO UPDATE
             SET secret_hash = EXCLUDED.secret_hash, made_by = EXCLUDED.made_by,
                 expires_at = EXCLUDED.expires_at",
            (
                person.uuid(),
                secret_hash.to_vec(),
                made_by.map(PersonId::uuid),
                expires_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

/// Whose link it is and who made it; nobody's when it is used up or too old.
pub async fn find_holder(
    transaction: &mut Transaction,
    secret_hash: &[u8],
    now: Timestamp,
) -> Result<Option<(PersonId, Option<PersonId>)>, StoreError> {
    let row: Option<(Uuid, Option<Uuid>)> = transaction
        .optional(
            "SELECT person_id, made_by FROM password_links WHERE secret_hash = $1 AND expires_at > $2",
            (secret_hash.to_vec(), now.as_microsecond()),
        )
        .await?;
    Ok(row.map(|(id, made_by)| (PersonId::new(id), made_by.map(PersonId::new))))
}

/// Uses a link up. Says whether it was there.
pub async fn delete_link(
    transaction: &mut Transaction,
    secret_hash: &[u8],
) -> Result<bool, StoreError> {
    transaction
        .execute_one("DELETE FROM password_links WHERE secret_hash = $1", (secret_hash.to_vec(),))
        .await
}

/// Takes back the link of a person.
pub async fn delete_link_of(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<bool, StoreError> {
    transaction
        .execute_one("DELETE FROM password_links WHERE person_id = $1", (person.uuid(),))
        .await
}
