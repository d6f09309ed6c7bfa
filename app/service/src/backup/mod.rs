//! Backups: made by hand, by schedule and before every change of the tables; read to the end before they count; and the
//! way back.

pub(crate) mod place;

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

pub use self::place::Backups;
use domain::access::Operation;
use domain::activity::{Action, Object};
use domain::backup::{BackupReason, FORMAT, Manifest, expired, is_ahead, is_stale};
use domain::limits;
use jiff::{SignedDuration, Timestamp};
pub use store::backup::Made;
use store::backup::Making;
use store::engine::Copied;
use store::engine::disk::free_bytes;
use store::{Address, StoreError};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::activity::trail;
use crate::{Actor, Clock, Error, Fault, Hashing, Refusal, Service, access, new_id};

/// However little happens, there is one of each day.
const DAILY: SignedDuration = SignedDuration::from_hours(24);

/// The backups that are there, the newest first, and how they are made.
///
/// # Errors
/// The actor does not look after the installation.
pub async fn list<'a>(
    service: &'a Service,
    actor: &Actor,
) -> Result<(Vec<Made>, &'a Backups), Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::Operate).await?;
    let backups = backups(service)?;
    Ok((list_made(backups).await?, backups))
}

/// Makes a backup now.
///
/// # Errors
/// The actor does not look after the installation; the disk is full; what was copied is damaged.
pub async fn make(service: &Service, actor: &Actor) -> Result<Made, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::Operate).await?;
    drop(transaction);
    let backups = backups(service)?;
    let _alone = backups.making.lock().await;
    make_for(service, backups, BackupReason::Asked, list_made(backups).await?).await
}

/// Makes one when it is time and something has happened since the newest. None when there is nothing to do.
///
/// # Errors
/// It could not be made.
pub async fn make_scheduled(service: &Service) -> Result<Option<Made>, Error> {
    let backups = backups(service)?;
    let _alone = backups.making.lock().await;
    let now = service.now();
    let made = list_made(backups).await?;
    if let Some(newest) = find_newest(&made, now) {
        let age = now.duration_since(newest.made_at);
        let is_time = age >= SignedDuration::from_hours(i64::from(backups.hours));
        if !is_time || (age < DAILY && newest.newest_record == newest_record(service).await?) {
            return Ok(None);
        }
    }
    make_for(service, backups, BackupReason::Scheduled, made).await.map(Some)
}

/// Makes one before the tables are changed, whoever starts the program.
///
/// # Errors
/// It could not be made; then the tables should stay as they are.
pub async fn make_before_upgrade(service: &Service) -> Result<Made, Error> {
    let backups = backups(service)?;
    make_for(service, backups, BackupReason::Upgrade, list_made(backups).await?).await
}

/// Whether a schedule should have made one long ago.
///
/// # Errors
/// The folder cannot be read.
pub async fn is_overdue(service: &Service) -> Result<bool, Error> {
    let Some(backups) = service.backups.as_ref().filter(|backups| backups.hours > 0) else {
        return Ok(false);
    };
    let now = service.now();
    if !is_stale(backups.newest(), now) {
        return Ok(false);
    }
    // Another process may have made one, or this one before it was started again.
    let made = list_made(backups).await?;
    let newest = find_newest(&made, now).map(|newest| newest.made_at);
    if let Some(newest) = newest {
        backups.remember(newest);
    }
    Ok(is_stale(newest, now))
}

/// When the newest backup was made that this process knows.
#[must_use]
pub fn newest(service: &Service) -> Option<Timestamp> {
    service.backups.as_ref().and_then(Backups::newest)
}

/// What came of a restore.
#[derive(Debug)]
pub struct Restored {
    pub manifest: Manifest,
    /// Where the database is that was there before.
    pub kept_aside: Option<PathBuf>,
}

/// Makes a database of a backup, and lets nobody in by a session of then. What was there before is kept beside it when
/// that is asked for.
///
/// # Errors
/// The backup is not what it was, is of another engine or of a newer program, or there is something already.
pub async fn restore(
    address: Address,
    data: &Path,
    folder: &Path,
    replaces: bool,
) -> Result<Restored, Error> {
    let manifest = verify(folder).await?;
    let refuse = |why: String| Err(Refusal::invalid("folder", why).into());
    if manifest.engine != address.engine() {
        let (of, to) = (&manifest.engine, address.engine());
        return refuse(format!("it is a backup of {of} and cannot become a database of {to}"));
    }
    if manifest.migrations > store::engine::known_migrations() {
        return refuse(format!("it was made by a newer program, {}", manifest.program));
    }
    let may_replace = replaces && address.file().is_some();
    if !may_replace && !address.is_empty().await? {
        let way = if address.file().is_some() { "; see --replace" } else { "" };
        return refuse(format!("there is a database already{way}"));
    }
    let (from, to) = (folder.to_owned(), data.to_owned());
    aside(move || store::backup::restore_files(&from, &to)).await?;
    let beside = address.begin_restore(folder).await?;
    let service = Service::open(beside.clone(), Clock::System, Hashing::Full).await?;
    let ended = end_sessions(&service).await;
    service.close().await;
    ended?;
    let kept_aside = match may_replace {
        true => address.keep_aside(&format!(".before-{}", Clock::System.now().as_second())).await?,
        false => None,
    };
    address.end_restore(&beside).await?;
    Ok(Restored { manifest, kept_aside })
}

/// Reads every byte of a backup and compares it with its manifest.
///
/// # Errors
/// Something is missing or different.
pub async fn verify(folder: &Path) -> Result<Manifest, Error> {
    let path = folder.to_owned();
    let verified = blocking(move || store::backup::verify(&path)).await?;
    verified.map_err(|error| Refusal::invalid("folder", error).into())
}

async fn end_sessions(service: &Service) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    store::account::session::delete_all_sessions(&mut transaction).await?;
    let record = trail::record(Action::Restored, Object::Installation, Uuid::nil());
    service.audit(&mut transaction, &Actor::command(), &record).await?;
    Ok(transaction.commit().await?)
}

/// Files first, then the database, then the files that came meanwhile: whatever its rows name is there.
async fn make_for(
    service: &Service,
    backups: &Backups,
    reason: BackupReason,
    made: Vec<Made>,
) -> Result<Made, Error> {
    // What has had its time goes first: it may be what takes the room.
    let earlier =
        forget_old(service, backups, made).await?.into_iter().next().map(|made| made.folder);
    let (folder, data) = (backups.folder.clone(), backups.data.clone());
    let size = service.database.size().await?;
    let (mut making, data, earlier) = aside(move || {
        let mut making = Making::begin(&folder, new_id())?;
        let files = store::backup::size_of_new_files(&data, earlier.as_deref())?;
        require_room(&folder, size.saturating_add(files))?;
        making.add_files(&data, earlier.as_deref())?;
        Ok((making, data, earlier))
    })
    .await?;
    let made_at = service.now();
    let copied = service.database.copy_into(making.folder()).await?;
    let (program, engine) = (backups.program.clone(), service.database.engine().to_owned());
    let made = aside(move || {
        making.add_files(&data, earlier.as_deref())?;
        let files = making.list(copied.file)?;
        let damaged = missing_of(&copied, &files.iter().map(|file| file.path.as_str()).collect());
        let Copied { migrations, newest_record, newest_seal, rows, .. } = copied;
        let reason = reason.key().to_owned();
        making.keep(Manifest {
            format: FORMAT,
            made_at,
            reason,
            program,
            engine,
            migrations,
            newest_record,
            newest_seal,
            rows,
            files,
            damaged,
        })
    })
    .await?;
    if !made.manifest.damaged.is_empty() {
        let damaged = made.manifest.damaged.len();
        tracing::error!(damaged, "files are missing or damaged; everything else is in the backup");
    }
    backups.remember(made_at);
    forget_old(service, backups, list_made(backups).await?).await?;
    Ok(made)
}

/// Forgets what has had its time, and gives what is left.
async fn forget_old(
    service: &Service,
    backups: &Backups,
    made: Vec<Made>,
) -> Result<Vec<Made>, Error> {
    let moments: Vec<_> = made.iter().map(|made| made.manifest.made_at).collect();
    let expired = expired(&moments, service.now(), backups.days);
    let is_old = |made: &Made| expired.contains(&made.manifest.made_at);
    let (gone, left): (Vec<_>, Vec<_>) = made.into_iter().partition(is_old);
    let folder = backups.folder.clone();
    aside(move || store::backup::forget(&folder, &gone)).await?;
    Ok(left)
}

/// The newest of them. One of a clock that was ahead says nothing of when the last was made.
fn find_newest(made: &[Made], now: Timestamp) -> Option<&Manifest> {
    made.iter().map(|made| &made.manifest).find(|manifest| !is_ahead(manifest.made_at, now))
}

/// A copy that does not fit would take the room of what people write.
fn require_room(folder: &Path, size: u64) -> io::Result<()> {
    if free_bytes(folder)? >= size.saturating_add(limits::FREE_FOR_LARGE) {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::StorageFull, "the disk has no room for a backup"))
}

/// Files that a row names and that are not there. The rows are worth keeping without them.
fn missing_of(copied: &Copied, paths: &HashSet<&str>) -> Vec<String> {
    let named = copied.blobs.iter().map(|(material, hash)| format!("files/{material}/{hash}"));
    let mut missing: Vec<_> = named.filter(|path| !paths.contains(path.as_str())).collect();
    missing.sort();
    missing
}

async fn newest_record(service: &Service) -> Result<Option<Uuid>, Error> {
    let mut transaction = service.database.read().await?;
    Ok(store::activity::find_newest_record(&mut transaction).await?)
}

async fn list_made(backups: &Backups) -> Result<Vec<Made>, Error> {
    let folder = backups.folder.clone();
    aside(move || store::backup::list_made(&folder)).await
}

fn backups(service: &Service) -> Result<&Backups, Refusal> {
    service.backups.as_ref().ok_or(Refusal::NotFound)
}

/// Works on files away from the threads that answer everybody.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let done = blocking(work).await?;
    done.map_err(|error| Fault::Store(StoreError::Copy(error.to_string())).into())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    spawn_blocking(work).await.map_err(|error| Fault::Task(error.to_string()))
}
