//! Whether there is room on the disk of a SQLite file. Below the last of it everything can be read and nothing is
//! written, so that the disk is never full in the middle of something.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::limits;

use crate::StoreError;
use crate::engine::disk::free_bytes;

/// Cloning shares how much has to be free.
#[derive(Clone)]
pub(crate) struct Room {
    /// None where the disk is another machine's.
    folder: Option<PathBuf>,
    least: Arc<AtomicU64>,
}

impl Room {
    pub(crate) fn of(folder: Option<PathBuf>) -> Self {
        Self { folder, least: Arc::new(AtomicU64::new(limits::FREE)) }
    }

    /// Says how many bytes have to be free.
    pub(crate) fn require(&self, least: u64) {
        self.least.store(least, Ordering::Relaxed);
    }

    pub(crate) fn free(&self) -> Option<u64> {
        self.folder.as_deref().and_then(|folder| free_bytes(folder).ok())
    }

    /// Whether there is as much as has to be free, and so much beside it. A disk that does not say is asked by writing.
    pub(crate) fn has(&self, beside: u64) -> bool {
        let wanted = self.least.load(Ordering::Relaxed).saturating_add(beside);
        self.free().is_none_or(|free| free >= wanted)
    }

    pub(crate) fn check(&self) -> Result<(), StoreError> {
        if self.has(0) { Ok(()) } else { Err(StoreError::NoRoom) }
    }
}
