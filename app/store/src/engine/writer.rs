//! The one writer of a SQLite file. Who writes waits in line; commits that wait at the same moment share one `fsync`.
//!
//! What one of them wrote is set aside by a savepoint, the next one goes on in the same transaction of SQLite, and who
//! comes to the front of the line again commits for all of them. Nobody is told that something is saved before the disk
//! has it. Whoever gives up takes back only their own.

use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{Sqlite, Transaction};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::StoreError;
use crate::engine::health::Health;

/// Cloning shares the line.
#[derive(Clone)]
pub(crate) struct Writer {
    pool: SqlitePool,
    health: Health,
    line: Arc<Mutex<Group>>,
}

/// What is written and not committed yet.
#[derive(Default)]
struct Group {
    open: Option<Transaction<'static, Sqlite>>,
    /// Those whose writes are in it and complete: each hears how the commit went.
    waiting: Vec<oneshot::Sender<Result<(), StoreError>>>,
}

/// Somebody's turn to write. Dropped without [`Turn::commit`], nothing of theirs happened.
pub(crate) struct Turn {
    writer: Writer,
    group: Option<OwnedMutexGuard<Group>>,
    /// Others have written before in the same transaction, so this is set apart.
    is_apart: bool,
}

impl Writer {
    pub(crate) fn new(pool: SqlitePool, health: Health) -> Self {
        Self { pool, health, line: Arc::default() }
    }

    /// Waits in line and begins to write.
    pub(crate) async fn begin(&self, patience: Duration) -> Result<Turn, StoreError> {
        let turn = tokio::time::timeout(patience, self.line.clone().lock_owned()).await;
        let mut group = turn.map_err(|_| StoreError::Busy(sqlx::Error::PoolTimedOut))?;
        let is_apart = group.open.is_some();
        match &mut group.open {
            Some(open) => {
                sqlx::query("SAVEPOINT turn").execute(&mut **open).await?;
            }
            none => *none = Some(self.pool.begin_with("BEGIN IMMEDIATE").await?),
        }
        Ok(Turn { writer: self.clone(), group: Some(group), is_apart })
    }

    /// Commits what waits for it. Whoever was in line before has written meanwhile.
    pub(crate) async fn flush(&self) {
        let mut group = self.line.lock().await;
        if group.waiting.is_empty() {
            return;
        }
        let done = match group.open.take() {
            Some(open) => open.commit().await.map_err(StoreError::of_commit),
            None => Err(lost()),
        };
        let done = done.map_err(|error| self.health.noticed(error));
        for waiting in group.waiting.drain(..) {
            // Whoever does not wait any more does not hear it; what they wrote is kept all the same.
            let _ = waiting.send(done.as_ref().map_err(StoreError::again).copied());
        }
    }
}

impl Turn {
    /// # Errors
    /// The transaction was given up meanwhile.
    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        let open = self.group.as_mut().and_then(|group| group.open.as_mut());
        open.map(|open| &mut **open).ok_or(sqlx::Error::WorkerCrashed)
    }

    /// Makes what was written permanent, together with what others write who wait. It is finished also when whoever
    /// asked goes away.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        let ended = tokio::spawn(self.end()).await;
        ended.unwrap_or(Err(StoreError::Unclear(sqlx::Error::WorkerCrashed)))
    }

    async fn end(mut self) -> Result<(), StoreError> {
        if self.is_apart {
            sqlx::query("RELEASE turn").execute(self.connection()?).await?;
        }
        let (sender, kept) = oneshot::channel();
        let Some(mut group) = self.group.take() else { return Err(lost()) };
        group.waiting.push(sender);
        drop(group);
        self.writer.flush().await;
        kept.await.unwrap_or_else(|_| Err(lost()))
    }
}

/// Takes back what was not committed: all of it while nobody else has written, else only what was set apart.
impl Drop for Turn {
    fn drop(&mut self) {
        let Some(mut group) = self.group.take() else { return };
        if !self.is_apart {
            // The pool rolls back before it gives the connection to anybody.
            group.open = None;
            return;
        }
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                let writer = self.writer.clone();
                runtime.spawn(async move {
                    take_back(&mut group).await;
                    drop(group);
                    writer.flush().await;
                });
            }
            Err(_) => give_up(&mut group),
        }
    }
}

async fn take_back(group: &mut Group) {
    let Some(open) = &mut group.open else { return };
    let back = sqlx::query("ROLLBACK TO turn").execute(&mut **open).await;
    let done = match back {
        Ok(_) => sqlx::query("RELEASE turn").execute(&mut **open).await,
        failed => failed,
    };
    // A disk that fails ends the whole transaction, and with it what others wrote: they hear that nothing is saved.
    if done.is_err() {
        give_up(group);
    }
}

fn give_up(group: &mut Group) {
    group.open = None;
    for waiting in group.waiting.drain(..) {
        let _ = waiting.send(Err(lost()));
    }
}

/// The transaction in which somebody wrote was ended without them.
fn lost() -> StoreError {
    StoreError::Disk(sqlx::Error::WorkerCrashed)
}
