//! What is known about the files of materials. What is in them lies in the data directory: `blob`.

use domain::ids::{MaterialFileId, MaterialId, PersonId};
use domain::training::file::{FileKind, FileName, MaterialFile};
use uuid::Uuid;

use crate::engine::value::{moment, parse_stored};
use crate::{StoreError, Transaction};

#[derive(sqlx::FromRow)]
struct FileRow {
    id: Uuid,
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
            "INSERT INTO material_files (id, material_id, name, kind, size, hash, added_by, added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            (
                file.id.uuid(),
                file.material.uuid(),
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

/// The files of a material, the oldest first.
pub async fn list_files(
    transaction: &mut Transaction,
    material: MaterialId,
) -> Result<Vec<MaterialFile>, StoreError> {
    let rows: Vec<FileRow> = transaction
        .all(
            "SELECT id, name, kind, size, hash, added_by, added_at FROM material_files
             WHERE material_id = $1
             ORDER BY added_at, id",
            (material.uuid(),),
        )
        .await?;
    rows.into_iter().map(|row| row.read(material)).collect()
}

/// Says whether there was one.
pub async fn delete_file(
    transaction: &mut Transaction,
    (material, id): (MaterialId, MaterialFileId),
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "DELETE FROM material_files WHERE id = $2 AND material_id = $1",
            (material.uuid(), id.uuid()),
        )
        .await
}
