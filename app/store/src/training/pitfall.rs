//! Pitfalls that materials address.

use domain::ids::{MaterialId, PitfallId};
use domain::text::Line;
use domain::training::pitfall::{Pitfall, PitfallText};
use domain::training::version::VersionRange;
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
            "INSERT INTO pitfalls (id, material_id, since, until, words, source, heading, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            (
                pitfall.id.uuid(),
                pitfall.material.uuid(),
                pitfall.range.since,
                pitfall.range.until,
                text.words.as_str(),
                text.source.as_ref().map(Line::to_string),
                text.heading.as_ref().map(Line::to_string),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

type PitfallRow = (Uuid, i64, Option<i64>, String, Option<String>, Option<String>);

/// The pitfalls of a material in all of its versions, the oldest first.
pub async fn list_pitfalls(
    transaction: &mut Transaction,
    material: MaterialId,
) -> Result<Vec<Pitfall>, StoreError> {
    let rows: Vec<PitfallRow> = transaction
        .all(
            "SELECT id, since, until, words, source, heading FROM pitfalls
             WHERE material_id = $1
             ORDER BY created_at, id",
            (material.uuid(),),
        )
        .await?;
    let line = |text: Option<String>| {
        text.map(|text| parse_stored("pitfalls", &text, Line::parse)).transpose()
    };
    let read = |(id, since, until, words, source, heading): PitfallRow| {
        Ok(Pitfall {
            id: PitfallId::new(id),
            material,
            range: VersionRange { since, until },
            text: PitfallText {
                words: parse_stored("pitfalls.words", &words, Line::parse)?,
                source: line(source)?,
                heading: line(heading)?,
            },
        })
    };
    rows.into_iter().map(read).collect()
}

/// Takes a pitfall out of the versions from one on, and out of all when none before has it.
pub async fn end_pitfall(
    transaction: &mut Transaction,
    pitfall: &Pitfall,
    number: i64,
) -> Result<(), StoreError> {
    match pitfall.range.ended(number) {
        Some(range) => {
            let sql = "UPDATE pitfalls SET until = $2 WHERE id = $1";
            transaction.execute(sql, (pitfall.id.uuid(), range.until)).await?;
        }
        None => {
            transaction.execute("DELETE FROM pitfalls WHERE id = $1", (pitfall.id.uuid(),)).await?;
        }
    }
    Ok(())
}

/// Forgets what only versions before one had: nobody reads them any more.
pub async fn delete_ended_pitfalls(
    transaction: &mut Transaction,
    (material, number): (MaterialId, i64),
) -> Result<(), StoreError> {
    let sql = "DELETE FROM pitfalls WHERE material_id = $1 AND until <= $2";
    transaction.execute(sql, (material.uuid(), number)).await?;
    Ok(())
}
