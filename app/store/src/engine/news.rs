//! News of what changed, for whoever is looking: within a process, and on PostgreSQL between them.
//!
//! News are told when their transaction commits, never before. A piece that is lost is harmless:
//! whoever looks again reads everything.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::ids::ReleaseId;
use serde::{Deserialize, Serialize};
use sqlx::postgres::{PgListener, PgPool};
use tokio::sync::broadcast;
use uuid::Uuid;

/// The channel of PostgreSQL.
const CHANNEL: &str = "holdpoint_news";
/// How many news a slow listener may be behind before it is told to read everything.
const BACKLOG: usize = 1024;
/// How long to wait before asking a lost PostgreSQL again.
const PAUSE: Duration = Duration::from_millis(500);

/// Something changed: in a release, or in what all releases share.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Change {
    /// None for what is of a whole product or of everybody: answers that all releases share.
    pub release: Option<ReleaseId>,
    /// The key of what somebody did, such as `item_completed`.
    pub action: String,
    pub object: Uuid,
    /// What is different, where that is little: saves the listeners a question.
    pub detail: Option<String>,
}

/// What a listener hears.
#[derive(Clone, Debug)]
pub enum News {
    Change(Arc<Change>),
    /// Something may have been missed: read everything again.
    Everything,
}

/// Tells the listeners of this process.
#[derive(Clone)]
pub(crate) struct Hub {
    sender: broadcast::Sender<News>,
    /// A process listens to PostgreSQL once, and only when somebody wants to hear.
    listening: Arc<AtomicBool>,
}

impl Hub {
    pub(crate) fn new() -> Self {
        Self { sender: broadcast::Sender::new(BACKLOG), listening: Arc::default() }
    }

    pub(crate) fn publish(&self, change: Change) {
        // Without listeners there is nobody to tell.
        let _ = self.sender.send(News::Change(Arc::new(change)));
    }

    pub(crate) fn listen(&self, pool: Option<&PgPool>) -> broadcast::Receiver<News> {
        let receiver = self.sender.subscribe();
        if let Some(pool) = pool
            && !self.listening.swap(true, Ordering::SeqCst)
        {
            tokio::spawn(hear(pool.clone(), self.clone()));
        }
        receiver
    }
}

/// Sends a change to the other processes when the transaction commits.
pub(crate) const NOTIFY: &str = "SELECT pg_notify('holdpoint_news', $1)";

#[expect(
    clippy::disallowed_methods,
    reason = "a lost server says nothing: it is asked again after a while"
)]
async fn hear(pool: PgPool, hub: Hub) {
    while !pool.is_closed() {
        if let Ok(mut listener) = PgListener::connect_with(&pool).await
            && listener.listen(CHANNEL).await.is_ok()
        {
            let _ = hub.sender.send(News::Everything);
            relay(&mut listener, &hub).await;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Passes on what comes until the connection is lost.
async fn relay(listener: &mut PgListener, hub: &Hub) {
    while let Ok(Some(notification)) = listener.try_recv().await {
        if let Ok(change) = serde_json::from_str(notification.payload()) {
            hub.publish(change);
        }
    }
}
