//! Going in spite of a verdict: one person asks, another one approves.

use domain::activity::Action;
use domain::gate::Override;
use domain::ids::{OverrideId, PhaseId};
use domain::phase::PhaseState;
use domain::text::Reason;
use store::activity::Record;

use super::State;
use crate::access::{ApproveIt, DecideIt};
use crate::phase::{grant_phase_alone, record_of};
use crate::{Actor, Error, Refusal, Service, new_id};

/// Asks to go although criteria are not met.
///
/// # Errors
/// There is no such phase, the actor is no owner, the gate is not open, or there is nothing to
/// pass over.
pub async fn request(
    service: &Service,
    actor: &Actor,
    id: PhaseId,
    reason: &Reason,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, phase) = grant_phase_alone::<DecideIt>(&mut transaction, actor, id).await?;
    let state = State::read(service, &mut transaction, &granted, phase).await?;
    let open = state.phase.state == PhaseState::InDecision;
    let Some(ballot) = state.at.ballot.as_ref().filter(|ballot| open && !ballot.closed) else {
        return Err(Refusal::invalid("override", "The gate is closed. Open it first").into());
    };
    if state.verdict.answer.may_go() {
        let message = "The verdict is ready, so there is nothing to pass over";
        return Err(Refusal::invalid("override", message).into());
    }
    // What nobody has seen yet cannot be passed over.
    if !ballot.is_revealed(service.now()) {
        let message = "Votes are still hidden. Ask when all are in or the time is over";
        return Err(Refusal::invalid("override", message).into());
    }
    let asked = Override {
        id: OverrideId::new(new_id()),
        ballot: ballot.id,
        reason: reason.to_string(),
        unmet: state.verdict.unmet().map(|one| (one.kind, one.found)).collect(),
        requested_by: actor.person.id,
        requested_at: service.now(),
        answer: None,
    };
    store::gate::override_request::add_override(&mut transaction, &asked).await?;
    let record = record_of(&state.phase, Action::OverrideRequested);
    let record = Record { reason: Some(reason.to_string()), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Approves or rejects what another person asked for.
///
/// # Errors
/// There is no such phase or request, the actor is no approver, asked for it themselves, or it was
/// answered already.
pub async fn answer(
    service: &Service,
    actor: &Actor,
    id: PhaseId,
    approve: bool,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, phase) = grant_phase_alone::<ApproveIt>(&mut transaction, actor, id).await?;
    let state = State::read(service, &mut transaction, &granted, phase).await?;
    let asked = state.asked.ok_or(Refusal::NotFound)?;
    let me = actor.person.id;
    asked.require_answerable(me).map_err(|error| Refusal::invalid("override", error))?;
    if !store::gate::override_request::answer_override(&mut transaction, asked.id, me, approve)
        .await?
    {
        return Err(Refusal::Conflict.into());
    }
    let action = if approve { Action::OverrideApproved } else { Action::OverrideRejected };
    let record = Record { reason: Some(asked.reason), ..record_of(&state.phase, action) };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}
