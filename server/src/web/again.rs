//! A form that was not saved because of us: it comes back with every word, to be sent again, and is saved once however
//! often that is.

use axum::body::Bytes;
use axum::response::Response;
use domain::ids::RequestId;
use service::{Refusal, activity};
use ui::account::sign_in::{Arrival, sign_in_page};
use ui::failure;
use ui::form::Form;
use ui::kit::ASKED_BEFORE;
use uuid::Uuid;

use super::{Failure, Visit, kept};

/// What was sent and not saved, for the page that says so.
#[derive(Clone)]
pub(super) struct Unsaved {
    /// Without secrets.
    fields: Vec<(String, String)>,
    had_secrets: bool,
    /// Under which it would have been saved.
    number: RequestId,
}

/// Keeps what was sent beside a failure of ours. A secret does not stand on a page: who sent one types it again.
pub(super) fn keep(mut response: Response, (body, number): (&Bytes, RequestId)) -> Response {
    let can_be_sent_again = |failure: &Failure| {
        why(failure).is_some() || matches!(failure, Failure::Refusal(Refusal::ProveAgain))
    };
    if !response.extensions().get().is_some_and(can_be_sent_again) {
        return response;
    }
    let (secrets, fields): (Vec<_>, Vec<_>) =
        kept::fields(body).into_iter().partition(|(name, _)| kept::is_secret(name));
    let had_secrets = !secrets.is_empty();
    response.extensions_mut().insert(Unsaved { fields, had_secrets, number });
    response
}

/// The page with what was not saved.
pub(super) fn page(
    visit: &Visit,
    failure: &Failure,
    (unsaved, action): (Unsaved, String),
) -> Option<Response> {
    let Unsaved { mut fields, had_secrets, number } = unsaved;
    match (had_secrets, action.as_str()) {
        (false, _) => {}
        // The form that waits behind a sign-in is not lost by it.
        (true, "/sign-in") => {
            let form = Form::of(fields);
            return Some(visit.page(|| sign_in_page(&form, Arrival::Busy).status(503)));
        }
        (true, _) => return None,
    }
    if matches!(failure, Failure::Refusal(Refusal::ProveAgain)) {
        return Some(prove_again(visit, kept::form(action, fields)));
    }
    let why = why(failure)?;
    if matches!(failure, Failure::Refusal(Refusal::Unclear)) {
        // By its number it can be found out whether it was saved.
        fields.retain(|(name, _)| name != ASKED_BEFORE);
        fields.push((ASKED_BEFORE.to_owned(), number.to_string()));
    }
    Some(visit.page(|| failure::unsaved(why, &action, fields)))
}

/// Asks somebody to sign in again who signed in too long ago.
pub(super) fn prove_again(visit: &Visit, form: Form) -> Response {
    let email = visit.actor.as_ref().map(|actor| actor.person.email.to_string());
    let form = form.with("email", email.unwrap_or_default());
    visit.page(|| sign_in_page(&form, Arrival::ProveAgain).status(401))
}

/// Says that it was saved, when the same was sent before and was saved: by its own number, or by that of the request
/// of which nobody knew how it ended.
///
/// # Errors
/// As long as nobody knows, nothing is done.
pub(super) async fn find_saved(
    visit: &Visit,
    (body, path): (&Bytes, &str),
    number: Option<RequestId>,
) -> Result<Option<Response>, Failure> {
    let mut fields = kept::fields(body);
    let before = fields.iter().find(|(name, _)| name == ASKED_BEFORE);
    let before = before.and_then(|(_, before)| Uuid::try_parse(before).ok()).map(RequestId::new);
    let Ok(actor) = visit.actor() else { return Ok(None) };
    for number in [number, before].into_iter().flatten() {
        match activity::was_saved(visit.service(), actor, number).await {
            Ok(false) => {}
            Ok(true) => {
                fields.retain(|(name, _)| name != ASKED_BEFORE && !kept::is_secret(name));
                let page = || failure::saved_before(about(path), path, fields);
                return Ok(Some(visit.page(page)));
            }
            Err(error) => {
                tracing::warn!(%error, "whether a form was saved before could not be read");
                return Err(Failure::Refusal(Refusal::Busy));
            }
        }
    }
    Ok(None)
}

/// Why a form can be sent again.
const fn why(failure: &Failure) -> Option<&'static str> {
    match failure {
        Failure::Crowded | Failure::Refusal(Refusal::Busy) => {
            Some("Holdpoint is busy, and nothing was changed.")
        }
        Failure::Refusal(Refusal::ReadOnly) => Some(
            "Holdpoint can only be read now: the disk of its server is nearly full. Nothing was changed.",
        ),
        Failure::Refusal(Refusal::CannotWrite) => {
            Some("Holdpoint cannot write to its disk now. Nothing was changed.")
        }
        Failure::Refusal(Refusal::Unclear) => Some(
            "This may have been saved, or not: the disk failed, or the database went away. Holdpoint looks for it \
             when you send it again.",
        ),
        _ => None,
    }
}

/// The page of what a form is about: of the thing that its address names, or the list in which it is new.
fn about(path: &str) -> String {
    let mut parts = path.split('/').skip(1);
    let list = parts.next().unwrap_or_default();
    match parts.next().filter(|id| Uuid::try_parse(id).is_ok()) {
        Some(id) => format!("/{list}/{id}"),
        None => format!("/{list}"),
    }
}
