use std::sync::Arc;

use sqlx::{Connection as _, Executor as _, PgConnection};
use store::{Address, Database};
use tokio::sync::OnceCell;

/// A file with every table and no row. The databases of tests are copies of it: to make the tables takes ten times as
/// long as to copy them.
static SQLITE: OnceCell<Vec<u8>> = OnceCell::const_new();

/// The name of such a database on the server.
static POSTGRES: OnceCell<String> = OnceCell::const_new();

/// The two engines. Every promise about stored things is kept on both.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// A database that is there for one test.
#[derive(Clone)]
pub(crate) enum Place {
    Sqlite(Arc<tempfile::TempDir>),
    Postgres(Arc<OfOneTest>),
}

/// A database on the server that goes with the last who holds it: a whole run has some seven hundred, and all of
/// them together would be more than a small disk has room for.
pub(crate) struct OfOneTest {
    server: String,
    name: String,
}

impl Engine {
    /// An empty database; none when PostgreSQL is not there and nobody promised that it is.
    pub(crate) async fn place(self) -> Option<Place> {
        match self {
            Self::Sqlite => Some(Place::Sqlite(Arc::new(tempfile::tempdir().unwrap()))),
            Self::Postgres => {
                Some(Place::Postgres(Arc::new(OfOneTest::new(server()?, "template0").await)))
            }
        }
    }

    /// A database with every table and nothing in them.
    pub(crate) async fn place_with_tables(self) -> Option<Place> {
        match self {
            Self::Sqlite => {
                let folder = Arc::new(tempfile::tempdir().unwrap());
                let file = SQLITE.get_or_init(sqlite_with_tables).await;
                std::fs::write(folder.path().join("holdpoint.db"), file).unwrap();
                Some(Place::Sqlite(folder))
            }
            Self::Postgres => {
                let server = server()?;
                let tables = POSTGRES.get_or_init(|| postgres_with_tables(server.clone())).await;
                Some(Place::Postgres(Arc::new(OfOneTest::new(server, tables).await)))
            }
        }
    }
}

impl Place {
    pub(crate) fn address(&self) -> Address {
        match self {
            Self::Sqlite(folder) => Address::sqlite(&folder.path().join("holdpoint.db")),
            Self::Postgres(database) => database.url().parse().unwrap(),
        }
    }
}

impl OfOneTest {
    async fn new(server: String, template: &str) -> Self {
        let name = format!("test_{}", uuid::Uuid::now_v7().simple());
        execute(&server, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Self { server, name }
    }

    pub(crate) fn url(&self) -> String {
        format!("{}/{}", self.server, self.name)
    }
}

impl Drop for OfOneTest {
    /// On a thread of its own, because the test is over and its runtime may be so too. Nobody waits for it.
    fn drop(&mut self) {
        let server = self.server.clone();
        let sql = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(execute(&server, sql));
        });
    }
}

/// An address without the name of a database at its end.
fn server() -> Option<String> {
    match std::env::var("TEST_POSTGRES_URL") {
        Ok(server) => Some(server),
        Err(_) if std::env::var_os("CI").is_some() => {
            panic!("TEST_POSTGRES_URL is not set; tests/run starts a PostgreSQL and sets it")
        }
        Err(_) => {
            eprintln!("skipped: TEST_POSTGRES_URL is not set");
            None
        }
    }
}

async fn execute(server: &str, sql: String) {
    let mut connection = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
    connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(sql))).await.unwrap();
    connection.close().await.unwrap();
}

async fn sqlite_with_tables() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("holdpoint.db");
    Database::open(Address::sqlite(&file)).await.unwrap().close().await;
    std::fs::read(file).unwrap()
}

async fn postgres_with_tables(server: String) -> String {
    let name = format!("tables_{}", uuid::Uuid::now_v7().simple());
    execute(&server, format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    Database::open(format!("{server}/{name}").parse().unwrap()).await.unwrap().close().await;
    name
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
