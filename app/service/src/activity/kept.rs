//! What was read and is kept in memory, each with the revision at which it was read. It serves as long as the revision
//! in the snapshot of whoever asks is the same, in whatever process something was changed.

use std::any::{Any, TypeId};
use std::fmt::Debug;
use std::future::Future;
use std::sync::Arc;

use domain::limits;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use store::activity::revision::Revision;
use uuid::Uuid;

use crate::Error;

/// What something is about, and which of the things that are kept about it.
type Key = (Uuid, TypeId);

/// Bounded by its bytes. What it is only those know who keep it.
#[derive(Clone)]
pub(crate) struct Kept(Arc<Cache<Key, Entry, Bytes>>);

#[derive(Clone)]
struct Entry {
    revision: Revision,
    bytes: u64,
    read: Arc<dyn Any + Send + Sync>,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<Key, Entry> for Bytes {
    fn weight(&self, _key: &Key, entry: &Entry) -> u64 {
        entry.bytes
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(1_024, limits::KEPT_FACTS, Bytes)))
    }
}

impl Kept {
    /// What is kept, or what is read now and kept from then on. In a debug build it is read in either case and
    /// compared, counted apart: whatever a test does, it sees to it that no change is without a revision.
    pub(crate) async fn find_or_read<T: PartialEq + Debug + Send + Sync + 'static>(
        &self,
        (about, revision): (Uuid, Revision),
        weigh: impl FnOnce(&T) -> u64,
        read: impl Future<Output = Result<T, Error>>,
    ) -> Result<Arc<T>, Error> {
        if let Some(kept) = self.find::<T>(about, revision) {
            if cfg!(debug_assertions) {
                let stored = store::count_statements(read).await.0?;
                assert!(stored == *kept, "kept: {kept:#?}\nstored: {stored:#?}");
            }
            return Ok(kept);
        }
        let read = Arc::new(read.await?);
        let entry = Entry { revision, bytes: weigh(&read), read: read.clone() };
        self.0.insert((about, TypeId::of::<T>()), entry);
        Ok(read)
    }

    fn find<T: Send + Sync + 'static>(&self, about: Uuid, revision: Revision) -> Option<Arc<T>> {
        let entry = self.0.get(&(about, TypeId::of::<T>()))?;
        (entry.revision == revision).then_some(entry.read)?.downcast().ok()
    }
}
