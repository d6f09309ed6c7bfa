//! Products.

pub mod cohort;
pub mod freeze;

use domain::address::Slug;
use domain::day::Zone;
use domain::ids::ProductId;
use domain::product::{Product, ProductText};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, name, slug, summary, version,
                    COALESCE((SELECT r.zone FROM releases r
                              WHERE r.product_id = products.id AND NOT r.restricted
                              ORDER BY r.created_at DESC, r.id
                              LIMIT 1), 'UTC') AS zone
             FROM products
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct ProductRow {
    id: Uuid,
    name: String,
    slug: String,
    summary: String,
    version: i64,
    zone: String,
}

impl ProductRow {
    fn read(self) -> Result<Product, StoreError> {
        let zone = Zone::parse(&self.zone).map_err(|_| StoreError::unknown("zone", &self.zone))?;
        Ok(Product {
            id: ProductId::new(self.id),
            name: self.name,
            slug: self.slug,
            summary: self.summary,
            version: self.version,
            zone,
        })
    }
}

pub async fn add_product(
    transaction: &mut Transaction,
    id: ProductId,
    (text, slug): (&ProductText, &Slug),
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO products (id, name, slug, summary, created_at, version)
             VALUES ($1, $2, $3, $4, $5, 1)",
            (
                id.uuid(),
                text.name.as_str(),
                slug.as_str(),
                text.summary.as_str(),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_product(
    transaction: &mut Transaction,
    id: ProductId,
) -> Result<Option<Product>, StoreError> {
    let row: Option<ProductRow> =
        transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(ProductRow::read).transpose()
}

/// Lets nobody else change what lies in the product until this transaction ends.
pub async fn lock_product(
    transaction: &mut Transaction,
    id: ProductId,
) -> Result<bool, StoreError> {
    transaction
        .execute_one("UPDATE products SET version = version WHERE id = $1", (id.uuid(),))
        .await
}

pub async fn list_products(transaction: &mut Transaction) -> Result<Vec<Product>, StoreError> {
    let rows: Vec<ProductRow> = transaction.all(select!("ORDER BY LOWER(name), id"), ()).await?;
    rows.into_iter().map(ProductRow::read).collect()
}

/// Says whether the version was still the newest.
pub async fn save_product(
    transaction: &mut Transaction,
    id: ProductId,
    version: i64,
    (text, slug): (&ProductText, &Slug),
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE products
             SET name = $3, slug = $4, summary = $5, version = version + 1
             WHERE id = $1 AND version = $2",
            (id.uuid(), version, text.name.as_str(), slug.as_str(), text.summary.as_str()),
        )
        .await
}
