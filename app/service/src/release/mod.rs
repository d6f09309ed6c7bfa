//! Releases: planning them, moving them through their life, and who takes part.

pub mod address;
pub mod big_bang;
pub mod outcome;
pub mod overview;
mod seen;

pub use seen::Seen;

use domain::access::Operation;
use domain::activity::{Action, Object};
use domain::address::Slug;
use domain::ids::{PersonId, ProductId, ReleaseId, SlipId};
use domain::phase::{PhaseState, PhaseStep};
use domain::release::{MoveError, Part, Participant, Plan, Release, ReleaseState, Slip};
use domain::text::Reason;
use store::Transaction;

use crate::access::{Granted, PlanIt, See, grant, grant_alone};
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, access, new_id, person, phase};

/// # Errors
/// There is no such release, or none that the actor may see.
pub async fn find(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Seen, Error> {
    let mut transaction = service.database.read().await?;
    Ok(Seen::of(&grant::<See>(&mut transaction, actor, id).await?))
}

/// Starts a release as a draft; whoever starts it is its owner.
///
/// # Errors
/// There is no such product, or the actor may not change anything.
pub async fn create(
    service: &Service,
    actor: &Actor,
    product: ProductId,
    plan: &Plan,
) -> Result<ReleaseId, Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::CreateRelease).await?;
    if store::product::find_product(&mut transaction, product).await?.is_none() {
        return Err(Refusal::NotFound.into());
    }
    let id = ReleaseId::new(new_id());
    let slug = address::take_for_release(&mut transaction, (product, id), plan).await?;
    let written = (plan, &slug);
    store::release::add_release(&mut transaction, id, product, written, service.now()).await?;
    store::release::participant::save_part(&mut transaction, id, actor.person.id, Part::Owner)
        .await?;
    let record = trail::record_in(id, Action::ReleaseCreated, Object::Release, id.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Changes the plan. Moving a launch that had a date is a slip and needs a reason.
///
/// # Errors
/// The actor is no owner, somebody else saved first, or the reason is missing.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (ReleaseId, i64),
    plan: &Plan,
    reason: Option<&Reason>,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let granted = grant_alone::<PlanIt>(&mut transaction, actor, id).await?;
    let plan = &with_kept_slug(&granted.release, plan);
    let of = (granted.release.product, id);
    let slug = address::take_for_release(&mut transaction, of, plan).await?;
    if !store::release::save_plan(&mut transaction, id, version, (plan, &slug)).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::record_in(id, Action::ReleaseEdited, Object::Release, id.uuid());
    service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
    slip(service, &mut transaction, actor, &granted, plan, reason).await?;
    if granted.release.schedule.zone() != plan.schedule.zone() {
        move_zone(service, &mut transaction, actor, id).await?;
    }
    Ok(transaction.commit().await?)
}

/// An address that was made of the version follows the version; one that somebody chose stays.
fn with_kept_slug(release: &Release, plan: &Plan) -> Plan {
    let follows = plan.label.as_str() != release.label
        && plan.slug.as_ref().is_some_and(|slug| {
            slug.as_str() == release.slug && *slug == Slug::of_words(&release.label, "release")
        });
    Plan { slug: plan.slug.clone().filter(|_| !follows), ..plan.clone() }
}

/// In another zone every window is at another moment: calendars hear of it, and what was decided is
/// decided again.
async fn move_zone(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    id: ReleaseId,
) -> Result<(), Error> {
    for phase in store::phase::list_phases(transaction, id).await? {
        store::phase::bump_sequence(transaction, phase.id).await?;
        if phase.state == PhaseState::Scheduled {
            let why = Some("The time zone of the release is another one");
            let step = PhaseStep::PlanAgain;
            phase::move_on(service, actor, transaction, &phase, step, why).await?;
        }
    }
    Ok(())
}

async fn slip(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    granted: &Granted<PlanIt>,
    plan: &Plan,
    reason: Option<&Reason>,
) -> Result<(), Error> {
    let (from, to) = (granted.release.schedule.launch(), plan.schedule.launch());
    if from.is_none() || from == to {
        return Ok(());
    }
    let Some(reason) = reason else {
        return Err(Refusal::invalid("reason", "Enter a reason for moving the launch").into());
    };
    let id = granted.release.id;
    let reason = reason.as_str().to_owned();
    let by_name = actor.person.name.clone();
    let slip = Slip { from, to, reason: reason.clone(), by_name, at: service.now() };
    store::release::add_slip(transaction, SlipId::new(new_id()), id, &slip, actor.person.id)
        .await?;
    let mut record = trail::record_in(id, Action::LaunchSlipped, Object::Release, id.uuid());
    let day = |day: Option<jiff::civil::Date>| {
        day.map_or("no date".to_owned(), |day| day.strftime("%a %-d %b %Y").to_string())
    };
    record.label = Some(format!("from {} to {}", day(from), day(to)));
    record.reason = Some(reason);
    Ok(service.audit(transaction, actor, &record).await?)
}

/// Moves a release to another state.
///
/// # Errors
/// The actor is no owner, there is no such step, or its reason is missing.
pub async fn advance(
    service: &Service,
    actor: &Actor,
    (id, version): (ReleaseId, i64),
    to: ReleaseState,
    reason: Option<&Reason>,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let granted = grant_alone::<PlanIt>(&mut transaction, actor, id).await?;
    let state = granted.release.state.step(to, reason.is_some()).map_err(|error| match error {
        MoveError::NoSuchStep { .. } => Refusal::invalid("state", error),
        MoveError::ReasonMissing => Refusal::invalid("reason", error),
    })?;
    if !store::release::save_state(&mut transaction, id, version, state).await? {
        return Err(Refusal::Conflict.into());
    }
    let mut record = trail::record_in(id, Action::ReleaseMoved, Object::Release, id.uuid());
    record.label = Some(state.label().to_lowercase());
    record.reason = reason.map(|reason| reason.as_str().to_owned());
    service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
    Ok(transaction.commit().await?)
}

/// Who has which part.
///
/// # Errors
/// The actor may not see the release.
pub async fn list_participants(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
) -> Result<Vec<Participant>, Error> {
    let mut transaction = service.database.read().await?;
    grant::<See>(&mut transaction, actor, id).await?;
    Ok(store::release::participant::list_participants(&mut transaction, id).await?)
}

/// Gives a person a part.
///
/// # Errors
/// The actor is no owner, there is no such person, or no owner would be left.
pub async fn add_participant(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
    person: PersonId,
    part: Part,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    grant_alone::<PlanIt>(&mut transaction, actor, id).await?;
    let part_before = store::release::participant::hold_part(&mut transaction, id, person).await?;
    let present = part_before.map(|_| person);
    person::require(&mut transaction, "person", Some(person), present).await?;
    store::release::participant::save_part(&mut transaction, id, person, part).await?;
    require_owner(&mut transaction, id).await?;
    let mut record = trail::record_in(id, Action::PartGiven, Object::Person, person.uuid());
    record.reason = Some(part.label().to_owned());
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Takes the part of a person.
///
/// # Errors
/// The actor is no owner, the person has no part, or no owner would be left.
pub async fn remove_participant(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
    person: PersonId,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    grant_alone::<PlanIt>(&mut transaction, actor, id).await?;
    if !store::release::participant::delete_part(&mut transaction, id, person).await? {
        return Err(Refusal::NotFound.into());
    }
    require_owner(&mut transaction, id).await?;
    let record = trail::record_in(id, Action::PartTaken, Object::Person, person.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

async fn require_owner(transaction: &mut Transaction, id: ReleaseId) -> Result<(), Error> {
    if store::person::ownership::count_planners(transaction, id).await? > 0 {
        return Ok(());
    }
    let message = "A release needs an owner who can plan it. Make somebody else one first";
    Err(Refusal::invalid("person", message).into())
}
