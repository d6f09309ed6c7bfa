//! One more try for a request that failed only because somebody else was in the way.

use axum::body::{Body, HttpBody as _};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use service::Refusal;

use super::{Failure, Visit, again, read_body};

/// Runs a handler, and once more when the database was busy. Only here: whoever tried again further
/// inside would be inside of a transaction that is lost.
///
/// What has saved something is not run again, whatever failed behind that: not a form whose answer
/// could not be read any more, and not a sign-in, which counts its try before it looks.
pub(crate) async fn once_more(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if !is_small(&parts, &body) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let body = match read_body(body).await {
        Ok(body) => body,
        Err(failure) => return failure.into_response(),
    };
    // A script sends again by itself, and reads no pages.
    let is_form = !matches!(parts.method, Method::GET | Method::HEAD);
    let visit = parts.extensions.get::<Visit>().filter(|visit| is_form && !visit.wants_json);
    if let Some(visit) = visit
        && let Some(saved) = again::find_saved(visit, &body, parts.uri.path()).await
    {
        return saved;
    }
    let is_page = visit.is_some();
    let request = || Request::from_parts(parts.clone(), Body::from(body.clone()));
    let response = twice(&request, next).await;
    if is_page { again::keep(response, &body) } else { response }
}

async fn twice(request: &(impl Fn() -> Request + Sync), next: Next) -> Response {
    let (response, saved) = store::watch_saves(next.clone().run(request())).await;
    match (is_busy(&response), saved) {
        (false, _) => return response,
        // Something was kept, and what came behind it was not done: it is not for us to do it again.
        (true, true) => return Failure::Refusal(Refusal::Unclear).into_response(),
        (true, false) => {}
    }
    tracing::info!("the database was busy; one more try");
    next.run(request()).await
}

/// A form or nothing at all. Files are too large to be kept for a second try.
fn is_small(parts: &Parts, body: &Body) -> bool {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    body.is_end_stream()
        || kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

fn is_busy(response: &Response) -> bool {
    matches!(response.extensions().get(), Some(Failure::Refusal(Refusal::Busy)))
}
