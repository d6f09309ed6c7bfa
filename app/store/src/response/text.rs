//! What variants say, version by version.

use domain::ids::{PersonId, ProductId, ReleaseId, ResponseId, VariantId};
use domain::response::variant::Approval;
use domain::response::{Text, TextState, TextStatus, Validity};
use domain::text::Markdown;
use uuid::Uuid;

use crate::engine::value::{day, moment, parse_stored};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT t.variant_id, t.number, t.body, t.state, t.valid_from, t.valid_to, t.written_by, t.written_at,
                    t.approved_by, t.approved_at, t.review, t.version
             FROM variant_texts t
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct TextRow {
    variant_id: Uuid,
    number: i64,
    body: String,
    state: String,
    valid_from: Option<String>,
    valid_to: Option<String>,
    written_by: Uuid,
    written_at: i64,
    approved_by: Option<Uuid>,
    approved_at: Option<i64>,
    review: Option<String>,
    version: i64,
}

impl TextRow {
    fn read(self) -> Result<Text, StoreError> {
        Ok(Text {
            variant: VariantId::new(self.variant_id),
            number: self.number,
            body: parse_stored("variant_texts.body", &self.body, Markdown::stored)?,
            state: self.state()?,
            validity: Validity {
                from: day("variant_texts.valid_from", self.valid_from)?,
                to: day("variant_texts.valid_to", self.valid_to)?,
            },
            written_by: PersonId::new(self.written_by),
            written_at: moment(self.written_at),
            version: self.version,
        })
    }

    fn state(&self) -> Result<TextState, StoreError> {
        let unknown = || StoreError::unknown("variant_texts.state", &self.state);
        let approval = self
            .approved_by
            .zip(self.approved_at)
            .map(|(by, at)| Approval { by: PersonId::new(by), at: moment(at) });
        Ok(match TextStatus::from_key(&self.state).ok_or_else(unknown)? {
            TextStatus::Draft => TextState::Draft { review: self.review.clone() },
            TextStatus::InReview => TextState::InReview,
            TextStatus::Approved => TextState::Approved(approval.ok_or_else(unknown)?),
            TextStatus::Retired => TextState::Retired(approval),
            TextStatus::Active | TextStatus::Expired => return Err(unknown()),
        })
    }
}

pub async fn add_text(transaction: &mut Transaction, text: &Text) -> Result<(), StoreError> {
    let approval = text.state.approval();
    transaction
        .execute(
            "INSERT INTO variant_texts (variant_id, number, body, state, valid_from, valid_to, written_by,
                                        written_at, approved_by, approved_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
            (
                text.variant.uuid(),
                text.number,
                text.body.as_str(),
                text.state.stored().key(),
                text.validity.from.map(|day| day.to_string()),
                text.validity.to.map(|day| day.to_string()),
                text.written_by.uuid(),
                text.written_at.as_microsecond(),
                approval.map(|approval| approval.by.uuid()),
                approval.map(|approval| approval.at.as_microsecond()),
            ),
        )
        .await?;
    add_author(transaction, (text.variant, text.number), text.written_by).await
}

pub async fn find_text(
    transaction: &mut Transaction,
    (variant, number): (VariantId, i64),
) -> Result<Option<Text>, StoreError> {
    let row: Option<TextRow> = transaction
        .optional(select!("WHERE t.variant_id = $1 AND t.number = $2"), (variant.uuid(), number))
        .await?;
    row.map(TextRow::read).transpose()
}

/// The texts of a variant, the newest first.
pub async fn list_texts(
    transaction: &mut Transaction,
    variant: VariantId,
) -> Result<Vec<Text>, StoreError> {
    let rows: Vec<TextRow> = transaction
        .all(select!("WHERE t.variant_id = $1 ORDER BY t.number DESC"), (variant.uuid(),))
        .await?;
    rows.into_iter().map(TextRow::read).collect()
}

/// The texts of all variants of a template that are not retired, the newest of each first.
pub async fn list_texts_of(
    transaction: &mut Transaction,
    response: ResponseId,
) -> Result<Vec<Text>, StoreError> {
    let rows: Vec<TextRow> = transaction
        .all(
            select!(
                "JOIN variants v ON v.id = t.variant_id
                 WHERE v.response_id = $1 AND t.state <> 'retired'
                 ORDER BY t.variant_id, t.number DESC"
            ),
            (response.uuid(),),
        )
        .await?;
    rows.into_iter().map(TextRow::read).collect()
}

/// The templates whose texts, other than retired ones, include fragments, with those texts.
pub async fn list_texts_with_fragments(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<(ResponseId, Markdown)>, StoreError> {
    let rows: Vec<(Uuid, String)> = transaction
        .all(
            "SELECT v.response_id, t.body
             FROM responses r
             JOIN variants v ON v.response_id = r.id
             JOIN variant_texts t ON t.variant_id = v.id
             WHERE r.product_id = $1 AND r.retired_at IS NULL AND t.state <> 'retired' AND t.body LIKE '%{{%>%'
             ORDER BY r.id, t.variant_id, t.number",
            (product.uuid(),),
        )
        .await?;
    rows.into_iter()
        .map(|(id, body)| {
            let body = parse_stored("variant_texts.body", &body, Markdown::stored)?;
            Ok((ResponseId::new(id), body))
        })
        .collect()
}

/// A text that waits for approval, by the title of its template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaitingText {
    pub variant: VariantId,
    pub title: String,
    /// The release that the template is of; none when it is of the whole product.
    pub release: Option<ReleaseId>,
}

/// The texts that wait for approval and that somebody wrote nothing in, the oldest first. Which of them they may see
/// is asked there.
pub async fn list_waiting(
    transaction: &mut Transaction,
    lead: PersonId,
) -> Result<Vec<WaitingText>, StoreError> {
    let rows: Vec<(Uuid, String, Option<Uuid>)> = transaction
        .all(
            "SELECT t.variant_id, r.title, r.release_id
             FROM variant_texts t
             JOIN variants v ON v.id = t.variant_id
             JOIN responses r ON r.id = v.response_id
             WHERE t.state = 'in_review' AND r.retired_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM variant_authors a
                               WHERE a.variant_id = t.variant_id AND a.number = t.number AND a.person_id = $1)
             ORDER BY t.written_at, t.variant_id, t.number",
            (lead.uuid(),),
        )
        .await?;
    let waiting = |(variant, title, release): (Uuid, String, Option<Uuid>)| WaitingText {
        variant: VariantId::new(variant),
        title,
        release: release.map(ReleaseId::new),
    };
    Ok(rows.into_iter().map(waiting).collect())
}

/// Keeps what an open text says and where it is now; says whether the version was still the newest.
pub async fn save_text(transaction: &mut Transaction, text: &Text) -> Result<bool, StoreError> {
    let saved = transaction
        .execute_one(
            "UPDATE variant_texts
             SET body = $4, state = $5, valid_from = $6, valid_to = $7, written_by = $8, written_at = $9,
                 version = version + 1
             WHERE variant_id = $1 AND number = $2 AND version = $3",
            (
                text.variant.uuid(),
                text.number,
                text.version,
                text.body.as_str(),
                text.state.stored().key(),
                text.validity.from.map(|day| day.to_string()),
                text.validity.to.map(|day| day.to_string()),
                text.written_by.uuid(),
                text.written_at.as_microsecond(),
            ),
        )
        .await?;
    if saved {
        add_author(transaction, (text.variant, text.number), text.written_by).await?;
    }
    Ok(saved)
}

/// Keeps where a text is in its life and until when it is true; says whether the version was still the newest.
pub async fn save_text_state(
    transaction: &mut Transaction,
    (variant, number, version): (VariantId, i64, i64),
    (state, validity): (&TextState, Validity),
) -> Result<bool, StoreError> {
    let review = match state {
        TextState::Draft { review } => review.clone(),
        _ => None,
    };
    let approval = state.approval();
    transaction
        .execute_one(
            "UPDATE variant_texts
             SET state = $4, valid_to = $5, review = $6, approved_by = $7, approved_at = $8, version = version + 1
             WHERE variant_id = $1 AND number = $2 AND version = $3",
            (
                variant.uuid(),
                number,
                version,
                state.stored().key(),
                validity.to.map(|day| day.to_string()),
                review,
                approval.map(|approval| approval.by.uuid()),
                approval.map(|approval| approval.at.as_microsecond()),
            ),
        )
        .await
}

/// Everybody who wrote in a text.
pub async fn list_authors(
    transaction: &mut Transaction,
    (variant, number): (VariantId, i64),
) -> Result<Vec<PersonId>, StoreError> {
    let rows: Vec<(Uuid,)> = transaction
        .all(
            "SELECT person_id FROM variant_authors WHERE variant_id = $1 AND number = $2",
            (variant.uuid(), number),
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| PersonId::new(id)).collect())
}

async fn add_author(
    transaction: &mut Transaction,
    (variant, number): (VariantId, i64),
    person: PersonId,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO variant_authors (variant_id, number, person_id) VALUES ($1, $2, $3)
             ON CONFLICT DO NOTHING",
            (variant.uuid(), number, person.uuid()),
        )
        .await?;
    Ok(())
}
