//! Pitfalls that materials address.

use domain::ids::{MaterialId, PitfallId};
use domain::text::Line;
use domain::training::pitfall::{Pitfall, PitfallText};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::parse_stored;
use crate::{StoreError, Transaction};

pub async fn add_pitfall(
    transaction: &mut Transaction,
    pitfall: &Pitfall,
    at: Timestamp,
) -> Result<(), StoreError> {
    let text = &pitfall.text;
    transaction
        .execute(
            "INSERT INTO pitfalls (id, material_id, words, source, heading, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            (
                pitfall.id.uuid(),
                pitfall.material.uuid(),
                text.words.as_str(),
                text.source.as_ref().map(Line::to_string),
                text.heading.as_ref().map(Line::to_string),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

/// The pitfalls of a material, the oldest first.
pub async fn list_pitfalls(
    transaction: &mut Transaction,
    material: MaterialId,
) -> Result<Vec<Pitfall>, StoreError> {
    let rows: Vec<(Uuid, String, Option<String>, Option<String>)> = transaction
        .all(
            "SELECT id, words, source, heading FROM pitfalls
             WHERE material_id = $1
             ORDER BY created_at, id",
            (material.uuid(),),
        )
        .await?;
    let line = |text: Option<String>| {
        text.map(|text| parse_stored("pitfalls", &text, Line::parse)).transpose()
    };
    let read = |(id, words, source, heading): (Uuid, String, _, _)| {
        Ok(Pitfall {
            id: PitfallId::new(id),
            material,
            text: PitfallText {
                words: parse_stored("pitfalls.words", &words, Line::parse)?,
                source: line(source)?,
                heading: line(heading)?,
            },
        })
    };
    rows.into_iter().map(read).collect()
}

/// Says whether there was one.
pub async fn delete_pitfall(
    transaction: &mut Transaction,
    (material, id): (MaterialId, PitfallId),
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "DELETE FROM pitfalls WHERE id = $2 AND material_id = $1",
            (material.uuid(), id.uuid()),
        )
        .await
}
