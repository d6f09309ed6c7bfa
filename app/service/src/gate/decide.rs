//! The decision at a gate.

use domain::activity::Action;
use domain::day::Zone;
use domain::gate::{Assignment, Ballot, Condition, Decision, Override, Seat, SnapshotCondition};
use domain::ids::{DecisionId, PhaseId};
use domain::phase::{Phase, PhaseState, PhaseStep};
use domain::text::{Line, Markdown, Reason};
use store::Transaction;
use store::activity::Record;

use super::snapshot::snapshot;
use super::{Gate, State, find};
use crate::access::DecideIt;
use crate::checklist::{Appended, append};
use crate::phase::{grant_phase_alone, move_on, record_of};
use crate::{Actor, Error, Refusal, Service, new_id, person};

/// Decides, once: the whole of what is known is kept with it, conditions become items that somebody
/// owns, and the phase moves on.
///
/// # Errors
/// There is no such phase, the actor is no owner, somebody else decided first, the votes are not
/// all in, the verdict is not ready and no other person approved to pass over it, or a condition has
/// no owner or no day.
pub async fn decide(
    service: &Service,
    actor: &Actor,
    id: PhaseId,
    go: bool,
    words: &Markdown,
    assignments: &[Assignment],
) -> Result<DecisionId, Error> {
    let mut transaction = service.database.write().await?;
    let (granted, phase) = grant_phase_alone::<DecideIt>(&mut transaction, actor, id).await?;
    // Whoever votes at the same moment waits, and then finds what was done here.
    store::gate::ballot::lock_gate(&mut transaction, id).await?;
    let decisions = store::gate::decision::list_decisions(&mut transaction, id).await?;
    require_in_decision(&mut transaction, &phase, decisions.first()).await?;
    let state = State::read(service, &mut transaction, &granted, phase).await?;
    if let Some(ballot) = &state.at.ballot
        && !ballot.is_revealed(service.now())
    {
        let message = "Votes are still hidden. Decide when all are in or the time is over";
        return Err(Refusal::invalid("decision", message).into());
    }
    let reason = Reason::parse(words.as_str()).ok();
    if !go && reason.is_none() {
        return Err(Refusal::invalid("words", "Enter a reason for no-go").into());
    }
    if go {
        Override::require(state.asked.as_ref(), &state.verdict)
            .map_err(|error| Refusal::invalid("decision", error))?;
    }
    let zone = granted.release.schedule.zone();
    let conditions = match &state.at.ballot {
        Some(ballot) if go => read_conditions(&mut transaction, ballot, assignments).await?,
        _ => Vec::new(),
    };
    let mut snapshot =
        snapshot(service, actor, &mut transaction, (&granted.release, &state)).await?;
    snapshot.conditions = snapshot_conditions(service, &mut transaction, &conditions).await?;
    let decision = Decision {
        id: DecisionId::new(new_id()),
        release: granted.release.id,
        phase: id,
        number: decisions.first().map_or(0, |decision| decision.number) + 1,
        go,
        words: words.as_str().to_owned(),
        at: service.now(),
        by: actor.person.id,
        snapshot,
    };
    if !store::gate::decision::add_decision(&mut transaction, &decision).await? {
        return Err(Refusal::Conflict.into());
    }
    if let Some(ballot) = &state.at.ballot {
        store::gate::ballot::close_ballot(&mut transaction, ballot.id).await?;
    }
    add_conditions(
        service,
        actor,
        &mut transaction,
        (&decision, &state.phase),
        (zone, &conditions),
    )
    .await?;
    let step = if go { PhaseStep::Go } else { PhaseStep::NoGo };
    move_on(service, actor, &mut transaction, &state.phase, step, None).await?;
    let record = Record {
        label: Some(format!("{} for {}", if go { "go" } else { "no-go" }, state.phase.title())),
        reason: reason.map(|reason| reason.to_string()),
        ..record_of(&state.phase, Action::Decided)
    };
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(decision.id)
}

/// Says who decided, when somebody else was first.
async fn require_in_decision(
    transaction: &mut Transaction,
    phase: &Phase,
    newest: Option<&Decision>,
) -> Result<(), Error> {
    if phase.state == PhaseState::InDecision {
        return Ok(());
    }
    let message = match newest {
        Some(newest) => {
            let by = store::person::find_person(transaction, newest.by).await?;
            let by = by.map_or("Somebody".to_owned(), |person| person.name);
            format!("{by} has decided already: {}", if newest.go { "go" } else { "no-go" })
        }
        None => "The gate is closed. Open it first".to_owned(),
    };
    Err(Refusal::invalid("decision", message).into())
}

/// A condition of the votes, and who meets it by when.
struct Asked<'a> {
    seat: &'a Seat,
    words: &'a Line,
    to: Assignment,
}

/// Every condition has an owner and a day before there is a go.
async fn read_conditions<'a>(
    transaction: &mut Transaction,
    ballot: &'a Ballot,
    assignments: &[Assignment],
) -> Result<Vec<Asked<'a>>, Error> {
    let mut asked = Vec::new();
    for (seat, words) in ballot.conditions() {
        let to = assignments.iter().find(|one| one.voter == seat.person).copied();
        let to = to.ok_or_else(|| {
            let message = format!("Say who meets the condition of {} and by when", seat.role);
            Refusal::invalid("decision", message)
        })?;
        person::require(transaction, "decision", Some(to.owner), None).await?;
        asked.push(Asked { seat, words, to });
    }
    Ok(asked)
}

async fn snapshot_conditions(
    service: &Service,
    transaction: &mut Transaction,
    conditions: &[Asked<'_>],
) -> Result<Vec<SnapshotCondition>, Error> {
    let names = person::names(service, transaction).await?;
    let one = |asked: &Asked<'_>| SnapshotCondition {
        role: asked.seat.role.to_string(),
        words: asked.words.to_string(),
        owner: person::name(&names, asked.to.owner),
        due: asked.to.due.strftime("%a %-d %b %Y").to_string(),
    };
    Ok(conditions.iter().map(one).collect())
}

/// Makes an item of each condition, and remembers for which decision.
async fn add_conditions(
    service: &Service,
    actor: &Actor,
    transaction: &mut Transaction,
    (decision, phase): (&Decision, &Phase),
    (zone, conditions): (&Zone, &[Asked<'_>]),
) -> Result<(), Error> {
    let mut appended = Vec::with_capacity(conditions.len());
    for Asked { seat, words, to } in conditions {
        // A day without a time is over at the end of its working day, as everywhere.
        let due_at = zone
            .moment(to.due.at(17, 0, 0, 0))
            .map_err(|error| Refusal::invalid("decision", error))?;
        appended.push(Appended {
            section: format!("Conditions of the gate of {}", phase.title()),
            title: words.to_string(),
            explanation: format!("{} said go if: {words}", seat.role),
            owner: Some(to.owner),
            due_at: Some(due_at),
        });
    }
    let items = append(service, actor, transaction, decision.release, appended).await?;
    for (Asked { seat, words, .. }, item) in conditions.iter().zip(items) {
        let condition = Condition {
            item,
            release: decision.release,
            phase: decision.phase,
            decision: decision.id,
            role: seat.role.to_string(),
            words: words.to_string(),
        };
        store::gate::condition::add_condition(transaction, &condition).await?;
    }
    Ok(())
}

/// A decision with its gate, and whether it still holds.
///
/// # Errors
/// There is no such decision, or none that the actor may see.
pub async fn find_decision(
    service: &Service,
    actor: &Actor,
    id: DecisionId,
) -> Result<(Gate, Decision), Error> {
    let mut transaction = service.database.read().await?;
    let decision = store::gate::decision::find_decision(&mut transaction, id)
        .await?
        .ok_or(Refusal::NotFound)?;
    drop(transaction);
    // Finding the gate asks for the permission to see the release.
    Ok((find(service, actor, decision.phase).await?, decision))
}
