//! Streams of events that open pages listen to.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use domain::ids::PersonId;
use futures::stream;
use service::activity::watch::HEARTBEAT;
use tokio::time::{Instant, Interval, interval_at};

use crate::shares::Share;

/// After how long a browser asks again when the stream broke.
pub(crate) const AGAIN: Duration = Duration::from_secs(1);

/// What a page listens to.
pub(crate) trait EventSource: Send + 'static {
    /// Waits for something to say. None ends the stream: the program stops, or the reader may not read any more.
    fn next(&mut self) -> impl Future<Output = Option<Event>> + Send;
}

/// Says whatever there is to say until it ends, and holds its share as long.
pub(crate) fn event_stream(share: Share<PersonId>, source: impl EventSource) -> Response {
    let events = stream::unfold((share, source), |(share, mut source)| async move {
        let event = source.next().await?;
        Some((Ok::<_, Infallible>(event), (share, source)))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(beat())).into_response()
}

/// When a stream looks again whether its reader may read. After a restart everybody comes back at once; they should
/// not ask at once ever after.
pub(crate) fn heartbeat() -> Interval {
    let [.., chance] = service::press().into_bytes();
    let first = beat().mul_f64(f64::from(chance) / 255.0);
    interval_at(Instant::now() + first, beat())
}

const fn beat() -> Duration {
    Duration::from_secs(HEARTBEAT.as_secs().unsigned_abs())
}
