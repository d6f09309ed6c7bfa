//! Adding and changing the plan of a phase. Its dates move by a verb of their own.

use domain::activity::{Action, Object};
use domain::ids::{PhaseId, ReleaseId};
use domain::limits;
use domain::phase::{Phase, PhasePlan, PhaseState, PhaseStep, require_room, sort};
use domain::release::Release;
use store::Transaction;
use store::activity::Record;

use super::steps::move_on;
use super::{grant_phase_alone, record_of};
use crate::access::{PlanIt, grant_alone};
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, new_id, person};

/// # Errors
/// The actor is no owner, or the phase does not fit.
pub async fn add(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    plan: &PhasePlan,
) -> Result<PhaseId, Error> {
    let mut transaction = service.database.write().await?;
    let granted = grant_alone::<PlanIt>(&mut transaction, actor, release).await?;
    let id = add_in(service, actor, &mut transaction, &granted.release, plan).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Adds what the wizard proposed, all of it or nothing. An error names the place of the phase that
/// does not fit.
///
/// # Errors
/// The actor is no owner, or a phase does not fit.
pub async fn add_all(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    plans: &[PhasePlan],
) -> Result<(), (usize, Error)> {
    let whole = |error: Error| (0, error);
    let begun = service.database.write().await;
    let mut transaction = begun.map_err(|error| whole(error.into()))?;
    let granted = grant_alone::<PlanIt>(&mut transaction, actor, release).await.map_err(whole)?;
    for (place, plan) in plans.iter().enumerate() {
        add_in(service, actor, &mut transaction, &granted.release, plan)
            .await
            .map_err(|error| (place, error))?;
    }
    transaction.commit().await.map_err(|error| whole(error.into()))
}

async fn add_in(
    service: &Service,
    actor: &Actor,
    transaction: &mut Transaction,
    release: &Release,
    plan: &PhasePlan,
) -> Result<PhaseId, Error> {
    let phases = store::phase::list_phases(transaction, release.id).await?;
    if phases.len() >= limits::PHASES {
        let message = format!("A release has at most {} phases", limits::PHASES);
        return Err(Refusal::invalid("name", message).into());
    }
    require_fit(transaction, release, &phases, None, plan).await?;
    let freezes = store::product::freeze::list_freezes(transaction, release.product).await?;
    let frozen = freezes.iter().find(|freeze| freeze.stops(plan.dates));
    if let Some(freeze) = frozen {
        let message = format!("This is in {}. Choose other days", freeze.in_words());
        return Err(Refusal::invalid("starts_on", message).into());
    }
    let id = PhaseId::new(new_id());
    let last = i64::try_from(phases.len()).unwrap_or(0) + 1;
    store::phase::add_phase(transaction, (id, release.id, last), plan, service.now()).await?;
    number(transaction, release.id).await?;
    let record = trail::record_in(release.id, Action::PhaseAdded, Object::Phase, id.uuid());
    let record = Record { label: Some(plan.name.to_string()), ..record };
    service.audit(transaction, actor, &record).await?;
    Ok(id)
}

/// Changes everything but the dates, which `plan` repeats.
///
/// # Errors
/// There is no such phase, the actor is no owner, somebody else saved first, or it does not fit.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (PhaseId, i64),
    plan: &PhasePlan,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, phase) = grant_phase_alone::<PlanIt>(&mut transaction, actor, id).await?;
    let kept = &phase.plan;
    let plan = PhasePlan {
        dates: kept.dates,
        window: kept.window,
        bake_days: kept.bake_days,
        ..plan.clone()
    };
    if plan.cohort != kept.cohort && !phase.state.is_ahead() {
        let message = "This phase has begun, so its cohort stays";
        return Err(Refusal::invalid("cohort", message).into());
    }
    // Who gets it, how many and how is what people vote on and decide.
    let decided = |plan: &PhasePlan| (plan.cohort, plan.exposure, plan.access.clone());
    let differs = decided(&plan) != decided(kept);
    if differs && phase.state == PhaseState::InDecision {
        let message = "A vote on this plan is open. Cancel the vote first";
        return Err(Refusal::invalid("cohort", message).into());
    }
    let phases = store::phase::list_phases(&mut transaction, granted.release.id).await?;
    require_fit(&mut transaction, &granted.release, &phases, Some(&phase), &plan).await?;
    if !store::phase::save_plan(&mut transaction, (id, version), &plan, phase.sequence).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::changed(record_of(&phase, Action::PhaseEdited), version);
    service.audit(&mut transaction, actor, &record).await?;
    if differs && phase.state == PhaseState::Scheduled {
        let saved = Phase { version: version + 1, ..phase };
        let why = "The decision was for another plan";
        move_on(service, actor, &mut transaction, &saved, PhaseStep::PlanAgain, Some(why)).await?;
    }
    Ok(transaction.commit().await?)
}

/// Refuses a cohort of another product, an owner who does not exist, and days that are taken.
pub(super) async fn require_fit(
    transaction: &mut Transaction,
    release: &Release,
    phases: &[Phase],
    phase: Option<&Phase>,
    plan: &PhasePlan,
) -> Result<(), Error> {
    let cohort = store::product::cohort::find_cohort(transaction, plan.cohort).await?;
    if cohort.is_none_or(|cohort| cohort.product != release.product) {
        return Err(Refusal::invalid("cohort", "Choose a cohort from the list").into());
    }
    let present = phase.and_then(|phase| phase.plan.owner);
    person::require(transaction, "owner", plan.owner, present).await?;
    if phase.is_some_and(|phase| !phase.state.takes_time()) {
        return Ok(());
    }
    require_room(phases, phase.map(|phase| phase.id), plan)
        .map_err(|overlap| Refusal::invalid("starts_on", overlap).into())
}

/// Numbers the phases of a release in the order of their days.
pub(super) async fn number(transaction: &mut Transaction, release: ReleaseId) -> Result<(), Error> {
    let before = store::phase::list_phases(transaction, release).await?;
    let mut phases = before.clone();
    sort(&mut phases);
    for phase in phases {
        if !before.iter().any(|other| other.id == phase.id && other.position == phase.position) {
            store::phase::renumber(transaction, phase.id, phase.position).await?;
        }
    }
    Ok(())
}
