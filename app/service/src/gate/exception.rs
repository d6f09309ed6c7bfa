//! Exceptions: a criterion that does not have to be met until a day.

use domain::activity::Action;
use domain::gate::{Exception, ExceptionState, ExceptionText, Standing};
use domain::ids::{ExceptionId, PhaseId};
use domain::limits;
use domain::phase::Phase;
use domain::text::Reason;
use jiff::civil::Date;
use store::Transaction;
use store::activity::Record;

use crate::access::{ApproveIt, AskException, Granted, Permit, See};
use crate::phase::{grant_phase, grant_phase_alone, record_of};
use crate::{Actor, Error, Refusal, Service, new_id};

/// # Errors
/// There is no such phase, the actor may not ask, the day is over, or one is open already.
pub async fn request(
    service: &Service,
    actor: &Actor,
    id: PhaseId,
    text: &ExceptionText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, phase) = grant_phase_alone::<AskException>(&mut transaction, actor, id).await?;
    let today = today(service, &granted);
    if text.until < today {
        return Err(Refusal::invalid("until", "Enter a day that is still to come").into());
    }
    let all = store::gate::exception::list_exceptions(&mut transaction, id).await?;
    if all.len() >= limits::EXCEPTIONS {
        let message = format!("A phase has at most {} exceptions", limits::EXCEPTIONS);
        return Err(Refusal::invalid("kind", message).into());
    }
    let open =
        |one: &Exception| matches!(one.standing(today), Standing::Requested | Standing::Approved);
    if all.iter().any(|one| one.text.kind == text.kind && open(one)) {
        let message = "There is an open exception from this criterion already";
        return Err(Refusal::invalid("kind", message).into());
    }
    let exception = Exception {
        id: ExceptionId::new(new_id()),
        release: phase.release,
        phase: id,
        text: text.clone(),
        state: ExceptionState::Requested,
        requested_by: actor.person.id,
        requested_at: service.now(),
        answered_by: None,
        answer: None,
    };
    store::gate::exception::add_exception(&mut transaction, &exception).await?;
    let record = record_about(&phase, &exception, Action::ExceptionRequested, text.risk.as_str());
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Approves or rejects what another person asked for. A rejection needs a reason.
///
/// # Errors
/// There is no such exception, the actor is no approver, asked for it themselves, or it was
/// answered already.
pub async fn answer(
    service: &Service,
    actor: &Actor,
    id: ExceptionId,
    approve: bool,
    reason: Option<&Reason>,
) -> Result<PhaseId, Error> {
    let mut transaction = service.database.write().await?;
    let (granted, phase, exception) = alone::<ApproveIt>(&mut transaction, actor, id).await?;
    let me = actor.person.id;
    let state = exception
        .answer(me, approve, today(service, &granted))
        .map_err(|error| Refusal::invalid("exception", error))?;
    if !approve && reason.is_none() {
        return Err(Refusal::invalid("exception", "Enter a reason for rejecting it").into());
    }
    let words = reason.map(Reason::as_str);
    let answer = Some((me, words));
    if !store::gate::exception::save_state(&mut transaction, &exception, state, answer).await? {
        return Err(Refusal::Conflict.into());
    }
    let action = if approve { Action::ExceptionApproved } else { Action::ExceptionRejected };
    let record = record_about(&phase, &exception, action, words.unwrap_or_default());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(phase.id)
}

/// Takes an exception back: it is no longer asked for, or what it waived is fixed.
///
/// # Errors
/// There is no such exception, the actor may not ask for any, or it is over.
pub async fn end(service: &Service, actor: &Actor, id: ExceptionId) -> Result<PhaseId, Error> {
    let mut transaction = service.database.write().await?;
    let (granted, phase, exception) = alone::<AskException>(&mut transaction, actor, id).await?;
    let state = exception
        .end(today(service, &granted))
        .map_err(|error| Refusal::invalid("exception", error))?;
    if !store::gate::exception::save_state(&mut transaction, &exception, state, None).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = record_about(&phase, &exception, Action::ExceptionEnded, "");
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(phase.id)
}

/// The phase that an exception is about.
///
/// # Errors
/// There is no such exception, or none that the actor may see.
pub async fn phase_of(service: &Service, actor: &Actor, id: ExceptionId) -> Result<PhaseId, Error> {
    let mut transaction = service.database.read().await?;
    let (_, phase, _) = find::<See>(&mut transaction, actor, id).await?;
    Ok(phase.id)
}

async fn find<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: ExceptionId,
) -> Result<(Granted<P>, Phase, Exception), Error> {
    let exception =
        store::gate::exception::find_exception(transaction, id).await?.ok_or(Refusal::NotFound)?;
    let (granted, phase) = grant_phase::<P>(transaction, actor, exception.phase).await?;
    Ok((granted, phase, exception))
}

/// The same for answering it: nobody decides meanwhile.
async fn alone<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: ExceptionId,
) -> Result<(Granted<P>, Phase, Exception), Error> {
    let found = store::gate::exception::find_exception(transaction, id).await?;
    let phase = found.ok_or(Refusal::NotFound)?.phase;
    let (granted, phase) = grant_phase_alone::<P>(transaction, actor, phase).await?;
    let found = store::gate::exception::find_exception(transaction, id).await?;
    Ok((granted, phase, found.ok_or(Refusal::NotFound)?))
}

fn record_about(phase: &Phase, exception: &Exception, action: Action, reason: &str) -> Record {
    let kind = exception.text.kind.name();
    let reason = (!reason.is_empty()).then(|| reason.to_owned());
    Record { label: Some(kind.to_owned()), reason, ..record_of(phase, action) }
}

fn today<P: Permit>(service: &Service, granted: &Granted<P>) -> Date {
    granted.release.schedule.zone().day(service.now())
}
