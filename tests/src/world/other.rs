use sqlx::{Connection as _, Executor as _, PgConnection, SqliteConnection};

use super::World;
use super::engine::Place;

/// Somebody who writes to the database without the program, and takes their time.
pub(crate) enum Other {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl World {
    /// Begins to write, and keeps what it has locked until it is told to end.
    pub(crate) async fn other(&self, sql: &'static str) -> Other {
        match &self.place {
            Place::Sqlite(folder) => {
                let path = folder.path().join("holdpoint.db");
                let url = format!("sqlite:{}", path.display());
                let mut connection = SqliteConnection::connect(&url).await.unwrap();
                connection.execute("BEGIN IMMEDIATE").await.unwrap();
                connection.execute(sql).await.unwrap();
                Other::Sqlite(connection)
            }
            Place::Postgres(database) => {
                let mut connection = PgConnection::connect(&database.url()).await.unwrap();
                connection.execute("BEGIN").await.unwrap();
                connection.execute(sql).await.unwrap();
                Other::Postgres(connection)
            }
        }
    }
}

impl Other {
    /// How long the program waits for somebody like this before it says that it is busy.
    pub(crate) const fn patience(&self) -> std::time::Duration {
        match self {
            Self::Sqlite(_) => std::time::Duration::from_millis(2_500),
            Self::Postgres(_) => std::time::Duration::from_millis(1_500),
        }
    }

    pub(crate) async fn end(self, how: &'static str) {
        match self {
            Self::Sqlite(mut connection) => drop(connection.execute(how).await.unwrap()),
            Self::Postgres(mut connection) => drop(connection.execute(how).await.unwrap()),
        }
    }
}
