//! Templates of answers, what they say and the fragments that they share.

pub mod contact;
pub mod exchange;
pub mod found;
pub mod fragment;
pub mod place;
pub mod product_item;
pub mod proposal;
pub mod question;
pub mod response_use;
pub mod search;
pub mod text;
pub mod variant;

use std::collections::HashMap;

use domain::ids::{CohortId, FindingId, MaterialId, PersonId, ProductId, ReleaseId, ResponseId};
use domain::product::Place;
use domain::response::{Channel, Questions, Response, ResponseText, ShortCode};
use domain::text::{Markdown, Title, Topic};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{moment, parse_stored};
use crate::release::sight::seen_by;
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($($which:expr),+) => {
        concat!(
            "SELECT r.id, r.product_id, r.release_id, r.topic, r.title, r.short_code, r.questions, r.note,
                    r.avoid, r.channel, r.material_id, r.finding_id, r.owner_id, r.retired_at, r.created_by,
                    r.created_at, r.version
             FROM responses r
             ",
            $($which),+
        )
    };
}

#[derive(sqlx::FromRow)]
struct ResponseRow {
    id: Uuid,
    product_id: Uuid,
    release_id: Option<Uuid>,
    topic: String,
    title: String,
    short_code: String,
    questions: String,
    note: String,
    avoid: String,
    channel: String,
    material_id: Option<Uuid>,
    finding_id: Option<Uuid>,
    owner_id: Option<Uuid>,
    retired_at: Option<i64>,
    created_by: Uuid,
    created_at: i64,
    version: i64,
}

impl ResponseRow {
    fn read(self, cohorts: Vec<CohortId>) -> Result<Response, StoreError> {
        Ok(Response {
            id: ResponseId::new(self.id),
            product: ProductId::new(self.product_id),
            release: self.release_id.map(ReleaseId::new),
            text: ResponseText {
                topic: parse_stored("responses.topic", &self.topic, Topic::parse)?,
                title: parse_stored("responses.title", &self.title, Title::parse)?,
                short_code: parse_stored(
                    "responses.short_code",
                    &self.short_code,
                    ShortCode::parse,
                )?,
                questions: parse_stored("responses.questions", &self.questions, Questions::parse)?,
                note: parse_stored("responses.note", &self.note, Markdown::stored)?,
                avoid: parse_stored("responses.avoid", &self.avoid, Markdown::stored)?,
                channel: Channel::from_key(&self.channel)
                    .ok_or_else(|| StoreError::unknown("responses.channel", &self.channel))?,
                cohorts,
                material: self.material_id.map(MaterialId::new),
                finding: self.finding_id.map(FindingId::new),
                owner: self.owner_id.map(PersonId::new),
            },
            retired_at: self.retired_at.map(moment),
            created_by: PersonId::new(self.created_by),
            created_at: moment(self.created_at),
            version: self.version,
        })
    }
}

#[derive(sqlx::FromRow)]
struct CohortRow {
    response_id: Uuid,
    cohort_id: Uuid,
}

pub async fn add_response(
    transaction: &mut Transaction,
    response: &Response,
) -> Result<(), StoreError> {
    let text = &response.text;
    transaction
        .execute(
            "INSERT INTO responses (id, product_id, release_id, topic, title, short_code, questions, note, avoid,
                                    channel, material_id, finding_id, owner_id, created_by, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)",
            (
                response.id.uuid(),
                response.product.uuid(),
                response.release.map(ReleaseId::uuid),
                text.topic.as_str(),
                text.title.as_str(),
                text.short_code.as_str(),
                text.questions.as_lines(),
                text.note.as_str(),
                text.avoid.as_str(),
                text.channel.key(),
                text.material.map(MaterialId::uuid),
                text.finding.map(FindingId::uuid),
                text.owner.map(PersonId::uuid),
                response.created_by.uuid(),
                response.created_at.as_microsecond(),
            ),
        )
        .await?;
    add_cohorts(transaction, response.id, &text.cohorts).await
}

pub async fn find_response(
    transaction: &mut Transaction,
    id: ResponseId,
) -> Result<Option<Response>, StoreError> {
    let row: Option<ResponseRow> =
        transaction.optional(select!("WHERE r.id = $1"), (id.uuid(),)).await?;
    let Some(row) = row else { return Ok(None) };
    let cohorts: Vec<CohortRow> = transaction
        .all(
            "SELECT response_id, cohort_id FROM response_cohorts WHERE response_id = $1
             ORDER BY cohort_id",
            (id.uuid(),),
        )
        .await?;
    row.read(cohorts.into_iter().map(|row| CohortId::new(row.cohort_id)).collect()).map(Some)
}

/// The template that has a short code in a product, whatever release it is of.
pub async fn find_by_short_code(
    transaction: &mut Transaction,
    product: ProductId,
    code: &ShortCode,
) -> Result<Option<ResponseId>, StoreError> {
    let row: Option<(Uuid,)> = transaction
        .optional(
            "SELECT id FROM responses WHERE product_id = $1 AND short_code = $2",
            (product.uuid(), code.as_str()),
        )
        .await?;
    Ok(row.map(|(id,)| ResponseId::new(id)))
}

/// Those of a place, by topic and title. What is of the product is not among those of a release.
pub async fn list_responses(
    transaction: &mut Transaction,
    place: Place,
) -> Result<Vec<Response>, StoreError> {
    let (rows, cohorts): (Vec<ResponseRow>, Vec<CohortRow>) = match place {
        Place::Product(product) => (
            transaction
                .all(
                    select!(
                        "WHERE r.product_id = $1 AND r.release_id IS NULL
                         ORDER BY LOWER(r.topic), LOWER(r.title), r.id"
                    ),
                    (product.uuid(),),
                )
                .await?,
            cohorts_of_product(transaction, product).await?,
        ),
        Place::Release(release) => (
            transaction
                .all(
                    select!(
                        "WHERE r.release_id = $1
                         ORDER BY LOWER(r.topic), LOWER(r.title), r.id"
                    ),
                    (release.uuid(),),
                )
                .await?,
            transaction
                .all(
                    "SELECT c.response_id, c.cohort_id
                     FROM response_cohorts c JOIN responses r ON r.id = c.response_id
                     WHERE r.release_id = $1
                     ORDER BY c.cohort_id",
                    (release.uuid(),),
                )
                .await?,
        ),
    };
    with_cohorts(rows, cohorts)
}

/// Those of a product and of those of its releases that a person may see, by topic and title.
pub async fn list_responses_of_product(
    transaction: &mut Transaction,
    product: ProductId,
    viewer: PersonId,
) -> Result<Vec<Response>, StoreError> {
    let rows: Vec<ResponseRow> = transaction
        .all(
            select!(
                "LEFT JOIN releases l ON l.id = r.release_id
                 WHERE r.product_id = $1
                   AND (l.id IS NULL OR ",
                seen_by!("l", "$2"),
                ")
                 ORDER BY LOWER(r.topic), LOWER(r.title), r.id"
            ),
            (product.uuid(), viewer.uuid()),
        )
        .await?;
    let cohorts = cohorts_of_product(transaction, product).await?;
    with_cohorts(rows, cohorts)
}

/// How many templates a product has, in all of its releases.
pub async fn count_responses(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<i64, StoreError> {
    let (count,): (i64,) = transaction
        .one("SELECT COUNT(*) FROM responses WHERE product_id = $1", (product.uuid(),))
        .await?;
    Ok(count)
}

/// Keeps what people write about it; says whether the version was still the newest.
pub async fn save_response(
    transaction: &mut Transaction,
    (id, version): (ResponseId, i64),
    text: &ResponseText,
) -> Result<bool, StoreError> {
    let saved = transaction
        .execute_one(
            "UPDATE responses
             SET topic = $3, title = $4, short_code = $5, questions = $6, note = $7, avoid = $8, channel = $9,
                 material_id = $10, finding_id = $11, owner_id = $12, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                text.topic.as_str(),
                text.title.as_str(),
                text.short_code.as_str(),
                text.questions.as_lines(),
                text.note.as_str(),
                text.avoid.as_str(),
                text.channel.key(),
                text.material.map(MaterialId::uuid),
                text.finding.map(FindingId::uuid),
                text.owner.map(PersonId::uuid),
            ),
        )
        .await?;
    if saved {
        transaction
            .execute("DELETE FROM response_cohorts WHERE response_id = $1", (id.uuid(),))
            .await?;
        add_cohorts(transaction, id, &text.cohorts).await?;
    }
    Ok(saved)
}

/// Takes it away for good; says whether the version was still the newest.
pub async fn retire_response(
    transaction: &mut Transaction,
    (id, version): (ResponseId, i64),
    at: Timestamp,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE responses SET retired_at = $3, version = version + 1
             WHERE id = $1 AND version = $2 AND retired_at IS NULL",
            (id.uuid(), version, at.as_microsecond()),
        )
        .await
}

/// Only one goes on with the texts of a template at a time. Read them behind this.
pub async fn lock_response(
    transaction: &mut Transaction,
    id: ResponseId,
) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE responses SET version = version WHERE id = $1", (id.uuid(),))
        .await?;
    Ok(())
}

async fn add_cohorts(
    transaction: &mut Transaction,
    id: ResponseId,
    cohorts: &[CohortId],
) -> Result<(), StoreError> {
    for cohort in cohorts {
        transaction
            .execute(
                "INSERT INTO response_cohorts (response_id, cohort_id) VALUES ($1, $2)",
                (id.uuid(), cohort.uuid()),
            )
            .await?;
    }
    Ok(())
}

async fn cohorts_of_product(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<CohortRow>, StoreError> {
    transaction
        .all(
            "SELECT c.response_id, c.cohort_id
             FROM response_cohorts c JOIN responses r ON r.id = c.response_id
             WHERE r.product_id = $1
             ORDER BY c.cohort_id",
            (product.uuid(),),
        )
        .await
}

/// The cohorts of each template. One that is for everybody is not among them.
fn by_response(rows: Vec<CohortRow>) -> HashMap<ResponseId, Vec<CohortId>> {
    let mut cohorts: HashMap<ResponseId, Vec<CohortId>> = HashMap::new();
    for row in rows {
        let response = ResponseId::new(row.response_id);
        cohorts.entry(response).or_default().push(CohortId::new(row.cohort_id));
    }
    cohorts
}

fn with_cohorts(
    rows: Vec<ResponseRow>,
    cohorts: Vec<CohortRow>,
) -> Result<Vec<Response>, StoreError> {
    let mut of = by_response(cohorts);
    rows.into_iter()
        .map(|row| {
            let cohorts = of.remove(&ResponseId::new(row.id)).unwrap_or_default();
            row.read(cohorts)
        })
        .collect()
}
