//! What is in files: each lies in the data directory, under its material and the hash of what is in it. A
//! file has its name only when all of it is on the disk.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::ids::MaterialId;
use tokio::fs;
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use crate::StoreError;

/// The ending of a file that is still being written.
const PART: &str = "part";
/// Nothing is written for so long: what is older was left when the machine stopped.
const LEFT_BEHIND: Duration = Duration::from_hours(1);

/// The directory of files.
#[derive(Clone, Debug)]
pub struct Blobs(PathBuf);

/// A file on the disk that has no name yet. Dropped, it is gone.
pub struct Part {
    path: PathBuf,
    kept: bool,
}

impl Blobs {
    #[must_use]
    pub fn in_directory(data: &Path) -> Self {
        Self(data.join("files"))
    }

    /// Writes everything to the disk, under a name that nobody asks for.
    pub async fn write(
        &self,
        material: MaterialId,
        id: Uuid,
        bytes: &[u8],
    ) -> Result<Part, StoreError> {
        let folder = self.folder(material);
        fs::create_dir_all(&folder).await.map_err(disk)?;
        let part = Part { path: folder.join(format!("{id}.{PART}")), kept: false };
        let mut file = fs::File::create_new(&part.path).await.map_err(disk)?;
        file.write_all(bytes).await.map_err(disk)?;
        file.sync_all().await.map_err(disk)?;
        Ok(part)
    }

    /// Gives it its name: from now on it can be read, also after the machine stopped.
    pub async fn keep(
        &self,
        material: MaterialId,
        hash: &str,
        mut part: Part,
    ) -> Result<(), StoreError> {
        let folder = self.folder(material);
        fs::rename(&part.path, folder.join(hash)).await.map_err(disk)?;
        part.kept = true;
        // The name is in the folder, and the folder's in the one above: both are on the disk as well.
        for folder in [folder.as_path(), self.0.as_path()] {
            fs::File::open(folder).await.map_err(disk)?.sync_all().await.map_err(disk)?;
        }
        Ok(())
    }

    pub async fn read(&self, material: MaterialId, hash: &str) -> Result<Vec<u8>, StoreError> {
        let read = fs::read(self.folder(material).join(hash)).await;
        read.map_err(|error| StoreError::Database(error.into()))
    }

    /// Removes what no row of the material names any more, and what a stopped machine left half written. Whoever calls
    /// it lets nobody add one meanwhile.
    pub async fn sweep(
        &self,
        material: MaterialId,
        hashes: &HashSet<String>,
    ) -> Result<(), StoreError> {
        let mut folder = match fs::read_dir(self.folder(material)).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            opened => opened.map_err(disk)?,
        };
        while let Some(entry) = folder.next_entry().await.map_err(disk)? {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_kept = if name.ends_with(PART) {
                is_young(&entry).await.map_err(disk)?
            } else {
                hashes.contains(&name)
            };
            if !is_kept {
                fs::remove_file(entry.path()).await.map_err(disk)?;
            }
        }
        Ok(())
    }

    fn folder(&self, material: MaterialId) -> PathBuf {
        self.0.join(material.to_string())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.kept {
            // Nobody waits for this: what is left over has no name and is never read.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Somebody may be writing it at this moment.
async fn is_young(entry: &fs::DirEntry) -> io::Result<bool> {
    let written = entry.metadata().await?.modified()?;
    Ok(written.elapsed().is_ok_and(|age| age < LEFT_BEHIND))
}

fn disk(error: io::Error) -> StoreError {
    StoreError::Disk(error.into())
}
