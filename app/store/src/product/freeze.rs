//! Freezes and holidays of a product.

use domain::day::Dates;
use domain::ids::{FreezeId, ProductId};
use domain::product::freeze::{Freeze, FreezeKind, FreezeText};
use domain::text::Label;
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::engine::value::parse_stored;
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, product_id, name, kind, from_on, to_on, created_at
             FROM freezes
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct FreezeRow {
    id: Uuid,
    product_id: Uuid,
    name: String,
    kind: String,
    from_on: String,
    to_on: String,
    created_at: i64,
}

impl FreezeRow {
    fn read(self) -> Result<Freeze, StoreError> {
        let dates = Dates::new(
            parse_stored("freezes.from_on", &self.from_on, str::parse)?,
            parse_stored("freezes.to_on", &self.to_on, str::parse)?,
        );
        Ok(Freeze {
            id: FreezeId::new(self.id),
            product: ProductId::new(self.product_id),
            text: FreezeText {
                name: parse_stored("freezes.name", &self.name, Label::parse)?,
                kind: FreezeKind::from_key(&self.kind)
                    .ok_or_else(|| StoreError::unknown("freezes.kind", &self.kind))?,
                dates: dates.map_err(|_| StoreError::unknown("freezes.to_on", &self.to_on))?,
            },
            since: moment(self.created_at),
        })
    }
}

pub async fn add_freeze(
    transaction: &mut Transaction,
    (id, product): (FreezeId, ProductId),
    text: &FreezeText,
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO freezes (id, product_id, name, kind, from_on, to_on, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            (
                id.uuid(),
                product.uuid(),
                text.name.as_str(),
                text.kind.key(),
                text.dates.starts_on().to_string(),
                text.dates.ends_on().to_string(),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_freeze(
    transaction: &mut Transaction,
    id: FreezeId,
) -> Result<Option<Freeze>, StoreError> {
    let row: Option<FreezeRow> =
        transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(FreezeRow::read).transpose()
}

/// The freezes and holidays of a product in the order of their days.
pub async fn list_freezes(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<Freeze>, StoreError> {
    let rows: Vec<FreezeRow> = transaction
        .all(
            select!(
                "WHERE product_id = $1
                 ORDER BY from_on, id"
            ),
            (product.uuid(),),
        )
        .await?;
    rows.into_iter().map(FreezeRow::read).collect()
}

/// Says whether there was one.
pub async fn delete_freeze(
    transaction: &mut Transaction,
    id: FreezeId,
) -> Result<bool, StoreError> {
    transaction.execute_one("DELETE FROM freezes WHERE id = $1", (id.uuid(),)).await
}
