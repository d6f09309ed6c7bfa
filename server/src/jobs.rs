//! What the program does by itself while it serves.

use std::time::{Duration, Instant};

use axum::Router;
use service::Service;
use service::activity::sealed;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::listen;
use crate::places::Places;

/// How often sessions that are over are forgotten.
const TIDY: Duration = Duration::from_mins(15);
/// How often the audit trail is sealed.
const SEAL: Duration = Duration::from_secs(5);
/// How often its end is in the log.
const ANCHOR: Duration = Duration::from_hours(1);
/// How often it is asked whether it is time for a backup.
const BACKUP_LOOK: Duration = Duration::from_mins(5);
/// How long a disk that had no room for one is left alone.
const BACKUP_AGAIN: Duration = Duration::from_mins(30);
/// The first time after the start.
const BACKUP_FIRST: Duration = Duration::from_mins(1);

/// The jobs that run. Dropped, they end.
pub(crate) struct Jobs(Vec<JoinHandle<()>>);

impl Jobs {
    pub(crate) fn start(service: &Service, makes_backups: bool) -> Self {
        let mut jobs =
            vec![tokio::spawn(tidy(service.clone())), tokio::spawn(seal(service.clone()))];
        if makes_backups {
            jobs.push(tokio::spawn(back_up(service.clone())));
        }
        Self(jobs)
    }

    /// Answers whoever watches, until the end: they see it stop.
    pub(crate) fn serve_metrics(&mut self, listener: TcpListener, addresses: Router) {
        let serving = listen::serve(listener, addresses, Places::new(&[]), std::future::pending());
        self.0.push(tokio::spawn(serving));
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        for job in &self.0 {
            job.abort();
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "old sessions are looked for every quarter of an hour"
)]
async fn tidy(service: Service) {
    loop {
        tokio::time::sleep(TIDY).await;
        if let Err(error) = service::account::session::forget_expired(&service).await {
            tracing::warn!(%error, "old sessions could not be forgotten");
        }
    }
}

/// Seals the trail, and writes its end into the log now and then: whoever keeps the log can say later what was there.
#[expect(clippy::disallowed_methods, reason = "a schedule goes by the clock of the machine")]
async fn seal(service: Service) {
    let mut said: Option<Instant> = None;
    loop {
        match sealed::seal(&service).await {
            Ok(Some(anchor)) if said.is_none_or(|at| at.elapsed() >= ANCHOR) => {
                said = Some(Instant::now());
                let anchor = serde_json::to_string(&anchor).unwrap_or_default();
                tracing::info!("the end of the audit trail is {anchor}");
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the audit trail could not be sealed"),
        }
        tokio::time::sleep(SEAL).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "a schedule goes by the clock of the machine")]
async fn back_up(service: Service) {
    tokio::time::sleep(BACKUP_FIRST).await;
    loop {
        match service::backup::make_scheduled(&service).await {
            Ok(Some(made)) => tracing::info!(folder = %made.folder.display(), "a backup was made"),
            Ok(None) => {}
            Err(error) => {
                tracing::error!(%error, "no backup could be made");
                tokio::time::sleep(BACKUP_AGAIN).await;
            }
        }
        tokio::time::sleep(BACKUP_LOOK).await;
    }
}
