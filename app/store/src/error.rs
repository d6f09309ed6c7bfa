use thiserror::Error;

/// The database did not do what it was asked. Never shown to people.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error("migrations: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A value in the database that this version of the program does not know.
    #[error("{column} holds {value:?}, which nobody understands")]
    Unknown { column: &'static str, value: String },
    #[error("SQLite is {0}; versions before 3.51.3 can lose committed writes")]
    OldSqlite(String),
}

impl StoreError {
    pub(crate) fn unknown(column: &'static str, value: &str) -> Self {
        Self::Unknown { column, value: value.to_owned() }
    }
}
