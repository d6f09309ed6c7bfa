use sqlx::{Connection as _, Executor as _, PgConnection};
use store::Address;

/// The two engines. Every promise about stored things is kept on both.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// A database that is there for one test.
#[derive(Clone)]
pub(crate) enum Place {
    Sqlite(std::sync::Arc<tempfile::TempDir>),
    Postgres(String),
}

impl Engine {
    /// An empty database; none when PostgreSQL is not there and nobody promised that it is.
    pub(crate) async fn place(self) -> Option<Place> {
        match self {
            Self::Sqlite => Some(Place::Sqlite(std::sync::Arc::new(tempfile::tempdir().unwrap()))),
            Self::Postgres => match std::env::var("TEST_POSTGRES_URL") {
                Ok(server) => Some(Place::Postgres(create_database(&server).await)),
                Err(_) if std::env::var_os("CI").is_some() => {
                    panic!(
                        "TEST_POSTGRES_URL is not set; tests/run starts a PostgreSQL and sets it"
                    )
                }
                Err(_) => {
                    eprintln!("skipped: TEST_POSTGRES_URL is not set");
                    None
                }
            },
        }
    }
}

impl Place {
    pub(crate) fn address(&self) -> Address {
        match self {
            Self::Sqlite(folder) => Address::sqlite(&folder.path().join("holdpoint.db")),
            Self::Postgres(url) => url.parse().unwrap(),
        }
    }
}

/// `server` is an address without the name of a database at its end.
async fn create_database(server: &str) -> String {
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    let mut connection = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE template0"));
    connection.execute(sqlx::raw_sql(create)).await.unwrap();
    connection.close().await.unwrap();
    format!("{server}/{name}")
}

/// Writes each promise down twice: once for each engine.
macro_rules! both {
    ($($(#[doc = $doc:literal])* async fn $name:ident($world:ident: $kind:ty $(,)?) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "a promise uses what it needs of its module")]
            use super::*;

            async fn promise($world: $kind) $body

            #[tokio::test]
            async fn on_sqlite() {
                if let Some(world) = crate::world::World::new(crate::world::Engine::Sqlite).await {
                    promise(world).await;
                }
            }

            #[tokio::test]
            async fn on_postgres() {
                if let Some(world) = crate::world::World::new(crate::world::Engine::Postgres).await {
                    promise(world).await;
                }
            }
        }
    )*};
}

pub(crate) use both;
