//! The situations and languages in which a template says something.

use domain::ids::{PersonId, ProductId, ReleaseId, ResponseId, VariantId};
use domain::response::{Language, Offer, Situation, TextStatus, Validity, Variant};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{day, parse_stored};
use crate::release::sight::seen_by;
use crate::{StoreError, Transaction};

/// Every reading of offers asks for the columns of the row; which texts stands where it is asked.
macro_rules! offers {
    ($($which:expr),+) => {
        concat!(
            "SELECT v.response_id, t.variant_id, t.number, v.situation, v.language, t.state, t.valid_from,
                    t.valid_to
             FROM responses r
             JOIN variants v ON v.response_id = r.id
             JOIN variant_texts t ON t.variant_id = v.id
             ",
            $($which),+
        )
    };
}

#[derive(sqlx::FromRow)]
struct VariantRow {
    id: Uuid,
    response_id: Uuid,
    situation: String,
    language: String,
}

impl VariantRow {
    fn read(self) -> Result<Variant, StoreError> {
        Ok(Variant {
            id: VariantId::new(self.id),
            response: ResponseId::new(self.response_id),
            situation: situation(&self.situation)?,
            language: parse_stored("variants.language", &self.language, Language::parse)?,
        })
    }
}

#[derive(sqlx::FromRow)]
struct OfferRow {
    response_id: Uuid,
    variant_id: Uuid,
    number: i64,
    situation: String,
    language: String,
    state: String,
    valid_from: Option<String>,
    valid_to: Option<String>,
}

impl OfferRow {
    fn read(self) -> Result<Offer, StoreError> {
        Ok(Offer {
            response: ResponseId::new(self.response_id),
            variant: VariantId::new(self.variant_id),
            number: self.number,
            situation: situation(&self.situation)?,
            language: parse_stored("variants.language", &self.language, Language::parse)?,
            state: TextStatus::from_key(&self.state)
                .ok_or_else(|| StoreError::unknown("variant_texts.state", &self.state))?,
            validity: Validity {
                from: day("variant_texts.valid_from", self.valid_from)?,
                to: day("variant_texts.valid_to", self.valid_to)?,
            },
        })
    }
}

pub async fn add_variant(
    transaction: &mut Transaction,
    variant: &Variant,
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO variants (id, response_id, situation, language, created_at)
             VALUES ($1, $2, $3, $4, $5)",
            (
                variant.id.uuid(),
                variant.response.uuid(),
                variant.situation.key(),
                variant.language.as_str(),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_variant(
    transaction: &mut Transaction,
    id: VariantId,
) -> Result<Option<Variant>, StoreError> {
    let row: Option<VariantRow> = transaction
        .optional(
            "SELECT id, response_id, situation, language FROM variants WHERE id = $1",
            (id.uuid(),),
        )
        .await?;
    row.map(VariantRow::read).transpose()
}

/// The variants of a template by situation and language.
pub async fn list_variants(
    transaction: &mut Transaction,
    response: ResponseId,
) -> Result<Vec<Variant>, StoreError> {
    let rows: Vec<VariantRow> = transaction
        .all(
            "SELECT id, response_id, situation, language FROM variants
             WHERE response_id = $1
             ORDER BY language, id",
            (response.uuid(),),
        )
        .await?;
    let mut variants =
        rows.into_iter().map(VariantRow::read).collect::<Result<Vec<Variant>, StoreError>>()?;
    variants.sort_by_key(|variant| variant.situation);
    Ok(variants)
}

/// Every text of the templates of a product that is not retired, without what it says: enough for
/// [`domain::response::pick()`]. Retired templates and releases that the person may not see are left out.
pub async fn list_offers(
    transaction: &mut Transaction,
    product: ProductId,
    viewer: PersonId,
) -> Result<Vec<Offer>, StoreError> {
    let rows: Vec<OfferRow> = transaction
        .all(
            offers!(
                "LEFT JOIN releases l ON l.id = r.release_id
                 WHERE r.product_id = $1 AND r.retired_at IS NULL AND t.state <> 'retired'
                   AND (l.id IS NULL OR ",
                seen_by!("l", "$2"),
                ")
                 ORDER BY v.response_id, v.language, t.number"
            ),
            (product.uuid(), viewer.uuid()),
        )
        .await?;
    rows.into_iter().map(OfferRow::read).collect()
}

/// The same for what could be said in a release: what is of its product, and of the release itself.
pub async fn list_offers_in(
    transaction: &mut Transaction,
    product: ProductId,
    release: ReleaseId,
) -> Result<Vec<Offer>, StoreError> {
    let rows: Vec<OfferRow> = transaction
        .all(
            offers!(
                "WHERE r.product_id = $1 AND (r.release_id IS NULL OR r.release_id = $2)
                   AND r.retired_at IS NULL AND t.state <> 'retired'
                 ORDER BY v.response_id, v.language, t.number"
            ),
            (product.uuid(), release.uuid()),
        )
        .await?;
    rows.into_iter().map(OfferRow::read).collect()
}

pub(super) fn situation(key: &str) -> Result<Situation, StoreError> {
    Situation::from_key(key).ok_or_else(|| StoreError::unknown("variants.situation", key))
}
