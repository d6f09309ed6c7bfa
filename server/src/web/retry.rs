//! One more try for a request that failed only because somebody else was in the way.

use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use service::Refusal;

use super::{Failure, Visit, again, read_body, twice};

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
    match parts.extensions.get::<Visit>().filter(|visit| is_form && !visit.wants_json).cloned() {
        Some(visit) => run_form(visit, (parts, body), next).await,
        None => {
            try_twice(&|| Request::from_parts(parts.clone(), Body::from(body.clone())), next).await
        }
    }
}

/// Runs a form of a page: what was saved before is not saved again, and what was not comes back with every word.
async fn run_form(visit: Visit, (mut parts, body): (Parts, Bytes), next: Next) -> Response {
    let path = parts.uri.path().to_owned();
    let (number, body) = match twice::read(&visit, &path, &body) {
        Some((number, body)) => (Some(number), body),
        None => (None, body),
    };
    if let Some(number) = number {
        tracing::info!(request = %visit.caller.request, saved_as = %number, "a form");
        parts.headers.insert(header::CONTENT_LENGTH, body.len().into());
        parts.extensions.insert(visit.numbered(number));
    }
    let run = async {
        let request = || Request::from_parts(parts.clone(), Body::from(body.clone()));
        let response = match again::find_saved(&visit, (&body, &path), number).await {
            Ok(Some(saved)) => return saved,
            Ok(None) => try_twice(&request, next).await,
            Err(failure) => failure.into_response(),
        };
        again::keep(response, (&body, number.unwrap_or(visit.caller.request)))
    };
    match number {
        Some(number) => visit.app.sendings().once(number, run).await,
        None => run.await,
    }
}

async fn try_twice(request: &(impl Fn() -> Request + Sync), next: Next) -> Response {
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
