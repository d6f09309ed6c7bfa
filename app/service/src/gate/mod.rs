//! The gate of a phase: what it rests on, who votes, what is waived, and the decision.

pub mod evidence;
pub mod verdict;

mod ballot;
pub(crate) mod condition;
mod decide;
mod exception;
pub(crate) mod facts;
mod override_request;
mod snapshot;
mod switch;

pub use ballot::{close, open, vote};
pub use condition::Held;
pub use decide::{decide, find_decision};
pub use exception::{
    answer as answer_exception, end as end_exception, phase_of as phase_of_exception,
    request as request_exception,
};
pub use override_request::{answer as answer_override, request as request_override};
pub use switch::{list as list_switches, set as set_switch};

use std::sync::Arc;

use domain::gate::{Ballot, Decision, Exception, Override, Seat, SeenSeat, Voice};
use domain::ids::PhaseId;
use domain::person::Person;
use domain::phase::Phase;
use domain::release::{Part, Participant};
use domain::text::Line;
use jiff::Timestamp;
use store::Transaction;

use crate::access::{Granted, Permit, See};
use crate::gate::facts::{AtGate, Facts};
use crate::gate::verdict::Judged;
use crate::phase::grant_phase;
use crate::{Actor, Error, Service};

/// A gate with everything that its page shows.
pub struct Gate {
    pub judged: Judged,
    pub phase: Phase,
    pub poll: Option<Poll>,
    pub asked: Option<Override>,
    pub exceptions: Vec<Exception>,
    /// The newest first; that one holds.
    pub decisions: Vec<Decision>,
    /// Who can own a condition.
    pub people: Vec<Person>,
    /// Who can be invited to vote.
    pub voters: Vec<Participant>,
    /// Who was invited the last time, as a suggestion for this one.
    pub suggested: Vec<Seat>,
}

/// A vote as the actor may see it.
pub struct Poll {
    pub until: Timestamp,
    pub revealed: bool,
    pub closed: bool,
    pub seats: Vec<SeenSeat>,
    /// The actor is invited and may still vote.
    pub mine: bool,
}

impl Gate {
    /// The conditions that the votes of an open gate ask for, once everybody may see them.
    pub fn conditions(&self) -> impl Iterator<Item = (&SeenSeat, &Line)> {
        let poll = self.poll.as_ref().filter(|poll| poll.revealed && !poll.closed);
        let seats = poll.into_iter().flat_map(|poll| &poll.seats);
        seats.filter_map(|seat| match &seat.voice {
            Some(Voice::GoIf { condition }) => Some((seat, condition)),
            _ => None,
        })
    }
}

/// # Errors
/// There is no such phase, or none that the actor may see.
pub async fn find(service: &Service, actor: &Actor, id: PhaseId) -> Result<Gate, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, phase) = grant_phase::<See>(&mut transaction, actor, id).await?;
    read(service, &mut transaction, (actor, &granted), phase).await
}

/// The same inside of what asked for permission.
pub(crate) async fn read(
    service: &Service,
    transaction: &mut Transaction,
    (actor, granted): (&Actor, &Granted<See>),
    phase: Phase,
) -> Result<Gate, Error> {
    let id = phase.id;
    let state = State::read(service, transaction, granted, phase).await?;
    let release = granted.release.id;
    let participants = store::release::participant::list_participants(transaction, release).await?;
    let suggested = suggest(transaction, &state).await?;
    let decisions = store::gate::decision::list_decisions(transaction, id).await?;
    let people = store::person::list_people(transaction).await?;
    let now = service.now();
    let me = actor.person.id;
    let poll = state.at.ballot.as_ref().map(|ballot| Poll {
        until: ballot.until,
        revealed: ballot.is_revealed(now),
        closed: ballot.closed,
        seats: ballot.seen_by(me, now),
        mine: ballot.require_open(me, now).is_ok(),
    });
    let phase = Some(state.phase.clone());
    let judged = state.facts.judged(granted, state.verdict, phase);
    Ok(Gate {
        judged,
        phase: state.phase,
        poll,
        asked: state.asked,
        exceptions: state.at.exceptions,
        decisions,
        people,
        voters: participants.into_iter().filter(votes).collect(),
        suggested,
    })
}

/// Whoever has no access any more would be waited for until the vote is over.
const fn votes(one: &Participant) -> bool {
    one.active && matches!(one.part, Part::Owner | Part::Approver)
}

/// Who voted the last time, at this gate or at the one before.
async fn suggest(transaction: &mut Transaction, state: &State) -> Result<Vec<Seat>, Error> {
    if let Some(ballot) = &state.at.ballot {
        return Ok(ballot.seats.clone());
    }
    let before = state.facts.phases.iter().rfind(|phase| phase.position < state.phase.position);
    let Some(before) = before else { return Ok(Vec::new()) };
    let ballot = store::gate::ballot::find_ballot(transaction, before.id).await?;
    Ok(ballot.map(|ballot: Ballot| ballot.seats).unwrap_or_default())
}

/// A gate as it stands inside a transaction.
struct State {
    facts: Arc<Facts>,
    at: AtGate,
    asked: Option<Override>,
    phase: Phase,
    verdict: domain::gate::verdict::Verdict,
}

impl State {
    async fn read<P: Permit>(
        service: &Service,
        transaction: &mut Transaction,
        granted: &Granted<P>,
        phase: Phase,
    ) -> Result<Self, Error> {
        let facts = Facts::find(service, transaction, &granted.release).await?;
        let at = AtGate::read(transaction, phase.id).await?;
        let verdict = facts.judge(Some((&phase, &at)), service.now());
        let asked = match &at.ballot {
            Some(ballot) => {
                store::gate::override_request::find_override(transaction, ballot.id).await?
            }
            None => None,
        };
        Ok(Self { facts, at, asked, phase, verdict })
    }
}
