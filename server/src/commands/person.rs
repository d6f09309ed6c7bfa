use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use domain::account::NewPassword;
use domain::person::{Email, Role};
use domain::text::Name;
use service::Actor;
use service::account::{new_password, second_step};

use super::{Problem, open};
use crate::config::{Reach, Storage};

#[derive(Subcommand, Debug)]
pub(super) enum PersonCommand {
    /// Add a person who can sign in at once.
    Add {
        email: String,
        /// What the person is called.
        #[arg(long)]
        name: String,
        /// What the person is in the organisation: admin, member or viewer.
        #[arg(long, default_value = "member")]
        role: String,
        /// The file with the password, or - for the standard input.
        #[arg(long, value_name = "FILE")]
        password_file: PathBuf,
    },
    /// Make a link by which somebody chooses a new password. It works for half an hour, once.
    Password { email: String },
    /// Switch off the second step of somebody who has lost the phone and the recovery codes.
    SecondStepOff { email: String },
}

pub(super) async fn run(
    command: PersonCommand,
    storage: &Storage,
    reach: &Reach,
) -> Result<(), Problem> {
    match command {
        PersonCommand::Add { email, name, role, password_file } => {
            add((&email, &name, &role), &password_file, storage).await
        }
        PersonCommand::Password { email } => offer_password(&email, storage, reach).await,
        PersonCommand::SecondStepOff { email } => switch_off(&email, storage).await,
    }
}

async fn offer_password(email: &str, storage: &Storage, reach: &Reach) -> Result<(), Problem> {
    let email = Email::parse(email).map_err(|error| format!("EMAIL: {error}"))?;
    let origin = reach.origin()?;
    let service = open(storage).await?;
    let offered = new_password::offer_by_address(&service, &Actor::command(), &email).await;
    service.close().await;
    let secret = offered.map_err(|error| error.to_string())?;
    println!("Give this to nobody but {email}. It works for half an hour, once:");
    println!("{origin}/password/{}", secret.reveal());
    Ok(())
}

async fn switch_off(email: &str, storage: &Storage) -> Result<(), Problem> {
    let address = Email::parse(email).map_err(|error| format!("EMAIL: {error}"))?;
    let service = open(storage).await?;
    let done = second_step::switch_off_by_address(&service, &Actor::command(), &address).await;
    service.close().await;
    done.map_err(|error| error.to_string())?;
    println!("{email} signs in with the password alone now, and is signed out everywhere.");
    Ok(())
}

async fn add(
    (email, name, role): (&str, &str, &str),
    password_file: &Path,
    storage: &Storage,
) -> Result<(), Problem> {
    let email = Email::parse(email).map_err(|error| format!("EMAIL: {error}"))?;
    let name = Name::parse(name).map_err(|error| format!("--name: {error}"))?;
    let role = Role::from_key(role)
        .ok_or_else(|| format!("--role {role}: must be admin, member or viewer"))?;
    let password = NewPassword::parse(&read_password(password_file)?)
        .map_err(|error| format!("--password-file: {error}"))?;
    let service = open(storage).await?;
    let added =
        service::person::add(&service, &Actor::command(), (&email, &name, role), &password).await;
    let added = match added {
        Ok(id) => {
            let welcomed = demo::welcome(service.database(), id, role).await;
            welcomed.map_err(|error| error.to_string())
        }
        Err(error) => Err(error.to_string()),
    };
    service.close().await;
    added?;
    println!("{name} <{email}> can sign in as {}.", role.key());
    Ok(())
}

/// The first line of the file: a line end is not part of a password.
fn read_password(file: &Path) -> Result<String, String> {
    let mut text = String::new();
    let read = if file == Path::new("-") {
        std::io::stdin().take(4096).read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|opened| opened.take(4096).read_to_string(&mut text))
    };
    read.map_err(|error| format!("--password-file {}: {error}", file.display()))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
