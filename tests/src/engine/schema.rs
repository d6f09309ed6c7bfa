use std::collections::BTreeSet;

use crate::world::{Engine, World};

/// Table, column, and whether it can be empty. What has `_fts` in its name holds the words of a search,
/// which each engine keeps in its own way: a virtual table with shadows, or a table of vectors.
type Columns = BTreeSet<(String, String, bool)>;

async fn columns(world: &World, sql: &'static str) -> Columns {
    let mut transaction = world.database.read().await.unwrap();
    transaction.all::<(String, String, bool)>(sql, ()).await.unwrap().into_iter().collect()
}

/// What is named `_fts` is how an engine searches, and each does so in its own way.
#[tokio::test]
async fn both_engines_have_the_same_tables_columns_and_nullability() {
    let sqlite = World::new(Engine::Sqlite).await.unwrap();
    let Some(postgres) = World::new(Engine::Postgres).await else { return };
    let of_sqlite = columns(
        &sqlite,
        "SELECT t.name, c.name, c.\"notnull\" = 0
         FROM sqlite_schema t JOIN pragma_table_info(t.name) c
         WHERE t.type IN ('table', 'view') AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\'
           AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '%\\_fts%' ESCAPE '\\'",
    )
    .await;
    let of_postgres = columns(
        &postgres,
        "SELECT table_name::text, column_name::text, is_nullable = 'YES'
         FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'
           AND table_name NOT LIKE '%\\_fts%'",
    )
    .await;
    assert!(of_sqlite.len() > 60);
    assert_eq!(of_sqlite, of_postgres);
}

#[tokio::test]
async fn sqlite_is_a_version_that_loses_nothing_and_is_set_to_keep_everything() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let mut transaction = world.database.write().await.unwrap();
    let (version,): (String,) = transaction.one("SELECT sqlite_version()", ()).await.unwrap();
    assert_eq!(version, "3.51.3");
    for (sql, expected) in [
        ("SELECT synchronous FROM pragma_synchronous", 2),
        ("SELECT foreign_keys FROM pragma_foreign_keys", 1),
        ("SELECT trusted_schema FROM pragma_trusted_schema", 0),
    ] {
        let (found,): (i64,) = transaction.one(sql, ()).await.unwrap();
        assert_eq!(found, expected, "{sql}");
    }
    let (mode,): (String,) =
        transaction.one("SELECT journal_mode FROM pragma_journal_mode", ()).await.unwrap();
    assert_eq!(mode, "wal");
}

#[tokio::test]
async fn a_reader_cannot_write() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(world) = World::new(engine).await else { continue };
        let mut transaction = world.database.read().await.unwrap();
        assert!(transaction.execute("DELETE FROM attempts", ()).await.is_err(), "{engine:?}");
    }
}
