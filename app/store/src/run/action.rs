//! What people do in runs: each action once, in the order it arrived.

use domain::ids::{ActionId, PersonId, RunId, StepId};
use domain::run::{Noted, NotedKind};
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

#[derive(sqlx::FromRow)]
struct ActionRow {
    id: Uuid,
    sequence: i64,
    step_id: Option<Uuid>,
    kind: String,
    words: Option<String>,
    by_id: Uuid,
    at: i64,
    received_at: i64,
}

impl ActionRow {
    fn read(self) -> Result<Noted, StoreError> {
        Ok(Noted {
            id: ActionId::new(self.id),
            sequence: self.sequence,
            step: self.step_id.map(StepId::new),
            kind: NotedKind::from_key(&self.kind)
                .ok_or_else(|| StoreError::unknown("run_actions.kind", &self.kind))?,
            words: self.words,
            by: PersonId::new(self.by_id),
            at: moment(self.at),
            received_at: moment(self.received_at),
        })
    }
}

/// Keeps an action; says whether it is new. One that is there already is not kept again.
pub async fn add_action(
    transaction: &mut Transaction,
    run: RunId,
    action: &Noted,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "INSERT INTO run_actions (id, run_id, sequence, step_id, kind, words, by_id, at,
                                      received_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (id) DO NOTHING",
            (
                action.id.uuid(),
                run.uuid(),
                action.sequence,
                action.step.map(StepId::uuid),
                action.kind.key(),
                action.words.clone(),
                action.by.uuid(),
                action.at.as_microsecond(),
                action.received_at.as_microsecond(),
            ),
        )
        .await
}

/// In which run an action is, if it has arrived.
pub async fn find_run_of_action(
    transaction: &mut Transaction,
    id: ActionId,
) -> Result<Option<RunId>, StoreError> {
    let row: Option<(Uuid,)> =
        transaction.optional("SELECT run_id FROM run_actions WHERE id = $1", (id.uuid(),)).await?;
    Ok(row.map(|(run,)| RunId::new(run)))
}

/// What people did in a run, the newest `limit` of it, the newest first.
pub async fn list_actions(
    transaction: &mut Transaction,
    run: RunId,
    limit: i64,
) -> Result<Vec<Noted>, StoreError> {
    let rows: Vec<ActionRow> = transaction
        .all(
            "SELECT id, sequence, step_id, kind, words, by_id, at, received_at
             FROM run_actions
             WHERE run_id = $1
             ORDER BY sequence DESC
             LIMIT $2",
            (run.uuid(), limit),
        )
        .await?;
    rows.into_iter().map(ActionRow::read).collect()
}
