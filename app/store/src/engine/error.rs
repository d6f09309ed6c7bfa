use sqlx::error::ErrorKind;
use thiserror::Error;

/// The database did not do what it was asked. Never shown to people. Each meaning is one that
/// whoever asked has to answer differently.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Somebody else held what this needed, or nobody answered in time: the same again may work.
    #[error("busy: {0}")]
    Busy(sqlx::Error),
    /// What a row refers to is gone, or is still referred to.
    #[error("a reference does not hold: {0}")]
    Reference(sqlx::Error),
    /// The disk is full or fails. Nothing was written.
    #[error("the disk does not write: {0}")]
    Disk(sqlx::Error),
    /// So little is free on the disk that nothing is written.
    #[error("the disk is nearly full")]
    NoRoom,
    /// The end of a transaction failed: its writes may be kept, or not.
    #[error("whether it was saved is unknown: {0}")]
    Unclear(sqlx::Error),
    #[error(transparent)]
    Database(sqlx::Error),
    #[error("migrations: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A value in the database that this version of the program does not know.
    #[error("{column} holds {value:?}, which nobody understands")]
    Unknown { column: &'static str, value: String },
    /// Copying the database, or making one of a copy, went wrong.
    #[error("{0}")]
    Copy(String),
    #[error("SQLite is {0}; versions before 3.51.3 can lose committed writes")]
    OldSqlite(String),
}

impl StoreError {
    pub(crate) fn unknown(column: &'static str, value: &str) -> Self {
        Self::Unknown { column, value: value.to_owned() }
    }

    /// The same for another one whom it concerns: errors of sqlx cannot be copied, their words can.
    pub(crate) fn again(&self) -> Self {
        let words = || sqlx::Error::Protocol(self.to_string());
        match self {
            Self::Busy(_) => Self::Busy(words()),
            Self::Reference(_) => Self::Reference(words()),
            Self::Disk(_) => Self::Disk(words()),
            Self::Unclear(_) => Self::Unclear(words()),
            _ => Self::Database(words()),
        }
    }

    /// What the failing end of a transaction means: only what the database itself refused, and a
    /// full disk, say for sure that nothing was kept.
    pub(crate) fn of_commit(error: sqlx::Error) -> Self {
        let failed_disk = code(&error).is_some_and(|code| primary(&code) == Some(SQLITE_IOERR));
        match Self::from(error) {
            Self::Disk(error) if failed_disk => Self::Unclear(error),
            Self::Busy(error) if error.as_database_error().is_none() => Self::Unclear(error),
            other => other,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if matches!(
            error,
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed
        ) {
            return Self::Busy(error);
        }
        let of_reference = |error: &dyn sqlx::error::DatabaseError| {
            matches!(error.kind(), ErrorKind::ForeignKeyViolation)
        };
        if error.as_database_error().is_some_and(of_reference) {
            return Self::Reference(error);
        }
        match code(&error).as_deref() {
            Some(code) if means_busy(code) => Self::Busy(error),
            Some(code) if means_disk(code) => Self::Disk(error),
            _ => Self::Database(error),
        }
    }
}

/// Result codes of SQLite, from sqlite3.h; their extended forms carry them in the low byte.
const SQLITE_BUSY: u32 = 5;
const SQLITE_LOCKED: u32 = 6;
const SQLITE_READONLY: u32 = 8;
const SQLITE_IOERR: u32 = 10;
const SQLITE_FULL: u32 = 13;
const SQLITE_CANTOPEN: u32 = 14;

/// PostgreSQL: serialisation failure, deadlock, lock not available, statement or lock timeout, too
/// many connections, and a server that starts or stops (appendix A of its manual).
const POSTGRES_BUSY: [&str; 8] =
    ["40001", "40P01", "55P03", "57014", "53300", "57P01", "57P02", "57P03"];
/// PostgreSQL: disk full, input or output failed, and a server that only reads, such as a replica.
const POSTGRES_DISK: [&str; 3] = ["53100", "58030", "25006"];

fn code(error: &sqlx::Error) -> Option<String> {
    Some(error.as_database_error()?.code()?.into_owned())
}

/// The code of SQLite without its extension; a state of PostgreSQL has five characters.
fn primary(code: &str) -> Option<u32> {
    if code.len() == 5 { None } else { Some(code.parse::<u32>().ok()? & 0xff) }
}

fn means_busy(code: &str) -> bool {
    POSTGRES_BUSY.contains(&code) || matches!(primary(code), Some(SQLITE_BUSY | SQLITE_LOCKED))
}

fn means_disk(code: &str) -> bool {
    POSTGRES_DISK.contains(&code)
        || matches!(
            primary(code),
            Some(SQLITE_READONLY | SQLITE_IOERR | SQLITE_FULL | SQLITE_CANTOPEN)
        )
}
