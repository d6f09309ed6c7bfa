//! Cohorts of a product.

use domain::ids::{CohortId, ProductId};
use domain::product::cohort::{Cohort, CohortKind, CohortText, CohortUse};
use domain::text::{Label, Line, Markdown};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{number, parse_stored};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, product_id, name, kind, size, share, contact, champion, language, constraints,
                    chosen_because, equity_note, version
             FROM cohorts
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct CohortRow {
    id: Uuid,
    product_id: Uuid,
    name: String,
    kind: String,
    size: Option<i64>,
    share: Option<i64>,
    contact: Option<String>,
    champion: Option<String>,
    language: Option<String>,
    constraints: String,
    chosen_because: String,
    equity_note: String,
    version: i64,
}

impl CohortRow {
    fn read(self) -> Result<Cohort, StoreError> {
        let line = |text: Option<String>| {
            text.map(|text| parse_stored("cohorts", &text, Line::parse)).transpose()
        };
        let prose = |text: &str| parse_stored("cohorts", text, Markdown::stored);
        Ok(Cohort {
            id: CohortId::new(self.id),
            product: ProductId::new(self.product_id),
            text: CohortText {
                name: parse_stored("cohorts.name", &self.name, Label::parse)?,
                kind: CohortKind::from_key(&self.kind)
                    .ok_or_else(|| StoreError::unknown("cohorts.kind", &self.kind))?,
                size: number("cohorts.size", self.size)?,
                share: number("cohorts.share", self.share)?,
                contact: line(self.contact)?,
                champion: line(self.champion)?,
                language: line(self.language)?,
                constraints: prose(&self.constraints)?,
                chosen_because: prose(&self.chosen_because)?,
                equity_note: prose(&self.equity_note)?,
            },
            version: self.version,
        })
    }
}

pub async fn add_cohort(
    transaction: &mut Transaction,
    id: CohortId,
    product: ProductId,
    text: &CohortText,
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO cohorts (id, product_id, name, kind, size, share, contact, champion, language,
                                  constraints, chosen_because, equity_note, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)",
            (
                id.uuid(),
                product.uuid(),
                text.name.as_str(),
                text.kind.key(),
                text.size.map(i64::from),
                text.share.map(i64::from),
                text.contact.as_ref().map(Line::to_string),
                text.champion.as_ref().map(Line::to_string),
                text.language.as_ref().map(Line::to_string),
                text.constraints.as_str(),
                text.chosen_because.as_str(),
                text.equity_note.as_str(),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_cohort(
    transaction: &mut Transaction,
    id: CohortId,
) -> Result<Option<Cohort>, StoreError> {
    let row: Option<CohortRow> =
        transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(CohortRow::read).transpose()
}

/// The cohorts of a product by their names.
pub async fn list_cohorts(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<Cohort>, StoreError> {
    let rows: Vec<CohortRow> = transaction
        .all(
            select!(
                "WHERE product_id = $1
                 ORDER BY LOWER(name), id"
            ),
            (product.uuid(),),
        )
        .await?;
    rows.into_iter().map(CohortRow::read).collect()
}

/// Says whether the version was still the newest.
pub async fn save_cohort(
    transaction: &mut Transaction,
    (id, version): (CohortId, i64),
    text: &CohortText,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE cohorts
             SET name = $3, kind = $4, size = $5, share = $6, contact = $7, champion = $8,
                 language = $9, constraints = $10, chosen_because = $11, equity_note = $12,
                 version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                text.name.as_str(),
                text.kind.key(),
                text.size.map(i64::from),
                text.share.map(i64::from),
                text.contact.as_ref().map(Line::to_string),
                text.champion.as_ref().map(Line::to_string),
                text.language.as_ref().map(Line::to_string),
                text.constraints.as_str(),
                text.chosen_because.as_str(),
                text.equity_note.as_str(),
            ),
        )
        .await
}

/// What names a cohort first of all that could; nothing when it can be deleted.
pub async fn find_use(
    transaction: &mut Transaction,
    id: CohortId,
) -> Result<Option<CohortUse>, StoreError> {
    let row: Option<(String,)> = transaction
        .optional(
            "SELECT 'phase' WHERE EXISTS (SELECT 1 FROM phases WHERE cohort_id = $1)
             UNION ALL
             SELECT 'reader' WHERE EXISTS (SELECT 1 FROM readers WHERE cohort_id = $1)
             UNION ALL
             SELECT 'material' WHERE EXISTS (SELECT 1 FROM material_cohorts WHERE cohort_id = $1)
             UNION ALL
             SELECT 'response' WHERE EXISTS (SELECT 1 FROM response_cohorts WHERE cohort_id = $1)
             UNION ALL
             SELECT 'support' WHERE EXISTS (SELECT 1 FROM response_uses WHERE cohort_id = $1)
                                 OR EXISTS (SELECT 1 FROM questions WHERE cohort_id = $1)
                                 OR EXISTS (SELECT 1 FROM contacts WHERE cohort_id = $1)
             LIMIT 1",
            (id.uuid(),),
        )
        .await?;
    let unknown = |key: &str| StoreError::unknown("cohort use", key);
    row.map(|(key,)| CohortUse::from_key(&key).ok_or_else(|| unknown(&key))).transpose()
}

/// Deletes a cohort that nothing names.
pub async fn delete_cohort(transaction: &mut Transaction, id: CohortId) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM cohorts WHERE id = $1", (id.uuid(),)).await?;
    Ok(())
}
