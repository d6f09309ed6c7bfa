//! Personal links of readers. Only the hash of their secret is kept.

use domain::ids::{MaterialId, PersonId, ReaderId, ReaderLinkId};
use domain::training::reader_link::ReaderLink;
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, material_id, reader_id, made_by, made_at, expires_at, revoked_at
             FROM reader_links
             ",
            $which
        )
    };
}

type LinkRow = (Uuid, Uuid, Uuid, Uuid, i64, i64, Option<i64>);

fn read((id, material, reader, made_by, made_at, expires_at, revoked_at): LinkRow) -> ReaderLink {
    ReaderLink {
        id: ReaderLinkId::new(id),
        material: MaterialId::new(material),
        reader: ReaderId::new(reader),
        made_by: PersonId::new(made_by),
        made_at: moment(made_at),
        expires_at: moment(expires_at),
        revoked_at: revoked_at.map(moment),
    }
}

pub async fn add_link(
    transaction: &mut Transaction,
    link: &ReaderLink,
    secret_hash: Vec<u8>,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO reader_links (id, material_id, reader_id, secret_hash, made_by, made_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            (
                link.id.uuid(),
                link.material.uuid(),
                link.reader.uuid(),
                secret_hash,
                link.made_by.uuid(),
                link.made_at.as_microsecond(),
                link.expires_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_link(
    transaction: &mut Transaction,
    id: ReaderLinkId,
) -> Result<Option<ReaderLink>, StoreError> {
    let row: Option<LinkRow> = transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    Ok(row.map(read))
}

/// The link with this secret, whether it still works or not.
pub async fn find_link_by_secret(
    transaction: &mut Transaction,
    secret_hash: Vec<u8>,
) -> Result<Option<ReaderLink>, StoreError> {
    let row: Option<LinkRow> =
        transaction.optional(select!("WHERE secret_hash = $1"), (secret_hash,)).await?;
    Ok(row.map(read))
}

/// Says whether it was not revoked before.
pub async fn revoke_link(
    transaction: &mut Transaction,
    id: ReaderLinkId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE reader_links SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
            (id.uuid(), at.as_microsecond()),
        )
        .await
}

/// Only the newest link of a reader to a material works.
pub async fn revoke_links_of_reader(
    transaction: &mut Transaction,
    (material, reader): (MaterialId, ReaderId),
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "UPDATE reader_links SET revoked_at = $3
             WHERE material_id = $1 AND reader_id = $2 AND revoked_at IS NULL",
            (material.uuid(), reader.uuid(), at.as_microsecond()),
        )
        .await?;
    Ok(())
}

/// When a reader first confirmed, by their link, a version that is not older than this one.
pub async fn confirmed_at(
    transaction: &mut Transaction,
    (material, number, reader): (MaterialId, i64, ReaderId),
) -> Result<Option<Timestamp>, StoreError> {
    let (at,): (Option<i64>,) = transaction
        .one(
            "SELECT MIN(at) FROM acknowledgements
             WHERE material_id = $1 AND number >= $2 AND reader_id = $3",
            (material.uuid(), number, reader.uuid()),
        )
        .await?;
    Ok(at.map(moment))
}
