//! All texts of the templates of a product at once: what an import is compared with, and what an export takes.

use domain::ids::{ProductId, ReleaseId, ResponseId, VariantId};
use domain::response::{Channel, Language, Situation, TextStatus, Validity};
use jiff::civil::Date;
use uuid::Uuid;

use crate::engine::value::{day, parse_stored};
use crate::{StoreError, Transaction};

/// A text that is not retired, with everything that is said of its template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub response: ResponseId,
    pub release: Option<ReleaseId>,
    pub short_code: String,
    pub topic: String,
    pub title: String,
    pub questions: String,
    pub note: String,
    pub avoid: String,
    pub channel: Channel,
    pub variant: VariantId,
    pub situation: Situation,
    pub language: Language,
    pub number: i64,
    pub body: String,
    /// As it is stored.
    pub state: TextStatus,
    pub validity: Validity,
}

impl Kept {
    /// What it is on a day.
    #[must_use]
    pub fn status(&self, today: Date) -> TextStatus {
        self.state.on(today, self.validity)
    }
}

#[derive(sqlx::FromRow)]
struct KeptRow {
    id: Uuid,
    release_id: Option<Uuid>,
    short_code: String,
    topic: String,
    title: String,
    questions: String,
    note: String,
    avoid: String,
    channel: String,
    variant_id: Uuid,
    situation: String,
    language: String,
    number: i64,
    body: String,
    state: String,
    valid_from: Option<String>,
    valid_to: Option<String>,
}

impl KeptRow {
    fn read(self) -> Result<Kept, StoreError> {
        let unknown = |column, text: &str| StoreError::unknown(column, text);
        Ok(Kept {
            response: ResponseId::new(self.id),
            release: self.release_id.map(ReleaseId::new),
            short_code: self.short_code,
            topic: self.topic,
            title: self.title,
            questions: self.questions,
            note: self.note,
            avoid: self.avoid,
            channel: Channel::from_key(&self.channel)
                .ok_or_else(|| unknown("responses.channel", &self.channel))?,
            variant: VariantId::new(self.variant_id),
            situation: Situation::from_key(&self.situation)
                .ok_or_else(|| unknown("variants.situation", &self.situation))?,
            language: parse_stored("variants.language", &self.language, Language::parse)?,
            number: self.number,
            body: self.body,
            state: TextStatus::from_key(&self.state)
                .ok_or_else(|| unknown("variant_texts.state", &self.state))?,
            validity: Validity {
                from: day("variant_texts.valid_from", self.valid_from)?,
                to: day("variant_texts.valid_to", self.valid_to)?,
            },
        })
    }
}

/// By short code, situation and language, the oldest text first.
pub async fn list_kept(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<KeptRow> = transaction
        .all(
            "SELECT r.id, r.release_id, r.short_code, r.topic, r.title, r.questions, r.note, r.avoid,
                    r.channel, v.id AS variant_id, v.situation, v.language, t.number, t.body, t.state,
                    t.valid_from, t.valid_to
             FROM responses r
             JOIN variants v ON v.response_id = r.id
             JOIN variant_texts t ON t.variant_id = v.id
             WHERE r.product_id = $1 AND r.retired_at IS NULL AND t.state <> 'retired'
             ORDER BY r.short_code, v.situation, v.language, t.number",
            (product.uuid(),),
        )
        .await?;
    rows.into_iter().map(KeptRow::read).collect()
}

/// Every short code of a product, also of what is retired or lies where few may look.
pub async fn list_codes(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<(ResponseId, Option<ReleaseId>, String, bool)>, StoreError> {
    let rows: Vec<(Uuid, Option<Uuid>, String, Option<i64>)> = transaction
        .all(
            "SELECT id, release_id, short_code, retired_at FROM responses WHERE product_id = $1",
            (product.uuid(),),
        )
        .await?;
    let read = |(id, release, code, retired): (Uuid, Option<Uuid>, String, Option<i64>)| {
        (ResponseId::new(id), release.map(ReleaseId::new), code, retired.is_some())
    };
    Ok(rows.into_iter().map(read).collect())
}

/// For whom the templates of a product are: the names of the cohorts, by template.
pub async fn list_cohorts_of(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<(ResponseId, String)>, StoreError> {
    let rows: Vec<(Uuid, String)> = transaction
        .all(
            "SELECT c.response_id, h.name
             FROM response_cohorts c
             JOIN responses r ON r.id = c.response_id
             JOIN cohorts h ON h.id = c.cohort_id
             WHERE r.product_id = $1",
            (product.uuid(),),
        )
        .await?;
    let mut found: Vec<_> =
        rows.into_iter().map(|(id, name)| (ResponseId::new(id), name)).collect();
    found.sort();
    Ok(found)
}
