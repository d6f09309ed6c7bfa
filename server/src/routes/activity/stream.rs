//! The stream of what changes in a release, for pages that are open.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use axum::response::IntoResponse as _;
use axum::response::sse::Event;
use domain::ids::ReleaseId;
use serde_json::json;
use service::activity::watch::{self, Watch, WatchEvent};
use service::{Actor, Service};
use tokio::sync::watch::Receiver;
use tokio::time::{Instant, Interval, sleep_until};

use crate::web::{AGAIN, Answer, EventSource, Id, Visit, event_stream, heartbeat};

/// People who come and go within this time are told about at once.
const GATHER: Duration = Duration::from_millis(600);

pub(super) async fn stream(method: Method, visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let (service, actor) = (visit.service().clone(), visit.actor()?.clone());
    let share = visit.take_stream()?;
    // Who asks only whether there would be a stream is not here.
    if method == Method::HEAD {
        watch::list_present(&service, &actor, id).await?;
        return Ok(StatusCode::OK.into_response());
    }
    let watch = watch::watch(&service, &actor, id).await?;
    let open = Open {
        watch: Some(watch),
        stopping: visit.app.stopping(),
        beat: heartbeat(),
        present_at: Some(Instant::now()),
        service,
        actor,
        release: id,
    };
    Ok(event_stream(share, open))
}

/// A stream that somebody reads. When they go, the others are told.
struct Open {
    watch: Option<Watch>,
    stopping: Receiver<bool>,
    beat: Interval,
    /// When to tell who is here, if that has changed.
    present_at: Option<Instant>,
    service: Service,
    actor: Actor,
    release: ReleaseId,
}

impl EventSource for Open {
    async fn next(&mut self) -> Option<Event> {
        loop {
            let watch = self.watch.as_mut()?;
            let present_at = self.present_at;
            tokio::select! {
                event = watch.next() => match event? {
                    WatchEvent::Change { action, object, detail } => {
                        let data = json!({ "action": action, "id": object, "detail": detail });
                        return Some(Event::default().event("change").data(data.to_string()));
                    }
                    WatchEvent::Everything => return Some(Event::default().event("everything").data("on")),
                    WatchEvent::MayHaveEnded => watch.stay().await.ok()?,
                    WatchEvent::Presence => {
                        self.present_at.get_or_insert_with(|| Instant::now() + GATHER);
                    }
                },
                () = sleep_until(present_at.unwrap_or_else(Instant::now)), if present_at.is_some() => {
                    self.present_at = None;
                    let here = watch::list_present(&self.service, &self.actor, self.release).await;
                    let names = json!(here.ok()?);
                    let event = Event::default().event("presence").retry(AGAIN);
                    return Some(event.data(names.to_string()));
                }
                _ = self.beat.tick() => watch.stay().await.ok()?,
                _ = self.stopping.changed() => return None,
            }
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if let Some(watch) = self.watch.take() {
            tokio::spawn(async move {
                if let Err(error) = watch.leave().await {
                    tracing::warn!(%error, "somebody left without a word");
                }
            });
        }
    }
}
