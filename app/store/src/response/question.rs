//! What people asked and no answer fits.

use domain::ids::{CohortId, PersonId, ProductId, QuestionId, ReleaseId};
use jiff::Timestamp;

use crate::{StoreError, Transaction};

/// A question as somebody at the desk passes it on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewQuestion<'a> {
    pub id: QuestionId,
    pub product: ProductId,
    /// The release that the cohort has or gets next.
    pub release: Option<ReleaseId>,
    pub cohort: Option<CohortId>,
    pub words: &'a str,
    pub asked_by: PersonId,
    pub asked_at: Timestamp,
}

/// Adds an open question.
pub async fn add_question(
    transaction: &mut Transaction,
    question: &NewQuestion<'_>,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO questions (id, product_id, release_id, cohort_id, words, state, asked_by, asked_at,
                                    version)
             VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, 1)",
            (
                question.id.uuid(),
                question.product.uuid(),
                question.release.map(ReleaseId::uuid),
                question.cohort.map(CohortId::uuid),
                question.words,
                question.asked_by.uuid(),
                question.asked_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}
