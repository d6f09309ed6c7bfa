//! The steps that tables are made by.

use sqlx::migrate::Migrator;

use crate::{StoreError, Transaction};

pub(crate) static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

/// How many migrations this program knows; both engines have the same.
#[must_use]
pub fn known_migrations() -> i64 {
    i64::try_from(SQLITE.iter().count()).unwrap_or(i64::MAX)
}

pub(crate) async fn count_migrations(transaction: &mut Transaction) -> Result<i64, StoreError> {
    let tables = transaction.by_engine(
        "SELECT COUNT(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'",
        "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_sqlx_migrations'",
    );
    if transaction.one::<(i64,)>(tables, ()).await?.0 == 0 {
        return Ok(0);
    }
    let applied = "SELECT COUNT(*) FROM _sqlx_migrations WHERE success";
    Ok(transaction.one::<(i64,)>(applied, ()).await?.0)
}
