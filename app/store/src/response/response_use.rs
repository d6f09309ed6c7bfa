//! Which answers were copied, and whether they helped.

use domain::ids::{CohortId, PersonId, ProductId, ResponseId, ResponseUseId, VariantId};
use domain::response::suggest::Helped;
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

/// One copying of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ResponseUse {
    pub id: ResponseUseId,
    pub response: ResponseId,
    pub variant: VariantId,
    /// Which text of the variant.
    pub number: i64,
    pub cohort: Option<CohortId>,
    pub person: PersonId,
    pub at: Timestamp,
}

/// How often an answer was copied, and how often somebody said that it helped.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Uses {
    pub used: usize,
    pub helped: usize,
    pub did_not: usize,
}

pub async fn add_use(transaction: &mut Transaction, what: &ResponseUse) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO response_uses (id, response_id, variant_id, number, cohort_id, person_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            (
                what.id.uuid(),
                what.response.uuid(),
                what.variant.uuid(),
                what.number,
                what.cohort.map(CohortId::uuid),
                what.person.uuid(),
                what.at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

/// Which answer a person copied with a use; none when it is not theirs.
pub async fn find_used(
    transaction: &mut Transaction,
    id: ResponseUseId,
    person: PersonId,
) -> Result<Option<ResponseId>, StoreError> {
    let row: Option<(Uuid,)> = transaction
        .optional(
            "SELECT response_id FROM response_uses WHERE id = $1 AND person_id = $2",
            (id.uuid(), person.uuid()),
        )
        .await?;
    Ok(row.map(|(id,)| ResponseId::new(id)))
}

/// Writes down whether it helped.
pub async fn save_helped(
    transaction: &mut Transaction,
    id: ResponseUseId,
    (helped, words): (bool, Option<String>),
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE response_uses SET helped = $2, words = $3 WHERE id = $1",
            (id.uuid(), helped, words),
        )
        .await
}

pub async fn count_uses(
    transaction: &mut Transaction,
    response: ResponseId,
) -> Result<Uses, StoreError> {
    let (used, helped, did_not): (i64, i64, i64) = transaction
        .one(
            "SELECT COUNT(*), COUNT(CASE WHEN helped THEN 1 END), COUNT(CASE WHEN NOT helped THEN 1 END)
             FROM response_uses WHERE response_id = $1",
            (response.uuid(),),
        )
        .await?;
    let count = |count: i64| usize::try_from(count).unwrap_or_default();
    Ok(Uses { used: count(used), helped: count(helped), did_not: count(did_not) })
}

/// What somebody said was missing in an answer that did not help.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing {
    pub words: String,
    pub by: PersonId,
    /// When the answer was copied.
    pub at: Timestamp,
}

/// What was missing in an answer, the newest first, at most so many.
pub async fn list_missing(
    transaction: &mut Transaction,
    response: ResponseId,
    limit: u32,
) -> Result<Vec<Missing>, StoreError> {
    let rows: Vec<(String, Uuid, i64)> = transaction
        .all(
            "SELECT words, person_id, at FROM response_uses
             WHERE response_id = $1 AND words IS NOT NULL
             ORDER BY at DESC, id
             LIMIT $2",
            (response.uuid(), i64::from(limit)),
        )
        .await?;
    let missing = |(words, by, at): (String, Uuid, i64)| Missing {
        words,
        by: PersonId::new(by),
        at: moment(at),
    };
    Ok(rows.into_iter().map(missing).collect())
}

/// How often somebody said whether a template of a product helped, those that nobody rated left out.
pub async fn list_helped(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<(ResponseId, Helped)>, StoreError> {
    let rows: Vec<(Uuid, i64, i64)> = transaction
        .all(
            "SELECT u.response_id, COUNT(CASE WHEN u.helped THEN 1 END),
                    COUNT(CASE WHEN NOT u.helped THEN 1 END)
             FROM response_uses u JOIN responses r ON r.id = u.response_id
             WHERE r.product_id = $1 AND r.retired_at IS NULL AND u.helped IS NOT NULL
             GROUP BY u.response_id
             ORDER BY u.response_id",
            (product.uuid(),),
        )
        .await?;
    let count = |count: i64| usize::try_from(count).unwrap_or_default();
    let read = |(id, helped, did_not)| {
        (ResponseId::new(id), Helped { helped: count(helped), did_not: count(did_not) })
    };
    Ok(rows.into_iter().map(read).collect())
}
