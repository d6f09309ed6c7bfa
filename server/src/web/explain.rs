//! How a failure is said: as a page to people, as data to the scripts of our pages.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use service::Refusal;
use ui::failure;
use ui::form::Form;
use ui::function::{Code, Refused};

use super::again::Unsaved;
use super::{Failure, Visit, again, redirect};

/// After so many seconds a page without a stream asks for one again.
const STREAM_AGAIN: u64 = 15;
const TOO_MANY_STREAMS: &str =
    "You have as many pages of Holdpoint open as are told at once what changes.";

/// Writes a fault to the log, whoever asked, and says when the same may work.
pub(super) fn explain(
    visit: &Visit,
    failure: Failure,
    next: Option<String>,
    unsaved: Option<(Unsaved, String)>,
) -> Response {
    if let Failure::Fault(fault) = &failure {
        tracing::error!(request = %visit.caller.request, %fault, "fault");
    }
    let wait = match &failure {
        Failure::Refusal(refusal) => wait(refusal),
        Failure::Crowded => wait(&Refusal::Busy),
        Failure::TooManyStreams => Some(STREAM_AGAIN),
        Failure::Fault(_) | Failure::TooLarge | Failure::TooSlow => None,
    };
    if let Some(page) = unsaved.and_then(|unsaved| again::page(visit, &failure, unsaved)) {
        return after(wait, page);
    }
    let said =
        if visit.wants_json { as_json(visit, failure) } else { as_page(visit, failure, next) };
    after(wait, said)
}

fn as_page(visit: &Visit, failure: Failure, next: Option<String>) -> Response {
    match failure {
        Failure::Refusal(Refusal::NotSignedIn) => sign_in_first(next),
        Failure::Refusal(Refusal::ProveAgain) => {
            again::prove_again(visit, Form::default().with("next", next.unwrap_or_default()))
        }
        Failure::Refusal(Refusal::NotFound) => visit.page(failure::not_found),
        Failure::Refusal(Refusal::NotAllowed(sentence)) => {
            visit.page(|| failure::not_allowed(sentence))
        }
        Failure::Refusal(refusal @ Refusal::Throttled { .. }) => {
            visit.page(|| failure::too_soon(refusal.to_string()))
        }
        Failure::Refusal(Refusal::Busy) | Failure::Crowded => visit.page(failure::busy),
        Failure::Refusal(Refusal::CannotWrite) => visit.page(failure::cannot_write),
        Failure::Refusal(Refusal::ReadOnly) => visit.page(failure::read_only),
        Failure::Refusal(Refusal::Unclear) => visit.page(failure::unclear),
        Failure::Refusal(refusal) => visit.page(|| failure::not_now(refusal.to_string())),
        Failure::TooLarge => {
            visit.page(|| failure::refused(413, "What was sent is larger than any of our forms."))
        }
        Failure::TooSlow => visit.page(|| {
            failure::refused(
                408,
                "What was sent did not arrive in time, so nothing was saved. Send it again.",
            )
        }),
        Failure::TooManyStreams => visit.page(|| failure::too_soon(TOO_MANY_STREAMS.to_owned())),
        Failure::Fault(_) => visit.page(|| failure::broken(visit.caller.request)),
    }
}

fn as_json(visit: &Visit, failure: Failure) -> Response {
    let refused: Refused = match failure {
        Failure::Refusal(refusal) => refusal.into(),
        Failure::TooLarge => Refused::new(Code::TooLarge, "What was sent is too large."),
        Failure::Crowded => Refusal::Busy.into(),
        Failure::TooManyStreams => Refused::new(Code::TooOften, TOO_MANY_STREAMS),
        Failure::TooSlow => Refused::new(Code::Busy, "What was sent did not arrive in time."),
        Failure::Fault(_) => {
            let id = visit.caller.request;
            let message = format!("Something broke. Tell your administrator this number: {id}");
            Refused::new(Code::Broken, message)
        }
    };
    (refused.code.status(), axum::Json(refused)).into_response()
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
        Refusal::CannotWrite | Refusal::ReadOnly | Refusal::Unclear => Some(10),
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
