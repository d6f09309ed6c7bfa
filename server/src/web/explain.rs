//! How a failure is said: as a page to people, as data to the scripts of our pages.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use service::Refusal;
use ui::failure;
use ui::function::{Code, Refused};

use super::{Failure, Visit, redirect};

pub(super) fn explain(visit: &Visit, failure: Failure, next: Option<String>) -> Response {
    match failure {
        Failure::Refusal(Refusal::NotSignedIn) => sign_in_first(next),
        Failure::Refusal(Refusal::NotFound) => visit.page(failure::not_found),
        Failure::Refusal(Refusal::NotAllowed(sentence)) => {
            visit.page(|| failure::not_allowed(sentence))
        }
        Failure::Refusal(refusal @ Refusal::Throttled { .. }) => {
            with_retry_after(visit.page(|| failure::too_soon(refusal.to_string())), &refusal)
        }
        Failure::Refusal(refusal @ Refusal::Busy) => {
            with_retry_after(visit.page(failure::busy), &refusal)
        }
        Failure::Refusal(Refusal::CannotWrite) => visit.page(failure::cannot_write),
        Failure::Refusal(Refusal::Unclear) => visit.page(failure::unclear),
        Failure::Refusal(refusal) => visit.page(|| failure::not_now(refusal.to_string())),
        Failure::TooLarge => {
            visit.page(|| failure::refused(413, "What was sent is larger than any of our forms."))
        }
        Failure::Fault(fault) => {
            tracing::error!(request = %visit.caller.request, %fault, "fault");
            visit.page(|| failure::broken(visit.caller.request))
        }
    }
}

pub(super) fn explain_json(visit: &Visit, failure: Failure) -> Response {
    let wait = match &failure {
        Failure::Refusal(refusal) => wait(refusal),
        _ => None,
    };
    let refused: Refused = match failure {
        Failure::Refusal(refusal) => refusal.into(),
        Failure::TooLarge => Refused::new(Code::TooLarge, "What was sent is too large."),
        Failure::Fault(fault) => {
            let id = visit.caller.request;
            tracing::error!(request = %id, %fault, "fault");
            let message = format!("Something broke. Tell your administrator this number: {id}");
            Refused::new(Code::Broken, message)
        }
    };
    after(wait, (refused.code.status(), axum::Json(refused)).into_response())
}

/// Says when to come back.
pub(crate) fn with_retry_after(response: Response, refusal: &Refusal) -> Response {
    after(wait(refusal), response)
}

/// After how many seconds the same may work.
fn wait(refusal: &Refusal) -> Option<u64> {
    match refusal {
        Refusal::Throttled { retry_after } => Some(retry_after.as_secs() + 1),
        Refusal::Busy => Some(2),
        _ => None,
    }
}

fn after(seconds: Option<u64>, mut response: Response) -> Response {
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Sends somebody to the sign-in page, and back afterwards when they only wanted to read.
fn sign_in_first(next: Option<String>) -> Response {
    match next.filter(|next| next != "/") {
        None => redirect("/sign-in"),
        Some(next) => {
            let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
            redirect(&format!("/sign-in?next={next}"))
        }
    }
}
