//! What people asked and no answer fits.

use domain::ids::{CohortId, PersonId, ProductId, QuestionId, ReleaseId, ResponseId};
use domain::response::question::{Question, QuestionState, QuestionStatus, QuestionText, Settled};
use domain::text::{Line, Topic};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{moment, parse_stored};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT q.id, q.product_id, q.release_id, q.cohort_id, q.words, q.topic, q.state, q.response_id,
                    q.answer, q.asked_by, q.asked_at, q.answered_by, q.answered_at, q.version
             FROM questions q
             ",
            $which
        )
    };
}

/// A question as somebody passes it on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewQuestion<'a> {
    pub id: QuestionId,
    pub product: ProductId,
    /// The release that the cohort has or gets next.
    pub release: Option<ReleaseId>,
    pub cohort: Option<CohortId>,
    pub words: &'a str,
    pub topic: Option<&'a str>,
    pub asked_by: PersonId,
    pub asked_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct QuestionRow {
    id: Uuid,
    product_id: Uuid,
    release_id: Option<Uuid>,
    cohort_id: Option<Uuid>,
    words: String,
    topic: Option<String>,
    state: String,
    response_id: Option<Uuid>,
    answer: Option<String>,
    asked_by: Uuid,
    asked_at: i64,
    answered_by: Option<Uuid>,
    answered_at: Option<i64>,
    version: i64,
}

impl QuestionRow {
    fn read(self) -> Result<Question, StoreError> {
        let topic = self.topic.as_ref();
        let topic = topic.map(|topic| parse_stored("questions.topic", topic, Topic::parse));
        Ok(Question {
            id: QuestionId::new(self.id),
            product: ProductId::new(self.product_id),
            release: self.release_id.map(ReleaseId::new),
            text: QuestionText {
                cohort: self.cohort_id.map(CohortId::new),
                words: parse_stored("questions.words", &self.words, Line::parse)?,
                topic: topic.transpose()?,
            },
            state: self.state()?,
            asked_by: PersonId::new(self.asked_by),
            asked_at: moment(self.asked_at),
            version: self.version,
        })
    }

    fn state(&self) -> Result<QuestionState, StoreError> {
        let unknown = || StoreError::unknown("questions.state", &self.state);
        let settled = || {
            let by = self.answered_by.map(PersonId::new).ok_or_else(unknown)?;
            Ok::<_, StoreError>(Settled { by, at: moment(self.answered_at.unwrap_or_default()) })
        };
        Ok(match QuestionStatus::from_key(&self.state).ok_or_else(unknown)? {
            QuestionStatus::Open => QuestionState::Open,
            QuestionStatus::Answered => QuestionState::Answered {
                response: self.response_id.map(ResponseId::new).ok_or_else(unknown)?,
                settled: settled()?,
            },
            QuestionStatus::Proposed => QuestionState::Proposed(settled()?),
            QuestionStatus::Dismissed => QuestionState::Dismissed {
                reason: self.answer.clone().unwrap_or_default(),
                settled: settled()?,
            },
        })
    }
}

/// Adds an open question.
pub async fn add_question(
    transaction: &mut Transaction,
    question: &NewQuestion<'_>,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO questions (id, product_id, release_id, cohort_id, words, topic, state, asked_by,
                                    asked_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, 1)",
            (
                question.id.uuid(),
                question.product.uuid(),
                question.release.map(ReleaseId::uuid),
                question.cohort.map(CohortId::uuid),
                question.words,
                question.topic.map(str::to_owned),
                question.asked_by.uuid(),
                question.asked_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_question(
    transaction: &mut Transaction,
    id: QuestionId,
) -> Result<Option<Question>, StoreError> {
    let row: Option<QuestionRow> =
        transaction.optional(select!("WHERE q.id = $1"), (id.uuid(),)).await?;
    row.map(QuestionRow::read).transpose()
}

/// The questions of a product and of all of its releases, what is open first, then the newest, so many at most.
pub async fn list_questions(
    transaction: &mut Transaction,
    product: ProductId,
    most: u32,
) -> Result<Vec<Question>, StoreError> {
    let rows: Vec<QuestionRow> = transaction
        .all(
            select!(
                "WHERE q.product_id = $1
                 ORDER BY CASE q.state WHEN 'open' THEN 0 WHEN 'proposed' THEN 1 ELSE 2 END,
                          q.asked_at DESC, q.id DESC
                 LIMIT $2"
            ),
            (product.uuid(), i64::from(most)),
        )
        .await?;
    rows.into_iter().map(QuestionRow::read).collect()
}

pub async fn count_open(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<i64, StoreError> {
    let (count,): (i64,) = transaction
        .one(
            "SELECT COUNT(*) FROM questions WHERE product_id = $1 AND state = 'open'",
            (product.uuid(),),
        )
        .await?;
    Ok(count)
}

/// Keeps where it is in its life; says whether the version was still the newest.
pub async fn save_state(
    transaction: &mut Transaction,
    (id, version): (QuestionId, i64),
    state: &QuestionState,
) -> Result<bool, StoreError> {
    let (response, answer) = match state {
        QuestionState::Answered { response, .. } => (Some(response.uuid()), None),
        QuestionState::Dismissed { reason, .. } => (None, Some(reason.clone())),
        QuestionState::Open | QuestionState::Proposed(_) => (None, None),
    };
    let settled = state.settled();
    transaction
        .execute_one(
            "UPDATE questions
             SET state = $3, response_id = $4, answer = $5, answered_by = $6, answered_at = $7,
                 version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                state.status().key(),
                response,
                answer,
                settled.map(|settled| settled.by.uuid()),
                settled.map(|settled| settled.at.as_microsecond()),
            ),
        )
        .await
}
