//! The commands of the program.

mod check;
mod import;
mod person;
mod serve;

use clap::{Parser, Subcommand};

use service::{Clock, Hashing, Service};

use crate::config::{Reach, Storage, refuse_unknown_variables};

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
    /// Check the configuration and the database, as before a deployment.
    Check,
}

/// Opens what a command works on.
async fn open(storage: &Storage) -> Result<Service, String> {
    let opened = Service::open(storage.address()?, Clock::System, Hashing::Full).await;
    opened.map_err(|error| error.to_string())
}

/// Runs a command.
///
/// # Errors
/// A sentence for the person at the terminal.
pub async fn run(cli: Cli) -> Result<(), String> {
    refuse_unknown_variables(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))?;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::serve(&cli.storage, &cli.reach).await,
        Command::Person { command } => person::run(command, &cli.storage, &cli.reach).await,
        Command::Import { command } => import::run(&command),
        Command::Check => check::check(&cli.storage, &cli.reach).await,
    }
}
