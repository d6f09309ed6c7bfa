//! Second steps at sign-in, the codes for when they are lost, and who is in the middle of one.

use domain::ids::PersonId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

/// The secret of a person's second step, and since when it is asked for: none while it is being set up.
#[derive(Debug)]
pub struct SecondStep {
    pub secret: Vec<u8>,
    pub confirmed_at: Option<Timestamp>,
}

/// Keeps a secret that is not asked for yet. One that is asked for stays.
pub async fn propose_second_step(
    transaction: &mut Transaction,
    person: PersonId,
    secret: &[u8],
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "INSERT INTO second_steps (person_id, secret, confirmed_at, last_step)
             VALUES ($1, $2, NULL, 0)
             ON CONFLICT (person_id) DO UPDATE
             SET secret = EXCLUDED.secret, last_step = 0
             WHERE second_steps.confirmed_at IS NULL",
            (person.uuid(), secret.to_vec()),
        )
        .await
}

pub async fn find_second_step(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Option<SecondStep>, StoreError> {
    let row: Option<(Vec<u8>, Option<i64>)> = transaction
        .optional(
            "SELECT secret, confirmed_at FROM second_steps WHERE person_id = $1",
            (person.uuid(),),
        )
        .await?;
    Ok(row.map(|(secret, at)| SecondStep { secret, confirmed_at: at.map(moment) }))
}

/// From now on it is asked for. Says whether it was being set up.
pub async fn confirm_second_step(
    transaction: &mut Transaction,
    person: PersonId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE second_steps SET confirmed_at = $2
             WHERE  person_id = $1 AND confirmed_at IS NULL",
            (person.uuid(), at.as_microsecond()),
        )
        .await
}

/// Takes the code of one step of thirty seconds. Says no when it, or a later one, was taken before.
pub async fn take_step(
    transaction: &mut Transaction,
    person: PersonId,
    step: i64,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE second_steps SET last_step = $2 WHERE person_id = $1 AND last_step < $2",
            (person.uuid(), step),
        )
        .await
}

/// Forgets the second step of a person and the codes for when it is lost. Says whether there was one.
pub async fn delete_second_step(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<bool, StoreError> {
    // In the order in which whoever comes in by it takes them.
    delete_sign_in_steps_of(transaction, person).await?;
    let id = (person.uuid(),);
    let was_there =
        transaction.execute_one("DELETE FROM second_steps WHERE person_id = $1", id).await?;
    transaction.execute("DELETE FROM recovery_codes WHERE person_id = $1", id).await?;
    Ok(was_there)
}

/// Whoever gave a password that does not count any more is not asked for a code any more.
pub async fn delete_sign_in_steps_of(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM sign_in_steps WHERE person_id = $1", (person.uuid(),)).await?;
    Ok(())
}

/// Replaces the codes of a person by others.
pub async fn save_recovery_codes(
    transaction: &mut Transaction,
    person: PersonId,
    hashes: &[Vec<u8>],
) -> Result<(), StoreError> {
    transaction
        .execute("DELETE FROM recovery_codes WHERE person_id = $1", (person.uuid(),))
        .await?;
    for hash in hashes {
        transaction
            .execute(
                "INSERT INTO recovery_codes (code_hash, person_id, used_at) VALUES ($1, $2, NULL)",
                (hash.clone(), person.uuid()),
            )
            .await?;
    }
    Ok(())
}

/// Uses a code up. Says whether it was one of theirs that was not used.
pub async fn use_recovery_code(
    transaction: &mut Transaction,
    (person, hash): (PersonId, Vec<u8>),
    at: Timestamp,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE recovery_codes SET used_at = $3
             WHERE  person_id = $1 AND code_hash = $2 AND used_at IS NULL",
            (person.uuid(), hash, at.as_microsecond()),
        )
        .await
}

/// How many codes a person has left.
pub async fn count_recovery_codes(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<i64, StoreError> {
    let (count,) = transaction
        .one(
            "SELECT COUNT(*) FROM recovery_codes WHERE person_id = $1 AND used_at IS NULL",
            (person.uuid(),),
        )
        .await?;
    Ok(count)
}

/// Remembers that somebody gave the right password and is asked for a code.
pub async fn add_sign_in_step(
    transaction: &mut Transaction,
    (person, secret_hash): (PersonId, Vec<u8>),
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO sign_in_steps (secret_hash, person_id, tries, expires_at)
             VALUES ($1, $2, 0, $3)",
            (secret_hash, person.uuid(), expires_at.as_microsecond()),
        )
        .await?;
    Ok(())
}

/// Who is asked for a code. None when they were asked too long ago or too often.
pub async fn find_sign_in_step(
    transaction: &mut Transaction,
    secret_hash: &[u8],
    (now, most): (Timestamp, i64),
) -> Result<Option<PersonId>, StoreError> {
    let row: Option<(Uuid,)> = transaction
        .optional(
            "SELECT person_id FROM sign_in_steps
             WHERE  secret_hash = $1 AND expires_at > $2 AND tries < $3",
            (secret_hash.to_vec(), now.as_microsecond(), most),
        )
        .await?;
    Ok(row.map(|(person,)| PersonId::new(person)))
}

/// Counts a try, and lets nobody else try meanwhile.
pub async fn count_sign_in_try(
    transaction: &mut Transaction,
    secret_hash: &[u8],
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE sign_in_steps SET tries = tries + 1 WHERE secret_hash = $1",
            (secret_hash.to_vec(),),
        )
        .await
}

/// Ends it: whoever was asked is in.
pub async fn delete_sign_in_step(
    transaction: &mut Transaction,
    secret_hash: &[u8],
) -> Result<bool, StoreError> {
    transaction
        .execute_one("DELETE FROM sign_in_steps WHERE secret_hash = $1", (secret_hash.to_vec(),))
        .await
}

/// Forgets who was asked long ago.
pub async fn forget_sign_in_steps(
    transaction: &mut Transaction,
    now: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute("DELETE FROM sign_in_steps WHERE expires_at < $1", (now.as_microsecond(),))
        .await?;
    Ok(())
}
