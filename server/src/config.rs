//! The configuration: flags, and an environment variable for each of them.

use std::fs::DirBuilder;
use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ipnet::IpNet;
use service::backup::Backups;
use store::Address;

use crate::web::Origin;

/// Every environment variable that means something. Others with our prefix are mistakes.
const VARIABLES: [&str; 15] = [
    "HOLDPOINT_LISTEN",
    "HOLDPOINT_METRICS_LISTEN",
    "HOLDPOINT_DATABASE_URL",
    "HOLDPOINT_DATABASE_URL_FILE",
    "HOLDPOINT_DATA",
    "HOLDPOINT_BACKUPS",
    "HOLDPOINT_BACKUP_HOURS",
    "HOLDPOINT_BACKUP_DAYS",
    "HOLDPOINT_PUBLIC_ORIGIN",
    "HOLDPOINT_TRUSTED_PROXIES",
    "HOLDPOINT_REQUIRE_SECOND_STEP",
    "HOLDPOINT_DEMO",
    "HOLDPOINT_LOG",
    "HOLDPOINT_LOG_FORMAT",
    // Read by the build, not by the program.
    "HOLDPOINT_SKIP_BUNDLE",
];

/// Where things are kept.
#[derive(Args, Clone, Debug)]
pub struct Storage {
    /// The database: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME.
    /// Without it, a SQLite file in the data directory.
    #[arg(long, env = "HOLDPOINT_DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,

    /// A file that holds the address of the database, for passwords that must not be seen.
    #[arg(long, env = "HOLDPOINT_DATABASE_URL_FILE", global = true, value_name = "FILE")]
    pub database_url_file: Option<PathBuf>,

    /// The directory for the SQLite file, and for files of training materials with either database.
    #[arg(
        long,
        env = "HOLDPOINT_DATA",
        default_value = "data",
        global = true,
        value_name = "DIRECTORY"
    )]
    pub data: PathBuf,

    /// The directory for backups. Without it, `backups` in the data directory.
    #[arg(long, env = "HOLDPOINT_BACKUPS", global = true, value_name = "DIRECTORY")]
    pub backups: Option<PathBuf>,

    /// While serving, make a backup every so many hours in which something happened; 0 makes none.
    #[arg(
        long,
        env = "HOLDPOINT_BACKUP_HOURS",
        default_value_t = 1,
        value_parser = clap::value_parser!(u32).range(..=168),
        global = true,
        value_name = "HOURS"
    )]
    pub backup_hours: u32,

    /// Keep all backups of a day, and one of each day for so many days.
    #[arg(
        long,
        env = "HOLDPOINT_BACKUP_DAYS",
        default_value_t = 14,
        value_parser = clap::value_parser!(u32).range(1..=3650),
        global = true,
        value_name = "DAYS"
    )]
    pub backup_days: u32,

    /// Change the tables without a backup before, as when `pg_dump` is on another machine.
    #[arg(long, global = true)]
    pub without_upgrade_backup: bool,

    /// Serve SQLite from a disk over a network, where its locks may not hold.
    #[arg(long, global = true)]
    pub network_disk: bool,
}

/// How the log is written.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum LogFormat {
    Text,
    Json,
}

/// How it is reached.
#[derive(Args, Clone, Debug)]
pub struct Reach {
    /// The address to listen on.
    #[arg(
        long,
        env = "HOLDPOINT_LISTEN",
        default_value = "127.0.0.1:3000",
        global = true,
        value_name = "ADDRESS:PORT"
    )]
    pub listen: SocketAddr,

    /// An address of its own for `/metrics`, which asks nobody who they are. Without it there is none.
    #[arg(long, env = "HOLDPOINT_METRICS_LISTEN", global = true, value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<SocketAddr>,

    /// The address people type, such as `https://holdpoint.example.org`. Without it, http and the
    /// listening address.
    #[arg(long, env = "HOLDPOINT_PUBLIC_ORIGIN", global = true, value_name = "ORIGIN")]
    pub public_origin: Option<Origin>,

    /// Networks whose X-Forwarded-For is believed, such as 10.0.0.0/8.
    #[arg(
        long,
        env = "HOLDPOINT_TRUSTED_PROXIES",
        value_delimiter = ',',
        global = true,
        value_name = "NETWORKS"
    )]
    pub trusted_proxies: Vec<IpNet>,

    /// Let nobody in without a second step at sign-in: whoever has none sets it up first.
    #[arg(long, env = "HOLDPOINT_REQUIRE_SECOND_STEP", global = true)]
    pub require_second_step: bool,

    /// How the log is written: for people to read, or a line of JSON for each event.
    #[arg(long, env = "HOLDPOINT_LOG_FORMAT", default_value = "text", global = true)]
    pub log_format: LogFormat,

    /// Add a release to look around in.
    #[arg(long, env = "HOLDPOINT_DEMO", global = true)]
    pub demo: bool,
}

impl Storage {
    /// # Errors
    /// The address is none, or the file or the directory cannot be used.
    pub fn address(&self) -> Result<Address, String> {
        let url = match (&self.database_url, &self.database_url_file) {
            (Some(_), Some(_)) => {
                return Err(
                    "--database-url and --database-url-file are both set; choose one".to_owned()
                );
            }
            (Some(url), None) => Some(url.clone()),
            (None, Some(file)) => {
                let url = std::fs::read_to_string(file);
                let url = url
                    .map_err(|error| format!("--database-url-file {}: {error}", file.display()))?;
                Some(url.trim().to_owned())
            }
            (None, None) => None,
        };
        match url {
            Some(url) => url.parse().map_err(|error| format!("--database-url {error}")),
            None => Ok(Address::sqlite(&self.data.join("holdpoint.db"))),
        }
    }

    /// Makes the data directory, for nobody but who runs the program.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn make_directory(&self) -> Result<(), String> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&self.data);
        made.map_err(|error| format!("--data {}: {error}", self.data.display()))
    }

    /// Where backups go, and when.
    #[must_use]
    pub fn backups(&self) -> Backups {
        let folder = self.backups.clone().unwrap_or_else(|| self.data.join("backups"));
        let schedule = (self.backup_hours, self.backup_days);
        Backups::new(folder, self.data.clone(), schedule, crate::VERSION)
    }
}

impl Reach {
    /// The origin that browsers use.
    ///
    /// # Errors
    /// It would be plain HTTP on an address that strangers can reach.
    pub fn origin(&self) -> Result<Origin, String> {
        let origin = match &self.public_origin {
            Some(origin) => origin.clone(),
            None => format!("http://{}", self.listen).parse()?,
        };
        if origin.is_secure() || is_private(self.listen.ip()) {
            return Ok(origin);
        }
        Err(format!(
            "--listen {} can be reached by strangers and --public-origin {origin} is not https; \
             put a proxy with TLS before it and set --public-origin https://…",
            self.listen
        ))
    }
}

/// An address that only this machine or a private network reaches.
pub(crate) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            address.is_loopback() || address.is_private() || address.is_link_local()
        }
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}

/// Refuses variables with our prefix that mean nothing: they are misspelt settings.
///
/// # Errors
/// Names the variable.
pub fn refuse_unknown_variables(names: impl Iterator<Item = String>) -> Result<(), String> {
    for name in names.filter(|name| name.starts_with("HOLDPOINT_")) {
        if !VARIABLES.contains(&name.as_str()) {
            return Err(format!(
                "the environment variable {name} is not a setting; see holdpoint --help"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(listen: &str, origin: Option<&str>) -> Reach {
        Reach {
            listen: listen.parse().unwrap(),
            metrics_listen: None,
            public_origin: origin.map(|origin| origin.parse().unwrap()),
            trusted_proxies: Vec::new(),
            require_second_step: false,
            log_format: LogFormat::Text,
            demo: false,
        }
    }

    #[test]
    fn plain_http_is_only_for_this_machine_and_private_networks() {
        assert!(reach("127.0.0.1:3000", None).origin().is_ok());
        assert!(reach("10.1.2.3:80", None).origin().is_ok());
        assert!(reach("0.0.0.0:80", None).origin().is_err());
        assert!(reach("0.0.0.0:80", Some("http://holdpoint.example.org")).origin().is_err());
        assert!(reach("0.0.0.0:80", Some("https://holdpoint.example.org")).origin().is_ok());
    }

    #[test]
    fn a_misspelt_variable_is_named() {
        let names = ["PATH", "HOLDPOINT_LISTN"].map(str::to_owned);
        assert!(
            refuse_unknown_variables(names.into_iter()).unwrap_err().contains("HOLDPOINT_LISTN")
        );
        assert!(refuse_unknown_variables(VARIABLES.map(str::to_owned).into_iter()).is_ok());
    }
}
