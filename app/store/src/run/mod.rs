//! Dry runs. Their steps are in `run_step`, what people do in `run_action`.

pub mod action;
pub mod step;

use domain::ids::{PersonId, PhaseId, ReleaseId, RunId, RunbookId};
use domain::minutes::Minutes;
use domain::run::{Conclusion, DataSet, Run, RunClocks, RunKind, RunPlan, RunState, Totals};
use domain::text::{Line, VersionLabel};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{moment, number, parse_stored};
use crate::release::ordinal::{keep_ordinal, next_ordinal};
use crate::release::sight::open_to;
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($($which:expr),+) => {
        concat!(
            "SELECT r.id, r.release_id, r.runbook_id, b.name AS runbook_name, r.runbook_number, r.ordinal,
                    r.kind, r.phase_id, r.environment, r.people, r.starts_at, r.window_minutes, r.margin_minutes,
                    r.data_set, r.data_age, r.data_share, r.candidate, r.schema_ref, r.state, r.typed_in,
                    r.started_at, r.ended_at, r.rollback_from, r.rollback_to, r.abort_reason, r.rows_in,
                    r.rows_out, r.rows_rejected, r.checksum_in, r.checksum_out, r.conclusion,
                    r.concluded_by, r.concluded_at, r.signed_by, r.signed_at, r.version,
                    NOT EXISTS (SELECT 1 FROM run_steps t
                                WHERE t.run_id = r.id AND t.state <> 'done') AS whole
             FROM runs r
             JOIN runbooks b ON b.id = r.runbook_id
             ",
            $($which),+
        )
    };
}

#[derive(sqlx::FromRow)]
struct RunRow {
    id: Uuid,
    release_id: Uuid,
    runbook_id: Uuid,
    runbook_name: String,
    runbook_number: i64,
    ordinal: i64,
    kind: String,
    phase_id: Option<Uuid>,
    environment: Option<String>,
    people: Option<String>,
    starts_at: Option<i64>,
    window_minutes: Option<i64>,
    margin_minutes: i64,
    data_set: Option<String>,
    data_age: Option<i64>,
    data_share: Option<i64>,
    candidate: Option<String>,
    schema_ref: Option<String>,
    state: String,
    typed_in: bool,
    started_at: Option<i64>,
    ended_at: Option<i64>,
    rollback_from: Option<i64>,
    rollback_to: Option<i64>,
    abort_reason: Option<String>,
    rows_in: Option<i64>,
    rows_out: Option<i64>,
    rows_rejected: Option<i64>,
    checksum_in: Option<String>,
    checksum_out: Option<String>,
    conclusion: Option<String>,
    concluded_by: Option<Uuid>,
    concluded_at: Option<i64>,
    signed_by: Option<Uuid>,
    signed_at: Option<i64>,
    version: i64,
    whole: bool,
}

impl RunRow {
    fn read(self) -> Result<Run, StoreError> {
        let line = |column, text: &Option<String>| {
            text.as_deref().map(|text| parse_stored(column, text, Line::parse)).transpose()
        };
        let candidate = self.candidate.as_deref();
        let plan = RunPlan {
            kind: RunKind::from_key(&self.kind)
                .ok_or_else(|| StoreError::unknown("runs.kind", &self.kind))?,
            phase: self.phase_id.map(PhaseId::new),
            environment: line("runs.environment", &self.environment)?,
            people: line("runs.people", &self.people)?,
            starts_at: self.starts_at.map(moment),
            window: number("runs.window_minutes", self.window_minutes)?.map(Minutes::new),
            margin: Minutes::new(
                number("runs.margin_minutes", Some(self.margin_minutes))?.unwrap_or_default(),
            ),
            data: DataSet {
                name: line("runs.data_set", &self.data_set)?,
                age: number("runs.data_age", self.data_age)?,
                share: number("runs.data_share", self.data_share)?,
            },
            candidate: candidate
                .map(|text| parse_stored("runs.candidate", text, VersionLabel::parse))
                .transpose()?,
            schema: line("runs.schema_ref", &self.schema_ref)?,
        };
        let totals = Totals {
            rows_in: self.rows_in,
            rows_out: self.rows_out,
            rows_rejected: self.rows_rejected,
            checksum_in: line("runs.checksum_in", &self.checksum_in)?,
            checksum_out: line("runs.checksum_out", &self.checksum_out)?,
        };
        let conclusion = match (self.conclusion, self.concluded_by, self.concluded_at) {
            (Some(words), Some(by), Some(at)) => {
                Some(Conclusion { words, by: PersonId::new(by), at: moment(at) })
            }
            _ => None,
        };
        Ok(Run {
            id: RunId::new(self.id),
            release: ReleaseId::new(self.release_id),
            runbook: RunbookId::new(self.runbook_id),
            runbook_name: self.runbook_name,
            number: self.runbook_number,
            ordinal: self.ordinal,
            plan,
            state: RunState::from_key(&self.state)
                .ok_or_else(|| StoreError::unknown("runs.state", &self.state))?,
            typed_in: self.typed_in,
            whole: self.whole,
            clocks: RunClocks {
                started_at: self.started_at.map(moment),
                ended_at: self.ended_at.map(moment),
                rollback_from: self.rollback_from.map(moment),
                rollback_to: self.rollback_to.map(moment),
            },
            abort_reason: self.abort_reason,
            totals,
            conclusion,
            signed: self.signed_by.map(PersonId::new).zip(self.signed_at.map(moment)),
            version: self.version,
        })
    }
}

pub async fn add_run(
    transaction: &mut Transaction,
    (id, release, runbook): (RunId, ReleaseId, RunbookId),
    number: i64,
    plan: &RunPlan,
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            concat!(
                "INSERT INTO runs (id, release_id, runbook_id, runbook_number, kind, margin_minutes,
                                   state, typed_in, sequence, created_at, version, ordinal)
                 VALUES ($1, $2, $3, $4, $5, 0, $6, FALSE, 0, $7, 0, ",
                next_ordinal!("runs", "$2"),
                ")"
            ),
            (
                id.uuid(),
                release.uuid(),
                runbook.uuid(),
                number,
                plan.kind.key(),
                RunState::Planned.key(),
                at.as_microsecond(),
            ),
        )
        .await?;
    save_run_plan(transaction, (id, 0), plan).await?;
    Ok(())
}

pub async fn find_run(transaction: &mut Transaction, id: RunId) -> Result<Option<Run>, StoreError> {
    let row: Option<RunRow> =
        transaction.optional(select!("WHERE r.id = $1"), (id.uuid(),)).await?;
    row.map(RunRow::read).transpose()
}

/// The runs of a release, the first one first.
pub async fn list_runs(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Run>, StoreError> {
    let rows: Vec<RunRow> = transaction
        .all(
            select!(
                "WHERE r.release_id = $1
                 ORDER BY r.ordinal"
            ),
            (release.uuid(),),
        )
        .await?;
    rows.into_iter().map(RunRow::read).collect()
}

/// The runs whose clock goes, of releases that are not over and that a person may see.
pub async fn list_running_runs(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Vec<Run>, StoreError> {
    let rows: Vec<RunRow> = transaction
        .all(
            select!(
                "JOIN releases l ON l.id = r.release_id
                 WHERE r.state = 'running' AND ",
                open_to!("l", "$1"),
                "
                 ORDER BY r.started_at, r.id"
            ),
            (person.uuid(),),
        )
        .await?;
    rows.into_iter().map(RunRow::read).collect()
}

/// Keeps what is planned; says whether the version was still the newest.
pub async fn save_run_plan(
    transaction: &mut Transaction,
    (id, version): (RunId, i64),
    plan: &RunPlan,
) -> Result<bool, StoreError> {
    let line = |line: &Option<Line>| line.as_ref().map(Line::to_string);
    transaction
        .execute_one(
            "UPDATE runs
             SET kind = $3, environment = $4, people = $5, starts_at = $6, window_minutes = $7,
                 margin_minutes = $8, data_set = $9, data_age = $10, data_share = $11,
                 candidate = $12, schema_ref = $13, phase_id = $14, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                plan.kind.key(),
                line(&plan.environment),
                line(&plan.people),
                plan.starts_at.map(Timestamp::as_microsecond),
                plan.window.map(|window| i64::from(window.count())),
                i64::from(plan.margin.count()),
                line(&plan.data.name),
                plan.data.age.map(i64::from),
                plan.data.share.map(i64::from),
                plan.candidate.as_ref().map(VersionLabel::to_string),
                line(&plan.schema),
                plan.phase.map(PhaseId::uuid),
            ),
        )
        .await
}

/// Deletes a run that nobody has started; says whether it did.
pub async fn delete_run(transaction: &mut Transaction, id: RunId) -> Result<bool, StoreError> {
    transaction.execute(keep_ordinal!("runs"), (id.uuid(),)).await?;
    transaction
        .execute_one(
            "DELETE FROM runs WHERE id = $1 AND state = $2",
            (id.uuid(), RunState::Planned.key()),
        )
        .await
}

/// Keeps everything that moves while a run lives; says whether the version was still the newest.
pub async fn save_run(transaction: &mut Transaction, run: &Run) -> Result<bool, StoreError> {
    let moved = |at: Option<Timestamp>| at.map(Timestamp::as_microsecond);
    transaction
        .execute_one(
            "UPDATE runs
             SET state = $3, typed_in = $4, runbook_number = $5, started_at = $6, ended_at = $7,
                 rollback_from = $8, rollback_to = $9, abort_reason = $10, rows_in = $11,
                 rows_out = $12, rows_rejected = $13, checksum_in = $14, checksum_out = $15,
                 conclusion = $16, concluded_by = $17, concluded_at = $18, signed_by = $19,
                 signed_at = $20, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                run.id.uuid(),
                run.version,
                run.state.key(),
                run.typed_in,
                run.number,
                moved(run.clocks.started_at),
                moved(run.clocks.ended_at),
                moved(run.clocks.rollback_from),
                moved(run.clocks.rollback_to),
                run.abort_reason.clone(),
                run.totals.rows_in,
                run.totals.rows_out,
                run.totals.rows_rejected,
                run.totals.checksum_in.as_ref().map(Line::to_string),
                run.totals.checksum_out.as_ref().map(Line::to_string),
                run.conclusion.as_ref().map(|conclusion| conclusion.words.clone()),
                run.conclusion.as_ref().map(|conclusion| conclusion.by.uuid()),
                run.conclusion.as_ref().map(|conclusion| conclusion.at.as_microsecond()),
                run.signed.map(|(by, _)| by.uuid()),
                run.signed.map(|(_, at)| at.as_microsecond()),
            ),
        )
        .await
}

/// Counts what people do in a run, and lets nobody else do something in it until this transaction
/// ends: what is acknowledged has an order. None when there is no such run.
pub async fn next_sequence(
    transaction: &mut Transaction,
    id: RunId,
) -> Result<Option<i64>, StoreError> {
    let row: Option<(i64,)> = transaction
        .optional(
            "UPDATE runs SET sequence = sequence + 1 WHERE id = $1 RETURNING sequence",
            (id.uuid(),),
        )
        .await?;
    Ok(row.map(|(sequence,)| sequence))
}
