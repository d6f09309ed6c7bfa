//! Requests to go in spite of a verdict.

use domain::gate::Override;
use domain::gate::verdict::{CriterionKind, Found};
use domain::ids::{BallotId, OverrideId, PersonId};
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

#[derive(sqlx::FromRow)]
struct OverrideRow {
    id: Uuid,
    ballot_id: Uuid,
    reason: String,
    kinds: String,
    requested_by: Uuid,
    requested_at: i64,
    answered_by: Option<Uuid>,
    approved: Option<bool>,
}

impl OverrideRow {
    fn read(self) -> Result<Override, StoreError> {
        let unmet = self.kinds.split_whitespace().map(|pair| {
            let (kind, found) = pair.split_once(':').unwrap_or((pair, ""));
            let both = CriterionKind::from_key(kind).zip(Found::from_key(found));
            both.ok_or_else(|| StoreError::unknown("overrides.kinds", pair))
        });
        Ok(Override {
            id: OverrideId::new(self.id),
            ballot: BallotId::new(self.ballot_id),
            unmet: unmet.collect::<Result<_, _>>()?,
            reason: self.reason,
            requested_by: PersonId::new(self.requested_by),
            requested_at: moment(self.requested_at),
            answer: self.answered_by.map(PersonId::new).zip(self.approved),
        })
    }
}

pub async fn add_override(
    transaction: &mut Transaction,
    asked: &Override,
) -> Result<(), StoreError> {
    let pair = |(kind, found): &(CriterionKind, Found)| format!("{}:{}", kind.key(), found.key());
    let kinds: Vec<String> = asked.unmet.iter().map(pair).collect();
    transaction
        .execute(
            "INSERT INTO overrides (id, ballot_id, reason, kinds, requested_by, requested_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            (
                asked.id.uuid(),
                asked.ballot.uuid(),
                asked.reason.as_str(),
                kinds.join(" "),
                asked.requested_by.uuid(),
                asked.requested_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

/// The newest request about a vote.
pub async fn find_override(
    transaction: &mut Transaction,
    ballot: BallotId,
) -> Result<Option<Override>, StoreError> {
    let row: Option<OverrideRow> = transaction
        .optional(
            "SELECT id, ballot_id, reason, kinds, requested_by, requested_at, answered_by, approved
             FROM overrides
             WHERE ballot_id = $1
             ORDER BY requested_at DESC, id DESC
             LIMIT 1",
            (ballot.uuid(),),
        )
        .await?;
    row.map(OverrideRow::read).transpose()
}

/// Answers a request that nobody answered yet; says whether it was one.
pub async fn answer_override(
    transaction: &mut Transaction,
    id: OverrideId,
    by: PersonId,
    approved: bool,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE overrides
             SET answered_by = $2, approved = $3
             WHERE id = $1 AND answered_by IS NULL AND requested_by <> $2",
            (id.uuid(), by.uuid(), approved),
        )
        .await
}
