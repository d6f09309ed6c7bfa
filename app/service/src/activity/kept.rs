//! What was read of releases and is kept in memory, each with the revision at which it was read. It serves as long as
//! the revision in the snapshot of whoever asks is the same, in whatever process something was changed.

use std::any::Any;
use std::sync::Arc;

use domain::ids::ReleaseId;
use domain::limits;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use store::activity::revision::Revision;

/// Bounded by its bytes. What it is only those know who keep it.
#[derive(Clone)]
pub(crate) struct Kept(Arc<Cache<ReleaseId, Entry, Bytes>>);

#[derive(Clone)]
struct Entry {
    revision: Revision,
    bytes: u64,
    read: Arc<dyn Any + Send + Sync>,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<ReleaseId, Entry> for Bytes {
    fn weight(&self, _id: &ReleaseId, entry: &Entry) -> u64 {
        entry.bytes
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(1_024, limits::KEPT_FACTS, Bytes)))
    }
}

impl Kept {
    pub(crate) fn find<T: Send + Sync + 'static>(
        &self,
        id: ReleaseId,
        revision: Revision,
    ) -> Option<Arc<T>> {
        let entry = self.0.get(&id).filter(|entry| entry.revision == revision)?;
        entry.read.downcast().ok()
    }

    pub(crate) fn keep<T: Send + Sync + 'static>(
        &self,
        (id, revision): (ReleaseId, Revision),
        bytes: u64,
        read: &Arc<T>,
    ) {
        self.0.insert(id, Entry { revision, bytes, read: read.clone() });
    }
}
