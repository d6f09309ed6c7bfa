//! Forms that are being sent, and where those of a moment ago led.

use std::time::{Duration, Instant};

use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use domain::ids::RequestId;
use domain::limits;
use quick_cache::sync::Cache;
use tokio::sync::Semaphore;

use super::answer::{Failure, redirect};

/// How many forms are remembered with where they led.
const REMEMBERED: usize = 4_096;
/// Whoever sends the same so soon did not mean it twice, and is led to where the first led.
const SOON: Duration = Duration::from_secs(10);

pub(crate) struct Sendings {
    led: Cache<RequestId, (HeaderValue, Instant)>,
    /// Who waits for the same form to end.
    waiting: Semaphore,
}

impl Default for Sendings {
    fn default() -> Self {
        Self { led: Cache::new(REMEMBERED), waiting: Semaphore::new(limits::IN_FLIGHT) }
    }
}

impl Sendings {
    /// Runs a form, and for everybody who sends the same meanwhile or soon afterwards gives what came of it: they wait
    /// until it has ended. What led nowhere is run again, and finds out by itself whether anything was saved.
    pub(super) async fn once(
        &self,
        number: RequestId,
        run: impl Future<Output = Response>,
    ) -> Response {
        let Ok(waiting) = self.waiting.try_acquire() else {
            return Failure::Crowded.into_response();
        };
        let found = self.led.get_value_or_guard_async(&number).await;
        drop(waiting);
        let place = match found {
            Ok((location, at)) if at.elapsed() < SOON => return leading_to(&location),
            Ok(_) => None,
            Err(place) => Some(place),
        };
        let response = run.await;
        // What lets somebody in or out is told to one browser, once.
        let (location, cookie) =
            (response.headers().get(LOCATION), response.headers().get(SET_COOKIE));
        if let (StatusCode::SEE_OTHER, Some(location), None, Some(place)) =
            (response.status(), location, cookie, place)
        {
            // Nobody else can have put one there.
            let _ = place.insert((location.clone(), Instant::now()));
        }
        response
    }
}

fn leading_to(location: &HeaderValue) -> Response {
    redirect(location.to_str().unwrap_or("/"))
}
