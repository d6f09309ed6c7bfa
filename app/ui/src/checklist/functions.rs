//! What the island asks of the server.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::{groups, ticked},
    crate::function::Call,
    service::checklist::{Step, apply_step, find},
    service::gate::verdict::judge,
    service::{Error, Refusal},
};

use super::{Group, Ticked};
#[cfg(feature = "ssr")]
use crate::function::Code;
use crate::function::Refused;

/// Takes a step that one press in the list takes, `complete`, `verify` or `undo`, and gives the lines that changed.
///
/// # Errors
/// The step is refused; when its state is the reason, the lines come as they are now.
#[server(prefix = "/fn", endpoint = "checklist/tick")]
pub async fn tick(item: String, step: String) -> Result<Ticked, Refused<Ticked>> {
    let step = match step.as_str() {
        "complete" => Step::Complete,
        "verify" => Step::Verify,
        "undo" => Step::Undo,
        _ => {
            return Err(Refused::new(Code::Invalid, "Press it again: this is no step of an item."));
        }
    };
    take(&item, step).await
}

#[cfg(feature = "ssr")]
async fn take(item: &str, step: Step) -> Result<Ticked, Refused<Ticked>> {
    let call = Call::here()?;
    let actor = call.actor()?;
    let id = item.parse().map_err(|_| Refusal::NotFound)?;
    let me = actor.person.id;
    let error = match apply_step(&call.service, actor, id, &step).await {
        Ok(release) => {
            let Ok(judged) = judge(&call.service, actor, release).await else {
                let message = "It was saved, and could not be read again. Reload the page.";
                return Err(Refused::new(Code::MaybeSaved, message));
            };
            return Ok(ticked(&judged, id, me, call.service.now()));
        }
        Err(error) => error,
    };
    let of_state = matches!(error, Error::Refusal(Refusal::Invalid { .. } | Refusal::Conflict));
    let refused = call.refuse(error);
    if !of_state {
        return Err(refused);
    }
    let found = find(&call.service, actor, id).await;
    let (judged, _) = found.map_err(|error| call.refuse(error))?;
    Err(refused.with(ticked(&judged, id, me, call.service.now())))
}

/// The lines of a checklist: what an open page reads when it may have missed something.
///
/// # Errors
/// There is no such release for the actor.
#[server(prefix = "/fn", endpoint = "checklist/rows")]
pub async fn rows(release: String) -> Result<Vec<Group>, Refused> {
    let call = Call::here()?;
    let actor = call.actor()?;
    let id = release.parse().map_err(|_| Refusal::NotFound)?;
    let judged = judge(&call.service, actor, id).await;
    let judged = judged.map_err(|error| call.refuse(error))?;
    Ok(groups(&judged, actor.person.id, call.service.now()))
}
