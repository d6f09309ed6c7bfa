//! Decisions at gates. The tables refuse to change them.

use domain::gate::{Decision, Snapshot};
use domain::ids::{DecisionId, PersonId, PhaseId, ReleaseId};
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, release_id, phase_id, number, go, words, at, by_id, snapshot
             FROM decisions
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct DecisionRow {
    id: Uuid,
    release_id: Uuid,
    phase_id: Uuid,
    number: i64,
    go: bool,
    words: String,
    at: i64,
    by_id: Uuid,
    snapshot: String,
}

impl DecisionRow {
    fn read(self) -> Result<Decision, StoreError> {
        let snapshot: Snapshot = serde_json::from_str(&self.snapshot)
            .map_err(|_| StoreError::unknown("decisions.snapshot", &self.id.to_string()))?;
        Ok(Decision {
            id: DecisionId::new(self.id),
            release: ReleaseId::new(self.release_id),
            phase: PhaseId::new(self.phase_id),
            number: self.number,
            go: self.go,
            words: self.words,
            at: moment(self.at),
            by: PersonId::new(self.by_id),
            snapshot,
        })
    }
}

/// Adds a decision; says whether nobody took this number first.
pub async fn add_decision(
    transaction: &mut Transaction,
    decision: &Decision,
) -> Result<bool, StoreError> {
    let snapshot = serde_json::to_string(&decision.snapshot)
        .map_err(|error| StoreError::unknown("decisions.snapshot", &error.to_string()))?;
    transaction
        .execute_one(
            "INSERT INTO decisions (id, release_id, phase_id, number, go, words, at, by_id, snapshot)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (phase_id, number) DO NOTHING",
            (
                decision.id.uuid(),
                decision.release.uuid(),
                decision.phase.uuid(),
                decision.number,
                decision.go,
                decision.words.as_str(),
                decision.at.as_microsecond(),
                decision.by.uuid(),
                snapshot,
            ),
        )
        .await
}

pub async fn find_decision(
    transaction: &mut Transaction,
    id: DecisionId,
) -> Result<Option<Decision>, StoreError> {
    let row: Option<DecisionRow> =
        transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(DecisionRow::read).transpose()
}

/// The decisions about a phase, the newest first: that one holds.
pub async fn list_decisions(
    transaction: &mut Transaction,
    phase: PhaseId,
) -> Result<Vec<Decision>, StoreError> {
    let rows: Vec<DecisionRow> = transaction
        .all(
            select!(
                "WHERE phase_id = $1
                 ORDER BY number DESC"
            ),
            (phase.uuid(),),
        )
        .await?;
    rows.into_iter().map(DecisionRow::read).collect()
}
