//! Success criteria of phases.

use domain::ids::{PersonId, PhaseId, ReleaseId, SuccessCriterionId};
use domain::number::Amount;
use domain::phase::{Actual, Measure, Operator, SuccessCriterion, SuccessCriterionText};
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
            "SELECT s.id, s.phase_id, s.metric, s.operator, s.target, s.unit, s.source, s.watcher_id,
                    s.measure, s.actual, s.inconclusive, s.seen_at, s.version
             FROM successes s
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct SuccessCriterionRow {
    id: Uuid,
    phase_id: Uuid,
    metric: String,
    operator: String,
    target: i64,
    unit: Option<String>,
    source: Option<String>,
    watcher_id: Option<Uuid>,
    measure: String,
    actual: Option<i64>,
    inconclusive: Option<String>,
    seen_at: Option<i64>,
    version: i64,
}

impl SuccessCriterionRow {
    fn read(self) -> Result<SuccessCriterion, StoreError> {
        let at = moment(self.seen_at.unwrap_or_default());
        let actual = match (self.actual, self.inconclusive) {
            (Some(amount), _) => Actual::Measured { amount: Amount::from_thousandths(amount), at },
            (None, Some(reason)) => Actual::Inconclusive { reason, at },
            (None, None) => Actual::None,
        };
        let unit =
            self.unit.map(|unit| parse_stored("successes.unit", &unit, Line::parse)).transpose()?;
        let source = self
            .source
            .map(|source| parse_stored("successes.source", &source, Link::parse))
            .transpose()?;
        Ok(SuccessCriterion {
            id: SuccessCriterionId::new(self.id),
            phase: PhaseId::new(self.phase_id),
            text: SuccessCriterionText {
                metric: parse_stored("successes.metric", &self.metric, Title::parse)?,
                operator: Operator::from_key(&self.operator)
                    .ok_or_else(|| StoreError::unknown("successes.operator", &self.operator))?,
                target: Amount::from_thousandths(self.target),
                unit,
                source,
                watcher: self.watcher_id.map(PersonId::new),
                measure: Measure::from_key(&self.measure)
                    .ok_or_else(|| StoreError::unknown("successes.measure", &self.measure))?,
            },
            actual,
            version: self.version,
        })
    }
}

pub async fn add_success(
    transaction: &mut Transaction,
    (id, phase): (SuccessCriterionId, PhaseId),
    text: &SuccessCriterionText,
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO successes (id, phase_id, metric, operator, target, unit, source, watcher_id,
                                    measure, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
            (
                id.uuid(),
                phase.uuid(),
                text.metric.as_str(),
                text.operator.key(),
                text.target.thousandths(),
                text.unit.as_ref().map(Line::to_string),
                text.source.as_ref().map(|link| link.as_str().to_owned()),
                text.watcher.map(PersonId::uuid),
                text.measure.key(),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_success(
    transaction: &mut Transaction,
    id: SuccessCriterionId,
) -> Result<Option<SuccessCriterion>, StoreError> {
    let row: Option<SuccessCriterionRow> =
        transaction.optional(select!("WHERE s.id = $1"), (id.uuid(),)).await?;
    row.map(SuccessCriterionRow::read).transpose()
}

/// The success criteria of every phase of a release, in the order they were added.
pub async fn list_successes(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<SuccessCriterion>, StoreError> {
    let rows: Vec<SuccessCriterionRow> = transaction
        .all(
            select!(
                "JOIN phases p ON p.id = s.phase_id
                 WHERE p.release_id = $1
                 ORDER BY p.position, s.created_at, s.id"
            ),
            (release.uuid(),),
        )
        .await?;
    rows.into_iter().map(SuccessCriterionRow::read).collect()
}

/// Keeps what was seen; says whether the version was still the newest.
pub async fn save_actual(
    transaction: &mut Transaction,
    (id, version): (SuccessCriterionId, i64),
    actual: &Actual,
) -> Result<bool, StoreError> {
    let (amount, inconclusive, at) = match actual {
        Actual::None => (None, None, None),
        Actual::Measured { amount, at } => (Some(amount.thousandths()), None, Some(*at)),
        Actual::Inconclusive { reason, at } => (None, Some(reason.clone()), Some(*at)),
    };
    transaction
        .execute_one(
            "UPDATE successes
             SET actual = $3, inconclusive = $4, seen_at = $5, version = version + 1
             WHERE id = $1 AND version = $2",
            (id.uuid(), version, amount, inconclusive, at.map(Timestamp::as_microsecond)),
        )
        .await
}

/// Says whether there was one.
pub async fn delete_success(
    transaction: &mut Transaction,
    id: SuccessCriterionId,
) -> Result<bool, StoreError> {
    transaction.execute_one("DELETE FROM successes WHERE id = $1", (id.uuid(),)).await
}
