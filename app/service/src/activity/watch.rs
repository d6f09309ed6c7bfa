//! Looking at a release together: what changes while one looks, and who else is there.

use domain::activity::Action;
use domain::ids::{ReleaseId, SessionId};
use jiff::SignedDuration;
use store::engine::news::{Change, News};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use crate::access::{See, grant};
use crate::account::session;
use crate::{Actor, Error, Service, new_id};

/// How often somebody who looks says that they still do.
pub const HEARTBEAT: SignedDuration = SignedDuration::from_secs(15);
/// After how long without a word somebody is gone.
const GONE: SignedDuration = SignedDuration::from_secs(40);
/// What the news say when somebody comes or goes.
const PRESENCE: &str = "presence";

/// One open page of a release.
pub struct Watch {
    id: Uuid,
    release: ReleaseId,
    actor: Actor,
    service: Service,
    news: Receiver<News>,
    /// What is told next.
    after: Option<WatchEvent>,
}

/// What somebody who looks is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WatchEvent {
    /// Somebody did something: the key of the action, the object, and what is different.
    Change { action: String, object: Uuid, detail: Option<String> },
    /// Who is here has changed.
    Presence,
    /// Something may have been missed: read everything again.
    Everything,
    /// The actor may not look any more, as far as is known.
    MayHaveEnded,
}

/// Begins to look at a release.
///
/// # Errors
/// The actor may not see it.
pub async fn watch(service: &Service, actor: &Actor, release: ReleaseId) -> Result<Watch, Error> {
    // Listening begins before the first look, so that nothing falls between.
    let news = service.database.listen();
    let (id, actor, service) = (new_id(), actor.clone(), service.clone());
    let watch = Watch { id, release, actor, service, news, after: None };
    watch.renew(true).await?;
    Ok(watch)
}

/// The names of those who look at a release now.
///
/// # Errors
/// The actor may not see it.
pub async fn list_present(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
) -> Result<Vec<String>, Error> {
    let mut transaction = service.database.read().await?;
    grant::<See>(&mut transaction, actor, release).await?;
    let since = service.now() - GONE;
    Ok(store::release::presence::list_present(&mut transaction, release, since).await?)
}

impl Watch {
    /// Waits for the next thing to tell. None when the program stops.
    pub async fn next(&mut self) -> Option<WatchEvent> {
        if let Some(event) = self.after.take() {
            return Some(event);
        }
        loop {
            match self.news.recv().await {
                Ok(News::Change(change)) if ends(&change, &self.actor, self.release) => {
                    self.after = change.release.map(|_| event_of(&change));
                    return Some(WatchEvent::MayHaveEnded);
                }
                Ok(News::Change(change)) if change.release == Some(self.release) => {
                    return Some(event_of(&change));
                }
                Ok(News::Change(_)) => {}
                Ok(News::Everything) | Err(RecvError::Lagged(_)) => {
                    return Some(WatchEvent::Everything);
                }
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Says that the actor still looks, and asks again whether they may.
    ///
    /// # Errors
    /// They may not see the release any more, or are signed out.
    pub async fn stay(&self) -> Result<(), Error> {
        self.renew(false).await
    }

    async fn renew(&self, arrives: bool) -> Result<(), Error> {
        let mut transaction = self.service.database.write_to_the_last().await?;
        grant::<See>(&mut transaction, &self.actor, self.release).await?;
        let now = self.service.now();
        session::require_open(&mut transaction, &self.actor, now).await?;
        let who = (self.release, self.actor.person.id);
        store::release::presence::save_presence(&mut transaction, self.id, who, now).await?;
        if arrives {
            store::release::presence::forget_presences(&mut transaction, now - GONE).await?;
            transaction.announce(self.presence()).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Stops looking.
    pub async fn leave(self) -> Result<(), Error> {
        let mut transaction = self.service.database.write_to_the_last().await?;
        store::release::presence::delete_presence(&mut transaction, self.id).await?;
        transaction.announce(self.presence()).await?;
        Ok(transaction.commit().await?)
    }

    fn presence(&self) -> Change {
        let action = PRESENCE.to_owned();
        Change { release: Some(self.release), action, object: self.id, detail: None }
    }
}

/// Whether a change may have taken from an actor what they look by: their session, what they are, or the release.
pub(crate) fn ends_for(change: &Change, actor: &Actor) -> bool {
    let session = actor.session().map(SessionId::uuid);
    change.release.is_none()
        && Action::from_key(&change.action).is_some_and(Action::may_end_looking)
        && (change.object == actor.person.id.uuid() || Some(change.object) == session)
}

fn ends(change: &Change, actor: &Actor, release: ReleaseId) -> bool {
    let of_release = change.release == Some(release)
        && Action::from_key(&change.action).is_some_and(Action::may_end_looking);
    of_release || ends_for(change, actor)
}

fn event_of(change: &Change) -> WatchEvent {
    if change.action == PRESENCE {
        return WatchEvent::Presence;
    }
    debug_assert!(Action::from_key(&change.action).is_some(), "{}", change.action);
    WatchEvent::Change {
        action: change.action.clone(),
        object: change.object,
        detail: change.detail.clone(),
    }
}
