//! What is known about the files of materials. What is in them lies in the data directory: `blob`.

use domain::ids::{MaterialFileId, MaterialId, PersonId};
use domain::training::file::{FileKind, FileName, MaterialFile};
use domain::training::version::VersionRange;
use uuid::Uuid;

use crate::engine::value::{moment, parse_stored};
use crate::{StoreError, Transaction};

#[derive(sqlx::FromRow)]
struct FileRow {
    id: Uuid,
    since: i64,
    until: Option<i64>,
    name: String,
    kind: String,
    size: i64,
    hash: String,
    added_by: Uuid,
    added_at: i64,
}

impl FileRow {
    fn read(self, material: MaterialId) -> Result<MaterialFile, StoreError> {
        Ok(MaterialFile {
            id: MaterialFileId::new(self.id),
            material,
            range: VersionRange { since: self.since, until: self.until },
            name: parse_stored("material_files.name", &self.name, FileName::parse)?,
            kind: FileKind::from_key(&self.kind)
                .ok_or_else(|| StoreError::unknown("material_files.kind", &self.kind))?,
            size: self.size,
            hash: self.hash,
            added_by: PersonId::new(self.added_by),
            added_at: moment(self.added_at),
        })
    }
}

pub async fn add_file(
    transaction: &mut Transaction,
    file: &MaterialFile,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO material_files (id, material_id, since, until, name, kind, size, hash, added_by, added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            (
                file.id.uuid(),
                file.material.uuid(),
                file.range.since,
                file.range.until,
                file.name.as_str(),
                file.kind.key(),
                file.size,
                file.hash.as_str(),
                file.added_by.uuid(),
                file.added_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

/// The files of a material in all of its versions, the oldest first.
pub async fn list_files(
    transaction: &mut Transaction,
    material: MaterialId,
) -> Result<Vec<MaterialFile>, StoreError> {
    let rows: Vec<FileRow> = transaction
        .all(
            "SELECT id, since, until, name, kind, size, hash, added_by, added_at FROM material_files
             WHERE material_id = $1
             ORDER BY added_at, id",
            (material.uuid(),),
        )
        .await?;
    rows.into_iter().map(|row| row.read(material)).collect()
}

/// Takes a file out of the versions from one on, and out of all when none before has it.
pub async fn end_file(
    transaction: &mut Transaction,
    file: &MaterialFile,
    number: i64,
) -> Result<(), StoreError> {
    match file.range.ended(number) {
        Some(range) => {
            let sql = "UPDATE material_files SET until = $2 WHERE id = $1";
            transaction.execute(sql, (file.id.uuid(), range.until)).await?;
        }
        None => {
            let sql = "DELETE FROM material_files WHERE id = $1";
            transaction.execute(sql, (file.id.uuid(),)).await?;
        }
    }
    Ok(())
}

/// Forgets what only versions before one had: nobody reads them any more. Says how many there were.
pub async fn delete_ended_files(
    transaction: &mut Transaction,
    (material, number): (MaterialId, i64),
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM material_files WHERE material_id = $1 AND until <= $2";
    transaction.execute(sql, (material.uuid(), number)).await
}
