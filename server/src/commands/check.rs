//! `holdpoint check`: everything that would be unsafe or would not start, named before a deployment. Changes nothing.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use domain::limits;
use service::Clock;
use store::engine::disk::{free_bytes, network_kind};
use store::engine::known_migrations;

use super::Problem;
use crate::config::{Reach, Storage, is_private};
use crate::descriptors;

/// What was found about one thing.
enum Found {
    Good(String),
    /// It starts, and somebody or something is not protected.
    Unsafe(String),
    /// It does not start.
    Broken(String),
}
use Found::{Broken, Good, Unsafe};

/// Every rule that needs no database, in the order in which it is said.
const RULES: [fn(&Storage, &Reach) -> Vec<Found>; 8] =
    [origin, proxies, demo, files, disk, backups, watching, machine];

/// Says what was found, line by line.
pub(super) async fn check(storage: &Storage, reach: &Reach, strict: bool) -> Result<(), Problem> {
    let mut found: Vec<Found> = RULES.iter().flat_map(|rule| rule(storage, reach)).collect();
    found.push(database(storage).await);
    let (mut is_unsafe, mut is_broken) = (false, false);
    for one in found {
        match one {
            Good(sentence) => println!("ok  {sentence}"),
            Unsafe(sentence) => {
                is_unsafe = true;
                println!("!!  {sentence}");
            }
            Broken(sentence) => {
                is_broken = true;
                println!("no  {sentence}");
            }
        }
    }
    if is_broken {
        return Err("it would not start".to_owned().into());
    }
    if is_unsafe && strict {
        return Err("something is not safe".to_owned().into());
    }
    Ok(())
}

fn origin(_: &Storage, reach: &Reach) -> Vec<Found> {
    match reach.origin() {
        Err(sentence) => vec![Broken(sentence)],
        Ok(origin) if origin.is_secure() => {
            vec![Good(format!("the address is {origin}, listening on {}", reach.listen))]
        }
        Ok(origin) => vec![Unsafe(format!(
            "the address is {origin}, not encrypted: only for this machine or a private network"
        ))],
    }
}

fn proxies(_: &Storage, reach: &Reach) -> Vec<Found> {
    let is_behind = reach.origin().is_ok_and(|origin| origin.is_secure());
    let all = reach.trusted_proxies.iter().find(|network| network.prefix_len() == 0);
    match (all, reach.trusted_proxies.len()) {
        (Some(network), _) => vec![Unsafe(format!(
            "--trusted-proxies {network} believes everybody who says where they come from"
        ))],
        (None, 0) if is_behind => vec![Unsafe(
            "the address is https, so a proxy is before it, and --trusted-proxies does not name it: everybody behind \
             it counts as one network"
                .to_owned(),
        )],
        (None, 0) => Vec::new(),
        (None, count) => vec![Good(format!("{count} trusted proxies or networks of them"))],
    }
}

fn demo(_: &Storage, reach: &Reach) -> Vec<Found> {
    if reach.demo { vec![Unsafe("--demo adds a made-up release".to_owned())] } else { Vec::new() }
}

/// What others on the machine could read.
fn files(storage: &Storage, _: &Reach) -> Vec<Found> {
    let database = storage.address().ok().and_then(|address| address.file().map(Path::to_owned));
    let backups = storage.backups().folder;
    let candidates =
        [Some(storage.data.clone()), database, storage.database_url_file.clone(), Some(backups)];
    let mut found = Vec::new();
    for path in candidates.into_iter().flatten() {
        let Ok(about) = std::fs::metadata(&path) else { continue };
        let mode = about.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            let right = if about.is_dir() { "700" } else { "600" };
            let path = path.display();
            found.push(Unsafe(format!(
                "others on this machine may open {path} ({mode:o}): chmod {right} {path}"
            )));
        }
    }
    if found.is_empty() {
        found.push(Good("nobody else on this machine may open what is kept".to_owned()));
    }
    found
}

fn disk(storage: &Storage, _: &Reach) -> Vec<Found> {
    let mut found = Vec::new();
    let address = storage.address().ok();
    if let Some(folder) = address.as_ref().and_then(|address| address.folder())
        && let Ok(Some(kind)) = network_kind(folder)
    {
        let sentence =
            format!("{} is on {kind}, where the locks of SQLite may not hold", folder.display());
        found.push(if storage.network_disk { Unsafe(sentence) } else { Broken(sentence) });
    }
    // What is not there yet will be made where something is.
    let place = storage.data.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
    if let Ok(free) = free_bytes(place) {
        let mib = free / (1024 * 1024);
        found.push(if free < limits::FREE_FOR_LARGE {
            Unsafe(format!("{mib} MiB are free for {}", storage.data.display()))
        } else {
            Good(format!("{mib} MiB are free for {}", storage.data.display()))
        });
    }
    found
}

fn backups(storage: &Storage, _: &Reach) -> Vec<Found> {
    let backups = storage.backups();
    let mut found = Vec::new();
    if backups.hours == 0 {
        found.push(Unsafe("--backup-hours 0: nothing makes backups by itself".to_owned()));
    }
    let newest = store::backup::list_made(&backups.folder).ok();
    let newest = newest.and_then(|made| made.into_iter().next()).map(|made| made.manifest.made_at);
    let address = storage.address().ok();
    let is_used = address.as_ref().and_then(|address| address.file()).is_some_and(Path::exists);
    found.push(match newest {
        Some(at) if !domain::backup::is_stale(Some(at), Clock::System.now()) => {
            Good(format!("the newest backup was made {at}"))
        }
        Some(at) => Unsafe(format!("the newest backup was made {at}, more than 26 hours ago")),
        None if is_used => Unsafe(format!("there is no backup in {}", backups.folder.display())),
        None => Good(format!("backups will be in {}", backups.folder.display())),
    });
    let needs_dump = address.is_some_and(|address| address.file().is_none());
    if needs_dump && !has_program("pg_dump") {
        found.push(Unsafe("pg_dump is not to be found, and backups need it".to_owned()));
    }
    found
}

fn watching(_: &Storage, reach: &Reach) -> Vec<Found> {
    let found = reach.metrics_listen.map(|address| match is_private(address.ip()) {
        true => Good(format!("whoever watches reads the metrics at {address}")),
        false => Unsafe(format!(
            "--metrics-listen {address} may be reached by strangers, and asks nobody who they are"
        )),
    });
    found.into_iter().collect()
}

fn machine(_: &Storage, _: &Reach) -> Vec<Found> {
    let mut found = Vec::new();
    if rustix::process::geteuid().is_root() {
        found.push(Unsafe("it runs as root and needs no right of root".to_owned()));
    }
    if let Some(few) = descriptors::too_few() {
        let wanted = limits::DESCRIPTORS;
        found.push(Unsafe(format!(
            "it may have {few} files and connections open, not {wanted}: ulimit -n"
        )));
    }
    if bundle::START.is_none() {
        found.push(Unsafe(
            "this build has no browser bundle: pages work as plain forms only".to_owned(),
        ));
    }
    found
}

async fn database(storage: &Storage) -> Found {
    let address = match storage.address() {
        Ok(address) => address,
        Err(sentence) => return Broken(sentence),
    };
    let (engine, known) = (address.engine(), known_migrations());
    match address.look().await {
        Err(error) => Broken(format!("the database: {error}")),
        Ok(None) => Good(format!("{engine} has no tables yet: the first start makes them")),
        Ok(Some(applied)) if applied > known => {
            Broken("the tables are of a newer version of this program".to_owned())
        }
        Ok(Some(applied)) if applied < known => Good(format!(
            "{engine} answers; the next start makes a backup and {} changes of its tables",
            known - applied
        )),
        Ok(Some(_)) => Good(format!("{engine} answers and its tables are those of this version")),
    }
}

fn has_program(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}
