//! An open desk hears that something changed. Not what: it asks again, with the eyes of who looks.

use std::collections::HashMap;

use domain::access::Operation;
use domain::ids::ReleaseId;
use store::engine::news::{Change, News};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::access::{self, See, grant};
use crate::account::session;
use crate::activity::watch::ends_for;
use crate::{Actor, Error, Service};

/// What changes that a desk shows, by how the keys of the actions begin.
const SHOWN: [&str; 10] = [
    "phase_",
    "release_",
    "part_",
    "launch_",
    "finding_",
    "response_",
    "text_approved",
    "text_superseded",
    "text_retired",
    "fragment_approved",
];
/// What may change who sees a release.
const ACCESS: [&str; 2] = ["release_", "part_"];

/// One open desk.
pub struct DeskWatch {
    actor: Actor,
    service: Service,
    news: Receiver<News>,
    /// Which releases the actor saw when it was last asked.
    seen: HashMap<ReleaseId, bool>,
}

/// Begins to look at the desk.
///
/// # Errors
/// The actor does not use it.
pub async fn watch(service: &Service, actor: &Actor) -> Result<DeskWatch, Error> {
    // Listening begins before the first look, so that nothing falls between.
    let news = service.database.listen();
    let mut transaction = service.database.read().await?;
    let seen = access::list_seen(&mut transaction, actor, None).await?;
    let seen = seen.into_iter().map(|release| (release.id, true)).collect();
    let watch = DeskWatch { actor: actor.clone(), service: service.clone(), news, seen };
    watch.stay().await?;
    Ok(watch)
}

impl DeskWatch {
    /// Waits until something changed that the desk of the actor shows. False when the program stops, or the actor may
    /// not look any more.
    pub async fn next(&mut self) -> bool {
        loop {
            match self.news.recv().await {
                Ok(News::Change(change)) if ends_for(&change, &self.actor) => {
                    if self.stay().await.is_err() {
                        return false;
                    }
                }
                Ok(News::Change(change)) if self.is_told(&change).await => return true,
                Ok(News::Change(_)) => {}
                Ok(News::Everything) | Err(RecvError::Lagged(_)) => return true,
                Err(RecvError::Closed) => return false,
            }
        }
    }

    /// Asks again whether the actor may.
    ///
    /// # Errors
    /// They do not use the desk any more, or are signed out.
    pub async fn stay(&self) -> Result<(), Error> {
        let mut transaction = self.service.database.read().await?;
        access::allow(&mut transaction, &self.actor, Operation::UseDesk).await?;
        session::require_open(&mut transaction, &self.actor, self.service.now()).await
    }

    async fn is_told(&mut self, change: &Change) -> bool {
        let begins = |keys: &[&str]| keys.iter().any(|key| change.action.starts_with(key));
        if !begins(&SHOWN) {
            return false;
        }
        let Some(release) = change.release else { return true };
        let saw = self.seen.get(&release).copied();
        if let Some(saw) = saw.filter(|_| !begins(&ACCESS)) {
            return saw;
        }
        let sees = self.sees(release).await;
        self.seen.insert(release, sees);
        // Who saw it until now has something to take off the page.
        sees || saw == Some(true)
    }

    async fn sees(&self, release: ReleaseId) -> bool {
        let look = async {
            let mut transaction = self.service.database.read().await?;
            grant::<See>(&mut transaction, &self.actor, release).await.map(drop)
        };
        look.await.is_ok()
    }
}
