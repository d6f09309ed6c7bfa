use std::path::Path;

use service::Actor;
use service::backup::{self, Restored};

use super::{Problem, lock, open_as_it_is};
use crate::config::Storage;

/// Makes a backup now.
pub(super) async fn make(storage: &Storage) -> Result<(), Problem> {
    let service = open_as_it_is(storage).await?;
    let made = backup::make(&service, &Actor::command()).await;
    service.close().await;
    let made = made.map_err(|error| error.to_string())?;
    let (rows, files) = (made.manifest.row_count(), made.manifest.files.len());
    println!("{} has {rows} rows in {files} files and was read to the end.", made.folder.display());
    Ok(())
}

/// Reads a backup to the end.
pub(super) async fn verify(folder: &Path) -> Result<(), Problem> {
    let manifest = backup::verify(folder).await.map_err(|error| error.to_string())?;
    let (at, rows) = (manifest.made_at, manifest.row_count());
    println!("{} is whole: {rows} rows of {}, made {at}.", folder.display(), manifest.engine);
    Ok(())
}

/// Makes a database of a backup, where none is.
pub(super) async fn restore(
    storage: &Storage,
    folder: &Path,
    replaces: bool,
) -> Result<(), Problem> {
    storage.make_directory()?;
    let address = storage.address()?;
    let _lock = lock(&address, "a restore")?;
    let restored = backup::restore(address, &storage.data, folder, replaces).await;
    let Restored { manifest, kept_aside } = restored.map_err(|error| error.to_string())?;
    if let Some(kept) = kept_aside {
        println!("What was there before is {}.", kept.display());
    }
    let (at, rows) = (manifest.made_at, manifest.row_count());
    println!("Restored {rows} rows as they were {at}. Everybody has to sign in again.");
    Ok(())
}
