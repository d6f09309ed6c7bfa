use domain::activity::Action;
use domain::ids::{ReleaseId, RunId, RunbookId};
use domain::limits;
use domain::phase::PhaseState;
use domain::run::{Run, RunPlan, RunState};
use store::Transaction;

use super::{granted, record_about};
use crate::access::Work;
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, new_id, runbook};

/// Plans a run of a runbook.
///
/// # Errors
/// There is no such runbook, the actor may not work on it, or there are too many runs.
pub async fn plan(
    service: &Service,
    actor: &Actor,
    runbook: RunbookId,
    plan: &RunPlan,
) -> Result<RunId, Error> {
    let mut transaction = service.database.write().await?;
    let runbook = runbook::granted_alone::<Work>(&mut transaction, actor, runbook).await?;
    let runs = store::run::list_runs(&mut transaction, runbook.release).await?;
    if runs.len() >= limits::RUNS {
        let message = format!("A release has at most {} runs", limits::RUNS);
        return Err(Refusal::invalid("kind", message).into());
    }
    require_phase(&mut transaction, runbook.release, plan).await?;
    let id = RunId::new(new_id());
    store::run::add_run(
        &mut transaction,
        (id, runbook.release, runbook.id),
        runbook.number,
        plan,
        service.now(),
    )
    .await?;
    let run = store::run::find_run(&mut transaction, id).await?.ok_or(Refusal::NotFound)?;
    service.audit(&mut transaction, actor, &record_about(&run, Action::RunPlanned)).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Takes back a run that nobody has started.
///
/// # Errors
/// There is no such run, the actor may not work on it, or it has started.
pub async fn cancel(service: &Service, actor: &Actor, id: RunId) -> Result<RunbookId, Error> {
    let mut transaction = service.database.write().await?;
    let (_, run) = granted::<Work>(&mut transaction, actor, id).await?;
    if !store::run::delete_run(&mut transaction, id).await? {
        let message = "It has started. What happened stays: abort it, and say why";
        return Err(Refusal::invalid("run", message).into());
    }
    service.audit(&mut transaction, actor, &record_about(&run, Action::RunCancelled)).await?;
    transaction.commit().await?;
    Ok(run.runbook)
}

/// Changes what is planned. What is known of the data and of the candidate may be written down until
/// somebody has said what came out.
///
/// # Errors
/// There is no such run, the actor may not work on it, it is concluded, or somebody else was first.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (RunId, i64),
    plan: &RunPlan,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, run) = granted::<Work>(&mut transaction, actor, id).await?;
    if run.state.is_concluded() {
        let message = format!("A run that is {} stays as it was", run.state.word());
        return Err(Refusal::invalid("kind", message).into());
    }
    if run.state == RunState::Planned {
        require_phase(&mut transaction, run.release, plan).await?;
    } else if run.plan.kind != plan.kind {
        return Err(Refusal::invalid("kind", "A run that has started stays of its kind").into());
    } else if run.plan.phase != plan.phase {
        let message = "A cutover that has started stays with its phase";
        return Err(Refusal::invalid("phase", message).into());
    }
    if !store::run::save_run_plan(&mut transaction, (id, version), plan).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::changed(record_about(&run, Action::RunEdited), version);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// A cutover is for a phase of its release, also for one that is over: it may be written down afterwards. Nothing else
/// is for a phase.
async fn require_phase(
    transaction: &mut Transaction,
    release: ReleaseId,
    plan: &RunPlan,
) -> Result<(), Error> {
    let message = match (plan.is_cutover(), plan.phase) {
        (false, None) => return Ok(()),
        (false, Some(_)) => "Only a cutover is for a phase. Choose none, or the kind “Cutover”",
        (true, None) => "Choose the phase that this cutover is for",
        (true, Some(phase)) => {
            let phase = store::phase::find_phase(transaction, phase).await?;
            match phase.filter(|phase| phase.release == release) {
                Some(phase) if phase.state == PhaseState::Skipped => {
                    "This phase was skipped. Choose another one"
                }
                Some(_) => return Ok(()),
                None => "Choose a phase from the list",
            }
        }
    };
    Err(Refusal::invalid("phase", message).into())
}

/// A cutover begins when its phase has a go, and not before; one that is written down afterwards is for a phase that
/// had one. Until the transaction ends nobody moves the phase.
pub(super) async fn require_go(
    transaction: &mut Transaction,
    run: &Run,
    has_it: fn(PhaseState) -> bool,
) -> Result<(), Error> {
    let Some(phase) = run.plan.phase.filter(|_| run.plan.is_cutover()) else { return Ok(()) };
    store::phase::lock_phase(transaction, phase).await?;
    let phase = store::phase::find_phase(transaction, phase).await?.ok_or(Refusal::NotFound)?;
    if has_it(phase.state) {
        return Ok(());
    }
    let title = phase.title();
    let message =
        format!("{title} is {}. A cutover starts after a go at its gate", phase.state.word());
    Err(Refusal::invalid("run", message).into())
}
