//! Expected outcomes and the looks back after a launch.

use domain::ids::{OutcomeId, PersonId, ReleaseId};
use domain::release::outcome::{CheckIn, CheckInKind, Outcome, OutcomeFound, OutcomeText};
use domain::text::{Line, Link, Title};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::engine::value::parse_stored;
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, release_id, metric, target, source, look_on, actual, learned, looked_by, looked_at,
                    version
             FROM outcomes
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct OutcomeRow {
    id: Uuid,
    release_id: Uuid,
    metric: String,
    target: String,
    source: Option<String>,
    look_on: String,
    actual: Option<String>,
    learned: Option<String>,
    looked_by: Option<Uuid>,
    looked_at: Option<i64>,
    version: i64,
}

impl OutcomeRow {
    fn read(self) -> Result<Outcome, StoreError> {
        let found = match (self.actual, self.learned, self.looked_by, self.looked_at) {
            (Some(actual), Some(learned), Some(by), Some(at)) => Some(OutcomeFound {
                actual: parse_stored("outcomes.actual", &actual, Line::parse)?,
                learned: parse_stored("outcomes.learned", &learned, Line::parse)?,
                by: PersonId::new(by),
                at: moment(at),
            }),
            _ => None,
        };
        let source = self
            .source
            .map(|source| parse_stored("outcomes.source", &source, Link::parse))
            .transpose()?;
        Ok(Outcome {
            id: OutcomeId::new(self.id),
            release: ReleaseId::new(self.release_id),
            text: OutcomeText {
                metric: parse_stored("outcomes.metric", &self.metric, Title::parse)?,
                target: parse_stored("outcomes.target", &self.target, Line::parse)?,
                source,
                look_on: parse_stored("outcomes.look_on", &self.look_on, str::parse)?,
            },
            found,
            version: self.version,
        })
    }
}

pub async fn add_outcome(
    transaction: &mut Transaction,
    (id, release): (OutcomeId, ReleaseId),
    text: &OutcomeText,
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO outcomes (id, release_id, metric, target, source, look_on, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 1)",
            (
                id.uuid(),
                release.uuid(),
                text.metric.as_str(),
                text.target.as_str(),
                text.source.as_ref().map(|link| link.as_str().to_owned()),
                text.look_on.to_string(),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_outcome(
    transaction: &mut Transaction,
    id: OutcomeId,
) -> Result<Option<Outcome>, StoreError> {
    let row: Option<OutcomeRow> =
        transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(OutcomeRow::read).transpose()
}

/// The outcomes of a release in the order of the days on which somebody looks.
pub async fn list_outcomes(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Outcome>, StoreError> {
    let rows: Vec<OutcomeRow> = transaction
        .all(
            select!(
                "WHERE release_id = $1
                 ORDER BY look_on, id"
            ),
            (release.uuid(),),
        )
        .await?;
    rows.into_iter().map(OutcomeRow::read).collect()
}

/// Keeps what was found; says whether the version was still the newest.
pub async fn save_found(
    transaction: &mut Transaction,
    (id, version): (OutcomeId, i64),
    found: &OutcomeFound,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE outcomes
             SET actual = $3, learned = $4, looked_by = $5, looked_at = $6, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                found.actual.as_str(),
                found.learned.as_str(),
                found.by.uuid(),
                found.at.as_microsecond(),
            ),
        )
        .await
}

/// Deletes an outcome that nobody has looked at; says whether it did.
pub async fn delete_outcome(
    transaction: &mut Transaction,
    id: OutcomeId,
) -> Result<bool, StoreError> {
    transaction
        .execute_one("DELETE FROM outcomes WHERE id = $1 AND actual IS NULL", (id.uuid(),))
        .await
}

/// Keeps a look back; says whether nobody else had taken it.
pub async fn save_check_in(
    transaction: &mut Transaction,
    release: ReleaseId,
    check_in: &CheckIn,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "INSERT INTO check_ins (release_id, kind, notes, by_id, at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (release_id, kind) DO NOTHING",
            (
                release.uuid(),
                check_in.kind.key(),
                check_in.notes.as_str(),
                check_in.by.uuid(),
                check_in.at.as_microsecond(),
            ),
        )
        .await
}

pub async fn list_check_ins(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<CheckIn>, StoreError> {
    let rows: Vec<(String, String, Uuid, i64)> = transaction
        .all(
            "SELECT kind, notes, by_id, at FROM check_ins WHERE release_id = $1 ORDER BY at",
            (release.uuid(),),
        )
        .await?;
    rows.into_iter()
        .map(|(kind, notes, by, at)| {
            let kind = CheckInKind::from_key(&kind)
                .ok_or_else(|| StoreError::unknown("check_ins.kind", &kind))?;
            Ok(CheckIn { kind, notes, by: PersonId::new(by), at: moment(at) })
        })
        .collect()
}
