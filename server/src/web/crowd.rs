//! More at once than can be answered: whoever comes then hears at once when to come again, instead of waiting with
//! everybody else.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use service::Refusal;

use super::{App, Failure, Visit};

/// Answers so many requests at the same moment. It stands where what was sent has arrived: who is slow to send takes a
/// connection and nothing else.
pub(crate) async fn admit(State(app): State<App>, request: Request, next: Next) -> Response {
    let Ok(_place) = app.in_flight().try_acquire() else {
        return Failure::Crowded.into_response();
    };
    next.run(request).await
}

/// Reads so many uploads at the same moment, and of each person so many.
pub(crate) async fn admit_upload(visit: Visit, request: Request, next: Next) -> Response {
    let Ok(actor) = visit.actor() else { return next.run(request).await };
    if !visit.service().can_take_large() {
        return Failure::Refusal(Refusal::ReadOnly).into_response();
    }
    let Some(_share) = visit.app.uploads().take(actor.person.id) else {
        return Failure::Crowded.into_response();
    };
    next.run(request).await
}
