//! Texts that the templates of a product share.

use domain::ids::{FragmentId, PersonId, ProductId};
use domain::response::body::VariableName;
use domain::response::fragment::{Fragment, Proposed};
use domain::text::Markdown;
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{moment, parse_stored};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, product_id, name, body, proposed, proposed_by, proposed_at, approved_by, approved_at, version
             FROM fragments
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct FragmentRow {
    id: Uuid,
    product_id: Uuid,
    name: String,
    body: Option<String>,
    proposed: Option<String>,
    proposed_by: Option<Uuid>,
    proposed_at: Option<i64>,
    approved_by: Option<Uuid>,
    approved_at: Option<i64>,
    version: i64,
}

impl FragmentRow {
    fn read(self) -> Result<Fragment, StoreError> {
        let text = |text: &str| parse_stored("fragments", text, Markdown::stored);
        let proposed = match (self.proposed, self.proposed_by, self.proposed_at) {
            (Some(body), Some(by), Some(at)) => {
                Some(Proposed { body: text(&body)?, by: PersonId::new(by), at: moment(at) })
            }
            _ => None,
        };
        Ok(Fragment {
            id: FragmentId::new(self.id),
            product: ProductId::new(self.product_id),
            name: parse_stored("fragments.name", &self.name, VariableName::parse)?,
            body: self.body.as_deref().map(text).transpose()?,
            proposed,
            approved: self
                .approved_by
                .zip(self.approved_at)
                .map(|(by, at)| (PersonId::new(by), moment(at))),
            version: self.version,
        })
    }
}

/// Adds one whose text is a proposal.
pub async fn add_fragment(
    transaction: &mut Transaction,
    fragment: &Fragment,
    at: Timestamp,
) -> Result<(), StoreError> {
    let proposed = fragment.proposed.as_ref();
    let (approved_by, approved_at) = fragment.approved.unzip();
    transaction
        .execute(
            "INSERT INTO fragments (id, product_id, name, body, proposed, proposed_by, proposed_at, approved_by,
                                    approved_at, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
            (
                fragment.id.uuid(),
                fragment.product.uuid(),
                fragment.name.as_str(),
                fragment.body.as_ref().map(|body| body.as_str().to_owned()),
                proposed.map(|proposed| proposed.body.as_str().to_owned()),
                proposed.map(|proposed| proposed.by.uuid()),
                proposed.map(|proposed| proposed.at.as_microsecond()),
                approved_by.map(PersonId::uuid),
                approved_at.map(Timestamp::as_microsecond),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_fragment(
    transaction: &mut Transaction,
    id: FragmentId,
) -> Result<Option<Fragment>, StoreError> {
    let row: Option<FragmentRow> =
        transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(FragmentRow::read).transpose()
}

/// The fragments of a product by their names.
pub async fn list_fragments(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<Fragment>, StoreError> {
    let rows: Vec<FragmentRow> = transaction
        .all(select!("WHERE product_id = $1 ORDER BY LOWER(name), id"), (product.uuid(),))
        .await?;
    rows.into_iter().map(FragmentRow::read).collect()
}

/// Those of all products with a change that waits for approval, the oldest first.
pub async fn list_proposed(transaction: &mut Transaction) -> Result<Vec<Fragment>, StoreError> {
    let rows: Vec<FragmentRow> =
        transaction.all(select!("WHERE proposed IS NOT NULL ORDER BY proposed_at, id"), ()).await?;
    rows.into_iter().map(FragmentRow::read).collect()
}

/// Keeps a proposal, or takes it away; says whether the version was still the newest.
pub async fn save_proposal(
    transaction: &mut Transaction,
    (id, version): (FragmentId, i64),
    proposed: Option<&Proposed>,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE fragments
             SET proposed = $3, proposed_by = $4, proposed_at = $5, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                proposed.map(|proposed| proposed.body.as_str().to_owned()),
                proposed.map(|proposed| proposed.by.uuid()),
                proposed.map(|proposed| proposed.at.as_microsecond()),
            ),
        )
        .await
}

/// Makes what is proposed what it says; says whether the version was still the newest.
pub async fn approve_proposal(
    transaction: &mut Transaction,
    (id, version): (FragmentId, i64),
    (by, at): (PersonId, Timestamp),
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE fragments
             SET body = proposed, proposed = NULL, proposed_by = NULL, proposed_at = NULL, approved_by = $3,
                 approved_at = $4, version = version + 1
             WHERE id = $1 AND version = $2 AND proposed IS NOT NULL AND proposed_by <> $3",
            (id.uuid(), version, by.uuid(), at.as_microsecond()),
        )
        .await
}
