//! The steps of runbooks, in every version that a run had.

use domain::ids::{PersonId, RunbookId, StepId};
use domain::minutes::Minutes;
use domain::runbook::{Step, StepText};
use domain::text::{Line, Markdown, Title};
use uuid::Uuid;

use crate::engine::value::{number, parse_stored};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT s.id, s.runbook_id, s.number, s.position, s.title, s.instruction, s.owner_id, s.planned,
                    s.proof, s.rollback, s.no_return, s.parallel, s.version
             FROM steps s
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
pub(crate) struct StepRow {
    id: Uuid,
    runbook_id: Uuid,
    number: i64,
    position: i64,
    title: String,
    instruction: String,
    owner_id: Option<Uuid>,
    planned: Option<i64>,
    proof: Option<String>,
    rollback: Option<String>,
    no_return: bool,
    parallel: bool,
    version: i64,
}

impl StepRow {
    pub(crate) fn read(self) -> Result<Step, StoreError> {
        let line = |column, text: Option<String>| {
            text.map(|text| parse_stored(column, &text, Line::parse)).transpose()
        };
        Ok(Step {
            id: StepId::new(self.id),
            runbook: RunbookId::new(self.runbook_id),
            number: self.number,
            position: self.position,
            text: StepText {
                title: parse_stored("steps.title", &self.title, Title::parse)?,
                instruction: parse_stored(
                    "steps.instruction",
                    &self.instruction,
                    Markdown::stored,
                )?,
                owner: self.owner_id.map(PersonId::new),
                planned: number("steps.planned", self.planned)?.map(Minutes::new),
                check: line("steps.proof", self.proof)?,
                rollback: line("steps.rollback", self.rollback)?,
                no_return: self.no_return,
                parallel: self.parallel,
            },
            version: self.version,
        })
    }
}

/// Adds a step to the version that it names.
pub async fn add_step(transaction: &mut Transaction, step: &Step) -> Result<(), StoreError> {
    let text = &step.text;
    transaction
        .execute(
            "INSERT INTO steps (id, runbook_id, number, position, title, instruction, owner_id,
                                planned, proof, rollback, no_return, parallel, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
            (
                step.id.uuid(),
                step.runbook.uuid(),
                step.number,
                step.position,
                text.title.as_str(),
                text.instruction.as_str(),
                text.owner.map(PersonId::uuid),
                text.planned.map(|planned| i64::from(planned.count())),
                text.check.as_ref().map(Line::to_string),
                text.rollback.as_ref().map(Line::to_string),
                text.no_return,
                text.parallel,
            ),
        )
        .await?;
    Ok(())
}

/// A step as the newest version of its runbook has it.
pub async fn find_step(
    transaction: &mut Transaction,
    id: StepId,
) -> Result<Option<Step>, StoreError> {
    let row: Option<StepRow> = transaction
        .optional(
            select!(
                "JOIN runbooks b ON b.id = s.runbook_id AND b.number = s.number
                 WHERE s.id = $1"
            ),
            (id.uuid(),),
        )
        .await?;
    row.map(StepRow::read).transpose()
}

/// The steps of one version of a runbook, in their order.
pub async fn list_steps(
    transaction: &mut Transaction,
    (runbook, number): (RunbookId, i64),
) -> Result<Vec<Step>, StoreError> {
    let rows: Vec<StepRow> = transaction
        .all(
            select!(
                "WHERE s.runbook_id = $1 AND s.number = $2
                 ORDER BY s.position, s.id"
            ),
            (runbook.uuid(), number),
        )
        .await?;
    rows.into_iter().map(StepRow::read).collect()
}

/// Keeps what a step says; says whether the version was still the newest.
pub async fn save_step(
    transaction: &mut Transaction,
    (id, number, version): (StepId, i64, i64),
    text: &StepText,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE steps
             SET title = $4, instruction = $5, owner_id = $6, planned = $7, proof = $8,
                 rollback = $9, no_return = $10, parallel = $11, version = version + 1
             WHERE id = $1 AND number = $2 AND version = $3",
            (
                id.uuid(),
                number,
                version,
                text.title.as_str(),
                text.instruction.as_str(),
                text.owner.map(PersonId::uuid),
                text.planned.map(|planned| i64::from(planned.count())),
                text.check.as_ref().map(Line::to_string),
                text.rollback.as_ref().map(Line::to_string),
                text.no_return,
                text.parallel,
            ),
        )
        .await
}

/// Makes room behind a position.
pub async fn shift_steps(
    transaction: &mut Transaction,
    (runbook, number): (RunbookId, i64),
    (behind, by): (i64, i64),
) -> Result<(), StoreError> {
    transaction
        .execute(
            "UPDATE steps SET position = position + $4
             WHERE runbook_id = $1 AND number = $2 AND position > $3",
            (runbook.uuid(), number, behind, by),
        )
        .await?;
    Ok(())
}

pub async fn place_step(
    transaction: &mut Transaction,
    (id, number): (StepId, i64),
    position: i64,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "UPDATE steps SET position = $3 WHERE id = $1 AND number = $2",
            (id.uuid(), number, position),
        )
        .await?;
    Ok(())
}

/// Deletes a step from one version; older versions keep it.
pub async fn delete_step(
    transaction: &mut Transaction,
    (id, number): (StepId, i64),
) -> Result<bool, StoreError> {
    transaction
        .execute_one("DELETE FROM steps WHERE id = $1 AND number = $2", (id.uuid(), number))
        .await
}
