//! One process serves a SQLite file: two would not hear each other. Others may look and add people meanwhile.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

/// Held until it is dropped, or the process ends however it ends.
pub(crate) struct Lock(File);

/// Why it is not to be had.
#[derive(Debug)]
pub(crate) enum NotLocked {
    /// Another process has it, and this is what that one said of itself.
    Held(String),
    Failed(String),
}

impl Lock {
    /// Takes what only one may have, and says who it is.
    pub(crate) fn take(database: &Path, who: &str) -> Result<Self, NotLocked> {
        let path = database.with_added_extension("lock");
        let failed =
            |error: std::io::Error| NotLocked::Failed(format!("{}: {error}", path.display()));
        let mut options = OpenOptions::new();
        let opened = options.read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = opened.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut held = String::new();
                let _ = file.take(200).read_to_string(&mut held);
                return Err(NotLocked::Held(held.trim().to_owned()));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let written = file.rewind().and_then(|()| file.set_len(0));
        written.and_then(|()| writeln!(file, "{who}")).map_err(failed)?;
        Ok(Self(file))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Nobody is to read of a process that has ended.
        let _ = self.0.set_len(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_is_first_and_gets_it_when_that_one_ends() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("holdpoint.db");
        let first = Lock::take(&database, "process 1").unwrap_or_else(|_| panic!());
        assert!(
            matches!(Lock::take(&database, "process 2"), Err(NotLocked::Held(who)) if who == "process 1")
        );
        drop(first);
        assert!(Lock::take(&database, "process 2").is_ok());
    }
}
