//! Addresses of calendars.

use domain::account::calendar::Subscription;
use domain::ids::{PersonId, ReleaseId, SubscriptionId};
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

type SubscriptionRow = (Uuid, Uuid, Option<Uuid>, i64);

fn read((id, person, release, created_at): SubscriptionRow) -> Subscription {
    Subscription {
        id: SubscriptionId::new(id),
        person: PersonId::new(person),
        release: release.map(ReleaseId::new),
        created_at: moment(created_at),
    }
}

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, person_id, release_id, created_at
             FROM feeds
             ",
            $which
        )
    };
}

pub async fn add_feed(
    transaction: &mut Transaction,
    feed: &Subscription,
    secret_hash: Vec<u8>,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO feeds (id, person_id, release_id, secret_hash, created_at)
             VALUES ($1, $2, $3, $4, $5)",
            (
                feed.id.uuid(),
                feed.person.uuid(),
                feed.release.map(ReleaseId::uuid),
                secret_hash,
                feed.created_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_feed(
    transaction: &mut Transaction,
    secret_hash: Vec<u8>,
) -> Result<Option<Subscription>, StoreError> {
    let row: Option<SubscriptionRow> =
        transaction.optional(select!("WHERE secret_hash = $1"), (secret_hash,)).await?;
    Ok(row.map(read))
}

/// The addresses of a person, the newest first.
pub async fn list_feeds(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Vec<Subscription>, StoreError> {
    let rows: Vec<SubscriptionRow> = transaction
        .all(
            select!(
                "WHERE person_id = $1
                 ORDER BY created_at DESC, id DESC"
            ),
            (person.uuid(),),
        )
        .await?;
    Ok(rows.into_iter().map(read).collect())
}

/// Says whether it was one of the person's.
/// Ends every address of a person.
pub async fn delete_feeds(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<u64, StoreError> {
    transaction.execute("DELETE FROM feeds WHERE person_id = $1", (person.uuid(),)).await
}

pub async fn delete_feed(
    transaction: &mut Transaction,
    person: PersonId,
    id: SubscriptionId,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "DELETE FROM feeds WHERE id = $1 AND person_id = $2",
            (id.uuid(), person.uuid()),
        )
        .await
}
