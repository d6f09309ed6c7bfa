//! The commands of the program.

mod audit;
mod backup;
mod check;
mod health;
mod import;
mod person;
mod serve;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use rustix::fs::Mode;
use rustix::process::umask;
use service::{Clock, Hashing, Service};
use store::Address;

use crate::config::{Reach, Storage, refuse_unknown_variables};
use crate::lock::{Lock, NotLocked};

const EXAMPLES: &str = "Examples:
  holdpoint
      Serve on http://127.0.0.1:3000 with a SQLite file in ./data
  holdpoint serve --listen 127.0.0.1:8080 --data /var/lib/holdpoint --public-origin https://holdpoint.example.org
      Serve behind a proxy with TLS
  HOLDPOINT_DATABASE_URL_FILE=/run/secrets/database holdpoint serve
      Serve from PostgreSQL, with the address in a file
  echo 'several unrelated words' | holdpoint person add ada@example.org --name Ada --role admin --password-file -
      Add a person without an invitation
  holdpoint import checklist launch.md --preview --json
      Show what a document would become
  holdpoint backup
      Make a backup now, also while it is served
  holdpoint restore data/backups/2026-11-28T10-00-00.000Z-scheduled --data new
      Make everything new of a backup
  holdpoint audit verify --anchor backups/2026-11-28T10-00-00.000Z-scheduled/manifest.json
      Say whether the audit trail was touched
  holdpoint check
      Check the configuration and the database before a deployment";

/// Plan phased launches, rehearse them, and know with evidence whether to go.
#[derive(Parser, Debug)]
#[command(name = "holdpoint", version = crate::VERSION, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    storage: Storage,

    #[command(flatten)]
    reach: Reach,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Serve the application (the default).
    Serve,
    /// Add people from the command line.
    Person {
        #[command(subcommand)]
        command: person::PersonCommand,
    },
    /// Read documents.
    Import {
        #[command(subcommand)]
        command: import::ImportCommand,
    },
    /// Check the configuration and the database, as before a deployment. Changes nothing.
    Check {
        /// Fail also for what is not safe.
        #[arg(long)]
        strict: bool,
    },
    /// Ask the program that serves here whether it is ready, as a container does.
    Health,
    /// Look through the audit trail.
    Audit {
        #[command(subcommand)]
        command: audit::AuditCommand,
    },
    /// Make a backup, or read one to the end.
    Backup {
        /// Read this one to the end and compare it with its manifest.
        #[arg(long, value_name = "FOLDER")]
        verify: Option<PathBuf>,
    },
    /// Make a database and its files of a backup, where none are. Everybody has to sign in again.
    Restore {
        /// The folder of the backup.
        folder: PathBuf,
        /// Put it in the place of the SQLite file that is there, which is kept beside it under another name.
        #[arg(long)]
        replace: bool,
    },
}

/// Why a command ended, and how it says so to whoever started it.
#[derive(Debug)]
pub struct Problem {
    pub sentence: String,
    pub code: u8,
}

impl From<String> for Problem {
    fn from(sentence: String) -> Self {
        Self { sentence, code: 1 }
    }
}

/// The same may work later (`EX_TEMPFAIL` of sysexits.h).
const TRY_LATER: u8 = 75;

/// Opens what a command works on, also while it is served. Tables of an older version stay as they are: whoever serves
/// them has to be the one who changes them.
async fn open(storage: &Storage) -> Result<Service, Problem> {
    let address = storage.address()?;
    let service = connect(storage, address.clone()).await?;
    let (applied, known) = migrations(&service).await?;
    if (1..known).contains(&applied) {
        let sentence =
            "the tables are of an older version: `holdpoint serve` of this one changes them"
                .to_owned();
        return Err(Problem { sentence, code: TRY_LATER });
    }
    let _lock = if applied == 0 { lock(&address, "a first start")? } else { None };
    upgrade(storage, service).await
}

/// Opens what is there and changes nothing.
async fn open_as_it_is(storage: &Storage) -> Result<Service, Problem> {
    let address = storage.address()?;
    match address.look().await.map_err(|error| format!("the database: {error}"))? {
        None | Some(0) => Err("there is no database yet".to_owned().into()),
        Some(_) => connect(storage, address).await,
    }
}

/// Opens what nobody else serves.
async fn open_locked(storage: &Storage) -> Result<Service, Problem> {
    upgrade(storage, connect(storage, storage.address()?).await?).await
}

async fn connect(storage: &Storage, address: Address) -> Result<Service, Problem> {
    storage.make_directory()?;
    let service = Service::connect(address, Clock::System, Hashing::Full).await;
    let service = service.map_err(|error| format!("the database: {error}"))?;
    Ok(service.keeping_files_in(&storage.data).keeping_backups(storage.backups()))
}

async fn migrations(service: &Service) -> Result<(i64, i64), Problem> {
    let migrations = service.database().migrations().await;
    migrations.map_err(|error| format!("the database: {error}").into())
}

/// Brings the tables up to date, behind a backup of what is there.
async fn upgrade(storage: &Storage, service: Service) -> Result<Service, Problem> {
    let (applied, known) = migrations(&service).await?;
    if (1..known).contains(&applied) && !storage.without_upgrade_backup {
        let made = service::backup::make_before_upgrade(&service).await.map_err(|error| {
            format!("no backup before the upgrade, so nothing was changed: {error}; see --without-upgrade-backup")
        })?;
        eprintln!("The backup before the upgrade is {}.", made.folder.display());
    }
    let migrated = service.database().migrate().await;
    migrated.map_err(|error| format!("the database: {error}"))?;
    Ok(service)
}

/// Takes a SQLite file for this process alone; on PostgreSQL many may serve.
fn lock(address: &Address, what: &str) -> Result<Option<Lock>, Problem> {
    let Some(file) = address.file() else { return Ok(None) };
    match Lock::take(file, &format!("{what}, process {}", std::process::id())) {
        Ok(lock) => Ok(Some(lock)),
        Err(NotLocked::Failed(why)) => Err(why.into()),
        Err(NotLocked::Held(who)) => {
            let who = if who.is_empty() { "another process" } else { &who };
            let sentence = format!("{} is in use: {who}", file.display());
            Err(Problem { sentence, code: TRY_LATER })
        }
    }
}

/// Runs a command.
///
/// # Errors
/// A sentence for the person at the terminal.
pub async fn run(cli: Cli) -> Result<(), Problem> {
    refuse_unknown_variables(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))?;
    // What it writes is for nobody else on the machine.
    umask(Mode::RWXG | Mode::RWXO);
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::serve(&cli.storage, &cli.reach).await,
        Command::Person { command } => person::run(command, &cli.storage, &cli.reach).await,
        Command::Import { command } => Ok(import::run(&command)?),
        Command::Check { strict } => check::check(&cli.storage, &cli.reach, strict).await,
        Command::Health => health::ask(&cli.reach).await,
        Command::Audit { command } => audit::run(command, &cli.storage).await,
        Command::Backup { verify: Some(folder) } => backup::verify(&folder).await,
        Command::Backup { verify: None } => backup::make(&cli.storage).await,
        Command::Restore { folder, replace } => {
            backup::restore(&cli.storage, &folder, replace).await
        }
    }
}
