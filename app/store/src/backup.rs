//! Folders of backups. Each is complete in itself, and has its name only when it has been read to the end and all of it
//! is on the disk.
//!
//! ```text
//! backups/2026-11-28T10-00-00.000Z-scheduled/
//!     manifest.json   what is in it
//!     holdpoint.db    the database, or holdpoint.dump
//!     files/…         the files of training, by material and hash
//! ```

use std::cmp::Reverse;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::backup::{FORMAT, KeptFile, Manifest};
use domain::text::hex;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

const MANIFEST: &str = "manifest.json";
const FILES: &str = "files";
/// How the name of a folder begins that is still being filled.
const MAKING: &str = ".making-";
/// Nobody fills a folder for so long: what is older was left when the machine stopped.
const LEFT_BEHIND: Duration = Duration::from_hours(6);

/// A folder that is being filled. Dropped, it is gone.
pub struct Making {
    folder: PathBuf,
    /// The files that are in it, each read to the end.
    files: Vec<KeptFile>,
    kept: bool,
}

/// A backup and where it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    pub folder: PathBuf,
    pub manifest: Manifest,
}

impl Making {
    /// Begins one beside the others.
    pub fn begin(backups: &Path, id: Uuid) -> io::Result<Self> {
        fs::create_dir_all(backups)?;
        sweep(backups)?;
        let folder = backups.join(format!("{MAKING}{id}"));
        fs::create_dir(&folder)?;
        Ok(Self { folder, files: Vec::new(), kept: false })
    }

    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Copies the files that are there now and not yet in it. One that an earlier backup has is the same file on the
    /// disk: a file is named after what is in it, and nobody writes to it again. What is damaged stays out.
    pub fn add_files(&mut self, data: &Path, earlier: Option<&Path>) -> io::Result<()> {
        for path in list_files(data)? {
            let to = self.folder.join(&path);
            if to.exists() {
                continue;
            }
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)?;
            }
            let linked = earlier.and_then(|earlier| self.link(earlier, &path));
            let added = match linked {
                Some(linked) => Some(linked),
                None => self.copy(data, &path)?,
            };
            let Some(file) = added else {
                tracing::error!(path = %path.display(), "a file is damaged and not in the backup");
                continue;
            };
            self.files.push(file);
        }
        Ok(())
    }

    /// What is in it: the database first, then the files by their paths.
    pub fn list(&mut self, database: &str) -> io::Result<Vec<KeptFile>> {
        let mut kept = vec![measure(&self.folder, Path::new(database))?];
        self.files.sort_by(|one, other| one.path.cmp(&other.path));
        kept.append(&mut self.files);
        Ok(kept)
    }

    /// Gives a file of an earlier backup a second name, unless it was damaged since.
    fn link(&self, earlier: &Path, path: &Path) -> Option<KeptFile> {
        let to = self.folder.join(path);
        fs::hard_link(earlier.join(path), &to).ok()?;
        let file = whole(&self.folder, path);
        if file.is_none() {
            let _ = fs::remove_file(to);
        }
        file
    }

    /// Copies a file. None when it is damaged, or was deleted a moment ago; then nothing is there.
    fn copy(&self, data: &Path, path: &Path) -> io::Result<Option<KeptFile>> {
        let to = self.folder.join(path);
        match fs::copy(data.join(path), &to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            copied => drop(copied?),
        }
        let file = whole(&self.folder, path);
        if file.is_none() {
            fs::remove_file(to)?;
        }
        Ok(file)
    }

    /// Writes down what is in it, waits until all of it is on the disk, and gives it its name.
    pub fn keep(mut self, manifest: Manifest) -> io::Result<Made> {
        let text = serde_json::to_string_pretty(&manifest)?;
        fs::write(self.folder.join(MANIFEST), text)?;
        sync(&self.folder)?;
        let backups = self.folder.parent().unwrap_or(Path::new("."));
        let name = manifest.made_at.strftime("%Y-%m-%dT%H-%M-%S%.3fZ");
        let folder = backups.join(format!("{name}-{}", manifest.reason));
        fs::rename(&self.folder, &folder)?;
        self.kept = true;
        File::open(backups)?.sync_all()?;
        Ok(Made { folder, manifest })
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        if !self.kept {
            // Nobody waits for this: what is left over has no name and is swept later.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Bytes of the files that a backup beside an earlier one would have to copy.
pub fn size_of_new_files(data: &Path, earlier: Option<&Path>) -> io::Result<u64> {
    let mut bytes = 0;
    for path in list_files(data)? {
        let is_there = earlier.is_some_and(|earlier| earlier.join(&path).exists());
        if !is_there && let Ok(about) = fs::metadata(data.join(&path)) {
            bytes += about.len();
        }
    }
    Ok(bytes)
}

/// The backups in a folder, the newest first. What is none is passed over.
pub fn list_made(backups: &Path) -> io::Result<Vec<Made>> {
    let mut made = Vec::new();
    let entries = match fs::read_dir(backups) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(made),
        entries => entries?,
    };
    for entry in entries {
        let folder = entry?.path();
        let is_named =
            folder.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.'));
        if let Some(manifest) = is_named.then(|| read_manifest(&folder).ok()).flatten() {
            made.push(Made { folder, manifest });
        }
    }
    made.sort_by_key(|made| Reverse(made.manifest.made_at));
    Ok(made)
}

/// Removes some of them.
pub fn forget(backups: &Path, gone: &[Made]) -> io::Result<()> {
    for made in gone {
        // Without its name it is none any more, however far the rest comes.
        let going = backups.join(format!("{MAKING}{}", made.manifest.made_at.as_microsecond()));
        fs::rename(&made.folder, &going)?;
        fs::remove_dir_all(going)?;
    }
    Ok(())
}

/// Reads every byte of a backup and compares it with what is written beside it.
///
/// # Errors
/// Something is missing or different, or it is of a form that this program does not know.
pub fn verify(folder: &Path) -> io::Result<Manifest> {
    let manifest = read_manifest(folder)?;
    for file in &manifest.files {
        let path = Path::new(&file.path);
        let is_inside =
            path.components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if !is_inside || measure(folder, path)? != *file {
            return Err(damaged(&file.path));
        }
    }
    Ok(manifest)
}

/// Puts the files of a backup into a data directory. What is there and whole stays as it is: a file has its name only
/// when all of it is on the disk.
pub fn restore_files(folder: &Path, data: &Path) -> io::Result<()> {
    for path in list_files(folder)? {
        let to = data.join(&path);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        if whole(data, &path).is_none() {
            let part = to.with_extension("part");
            fs::copy(folder.join(&path), &part)?;
            File::open(&part)?.sync_all()?;
            fs::rename(part, to)?;
        }
    }
    if data.join(FILES).exists() { sync(&data.join(FILES)) } else { Ok(()) }
}

fn read_manifest(folder: &Path) -> io::Result<Manifest> {
    let text = fs::read(folder.join(MANIFEST))?;
    let manifest: Manifest = serde_json::from_slice(&text)?;
    if manifest.format == FORMAT { Ok(manifest) } else { Err(damaged(MANIFEST)) }
}

/// The files of training below a folder, by their paths from there.
fn list_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let root = folder.join(FILES);
    let materials = match fs::read_dir(&root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        materials => materials?,
    };
    for material in materials {
        let material = material?;
        if !material.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(material.path())? {
            let file = file?;
            let name = file.file_name();
            // What has an ending is still being written.
            if file.file_type()?.is_file() && Path::new(&name).extension().is_none() {
                found.push(Path::new(FILES).join(material.file_name()).join(name));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A file, if what is in it is what its name says.
fn whole(folder: &Path, path: &Path) -> Option<KeptFile> {
    let file = measure(folder, path).ok()?;
    (*path.file_name()? == *file.sha256).then_some(file)
}

fn measure(folder: &Path, path: &Path) -> io::Result<KeptFile> {
    let mut file = File::open(folder.join(path))?;
    let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(piece.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
    let sha256 = hex(&hash.finalize());
    Ok(KeptFile { path: path.to_string_lossy().into_owned(), bytes, sha256 })
}

/// Waits until everything below a folder is on the disk.
fn sync(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync(&entry.path())?;
        } else {
            File::open(entry.path())?.sync_all()?;
        }
    }
    File::open(folder)?.sync_all()
}

fn sweep(backups: &Path) -> io::Result<()> {
    for entry in fs::read_dir(backups)? {
        let entry = entry?;
        let is_left = entry.file_name().to_string_lossy().starts_with(MAKING)
            && entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age > LEFT_BEHIND);
        if is_left {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

fn damaged(path: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{path} is not what the manifest says"))
}
