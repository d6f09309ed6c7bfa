//! What there is so much of in all, and so much for each: connections for a network, open streams for a person.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many each has.
type Taken<K> = Arc<Mutex<HashMap<K, usize>>>;

/// Cloning shares them.
#[derive(Clone)]
pub(crate) struct Shares<K> {
    free: Arc<Semaphore>,
    taken: Taken<K>,
    all: usize,
    of_one: usize,
}

/// One of them, until it is dropped.
pub(crate) struct Share<K: Eq + Hash> {
    _free: OwnedSemaphorePermit,
    of: Option<(Taken<K>, K)>,
}

impl<K: Copy + Eq + Hash> Shares<K> {
    pub(crate) fn new(all: usize, of_one: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(all)), taken: Arc::default(), all, of_one }
    }

    /// How many are taken.
    pub(crate) fn taken(&self) -> usize {
        self.all.saturating_sub(self.free.available_permits())
    }

    /// None when all are taken, or as many as one may have.
    pub(crate) fn take(&self, one: K) -> Option<Share<K>> {
        let free = self.free.clone().try_acquire_owned().ok()?;
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(one).or_default();
        if *count >= self.of_one {
            return None;
        }
        *count += 1;
        Some(Share { _free: free, of: Some((self.taken.clone(), one)) })
    }

    /// One that counts for nobody. None when all are taken.
    pub(crate) fn take_for_all(&self) -> Option<Share<K>> {
        Some(Share { _free: self.free.clone().try_acquire_owned().ok()?, of: None })
    }
}

impl<K: Eq + Hash> Drop for Share<K> {
    fn drop(&mut self) {
        let Some((taken, one)) = &self.of else { return };
        let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(one) {
            *count -= 1;
            if *count == 0 {
                taken.remove(one);
            }
        }
    }
}
