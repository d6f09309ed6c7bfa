//! What a drill is to show, what it tells when, and which risks a release fears most.

use domain::drill::{Inject, Objective, Rating, Scenario};
use domain::ids::{DrillId, InjectId, ObjectiveId, PersonId, ReleaseId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::engine::value::number;
use crate::{StoreError, Transaction};

/// Puts other objectives in the place of those that are there.
pub async fn replace_objectives(
    transaction: &mut Transaction,
    drill: DrillId,
    objectives: &[Objective],
) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM objectives WHERE drill_id = $1", (drill.uuid(),)).await?;
    for (position, objective) in (1i64..).zip(objectives) {
        transaction
            .execute(
                "INSERT INTO objectives (id, drill_id, position, words, rating)
                 VALUES ($1, $2, $3, $4, $5)",
                (
                    objective.id.uuid(),
                    drill.uuid(),
                    position,
                    objective.words.as_str(),
                    objective.rating.map(|rating| rating.key().to_owned()),
                ),
            )
            .await?;
    }
    Ok(())
}

pub async fn list_objectives(
    transaction: &mut Transaction,
    drill: DrillId,
) -> Result<Vec<Objective>, StoreError> {
    let rows: Vec<(Uuid, String, Option<String>)> = transaction
        .all(
            "SELECT id, words, rating FROM objectives WHERE drill_id = $1 ORDER BY position",
            (drill.uuid(),),
        )
        .await?;
    let read = |(id, words, rating): (Uuid, String, Option<String>)| Objective {
        id: ObjectiveId::new(id),
        words,
        rating: rating.as_deref().and_then(Rating::from_key),
    };
    Ok(rows.into_iter().map(read).collect())
}

pub async fn add_inject(
    transaction: &mut Transaction,
    drill: DrillId,
    inject: &Inject,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO injects (id, drill_id, minute, words, expected) VALUES ($1, $2, $3, $4, $5)",
            (
                inject.id.uuid(),
                drill.uuid(),
                i64::from(inject.minute),
                inject.words.as_str(),
                inject.expected.clone(),
            ),
        )
        .await?;
    Ok(())
}

/// In which drill an inject is.
pub async fn find_drill_of_inject(
    transaction: &mut Transaction,
    id: InjectId,
) -> Result<Option<DrillId>, StoreError> {
    let row: Option<(Uuid,)> =
        transaction.optional("SELECT drill_id FROM injects WHERE id = $1", (id.uuid(),)).await?;
    Ok(row.map(|(drill,)| DrillId::new(drill)))
}

/// The script of a drill in the order of its minutes.
pub async fn list_injects(
    transaction: &mut Transaction,
    drill: DrillId,
) -> Result<Vec<Inject>, StoreError> {
    type Row = (Uuid, i64, String, Option<String>, Option<i64>, Option<Uuid>);
    let rows: Vec<Row> = transaction
        .all(
            "SELECT id, minute, words, expected, released_at, released_by
             FROM injects
             WHERE drill_id = $1
             ORDER BY minute, id",
            (drill.uuid(),),
        )
        .await?;
    rows.into_iter()
        .map(|(id, minute, words, expected, at, by)| {
            Ok(Inject {
                id: InjectId::new(id),
                minute: number("injects.minute", Some(minute))?.unwrap_or_default(),
                words,
                expected,
                released: by.map(PersonId::new).zip(at.map(moment)),
            })
        })
        .collect()
}

/// Releases an inject; says whether it was not released before.
pub async fn release_inject(
    transaction: &mut Transaction,
    id: InjectId,
    (by, at): (PersonId, Timestamp),
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE injects SET released_at = $2, released_by = $3
             WHERE id = $1 AND released_at IS NULL",
            (id.uuid(), at.as_microsecond(), by.uuid()),
        )
        .await
}

/// Deletes an inject that is not released; says whether it did.
pub async fn delete_inject(
    transaction: &mut Transaction,
    id: InjectId,
) -> Result<bool, StoreError> {
    transaction
        .execute_one("DELETE FROM injects WHERE id = $1 AND released_at IS NULL", (id.uuid(),))
        .await
}

/// Names the risks that a release fears most.
pub async fn replace_risks(
    transaction: &mut Transaction,
    release: ReleaseId,
    risks: &[Scenario],
) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM risks WHERE release_id = $1", (release.uuid(),)).await?;
    for risk in risks {
        transaction
            .execute(
                "INSERT INTO risks (release_id, scenario) VALUES ($1, $2)",
                (release.uuid(), risk.key()),
            )
            .await?;
    }
    Ok(())
}

/// The risks that a release fears most, in the order of the library.
pub async fn list_risks(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Scenario>, StoreError> {
    let rows: Vec<(String,)> = transaction
        .all("SELECT scenario FROM risks WHERE release_id = $1", (release.uuid(),))
        .await?;
    let mut risks = rows
        .into_iter()
        .map(|(key,)| {
            Scenario::from_key(&key).ok_or_else(|| StoreError::unknown("risks.scenario", &key))
        })
        .collect::<Result<Vec<_>, _>>()?;
    risks.sort();
    Ok(risks)
}
