//! Tells an open desk that something changed. What, it asks for itself.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream};
use service::activity::watch::HEARTBEAT;
use service::desk::watch::{DeskWatch, watch};
use tokio::sync::watch::Receiver;
use tokio::time::{Instant, Interval, interval_at};

use crate::web::{Answer, Visit};

/// After how long a browser asks again when the stream broke.
const AGAIN: Duration = Duration::from_secs(1);

pub(super) async fn stream(visit: Visit) -> Answer {
    let watch = watch(visit.service(), visit.actor()?).await?;
    let beat = Duration::from_secs(HEARTBEAT.as_secs().unsigned_abs());
    // After a restart everybody comes back at once; they should not ask at once ever after.
    let [.., chance] = service::press().into_bytes();
    let first = beat.mul_f64(f64::from(chance) / 255.0);
    let beat_at = interval_at(Instant::now() + first, beat);
    let open = Open { watch, stopping: visit.app.stopping(), beat: beat_at, is_new: true };
    Ok(Sse::new(events(open)).keep_alive(KeepAlive::new().interval(beat)).into_response())
}

/// A stream that somebody reads.
struct Open {
    watch: DeskWatch,
    stopping: Receiver<bool>,
    beat: Interval,
    is_new: bool,
}

fn events(open: Open) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(open, |mut open| async move {
        let event = open.next().await?;
        Some((Ok(event), open))
    })
}

impl Open {
    /// Waits for something to say. None ends the stream: the program stops, or the reader may not read any more.
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
