//! The library of a product.

use domain::ids::{ProductId, ProductItemId, ProposalId};
use domain::response::product_item::ProductItem;
use domain::text::{Markdown, Title};
use uuid::Uuid;

use crate::engine::value::{moment, parse_stored};
use crate::{StoreError, Transaction};

#[derive(sqlx::FromRow)]
struct ProductItemRow {
    id: Uuid,
    product_id: Uuid,
    proposal_id: Option<Uuid>,
    title: String,
    explanation: String,
    created_at: i64,
}

impl ProductItemRow {
    fn read(self) -> Result<ProductItem, StoreError> {
        Ok(ProductItem {
            id: ProductItemId::new(self.id),
            product: ProductId::new(self.product_id),
            proposal: self.proposal_id.map(ProposalId::new),
            title: parse_stored("product_items.title", &self.title, Title::parse)?,
            explanation: parse_stored(
                "product_items.explanation",
                &self.explanation,
                Markdown::stored,
            )?,
            created_at: moment(self.created_at),
        })
    }
}

pub async fn add_product_item(
    transaction: &mut Transaction,
    item: &ProductItem,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO product_items (id, product_id, proposal_id, title, explanation, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            (
                item.id.uuid(),
                item.product.uuid(),
                item.proposal.map(ProposalId::uuid),
                item.title.as_str(),
                item.explanation.as_str(),
                item.created_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

/// The items of a product, the oldest first.
pub async fn list_product_items(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<ProductItem>, StoreError> {
    let rows: Vec<ProductItemRow> = transaction
        .all(
            "SELECT id, product_id, proposal_id, title, explanation, created_at FROM product_items
             WHERE product_id = $1 ORDER BY created_at, id",
            (product.uuid(),),
        )
        .await?;
    rows.into_iter().map(ProductItemRow::read).collect()
}
