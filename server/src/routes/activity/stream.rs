//! The stream of what changes in a release, for pages that are open.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::ids::ReleaseId;
use futures::stream::{self, Stream};
use serde_json::json;
use service::activity::watch::{self, HEARTBEAT, Watch, WatchEvent};
use service::{Actor, Service};
use tokio::sync::watch::Receiver;
use tokio::time::{Instant, Interval, interval_at, sleep_until};

use crate::web::{Answer, Id, Visit};

/// People who come and go within this time are told about at once.
const GATHER: Duration = Duration::from_millis(600);

/// After how long a browser asks again when the stream broke.
const AGAIN: Duration = Duration::from_secs(1);

pub(super) async fn stream(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let (service, actor) = (visit.service().clone(), visit.actor()?.clone());
    let watch = watch::watch(&service, &actor, id).await?;
    let beat = Duration::from_secs(HEARTBEAT.as_secs().unsigned_abs());
    // After a restart everybody comes back at once; they should not write at once ever after.
    let [.., chance] = service::press().into_bytes();
    let first = beat.mul_f64(f64::from(chance) / 255.0);
    let open = Open {
        watch: Some(watch),
        stopping: visit.app.stopping(),
        beat: interval_at(Instant::now() + first, beat),
        present_at: Some(Instant::now()),
        service,
        actor,
        release: id,
    };
    Ok(Sse::new(events(open)).keep_alive(KeepAlive::new().interval(beat)).into_response())
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

fn events(open: Open) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(open, |mut open| async move {
        let event = open.next().await?;
        Some((Ok(event), open))
    })
}

impl Open {
    /// Waits for something to say. None ends the stream: the program stops, or the reader may not
    /// read any more.
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
