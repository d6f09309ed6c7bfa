//! Forms that are being sent, and where those of a moment ago led.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use domain::ids::RequestId;
use quick_cache::sync::Cache;

use super::answer::redirect;

/// How many forms are remembered with where they led.
const REMEMBERED: usize = 4_096;
/// Whoever sends the same so soon did not mean it twice, and is led to where the first led.
const SOON: Duration = Duration::from_secs(10);

/// Cloning shares them.
#[derive(Clone)]
pub(crate) struct Sendings(Arc<Cache<RequestId, (HeaderValue, Instant)>>);

impl Default for Sendings {
    fn default() -> Self {
        Self(Arc::new(Cache::new(REMEMBERED)))
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
        let place = match self.0.get_value_or_guard_async(&number).await {
            Ok((location, at)) if at.elapsed() < SOON => return leading_to(&location),
            Ok(_) => None,
            Err(place) => Some(place),
        };
        let response = run.await;
        let location = response.headers().get(LOCATION);
        if let (StatusCode::SEE_OTHER, Some(location), Some(place)) =
            (response.status(), location, place)
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
