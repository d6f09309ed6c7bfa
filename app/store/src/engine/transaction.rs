use std::collections::BTreeMap;

use sqlx::postgres::PgRow;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, FromRow, Postgres, Sqlite};
use uuid::Uuid;

use crate::engine::health::Health;
use crate::engine::held::Held;
use crate::engine::news::{Change, Hub, NOTIFY};
use crate::engine::saves::note_save;
use crate::engine::statements::note_statement;
use crate::engine::writer::Turn;
use crate::{Params, StoreError};

/// Statements that happen together or not at all. Dropped without [`Transaction::commit`], nothing
/// happened.
pub struct Transaction {
    engine: Engine,
    hub: Hub,
    writes: bool,
    /// What is told when SQLite has committed; PostgreSQL tells by itself.
    changes: Vec<Change>,
    /// What is written at the very end, each thing once and in one order.
    last: BTreeMap<Uuid, (&'static str, Uuid)>,
}

pub(crate) enum Engine {
    Sqlite(OnSqlite, Health),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// Who reads has a connection of their own; who writes has their turn.
pub(crate) enum OnSqlite {
    Reads(sqlx::Transaction<'static, Sqlite>),
    Writes(Turn),
}

impl OnSqlite {
    fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        match self {
            Self::Reads(open) => Ok(&mut **open),
            Self::Writes(turn) => turn.connection(),
        }
    }

    async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Reads(open) => open.commit().await.map_err(StoreError::of_commit),
            Self::Writes(turn) => turn.commit().await,
        }
    }
}

/// A row that both engines can give.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{}

/// Runs one query on whichever engine it is.
macro_rules! run {
    ($transaction:expr, $sql:expr, $params:expr, $query:ident, $fetch:ident) => {{
        note_statement();
        match &mut $transaction.engine {
            Engine::Sqlite(inner, health) => {
                let arguments = $params.for_sqlite().map_err(sqlx::Error::Encode)?;
                let done = sqlx::$query($sql, arguments).$fetch(inner.connection()?).await;
                done.map_err(|error| health.noticed(error.into()))
            }
            Engine::Postgres(inner) => {
                let arguments = $params.for_postgres().map_err(sqlx::Error::Encode)?;
                Ok(sqlx::$query($sql, arguments).$fetch(&mut **inner).await?)
            }
        }
    }};
}

impl Transaction {
    pub(crate) fn new(engine: Engine, hub: Hub, writes: bool) -> Self {
        Self { engine, hub, writes, changes: Vec::new(), last: BTreeMap::new() }
    }

    /// Whether it may change something.
    #[must_use]
    pub const fn is_write(&self) -> bool {
        self.writes
    }

    /// Writes a value of a thing as one of the last statements before the commit, in the order of the things; the last
    /// value counts. So two who write of the same things wait for each other when neither needs anything else any more.
    pub(crate) fn write_last(&mut self, sql: &'static str, object: Uuid, value: Uuid) {
        self.last.insert(object, (sql, value));
    }

    /// What only one of the engines understands, and what the other one does instead.
    pub(crate) fn by_engine<T>(&self, sqlite: T, postgres: T) -> T {
        match self.engine {
            Engine::Sqlite(..) => sqlite,
            Engine::Postgres(_) => postgres,
        }
    }

    /// Tells everybody who looks, in every process, once this transaction has committed.
    pub async fn announce(&mut self, change: Change) -> Result<(), StoreError> {
        if matches!(self.engine, Engine::Sqlite(..)) {
            self.changes.push(change);
            return Ok(());
        }
        let text = serde_json::to_string(&change)
            .map_err(|error| StoreError::unknown("news", &error.to_string()))?;
        self.execute(NOTIFY, (text,)).await?;
        Ok(())
    }

    /// Exactly one row.
    ///
    /// # Errors
    /// There is none, or the database fails.
    pub async fn one<R: Row>(
        &mut self,
        sql: &'static str,
        params: impl Params,
    ) -> Result<R, StoreError> {
        run!(self, sql, params, query_as_with, fetch_one)
    }

    /// One row, or none.
    pub async fn optional<R: Row>(
        &mut self,
        sql: &'static str,
        params: impl Params,
    ) -> Result<Option<R>, StoreError> {
        run!(self, sql, params, query_as_with, fetch_optional)
    }

    /// One row, or none. In a write it stays as it is until this transaction ends.
    pub async fn hold<R: Row>(
        &mut self,
        question: Held,
        params: impl Params,
    ) -> Result<Option<R>, StoreError> {
        let locks = self.writes && matches!(self.engine, Engine::Postgres(_));
        self.optional(if locks { question.locking } else { question.plain }, params).await
    }

    /// Every row.
    pub async fn all<R: Row>(
        &mut self,
        sql: &'static str,
        params: impl Params,
    ) -> Result<Vec<R>, StoreError> {
        run!(self, sql, params, query_as_with, fetch_all)
    }

    /// How many rows a table has. Only for names that the database itself gave.
    pub(crate) async fn count_rows(&mut self, table: &str) -> Result<i64, StoreError> {
        let quoted = table.replace('"', "\"\"");
        let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM \"{quoted}\""));
        let counted: Result<(i64,), StoreError> = run!(self, sql, (), query_as_with, fetch_one);
        Ok(counted?.0)
    }

    /// Changes rows and says how many.
    pub async fn execute(
        &mut self,
        sql: &'static str,
        params: impl Params,
    ) -> Result<u64, StoreError> {
        note_statement();
        match &mut self.engine {
            Engine::Sqlite(inner, health) => {
                let arguments = params.for_sqlite().map_err(sqlx::Error::Encode)?;
                let done = sqlx::query_with(sql, arguments).execute(inner.connection()?).await;
                let done = done.map_err(|error| health.noticed(error.into()))?;
                Ok(done.rows_affected())
            }
            Engine::Postgres(inner) => {
                let arguments = params.for_postgres().map_err(sqlx::Error::Encode)?;
                Ok(sqlx::query_with(sql, arguments).execute(&mut **inner).await?.rows_affected())
            }
        }
    }

    /// Changes one row and says whether there was one to change.
    pub async fn execute_one(
        &mut self,
        sql: &'static str,
        params: impl Params,
    ) -> Result<bool, StoreError> {
        Ok(self.execute(sql, params).await? == 1)
    }

    /// Makes everything since the beginning permanent. When this returns, it is on the disk.
    ///
    /// # Errors
    /// The database refuses, or [`StoreError::Unclear`]: it failed and may have kept the writes.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        for (object, (sql, value)) in std::mem::take(&mut self.last) {
            self.execute(sql, (object, value)).await?;
        }
        match self.engine {
            Engine::Sqlite(inner, health) => {
                inner.commit().await.map_err(|error| health.noticed(error))?;
            }
            Engine::Postgres(inner) => inner.commit().await.map_err(StoreError::of_commit)?,
        }
        if self.writes {
            note_save();
        }
        for change in self.changes {
            self.hub.publish(change);
        }
        Ok(())
    }
}
