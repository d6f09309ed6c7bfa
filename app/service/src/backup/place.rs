//! Where backups go and how often.

use std::path::PathBuf;
use std::sync::{Arc, Mutex as Lock, PoisonError};

use jiff::Timestamp;
use tokio::sync::Mutex;

/// Where backups go, and what they are of. Cloning shares who makes one.
#[derive(Clone, Debug)]
pub struct Backups {
    /// The folder of all of them.
    pub folder: PathBuf,
    /// The data directory.
    pub data: PathBuf,
    /// After how many hours the next is made; never when it is nought.
    pub hours: u32,
    /// For how many days one of each day is kept.
    pub days: u32,
    /// The version of the program.
    pub program: String,
    /// Who makes one is alone.
    pub(super) making: Arc<Mutex<()>>,
    newest: Arc<Lock<Option<Timestamp>>>,
}

impl Backups {
    #[must_use]
    pub fn new(folder: PathBuf, data: PathBuf, (hours, days): (u32, u32), program: &str) -> Self {
        let program = program.to_owned();
        Self { folder, data, hours, days, program, making: Arc::default(), newest: Arc::default() }
    }

    /// When the newest was made that this process knows.
    pub(super) fn newest(&self) -> Option<Timestamp> {
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn remember(&self, newest: Timestamp) {
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = Some(newest);
    }
}
