//! What somebody types into a material, kept while they type: one draft for each person.

use domain::ids::{MaterialId, PersonId};
use domain::text::Markdown;
use domain::training::draft::Draft;
use jiff::Timestamp;

use crate::engine::value::parse_stored;
use crate::{StoreError, Transaction};

pub async fn find_draft(
    transaction: &mut Transaction,
    (material, person): (MaterialId, PersonId),
) -> Result<Option<Draft>, StoreError> {
    let row: Option<(String, i64, i64)> = transaction
        .optional(
            "SELECT body, based_on, version FROM material_drafts
             WHERE material_id = $1 AND person_id = $2",
            (material.uuid(), person.uuid()),
        )
        .await?;
    let Some((body, based_on, version)) = row else { return Ok(None) };
    Ok(Some(Draft {
        body: parse_stored("material_drafts.body", &body, Markdown::stored)?,
        based_on,
        version,
    }))
}

/// Keeps a draft over the one that was seen, 0 when there was none; says whether it still was the newest.
pub async fn keep_draft(
    transaction: &mut Transaction,
    (material, person): (MaterialId, PersonId),
    (seen, based_on): (i64, i64),
    body: &Markdown,
    at: Timestamp,
) -> Result<bool, StoreError> {
    if seen == 0 {
        return transaction
            .execute_one(
                "INSERT INTO material_drafts (material_id, person_id, body, based_on, saved_at, version)
                 VALUES ($1, $2, $3, $4, $5, 1)
                 ON CONFLICT (material_id, person_id) DO NOTHING",
                (
                    material.uuid(),
                    person.uuid(),
                    body.as_str(),
                    based_on,
                    at.as_microsecond(),
                ),
            )
            .await;
    }
    transaction
        .execute_one(
            "UPDATE material_drafts
             SET body = $4, based_on = $5, saved_at = $6, version = version + 1
             WHERE material_id = $1 AND person_id = $2 AND version = $3",
            (material.uuid(), person.uuid(), seen, body.as_str(), based_on, at.as_microsecond()),
        )
        .await
}

/// It is saved, or nobody wants it.
pub async fn delete_draft(
    transaction: &mut Transaction,
    (material, person): (MaterialId, PersonId),
) -> Result<(), StoreError> {
    transaction
        .execute(
            "DELETE FROM material_drafts WHERE material_id = $1 AND person_id = $2",
            (material.uuid(), person.uuid()),
        )
        .await?;
    Ok(())
}
