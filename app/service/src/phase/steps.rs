//! The steps of a phase's life. Going through the gate is not among them: decisions do that.

use domain::activity::{Action, Object};
use domain::ids::{PhaseId, ReleaseId};
use domain::phase::{
    Clocks, Met, Phase, PhaseState, PhaseStep, PhaseStepError, SuccessCriterion, require_room,
};
use domain::release::{Release, ReleaseState};
use domain::text::Reason;
use jiff::Timestamp;
use store::Transaction;
use store::activity::Record;

use super::{grant_phase_alone, record_of};
use crate::access::PlanIt;
use crate::activity::trail;
use crate::gate::condition;
use crate::response::contact_rate;
use crate::{Actor, Error, Refusal, Service};

/// Takes a step.
///
/// # Errors
/// There is no such phase, the actor is no owner, somebody else was first, there is no such step,
/// or its reason is missing.
pub async fn apply_step(
    service: &Service,
    actor: &Actor,
    (id, version): (PhaseId, i64),
    step: PhaseStep,
    reason: Option<&Reason>,
) -> Result<ReleaseId, Error> {
    let mut transaction = service.database.write().await?;
    let (granted, phase) = grant_phase_alone::<PlanIt>(&mut transaction, actor, id).await?;
    if step.is_of_gate() {
        let message = "This is done at the gate of the phase";
        return Err(Refusal::invalid("step", message).into());
    }
    if phase.version != version {
        return Err(Refusal::Conflict.into());
    }
    match step {
        PhaseStep::Start => {
            require_running(service, actor, &mut transaction, &granted.release).await?;
            condition::require_met(&mut transaction, &phase).await?;
            require_its_day(&phase, &granted.release, reason.is_some(), service.now())?;
        }
        PhaseStep::PlanAgain => {
            let phases = store::phase::list_phases(&mut transaction, phase.release).await?;
            require_room(&phases, Some(id), &phase.plan)
                .map_err(|overlap| Refusal::invalid("step", overlap))?;
        }
        PhaseStep::Complete => {
            let all =
                store::phase::success_criterion::list_successes(&mut transaction, phase.release)
                    .await?;
            let rates = contact_rate::rates(
                &mut transaction,
                (&granted.release, std::slice::from_ref(&phase)),
                &all,
                service.now(),
            )
            .await?;
            let all = contact_rate::measure(&rates, all, service.now());
            let own: Vec<&SuccessCriterion> = all.iter().filter(|one| one.phase == id).collect();
            require_complete(&phase, &own, reason.is_some(), service.now())?;
            let today = granted.release.schedule.zone().day(service.now());
            let outcomes =
                store::release::outcome::list_outcomes(&mut transaction, phase.release).await?;
            if let Some(blank) = outcomes.iter().find(|outcome| outcome.is_blank(today)) {
                let message = format!(
                    "The outcome “{}” is due and blank. Record what was found first",
                    blank.text.metric
                );
                return Err(Refusal::invalid("step", message).into());
            }
        }
        _ => {}
    }
    move_on(service, actor, &mut transaction, &phase, step, reason.map(Reason::as_str)).await?;
    transaction.commit().await?;
    Ok(phase.release)
}

/// Takes a step inside a verb that asked for permission, and writes it down.
pub(crate) async fn move_on(
    service: &Service,
    actor: &Actor,
    transaction: &mut Transaction,
    phase: &Phase,
    step: PhaseStep,
    reason: Option<&str>,
) -> Result<PhaseState, Error> {
    let state = phase.state.take(step, reason.is_some()).map_err(|error| match error {
        PhaseStepError::NoSuchStep { .. } => Refusal::invalid("step", error),
        PhaseStepError::ReasonMissing => Refusal::invalid("reason", error),
    })?;
    let clocks = clocks(phase.clocks, step, service.now());
    if !store::phase::save_state(transaction, (phase.id, phase.version), state, &clocks).await? {
        return Err(Refusal::Conflict.into());
    }
    if matches!(step, PhaseStep::Skip | PhaseStep::RollBack | PhaseStep::PlanAgain) {
        store::phase::bump_sequence(transaction, phase.id).await?;
    }
    if step == PhaseStep::PlanAgain {
        store::phase::forget_measures(transaction, phase.id).await?;
    }
    if step == PhaseStep::Skip
        && let Some(ballot) = store::gate::ballot::find_ballot(transaction, phase.id).await?
    {
        store::gate::ballot::close_ballot(transaction, ballot.id).await?;
    }
    let record = trail::changed(record_of(phase, Action::PhaseMoved), phase.version);
    let record = Record {
        label: Some(format!("{} to {}", phase.title(), state.word())),
        reason: reason.map(str::to_owned),
        ..record
    };
    service.audit(transaction, actor, &record).await?;
    Ok(state)
}

fn clocks(clocks: Clocks, step: PhaseStep, now: Timestamp) -> Clocks {
    match step {
        PhaseStep::Start => Clocks { started_at: Some(now), ..Clocks::default() },
        PhaseStep::ReachEverybody => Clocks { baking_since: Some(now), ..clocks },
        PhaseStep::Pause => Clocks { paused_at: Some(now), ..clocks },
        // While it was paused, nobody watched: that time does not count.
        PhaseStep::Resume => Clocks {
            baking_since: clocks.baking_since.zip(clocks.paused_at).map(|(since, paused)| {
                since.checked_add(now.duration_since(paused)).unwrap_or(now)
            }),
            paused_at: None,
            ..clocks
        },
        PhaseStep::Halt | PhaseStep::RollBack | PhaseStep::Complete | PhaseStep::Skip => {
            Clocks { ended_at: Some(now), ..clocks }
        }
        PhaseStep::PlanAgain => Clocks::default(),
        _ => clocks,
    }
}

/// A phase of a release that is not running makes it run, or is refused.
async fn require_running(
    service: &Service,
    actor: &Actor,
    transaction: &mut Transaction,
    release: &Release,
) -> Result<(), Error> {
    let steps: &[ReleaseState] = match release.state {
        ReleaseState::InProgress | ReleaseState::Hypercare => &[],
        ReleaseState::Planning => &[ReleaseState::InProgress],
        ReleaseState::Draft => &[ReleaseState::Planning, ReleaseState::InProgress],
        state => {
            let message = format!("This release is {}. Nothing starts in it", state.word());
            return Err(Refusal::invalid("step", message).into());
        }
    };
    for (version, state) in (release.version..).zip(steps) {
        if !store::release::save_state(transaction, release.id, version, *state).await? {
            return Err(Refusal::Conflict.into());
        }
        let record =
            trail::record_in(release.id, Action::ReleaseMoved, Object::Release, release.id.uuid());
        let record = Record { label: Some(state.label().to_lowercase()), ..record };
        service.audit(transaction, actor, &trail::changed(record, version)).await?;
    }
    Ok(())
}

/// The decision was for the days of the plan; on another day somebody says why.
fn require_its_day(
    phase: &Phase,
    release: &Release,
    has_reason: bool,
    now: Timestamp,
) -> Result<(), Refusal> {
    let today = release.schedule.zone().day(now);
    let dates = phase.plan.dates;
    if has_reason || (dates.starts_on() <= today && today <= dates.ends_on()) {
        return Ok(());
    }
    let days = dates.in_words(|day| day.strftime("%a %-d %b").to_string());
    let message = format!("It was decided for {days}. Move it, or enter a reason for starting now");
    Err(Refusal::invalid("reason", message))
}

/// A phase is complete when everything that was asked of it was seen. What was seen and missed, or
/// a bake time that is cut short, needs a reason; what was not seen is never passed over.
fn require_complete(
    phase: &Phase,
    successes: &[&SuccessCriterion],
    has_reason: bool,
    now: Timestamp,
) -> Result<(), Refusal> {
    let blank = successes.iter().find(|one| matches!(one.met(), Met::Unknown | Met::Inconclusive));
    if let Some(blank) = blank {
        let message = format!(
            "“{}” is {}. Record what was measured first",
            blank.text.in_words(),
            blank.met().label().to_lowercase()
        );
        return Err(Refusal::invalid("step", message));
    }
    let missed = successes.iter().find(|one| one.met() == Met::Missed);
    if let Some(missed) = missed.filter(|_| !has_reason) {
        let message =
            format!("“{}” was missed. Enter a reason for completing it", missed.text.in_words());
        return Err(Refusal::invalid("reason", message));
    }
    let baked = phase.baked_days(now).unwrap_or(0);
    let asked = i64::from(phase.plan.bake_days);
    if phase.state == PhaseState::Baking && baked < asked && !has_reason {
        let message = format!(
            "It has baked {baked} of {asked} days. Wait, or enter a reason for cutting it short"
        );
        return Err(Refusal::invalid("reason", message));
    }
    Ok(())
}
