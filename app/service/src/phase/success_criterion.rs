//! Success criteria: what a phase has to show, and what was seen.

use domain::activity::Action;
use domain::ids::{PhaseId, SuccessCriterionId};
use domain::limits;
use domain::number::Amount;
use domain::phase::{
    Actual, Measure, Phase, PhaseState, PhaseStep, SuccessCriterion, SuccessCriterionText,
};
use domain::text::Reason;
use store::Transaction;
use store::activity::Record;

use super::steps::move_on;
use super::{Phases, grant_phase, grant_phase_alone, read, record_of};
use crate::access::{PlanIt, See, Work};
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, new_id, person};

/// What somebody saw when they looked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Seen {
    Measured(Amount),
    /// The number says nothing, and why.
    Inconclusive(Reason),
    /// The contacts say it again, after somebody said that they say nothing.
    Counted,
}

/// # Errors
/// There is no such phase, the actor is no owner, or there are too many.
pub async fn add(
    service: &Service,
    actor: &Actor,
    id: PhaseId,
    text: &SuccessCriterionText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, phase) = grant_phase_alone::<PlanIt>(&mut transaction, actor, id).await?;
    let all =
        store::phase::success_criterion::list_successes(&mut transaction, phase.release).await?;
    if all.iter().filter(|one| one.phase == id).count() >= limits::SUCCESS {
        let message = format!("A phase has at most {} success criteria", limits::SUCCESS);
        return Err(Refusal::invalid("metric", message).into());
    }
    person::require(&mut transaction, "watcher", text.watcher, None).await?;
    let success = SuccessCriterionId::new(new_id());
    store::phase::success_criterion::add_success(
        &mut transaction,
        (success, id),
        text,
        service.now(),
    )
    .await?;
    let record = record_of(&phase, Action::SuccessAdded);
    let record = Record { label: Some(text.in_words()), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Takes a criterion away. While people have the phase, what it has to show stays.
///
/// # Errors
/// There is no such criterion, the actor is no owner, or the phase has begun.
pub async fn delete(
    service: &Service,
    actor: &Actor,
    id: SuccessCriterionId,
) -> Result<PhaseId, Error> {
    let mut transaction = service.database.write().await?;
    let success = find(&mut transaction, id).await?;
    let (_, phase) = grant_phase_alone::<PlanIt>(&mut transaction, actor, success.phase).await?;
    if phase.state != PhaseState::Planned {
        let message = "This was voted on or decided, so what the phase has to show stays";
        return Err(Refusal::invalid("metric", message).into());
    }
    store::phase::success_criterion::delete_success(&mut transaction, id).await?;
    let record = record_of(&phase, Action::SuccessDeleted);
    let record = Record { label: Some(success.text.in_words()), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(phase.id)
}

/// Records what was seen. When it says nothing, the phase pauses until a person decides.
///
/// # Errors
/// There is no such criterion, the actor may not work on it, nobody has the phase yet, or somebody
/// else recorded first.
pub async fn record(
    service: &Service,
    actor: &Actor,
    (id, version): (SuccessCriterionId, i64),
    seen: &Seen,
) -> Result<PhaseId, Error> {
    let mut transaction = service.database.write().await?;
    let success = find(&mut transaction, id).await?;
    let (_, phase) = grant_phase_alone::<Work>(&mut transaction, actor, success.phase).await?;
    if phase.state.is_ahead() {
        let message = "This phase has not begun, so there is nothing to measure yet";
        return Err(Refusal::invalid("actual", message).into());
    }
    require_source(success.text.measure, seen)?;
    let at = service.now();
    let actual = match seen {
        Seen::Counted => Actual::None,
        Seen::Measured(amount) => Actual::Measured { amount: *amount, at },
        Seen::Inconclusive(reason) => Actual::Inconclusive { reason: reason.to_string(), at },
    };
    if !store::phase::success_criterion::save_actual(&mut transaction, (id, version), &actual)
        .await?
    {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::changed(record_about(&phase, &success, seen), version);
    service.audit(&mut transaction, actor, &record).await?;
    if let Seen::Inconclusive(reason) = seen
        && matches!(phase.state, PhaseState::Live | PhaseState::Baking)
    {
        let why = format!("“{}” is inconclusive: {reason}", success.text.metric);
        let step = PhaseStep::Pause;
        move_on(service, actor, &mut transaction, &phase, step, Some(&why)).await?;
    }
    transaction.commit().await?;
    Ok(phase.id)
}

/// A criterion with the phases of its release.
///
/// # Errors
/// There is no such criterion, or none that the actor may see.
pub async fn find_success(
    service: &Service,
    actor: &Actor,
    id: SuccessCriterionId,
) -> Result<(Phases, SuccessCriterion), Error> {
    let mut transaction = service.database.read().await?;
    let success = find(&mut transaction, id).await?;
    let (granted, _) = grant_phase::<See>(&mut transaction, actor, success.phase).await?;
    let now = service.now();
    let phases = read(service, &mut transaction, &granted).await?;
    let rate = phases.rates.get(&success.phase).and_then(|rate| rate.as_ref().ok());
    let success = success.measured(rate.map(|rate| rate.amount), now);
    Ok((phases, success))
}

/// A number is typed where it is typed, and counted where it is counted.
fn require_source(measure: Measure, seen: &Seen) -> Result<(), Refusal> {
    let message = match (measure, seen) {
        (Measure::ContactRate, Seen::Measured(_)) => {
            "This is computed from the contacts. Type or import those"
        }
        (Measure::Typed, Seen::Counted) => "This is typed. Record what is measured",
        _ => return Ok(()),
    };
    Err(Refusal::invalid("actual", message))
}

fn record_about(phase: &Phase, success: &SuccessCriterion, seen: &Seen) -> Record {
    let metric = &success.text.metric;
    let (label, reason) = match seen {
        Seen::Measured(amount) => (format!("{amount} for “{metric}”"), None),
        Seen::Counted => (format!("that the contacts say “{metric}” again"), None),
        Seen::Inconclusive(reason) => {
            (format!("that “{metric}” is inconclusive"), Some(reason.to_string()))
        }
    };
    Record { label: Some(label), reason, ..record_of(phase, Action::SuccessSeen) }
}

async fn find(
    transaction: &mut Transaction,
    id: SuccessCriterionId,
) -> Result<SuccessCriterion, Error> {
    Ok(store::phase::success_criterion::find_success(transaction, id)
        .await?
        .ok_or(Refusal::NotFound)?)
}
