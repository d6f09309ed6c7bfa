use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use thiserror::Error;
use tokio::sync::broadcast;

use crate::engine::health::Health;
use crate::engine::migrations::{POSTGRES, SQLITE, count_migrations, known_migrations};
use crate::engine::news::{Hub, News};
use crate::engine::room::Room;
use crate::engine::transaction::{Engine, OnSqlite};
use crate::engine::writer::Writer;
use crate::{StoreError, Transaction};

/// How long a request waits for a connection before it is told that there is none.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// The first SQLite without the WAL-reset bug, which can lose committed writes.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// Where a database is: `sqlite:path` or `postgres://…`.
#[derive(Clone)]
pub enum Address {
    Sqlite(SqliteConnectOptions),
    Postgres(PgConnectOptions),
}

/// Why an address is none. It does not repeat the address, which may hold a password.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("must be sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME")]
pub struct AddressError;

/// A database of either engine. Cloning shares the connections.
#[derive(Clone)]
pub struct Database {
    pools: Pools,
    hub: Hub,
    /// For what needs a connection of its own.
    pub(crate) address: Address,
    room: Room,
}

#[derive(Clone)]
enum Pools {
    /// One writer, because SQLite has one anyway and waiting in line is fair; several readers,
    /// which cannot write.
    Sqlite {
        writer: (SqlitePool, Health),
        line: Writer,
        readers: (SqlitePool, Health),
    },
    Postgres(PgPool),
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() {
                Err(AddressError)
            } else {
                Ok(Self::sqlite(Path::new(path)))
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return text.parse().map(Self::Postgres).map_err(|_| AddressError);
        }
        Err(AddressError)
    }
}

impl Address {
    /// A SQLite file. Every setting is here because its default loses something: durability, the
    /// checking of references, or the wait for another process.
    #[must_use]
    pub fn sqlite(path: &Path) -> Self {
        Self::Sqlite(
            SqliteConnectOptions::new()
                .filename(path)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_millis(2_500))
                .pragma("mmap_size", "0")
                .pragma("journal_size_limit", "67108864")
                .pragma("trusted_schema", "OFF")
                .pragma("cell_size_check", "ON")
                .statement_cache_capacity(256)
                // Rows come from a thread of their own; a whole checklist crosses at once.
                .row_buffer_size(domain::limits::ITEMS),
        )
    }

    /// The file of a SQLite database.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(options) => Some(options.get_filename()),
            Self::Postgres(_) => None,
        }
    }

    /// The folder of that file.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.file().map(folder_of)
    }

    /// The word for the engine.
    #[must_use]
    pub const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}

impl Database {
    /// Connects, and brings the tables up to date.
    ///
    /// # Errors
    /// No connection, a SQLite that loses writes, or tables of a newer version of the program.
    pub async fn open(address: Address) -> Result<Self, StoreError> {
        let database = Self::connect(address).await?;
        database.migrate().await?;
        Ok(database)
    }

    /// Connects and changes nothing.
    ///
    /// # Errors
    /// No connection, or a SQLite that loses writes.
    pub async fn connect(address: Address) -> Result<Self, StoreError> {
        let room = Room::of(address.folder().map(Path::to_owned));
        match address.clone() {
            Address::Sqlite(options) => {
                let health = Health::default();
                let of_readers = health.of_another_pool();
                let writer = sqlite_pool(&health).max_connections(1);
                let writer = writer.connect_with(options.clone()).await?;
                let reading = options.create_if_missing(false).pragma("query_only", "ON");
                let readers = sqlite_pool(&of_readers).max_connections(4);
                let readers = readers.connect_lazy_with(reading);
                require_safe_sqlite(&writer).await?;
                let line = Writer::new(writer.clone(), health.clone());
                let (writer, readers) = ((writer, health), (readers, of_readers));
                let pools = Pools::Sqlite { writer, line, readers };
                Ok(Self { pools, hub: Hub::new(), address, room })
            }
            Address::Postgres(options) => {
                let options = options.options([
                    ("statement_timeout", "5s"),
                    ("lock_timeout", "1500ms"),
                    ("idle_in_transaction_session_timeout", "10s"),
                ]);
                let pool = PgPoolOptions::new().acquire_timeout(PATIENCE).max_connections(10);
                let pool = pool.connect_with(options).await?;
                let pools = Pools::Postgres(pool);
                Ok(Self { pools, hub: Hub::new(), address, room })
            }
        }
    }

    /// How many migrations the tables have behind them, and how many this program knows. None are behind a database
    /// without tables.
    pub async fn migrations(&self) -> Result<(i64, i64), StoreError> {
        let mut transaction = self.read().await?;
        Ok((count_migrations(&mut transaction).await?, known_migrations()))
    }

    /// Brings the tables up to date. On PostgreSQL by a connection of its own: an index over years of records takes
    /// longer than any request may.
    ///
    /// # Errors
    /// The tables are of a newer version of the program, or a change of them failed and was taken back.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match (&self.pools, &self.address) {
            (Pools::Sqlite { writer: (pool, _), .. }, _) => SQLITE.run(pool).await?,
            (Pools::Postgres(_), Address::Postgres(options)) => {
                let options = options.clone().options([("lock_timeout", "60s")]);
                let mut connection = PgConnection::connect_with(&options).await?;
                POSTGRES.run(&mut connection).await?;
                connection.close().await?;
            }
            (Pools::Postgres(pool), Address::Sqlite(_)) => POSTGRES.run(pool).await?,
        }
        Ok(())
    }

    /// Begins to read: one moment of the database, however many statements.
    ///
    /// # Errors
    /// No connection within [`PATIENCE`].
    pub async fn read(&self) -> Result<Transaction, StoreError> {
        let engine = match &self.pools {
            Pools::Sqlite { readers: (pool, health), .. } => {
                let pool = pool.clone();
                let begun = undisturbed(async move { pool.begin().await }).await;
                let begun = begun.map_err(|error| health.noticed(error))?;
                Engine::Sqlite(OnSqlite::Reads(begun), health.clone())
            }
            Pools::Postgres(pool) => {
                let (pool, begin) =
                    (pool.clone(), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
                Engine::Postgres(undisturbed(async move { pool.begin_with(begin).await }).await?)
            }
        };
        Ok(Transaction::new(engine, self.hub.clone(), false))
    }

    /// Begins to write.
    ///
    /// # Errors
    /// No connection within [`PATIENCE`], or the disk is nearly full.
    pub async fn write(&self) -> Result<Transaction, StoreError> {
        self.room.check()?;
        self.write_to_the_last().await
    }

    /// Whether there is room on the disk, and so many bytes beside what always has to be free.
    #[must_use]
    pub fn has_room(&self, beside: u64) -> bool {
        self.room.has(beside)
    }

    /// How many bytes are free on the disk. None where it does not say, or is another machine's.
    #[must_use]
    pub fn free_bytes(&self) -> Option<u64> {
        self.room.free()
    }

    /// How many connections there are, and how many of them are in use.
    #[must_use]
    pub fn connections(&self) -> (usize, usize) {
        let pools = match &self.pools {
            Pools::Sqlite { writer: (writer, _), readers: (readers, _), .. } => {
                [(writer.size(), writer.num_idle()), (readers.size(), readers.num_idle())]
            }
            Pools::Postgres(pool) => [(pool.size(), pool.num_idle()), (0, 0)],
        };
        let of = |(size, idle): (u32, usize)| {
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            (size, size.saturating_sub(idle))
        };
        let [(one, busy), (other, also_busy)] = pools.map(of);
        (one + other, busy + also_busy)
    }

    /// Says how many bytes have to be free on the disk.
    pub fn require_room(&self, least: u64) {
        self.room.require(least);
    }

    /// Begins to write the little without which nobody could come in and read: for as long as the disk takes anything.
    ///
    /// # Errors
    /// No connection within [`PATIENCE`].
    pub async fn write_to_the_last(&self) -> Result<Transaction, StoreError> {
        let engine = match &self.pools {
            Pools::Sqlite { writer: (_, health), line, .. } => {
                let line = line.clone();
                let begun = tokio::spawn(async move { line.begin(PATIENCE).await }).await;
                let begun = begun.unwrap_or(Err(sqlx::Error::WorkerCrashed.into()));
                let turn = begun.map_err(|error| health.noticed(error))?;
                Engine::Sqlite(OnSqlite::Writes(turn), health.clone())
            }
            Pools::Postgres(pool) => {
                let pool = pool.clone();
                Engine::Postgres(undisturbed(async move { pool.begin().await }).await?)
            }
        };
        Ok(Transaction::new(engine, self.hub.clone(), true))
    }

    /// Hears from now on what changes, in whatever process.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<News> {
        match &self.pools {
            Pools::Sqlite { .. } => self.hub.listen(None),
            Pools::Postgres(pool) => self.hub.listen(Some(pool)),
        }
    }

    /// Whether the database answers, its tables are those of this program, and, when writing has
    /// failed, whether it can write again.
    ///
    /// # Errors
    /// It does not answer or write, or migrations are missing.
    pub async fn check(&self) -> Result<(), StoreError> {
        if let Pools::Sqlite { writer: (_, health), .. } = &self.pools
            && health.is_failing()
        {
            self.probe().await?;
        }
        match self.migrations().await? {
            (applied, known) if applied == known => Ok(()),
            (applied, known) => {
                Err(StoreError::unknown("_sqlx_migrations", &format!("{applied} of {known}")))
            }
        }
    }

    /// Writes something that nobody reads: the number that an application may give its file.
    async fn probe(&self) -> Result<(), StoreError> {
        let mut transaction = self.write_to_the_last().await?;
        transaction.execute("PRAGMA user_version = 0", ()).await?;
        transaction.commit().await?;
        if let Pools::Sqlite { writer: (_, health), .. } = &self.pools {
            health.wrote();
        }
        Ok(())
    }

    /// The word for the engine.
    #[must_use]
    pub const fn engine(&self) -> &'static str {
        self.address.engine()
    }

    /// Waits for what is being written and closes every connection.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer: (writer, _), line, readers: (readers, _) } => {
                line.flush().await;
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// A file that is named without a folder lies in the one where the program was started.
pub(crate) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

/// A pool that keeps no connection that is still inside of a transaction when it comes back, or that
/// saw the disk fail: after a write that failed, SQLite may have ended the transaction where sqlx
/// believes that it goes on, and then no other could ever begin.
fn sqlite_pool(health: &Health) -> SqlitePoolOptions {
    let health = health.clone();
    SqlitePoolOptions::new().acquire_timeout(PATIENCE).after_release(move |connection, _| {
        let health = health.clone();
        Box::pin(async move {
            // Waits for a rollback that is on its way.
            connection.ping().await?;
            Ok(!connection.is_in_transaction() && !health.take_doubt())
        })
    })
}

/// Runs a beginning to its end, also when whoever asked for it goes away: a transaction that is
/// dropped while it begins can leave its connection inside of it (sqlx#4385).
async fn undisturbed<T: Send + 'static>(
    begin: impl Future<Output = Result<T, sqlx::Error>> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::spawn(begin).await {
        Ok(begun) => Ok(begun?),
        Err(_) => Err(sqlx::Error::WorkerCrashed.into()),
    }
}

async fn require_safe_sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
    let parts: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
    if parts.as_slice() < OLDEST_SQLITE.as_slice() {
        return Err(StoreError::OldSqlite(version));
    }
    Ok(())
}
