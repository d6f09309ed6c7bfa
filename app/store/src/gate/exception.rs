//! Exceptions of a release.

use domain::gate::verdict::CriterionKind;
use domain::gate::{Exception, ExceptionState, ExceptionText};
use domain::ids::{ExceptionId, PersonId, PhaseId, ReleaseId};
use domain::text::Line;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::engine::value::parse_stored;
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, release_id, phase_id, kind, risk, control, until_on, state, requested_by,
                    requested_at, answered_by, answer
             FROM exceptions
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct ExceptionRow {
    id: Uuid,
    release_id: Uuid,
    phase_id: Uuid,
    kind: String,
    risk: String,
    control: String,
    until_on: String,
    state: String,
    requested_by: Uuid,
    requested_at: i64,
    answered_by: Option<Uuid>,
    answer: Option<String>,
}

impl ExceptionRow {
    fn read(self) -> Result<Exception, StoreError> {
        Ok(Exception {
            id: ExceptionId::new(self.id),
            release: ReleaseId::new(self.release_id),
            phase: PhaseId::new(self.phase_id),
            text: ExceptionText {
                kind: CriterionKind::from_key(&self.kind)
                    .ok_or_else(|| StoreError::unknown("exceptions.kind", &self.kind))?,
                risk: parse_stored("exceptions.risk", &self.risk, Line::parse)?,
                control: parse_stored("exceptions.control", &self.control, Line::parse)?,
                until: parse_stored("exceptions.until_on", &self.until_on, str::parse)?,
            },
            state: ExceptionState::from_key(&self.state)
                .ok_or_else(|| StoreError::unknown("exceptions.state", &self.state))?,
            requested_by: PersonId::new(self.requested_by),
            requested_at: moment(self.requested_at),
            answered_by: self.answered_by.map(PersonId::new),
            answer: self.answer,
        })
    }
}

pub async fn add_exception(
    transaction: &mut Transaction,
    exception: &Exception,
) -> Result<(), StoreError> {
    let text = &exception.text;
    transaction
        .execute(
            "INSERT INTO exceptions (id, release_id, phase_id, kind, risk, control, until_on, state,
                                     requested_by, requested_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            (
                exception.id.uuid(),
                exception.release.uuid(),
                exception.phase.uuid(),
                text.kind.key(),
                text.risk.as_str(),
                text.control.as_str(),
                text.until.to_string(),
                exception.state.key(),
                exception.requested_by.uuid(),
                exception.requested_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_exception(
    transaction: &mut Transaction,
    id: ExceptionId,
) -> Result<Option<Exception>, StoreError> {
    let row: Option<ExceptionRow> =
        transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(ExceptionRow::read).transpose()
}

/// The exceptions of a phase, the newest first.
pub async fn list_exceptions(
    transaction: &mut Transaction,
    phase: PhaseId,
) -> Result<Vec<Exception>, StoreError> {
    let rows: Vec<ExceptionRow> = transaction
        .all(
            select!(
                "WHERE phase_id = $1
                 ORDER BY requested_at DESC, id DESC"
            ),
            (phase.uuid(),),
        )
        .await?;
    rows.into_iter().map(ExceptionRow::read).collect()
}

/// Moves an exception on from the state it was seen in; says whether it was still in it.
pub async fn save_state(
    transaction: &mut Transaction,
    seen: &Exception,
    state: ExceptionState,
    answer: Option<(PersonId, Option<&str>)>,
) -> Result<bool, StoreError> {
    let by = answer.map(|(by, _)| by).or(seen.answered_by);
    let words = answer.and_then(|(_, words)| words).map(str::to_owned).or(seen.answer.clone());
    transaction
        .execute_one(
            "UPDATE exceptions
             SET state = $3, answered_by = $4, answer = $5
             WHERE id = $1 AND state = $2",
            (seen.id.uuid(), seen.state.key(), state.key(), by.map(PersonId::uuid), words),
        )
        .await
}
