//! What became of the steps of a run.

use domain::ids::{PersonId, RunId, RunbookId, StepId};
use domain::run::{Ending, RunStep, Standing, StepState};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::runbook::step::StepRow;
use crate::{StoreError, Transaction};

#[derive(sqlx::FromRow)]
struct RunStepRow {
    #[sqlx(flatten)]
    step: StepRow,
    substitute_id: Option<Uuid>,
    state: String,
    started_at: Option<i64>,
    ended_at: Option<i64>,
    reason: Option<String>,
    by_id: Option<Uuid>,
}

impl RunStepRow {
    fn read(self) -> Result<RunStep, StoreError> {
        let reason = self.reason.unwrap_or_default();
        let since = moment(self.started_at.unwrap_or_default());
        let at = moment(self.ended_at.unwrap_or_default());
        let by = PersonId::new(self.by_id.unwrap_or_default());
        let ended = |how| Standing::Ended { since, at, how, by };
        let unknown = || StoreError::unknown("run_steps.state", &self.state);
        let standing = match StepState::from_key(&self.state).ok_or_else(unknown)? {
            StepState::Waiting => Standing::Waiting,
            StepState::Running => Standing::Running { since },
            StepState::Done => ended(Ending::Done),
            StepState::Failed => ended(Ending::Failed(reason)),
            StepState::Skipped => ended(Ending::Skipped(reason)),
        };
        let substitute = self.substitute_id.map(PersonId::new);
        Ok(RunStep { step: self.step.read()?, substitute, standing })
    }
}

/// Takes the steps of a version of a runbook into a run, all of them waiting.
pub async fn add_run_steps(
    transaction: &mut Transaction,
    run: RunId,
    (runbook, number): (RunbookId, i64),
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO run_steps (run_id, step_id, state)
             SELECT $1, id, 'waiting' FROM steps WHERE runbook_id = $2 AND number = $3",
            (run.uuid(), runbook.uuid(), number),
        )
        .await?;
    Ok(())
}

/// The steps of a run in their order.
pub async fn list_run_steps(
    transaction: &mut Transaction,
    run: RunId,
) -> Result<Vec<RunStep>, StoreError> {
    let rows: Vec<RunStepRow> = transaction
        .all(
            "SELECT s.id, s.runbook_id, s.number, s.position, s.title, s.instruction, s.owner_id,
                    s.planned, s.proof, s.rollback, s.no_return, s.parallel, s.version,
                    t.substitute_id, t.state, t.started_at, t.ended_at, t.reason, t.by_id
             FROM run_steps t
             JOIN runs  r ON r.id = t.run_id
             JOIN steps s ON s.id = t.step_id AND s.number = r.runbook_number
             WHERE t.run_id = $1
             ORDER BY s.position, s.id",
            (run.uuid(),),
        )
        .await?;
    rows.into_iter().map(RunStepRow::read).collect()
}

/// How long the steps of every run of a runbook took that were done, in seconds.
pub async fn list_measured(
    transaction: &mut Transaction,
    runbook: RunbookId,
) -> Result<Vec<(RunId, StepId, i64)>, StoreError> {
    let rows: Vec<(Uuid, Uuid, i64, i64)> = transaction
        .all(
            "SELECT t.run_id, t.step_id, t.started_at, t.ended_at
             FROM run_steps t
             JOIN runs r ON r.id = t.run_id
             WHERE r.runbook_id = $1 AND t.state = 'done' AND r.kind <> 'tabletop'
               AND r.state NOT IN ('planned', 'running')
             ORDER BY r.ordinal",
            (runbook.uuid(),),
        )
        .await?;
    let seconds = |from: i64, to: i64| moment(to).duration_since(moment(from)).as_secs().max(0);
    let rows = rows
        .into_iter()
        .map(|(run, step, from, to)| (RunId::new(run), StepId::new(step), seconds(from, to)));
    Ok(rows.collect())
}

pub async fn save_run_step(
    transaction: &mut Transaction,
    run: RunId,
    step: &RunStep,
) -> Result<bool, StoreError> {
    let (ended, reason, by) = match &step.standing {
        Standing::Waiting | Standing::Running { .. } => (None, None, None),
        Standing::Ended { at, how, by, .. } => {
            (Some(*at), how.reason().map(str::to_owned), Some(by.uuid()))
        }
    };
    transaction
        .execute_one(
            "UPDATE run_steps
             SET substitute_id = $3, state = $4, started_at = $5, ended_at = $6, reason = $7,
                 by_id = $8
             WHERE run_id = $1 AND step_id = $2",
            (
                run.uuid(),
                step.step.id.uuid(),
                step.substitute.map(PersonId::uuid),
                step.standing.state().key(),
                step.since().map(Timestamp::as_microsecond),
                ended.map(Timestamp::as_microsecond),
                reason,
                by,
            ),
        )
        .await
}
