//! The whole database at one moment, in a file of its own, and the way back.
//!
//! SQLite copies itself (`VACUUM INTO`), never by a program of the machine, whose SQLite may be an old one. PostgreSQL
//! is copied by its own `pg_dump` at a moment that we hold, so that what is counted is what is copied.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::{fs, io};

use domain::text::hex;
use percent_encoding::percent_decode_str;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::process::Command;
use uuid::Uuid;

use crate::activity::find_newest_record;
use crate::activity::sealed::find_newest_seal;
use crate::engine::database::{Address, Database, folder_of};
use crate::engine::health::Health;
use crate::engine::migrations::count_migrations;
use crate::engine::news::Hub;
use crate::engine::transaction::{Engine, OnSqlite};
use crate::{StoreError, Transaction};

const SQLITE_FILE: &str = "holdpoint.db";
const POSTGRES_FILE: &str = "holdpoint.dump";

/// What was copied.
#[derive(Debug)]
pub struct Copied {
    /// The file, in the folder.
    pub file: &'static str,
    pub migrations: i64,
    pub newest_record: Option<Uuid>,
    /// The number and the hash in hexadecimal digits.
    pub newest_seal: Option<(i64, String)>,
    pub rows: BTreeMap<String, i64>,
    /// The files that rows name: the material and the hash.
    pub blobs: HashSet<(Uuid, String)>,
}

impl Database {
    /// Copies everything into a folder, and reads the copy to the end.
    ///
    /// # Errors
    /// It cannot be written, the copy is damaged, or `pg_dump` is missing or failed.
    pub async fn copy_into(&self, folder: &Path) -> Result<Copied, StoreError> {
        match &self.address {
            Address::Sqlite(options) => copy_sqlite(options, &folder.join(SQLITE_FILE)).await,
            Address::Postgres(options) => copy_postgres(options, &folder.join(POSTGRES_FILE)).await,
        }
    }

    /// How large it is, in bytes.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn size(&self) -> Result<u64, StoreError> {
        let mut transaction = self.read().await?;
        let size = transaction.by_engine(
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            "SELECT pg_database_size(current_database())",
        );
        let (size,): (i64,) = transaction.one(size, ()).await?;
        Ok(u64::try_from(size).unwrap_or_default())
    }
}

impl Address {
    /// Whether there is nothing yet that a backup would overwrite.
    ///
    /// # Errors
    /// The server does not answer.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        match self {
            Self::Sqlite(options) => Ok(!options.get_filename().exists()),
            Self::Postgres(options) => {
                let mut connection = options.connect().await?;
                let tables = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()";
                let tables: i64 = sqlx::query_scalar(tables).fetch_one(&mut connection).await?;
                connection.close().await?;
                Ok(tables == 0)
            }
        }
    }

    /// How many migrations the tables have behind them, without changing or making anything. None where no database is.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub async fn look(&self) -> Result<Option<i64>, StoreError> {
        match self {
            Self::Sqlite(options) if !options.get_filename().exists() => Ok(None),
            Self::Sqlite(options) => {
                let mut file = look_at(options.get_filename()).await?;
                count_migrations(&mut file).await.map(Some)
            }
            Self::Postgres(_) => {
                let database = Database::connect(self.clone()).await?;
                let applied = database.migrations().await;
                database.close().await;
                applied.map(|(applied, _)| Some(applied).filter(|applied| *applied > 0))
            }
        }
    }

    /// Makes a database of a copy. On SQLite it is beside its place until [`Self::end_restore`] puts it there; gives
    /// where it is meanwhile.
    ///
    /// # Errors
    /// The copy cannot be read, or the database cannot be written.
    pub async fn begin_restore(&self, folder: &Path) -> Result<Self, StoreError> {
        match self {
            Self::Sqlite(options) => {
                let copy = folder.join(SQLITE_FILE);
                drop(look_through(&copy).await?);
                let beside = with_ending(options.get_filename(), ".restoring");
                let to = beside.clone();
                aside(move || {
                    forget_beside(&to)?;
                    fs::copy(&copy, &to).map(drop)
                })
                .await?;
                Ok(Self::sqlite(&beside))
            }
            Self::Postgres(options) => {
                let mut command = postgres_program("pg_restore", options);
                command.args(["--single-transaction", "--exit-on-error", "--no-owner"]);
                command.args(["--no-privileges", "--no-comments"]).arg(folder.join(POSTGRES_FILE));
                finish(command).await?;
                Ok(self.clone())
            }
        }
    }

    /// Puts what was restored in its place, when nobody has it open any more.
    ///
    /// # Errors
    /// The disk does not write.
    pub async fn end_restore(&self, from: &Self) -> Result<(), StoreError> {
        let (Self::Sqlite(to), Self::Sqlite(from)) = (self, from) else { return Ok(()) };
        let (to, from) = (to.get_filename().to_owned(), from.get_filename().to_owned());
        aside(move || place(&from, &to)).await
    }

    /// Gives the database that is there another name, beside it, so that another can have its place. None where nothing
    /// is, or on PostgreSQL.
    ///
    /// # Errors
    /// The disk does not write.
    pub async fn keep_aside(&self, ending: &str) -> Result<Option<PathBuf>, StoreError> {
        let Self::Sqlite(options) = self else { return Ok(None) };
        let file = options.get_filename().to_owned();
        if !file.exists() {
            return Ok(None);
        }
        // What was saved last is in a file beside it. One that is too damaged for this is kept as it is.
        if let Ok(mut connection) = options.clone().create_if_missing(false).connect().await {
            let folded =
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await;
            if folded.is_ok() {
                connection.close().await?;
            }
        }
        let to = with_ending(&file, ending);
        let kept = to.clone();
        aside(move || {
            // It has both names until its place is taken: whenever the machine stops, one of them is there.
            fs::hard_link(&file, &to)?;
            for part in ["-wal", "-shm"] {
                match fs::rename(with_ending(&file, part), with_ending(&to, part)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            Ok(())
        })
        .await?;
        Ok(Some(kept))
    }
}

async fn copy_sqlite(options: &SqliteConnectOptions, to: &Path) -> Result<Copied, StoreError> {
    let mut connection = options.clone().create_if_missing(false).connect().await?;
    let path = to.to_string_lossy().into_owned();
    let copied = sqlx::query("VACUUM INTO $1").bind(path).execute(&mut connection).await;
    connection.close().await?;
    copied?;
    let mut copy = look_through(to).await?;
    describe(&mut copy, SQLITE_FILE).await
}

/// Opens a file and changes nothing beside it. Where nobody else has it open, SQLite need not even look for them.
async fn look_at(file: &Path) -> Result<Transaction, StoreError> {
    let is_alone = !with_ending(file, "-wal").exists();
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(false);
    let options = options.read_only(true).immutable(is_alone);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    let begun = OnSqlite::Reads(pool.begin().await?);
    Ok(Transaction::new(Engine::Sqlite(begun, Health::default()), Hub::new(), false))
}

/// Reads a file to the end, and finds what does not fit together.
async fn look_through(file: &Path) -> Result<Transaction, StoreError> {
    let mut copy = look_at(file).await?;
    let (whole,): (String,) = copy.one("PRAGMA integrity_check(1)", ()).await?;
    if whole != "ok" {
        return Err(failed(format!("it is damaged: {whole}")));
    }
    let dangling = "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1";
    if let Some((table,)) = copy.optional::<(String,)>(dangling, ()).await? {
        return Err(failed(format!("a row of {table} refers to nothing")));
    }
    Ok(copy)
}

async fn copy_postgres(options: &PgConnectOptions, to: &Path) -> Result<Copied, StoreError> {
    // A moment is held for as long as the copy takes.
    let patient = [("idle_in_transaction_session_timeout", "0"), ("statement_timeout", "0")];
    let pool = PgPoolOptions::new().max_connections(1);
    let pool = pool.connect_with(options.clone().options(patient)).await?;
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    let engine = Engine::Postgres(pool.begin_with(begin).await?);
    let mut moment = Transaction::new(engine, Hub::new(), false);
    let (snapshot,): (String,) = moment.one("SELECT pg_export_snapshot()", ()).await?;
    let mut dump = postgres_program("pg_dump", options);
    dump.args(["--format=custom", "--no-owner", "--no-privileges"]);
    // Nobody comes in by a session of then, whenever a restore is interrupted.
    dump.args(["--exclude-table-data=sessions", "--exclude-table-data=sign_in_steps"]);
    dump.arg(format!("--snapshot={snapshot}")).arg(format!("--file={}", to.display()));
    finish(dump).await?;
    let copied = describe(&mut moment, POSTGRES_FILE).await?;
    drop(moment);
    pool.close().await;
    // Reads and unpacks all of it.
    let mut read = Command::new("pg_restore");
    read.arg("--file=/dev/null").arg(to);
    finish(read).await?;
    Ok(copied)
}

/// Counts what is there at one moment.
async fn describe(moment: &mut Transaction, file: &'static str) -> Result<Copied, StoreError> {
    let tables = moment.by_engine(
        "SELECT name FROM sqlite_schema
         WHERE  type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'",
        "SELECT tablename::TEXT FROM pg_tables WHERE schemaname = current_schema()",
    );
    let mut rows = BTreeMap::new();
    for (table,) in moment.all::<(String,)>(tables, ()).await? {
        let count = moment.count_rows(&table).await?;
        rows.insert(table, count);
    }
    let migrations = count_migrations(moment).await?;
    let newest_record = find_newest_record(moment).await?;
    // A table that an older version of the program may not have.
    let blobs = if rows.contains_key("material_files") {
        moment.all("SELECT DISTINCT material_id, hash FROM material_files", ()).await?
    } else {
        Vec::new()
    };
    let newest_seal = if rows.contains_key("audit_seals") {
        find_newest_seal(moment).await?.map(|(number, hash)| (number, hex(&hash)))
    } else {
        None
    };
    Ok(Copied {
        file,
        migrations,
        newest_record,
        newest_seal,
        rows,
        blobs: blobs.into_iter().collect(),
    })
}

/// A program of PostgreSQL, told where the database is. The password is in its environment: what is in its arguments
/// everybody on the machine can read.
fn postgres_program(name: &str, options: &PgConnectOptions) -> Command {
    let mut url = options.to_url_lossy();
    let password =
        url.password().map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned());
    let _ = url.set_password(None);
    // The rest is known to sqlx alone.
    let pairs = url.query_pairs().into_owned();
    let known: Vec<_> = pairs.filter(|(name, _)| name.starts_with("ssl")).collect();
    url.query_pairs_mut().clear().extend_pairs(known);
    let mut command = Command::new(name);
    command.arg(format!("--dbname={url}"));
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

async fn finish(mut command: Command) -> Result<(), StoreError> {
    let name = command.as_std().get_program().to_string_lossy().into_owned();
    let command = command.stdin(Stdio::null()).kill_on_drop(true);
    let ended = command.output().await.map_err(|error| failed(format!("{name}: {error}")))?;
    if ended.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    Err(failed(format!("{name}: {}", said.lines().next().unwrap_or("it failed and said nothing"))))
}

fn place(from: &Path, to: &Path) -> io::Result<()> {
    fs::File::open(from)?.sync_all()?;
    forget_beside(to)?;
    fs::rename(from, to)?;
    fs::File::open(folder_of(to))?.sync_all()
}

/// What an earlier database left behind would be read as if it were of this one.
fn forget_beside(database: &Path) -> io::Result<()> {
    for ending in ["-wal", "-shm"] {
        match fs::remove_file(with_ending(database, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Works on files away from the threads that answer everybody.
async fn aside(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> Result<(), StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))
}

fn failed(why: String) -> StoreError {
    StoreError::Copy(why)
}
