//! Tells an open desk that something changed. What, it asks for itself.

use axum::response::sse::Event;
use service::desk::watch::{DeskWatch, watch};
use tokio::sync::watch::Receiver;
use tokio::time::Interval;

use crate::web::{AGAIN, Answer, EventSource, Visit, event_stream, heartbeat};

pub(super) async fn stream(visit: Visit) -> Answer {
    let share = visit.take_stream()?;
    let watch = watch(visit.service(), visit.actor()?).await?;
    let open = Open { watch, stopping: visit.app.stopping(), beat: heartbeat(), is_new: true };
    Ok(event_stream(share, open))
}

/// A stream that somebody reads.
struct Open {
    watch: DeskWatch,
    stopping: Receiver<bool>,
    beat: Interval,
    is_new: bool,
}

impl EventSource for Open {
    async fn next(&mut self) -> Option<Event> {
        if std::mem::take(&mut self.is_new) {
            // A browser passes over an event without data.
            return Some(Event::default().event("open").retry(AGAIN).data("on"));
        }
        loop {
            tokio::select! {
                told = self.watch.next() => {
                    return told.then(|| Event::default().event("change").data("on"));
                }
                _ = self.beat.tick() => self.watch.stay().await.ok()?,
                _ = self.stopping.changed() => return None,
            }
        }
    }
}
