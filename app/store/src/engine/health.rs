use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::StoreError;

/// What the connections of a pool of a SQLite file know about its disk. Cloning shares it.
#[derive(Clone, Default)]
pub(crate) struct Health {
    /// Writing failed, and nothing was written since. All pools of a file share it.
    failing: Arc<AtomicBool>,
    /// A connection of this pool saw the disk fail. What it remembers of the file may be wrong.
    doubtful: Arc<AtomicBool>,
}

impl Health {
    /// The health of another pool of the same file.
    pub(crate) fn of_another_pool(&self) -> Self {
        Self { failing: self.failing.clone(), doubtful: Arc::default() }
    }

    /// Remembers what an error says about the disk, and passes it on.
    pub(crate) fn noticed(&self, error: StoreError) -> StoreError {
        if matches!(error, StoreError::Disk(_) | StoreError::Unclear(_)) {
            self.failing.store(true, Ordering::SeqCst);
            self.doubtful.store(true, Ordering::SeqCst);
        }
        error
    }

    pub(crate) fn wrote(&self) {
        self.failing.store(false, Ordering::SeqCst);
    }

    pub(crate) fn is_failing(&self) -> bool {
        self.failing.load(Ordering::SeqCst)
    }

    /// Whether the connection that comes back now is to be thrown away; it asks once.
    pub(crate) fn take_doubt(&self) -> bool {
        self.doubtful.swap(false, Ordering::SeqCst)
    }
}
