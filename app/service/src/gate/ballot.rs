//! Opening a gate, voting at it, and closing it without a decision.

use std::collections::HashSet;

use domain::activity::Action;
use domain::gate::{Ballot, Seat, Voice, VoteError};
use domain::ids::{BallotId, PhaseId};
use domain::phase::{PhaseState, PhaseStep};
use domain::text::Reason;
use jiff::Timestamp;
use store::activity::Record;

use super::votes;
use crate::access::{CastVote, DecideIt};
use crate::phase::{grant_phase, grant_phase_alone, move_on, record_of};
use crate::{Actor, Error, Refusal, Service, new_id};

/// Opens the gate and invites the roles. A phase that was decided is decided again, with a reason.
///
/// # Errors
/// There is no such phase, the actor is no owner, somebody else was first, or nobody can vote in
/// that time.
pub async fn open(
    service: &Service,
    actor: &Actor,
    (id, version): (PhaseId, i64),
    (until, seats): (Timestamp, Vec<Seat>),
    reason: Option<&Reason>,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, phase) = grant_phase_alone::<DecideIt>(&mut transaction, actor, id).await?;
    if phase.version != version {
        return Err(Refusal::Conflict.into());
    }
    let now = service.now();
    if !seats.is_empty() && until <= now {
        return Err(Refusal::invalid("until", "Enter a time that is still to come").into());
    }
    let release = granted.release.id;
    let participants =
        store::release::participant::list_participants(&mut transaction, release).await?;
    let voters = participants.iter().filter(|one| votes(one));
    let voters: HashSet<_> = voters.map(|participant| participant.person).collect();
    if seats.iter().any(|seat| !voters.contains(&seat.person)) {
        let message = "Only owners and approvers of this release can be invited";
        return Err(Refusal::invalid("until", message).into());
    }
    let step = match phase.state {
        PhaseState::Scheduled => PhaseStep::DecideAgain,
        _ => PhaseStep::OpenGate,
    };
    let why = reason.map(Reason::as_str);
    move_on(service, actor, &mut transaction, &phase, step, why).await?;
    let ballot = Ballot {
        id: BallotId::new(new_id()),
        phase: id,
        until,
        opened_by: actor.person.id,
        opened_at: now,
        closed: false,
        seats,
    };
    store::gate::ballot::add_ballot(&mut transaction, &ballot).await?;
    let record = record_of(&phase, Action::GateOpened);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Closes the gate without a decision; the phase is planned again.
///
/// # Errors
/// There is no such phase, the actor is no owner, somebody else was first, or it is not open.
pub async fn close(
    service: &Service,
    actor: &Actor,
    (id, version): (PhaseId, i64),
    reason: Option<&Reason>,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, phase) = grant_phase_alone::<DecideIt>(&mut transaction, actor, id).await?;
    if phase.version != version {
        return Err(Refusal::Conflict.into());
    }
    let why = reason.map(Reason::as_str);
    move_on(service, actor, &mut transaction, &phase, PhaseStep::CloseGate, why).await?;
    if let Some(ballot) = store::gate::ballot::find_ballot(&mut transaction, id).await? {
        store::gate::ballot::close_ballot(&mut transaction, ballot.id).await?;
    }
    let record = record_of(&phase, Action::GateClosed);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Votes, or changes a vote that nobody has seen yet. What was said is not in the activity: it
/// would be no secret there.
///
/// # Errors
/// There is no such phase, the actor is not invited, or the vote is over.
pub async fn vote(
    service: &Service,
    actor: &Actor,
    id: PhaseId,
    voice: &Voice,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, phase) = grant_phase::<CastVote>(&mut transaction, actor, id).await?;
    let refused = |error: VoteError| Refusal::invalid("voice", error);
    if phase.state != PhaseState::InDecision {
        return Err(refused(VoteError::Closed).into());
    }
    store::gate::ballot::lock_ballots(&mut transaction, id).await?;
    let ballot = store::gate::ballot::find_ballot(&mut transaction, id).await?;
    let ballot = ballot.ok_or_else(|| refused(VoteError::Closed))?;
    let (me, now) = (actor.person.id, service.now());
    let seat = ballot.require_open(me, now).map_err(refused)?;
    if !store::gate::ballot::save_vote(&mut transaction, (ballot.id, me), voice, now).await? {
        return Err(refused(VoteError::TooLate).into());
    }
    let record = Record {
        reason: Some(format!("for {}", seat.role)),
        ..record_of(&phase, Action::VoteCast)
    };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}
