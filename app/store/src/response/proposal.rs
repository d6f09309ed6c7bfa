//! What the questions suggest, and what became of it.

use domain::ids::{PersonId, ProductId, ProposalId, QuestionId, ReleaseId, ResponseId};
use domain::response::proposal::{
    Proposal, ProposalKind, ProposalSource, ProposalState, ProposalStatus, ProposalText,
};
use domain::text::{Line, Title, Topic};
use uuid::Uuid;

use crate::engine::value::{moment, parse_stored};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked. The release is that of what
/// it came from.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT p.id, p.product_id, COALESCE(q.release_id, r.release_id) AS release_id, p.kind, p.title,
                    p.reason, p.question_id, p.response_id, p.topic, p.state, p.made_by, p.made_at,
                    p.answered_by, p.answered_at, p.answer, p.became_id, p.version
             FROM proposals p
             LEFT JOIN questions q ON q.id = p.question_id
             LEFT JOIN responses r ON r.id = p.response_id
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct ProposalRow {
    id: Uuid,
    product_id: Uuid,
    release_id: Option<Uuid>,
    kind: String,
    title: String,
    reason: String,
    question_id: Option<Uuid>,
    response_id: Option<Uuid>,
    topic: Option<String>,
    state: String,
    made_by: Uuid,
    made_at: i64,
    answered_by: Option<Uuid>,
    answered_at: Option<i64>,
    answer: Option<String>,
    became_id: Option<Uuid>,
    version: i64,
}

impl ProposalRow {
    fn read(self) -> Result<Proposal, StoreError> {
        let state = self.state()?;
        let source = match (self.question_id, self.response_id, &self.topic) {
            (Some(question), ..) => ProposalSource::Question(QuestionId::new(question)),
            (None, Some(response), _) => ProposalSource::Response(ResponseId::new(response)),
            (None, None, Some(topic)) => {
                ProposalSource::Topic(parse_stored("proposals.topic", topic, Topic::parse)?)
            }
            (None, None, None) => ProposalSource::None,
        };
        Ok(Proposal {
            id: ProposalId::new(self.id),
            product: ProductId::new(self.product_id),
            release: self.release_id.map(ReleaseId::new),
            text: ProposalText {
                kind: ProposalKind::from_key(&self.kind)
                    .ok_or_else(|| StoreError::unknown("proposals.kind", &self.kind))?,
                title: parse_stored("proposals.title", &self.title, Title::parse)?,
                reason: parse_stored("proposals.reason", &self.reason, Line::parse)?,
            },
            source,
            state,
            made_by: PersonId::new(self.made_by),
            made_at: moment(self.made_at),
            version: self.version,
        })
    }

    fn state(&self) -> Result<ProposalState, StoreError> {
        let unknown = || StoreError::unknown("proposals.state", &self.state);
        let by = || self.answered_by.map(PersonId::new).ok_or_else(unknown);
        let at = moment(self.answered_at.unwrap_or_default());
        Ok(match ProposalStatus::from_key(&self.state).ok_or_else(unknown)? {
            ProposalStatus::Open => ProposalState::Open,
            ProposalStatus::Accepted => {
                ProposalState::Accepted { by: by()?, at, became: self.became_id }
            }
            ProposalStatus::Declined => ProposalState::Declined {
                by: by()?,
                at,
                reason: self.answer.clone().unwrap_or_default(),
            },
        })
    }
}

/// Adds an open proposal.
pub async fn add_proposal(
    transaction: &mut Transaction,
    proposal: &Proposal,
) -> Result<(), StoreError> {
    let (question, response, topic) = match &proposal.source {
        ProposalSource::Question(id) => (Some(id.uuid()), None, None),
        ProposalSource::Response(id) => (None, Some(id.uuid()), None),
        ProposalSource::Topic(topic) => (None, None, Some(topic.to_string())),
        ProposalSource::None => (None, None, None),
    };
    transaction
        .execute(
            "INSERT INTO proposals (id, product_id, kind, title, reason, question_id, response_id, topic, state,
                                    made_by, made_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, 1)",
            (
                proposal.id.uuid(),
                proposal.product.uuid(),
                proposal.text.kind.key(),
                proposal.text.title.as_str(),
                proposal.text.reason.as_str(),
                question,
                response,
                topic,
                proposal.made_by.uuid(),
                proposal.made_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_proposal(
    transaction: &mut Transaction,
    id: ProposalId,
) -> Result<Option<Proposal>, StoreError> {
    let row: Option<ProposalRow> =
        transaction.optional(select!("WHERE p.id = $1"), (id.uuid(),)).await?;
    row.map(ProposalRow::read).transpose()
}

/// The proposals of a product, what is open first, then the newest, so many at most.
pub async fn list_proposals(
    transaction: &mut Transaction,
    product: ProductId,
    most: u32,
) -> Result<Vec<Proposal>, StoreError> {
    let rows: Vec<ProposalRow> = transaction
        .all(
            select!(
                "WHERE p.product_id = $1
                 ORDER BY CASE p.state WHEN 'open' THEN 0 ELSE 1 END, p.made_at DESC, p.id DESC
                 LIMIT $2"
            ),
            (product.uuid(), i64::from(most)),
        )
        .await?;
    rows.into_iter().map(ProposalRow::read).collect()
}

pub async fn count_open(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<i64, StoreError> {
    let (count,): (i64,) = transaction
        .one(
            "SELECT COUNT(*) FROM proposals WHERE product_id = $1 AND state = 'open'",
            (product.uuid(),),
        )
        .await?;
    Ok(count)
}

/// Keeps the answer; says whether the version was still the newest and nobody had answered.
pub async fn save_answer(
    transaction: &mut Transaction,
    (id, version): (ProposalId, i64),
    state: &ProposalState,
) -> Result<bool, StoreError> {
    let (by, at, answer, became) = match state {
        ProposalState::Open => (None, None, None, None),
        ProposalState::Accepted { by, at, became } => (Some(*by), Some(*at), None, *became),
        ProposalState::Declined { by, at, reason } => {
            (Some(*by), Some(*at), Some(reason.clone()), None)
        }
    };
    transaction
        .execute_one(
            "UPDATE proposals
             SET state = $3, answered_by = $4, answered_at = $5, answer = $6, became_id = $7,
                 version = version + 1
             WHERE id = $1 AND version = $2 AND state = 'open'",
            (
                id.uuid(),
                version,
                state.status().key(),
                by.map(PersonId::uuid),
                at.map(jiff::Timestamp::as_microsecond),
                answer,
                became,
            ),
        )
        .await
}
