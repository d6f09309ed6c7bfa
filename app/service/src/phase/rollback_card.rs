//! What a phase keeps beside its plan: its rollback card, and how many it reached.

use domain::activity::Action;
use domain::ids::PhaseId;
use domain::phase::{RollbackCard, Unit};
use store::activity::Record;

use super::{grant_phase, record_of};
use crate::access::{PlanIt, Work};
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service};

/// # Errors
/// There is no such phase, the actor is no owner, or somebody else saved first.
pub async fn write_card(
    service: &Service,
    actor: &Actor,
    (id, version): (PhaseId, i64),
    card: &RollbackCard,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, phase) = grant_phase::<PlanIt>(&mut transaction, actor, id).await?;
    let today = granted.release.schedule.zone().day(service.now());
    if card.rehearsed_on.is_some_and(|day| day > today) {
        let message = "Enter a day that is over: this is when it was rehearsed";
        return Err(Refusal::invalid("rehearsed_on", message).into());
    }
    if !store::phase::save_card(&mut transaction, (id, version), card).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::changed(record_of(&phase, Action::RollbackCardWritten), version);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Records how many have it, in the unit of the plan.
///
/// # Errors
/// There is no such phase, the actor may not work on it, nobody can have it yet, or there cannot
/// be so many.
pub async fn record_reached(
    service: &Service,
    actor: &Actor,
    (id, version): (PhaseId, i64),
    reached: u32,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, phase) = grant_phase::<Work>(&mut transaction, actor, id).await?;
    if phase.state.is_ahead() {
        let message = "This phase has not begun, so nobody has it yet";
        return Err(Refusal::invalid("reached", message).into());
    }
    if phase.plan.exposure.unit == Unit::Percent && reached > 100 {
        return Err(Refusal::invalid("reached", "Enter a percentage from 0 to 100").into());
    }
    if !store::phase::save_reached(&mut transaction, (id, version), reached).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::changed(record_of(&phase, Action::PhaseReached), version);
    let counted = phase.plan.exposure.unit.counted(reached);
    let record = Record { reason: Some(counted), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}
