//! Which criteria a release asks for: those of its tier, unless somebody said otherwise and why.

use domain::activity::{Action, Object};
use domain::gate::verdict::{CriterionKind, Switch};
use domain::ids::ReleaseId;
use domain::text::Reason;
use store::activity::Record;

use crate::access::{PlanIt, See, grant, grant_alone};
use crate::activity::trail;
use crate::release::Seen;
use crate::{Actor, Error, Refusal, Service};

/// # Errors
/// The actor may not see the release.
pub async fn list(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
) -> Result<(Seen, Vec<Switch>), Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let switches = store::gate::switch::list_switches(&mut transaction, id).await?;
    Ok((Seen::of(&granted), switches))
}

/// Switches a criterion on or off. Going back to what the tier has needs no reason.
///
/// # Errors
/// The actor is no owner, or the reason is missing.
pub async fn set(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
    (kind, on): (CriterionKind, bool),
    reason: Option<&Reason>,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let granted = grant_alone::<PlanIt>(&mut transaction, actor, id).await?;
    if on == kind.is_in(granted.release.tier) {
        store::gate::switch::delete_switch(&mut transaction, id, kind).await?;
    } else {
        let Some(reason) = reason else {
            let message = format!("Enter a reason for switching “{}”", kind.name());
            return Err(Refusal::invalid("reason", message).into());
        };
        let switch = Switch { kind, on, reason: reason.to_string() };
        let by = (actor.person.id, service.now());
        store::gate::switch::save_switch(&mut transaction, id, &switch, by).await?;
    }
    let word = if on { "on" } else { "off" };
    let record = Record {
        label: Some(format!("the criterion “{}” {word}", kind.name())),
        reason: reason.map(Reason::to_string),
        ..trail::record_in(id, Action::CriterionSwitched, Object::Release, id.uuid())
    };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}
