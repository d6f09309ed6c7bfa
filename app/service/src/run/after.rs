//! What happens when the clock has stopped, and how a run is written down that nobody clocked.

use domain::activity::Action;
use domain::finding::Source;
use domain::ids::{RunId, StepId};
use domain::minutes::Minutes;
use domain::phase::PhaseState;
use domain::run::{
    Conclusion, Ending, NotedKind, Run, RunState, RunStateError, Standing, StepAction, Totals,
};
use domain::runbook::groups;
use domain::text::Reason;
use jiff::Timestamp;
use store::Transaction;

use super::live::{begin, note};
use super::plan::require_go;
use super::{granted, granted_alone, save_and_audit};
use crate::access::Work;
use crate::{Actor, Error, Refusal, Service};

/// What somebody writes down afterwards about a step: how long it took and how it ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Typed {
    pub step: StepId,
    pub took: Minutes,
    pub how: Ending,
}

/// Stops the clock, once every step has ended. It stops where the last step ended.
///
/// # Errors
/// There is no such run, the actor may not work on it, or steps are open.
pub async fn finish(service: &Service, actor: &Actor, id: RunId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (mut run, _) = granted_alone::<Work>(&mut transaction, actor, id).await?;
    let steps = store::run::step::list_run_steps(&mut transaction, id).await?;
    let open = steps.iter().filter(|step| !step.is_ended()).count();
    run.state = run.state.finish(open).map_err(refused)?;
    let ends = steps.iter().filter_map(|step| match step.standing {
        Standing::Ended { at, .. } => Some(at),
        _ => None,
    });
    run.clocks.ended_at = ends.max().or(Some(service.now()));
    save_and_audit(service, &mut transaction, actor, &run, (Action::RunFinished, None)).await?;
    note(&mut transaction, actor, &run, (None, NotedKind::Finished, None), service.now()).await?;
    Ok(transaction.commit().await?)
}

/// Stops in the middle.
///
/// # Errors
/// There is no such run, the actor may not work on it, or it does not run.
pub async fn abort(
    service: &Service,
    actor: &Actor,
    id: RunId,
    reason: &Reason,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (mut run, _) = granted_alone::<Work>(&mut transaction, actor, id).await?;
    run.state = run.state.abort().map_err(refused)?;
    let steps = store::run::step::list_run_steps(&mut transaction, id).await?;
    let at = steps.iter().find(|step| !step.is_ended()).map(|step| step.step.clone());
    let at_step =
        at.as_ref().map(|step| format!("At step {}, {}: ", step.position, step.text.title));
    let words = format!("{}{reason}", at_step.unwrap_or_default());
    run.abort_reason = Some(words.clone());
    run.clocks.ended_at = Some(service.now());
    let action = (Action::RunAborted, Some(words.clone()));
    save_and_audit(service, &mut transaction, actor, &run, action).await?;
    let line = (at.map(|step| step.id), NotedKind::Aborted, Some(words));
    note(&mut transaction, actor, &run, line, service.now()).await?;
    Ok(transaction.commit().await?)
}

/// Writes down a run that was done without Holdpoint: when it began, and what each step took. Steps
/// in parallel begin together.
///
/// # Errors
/// There is no such run, the actor may not work on it, it has started, or a step is missing.
pub async fn record(
    service: &Service,
    actor: &Actor,
    id: RunId,
    (started_at, rollback): (Timestamp, Option<Minutes>),
    typed: &[Typed],
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, run) = granted::<Work>(&mut transaction, actor, id).await?;
    let now = service.now();
    if started_at > now {
        let message = "It has not begun yet. Write it down afterwards, or start it on its page";
        return Err(Refusal::invalid("started", message).into());
    }
    let (mut run, mut live) = begin(&mut transaction, run, started_at, RunState::record).await?;
    require_go(&mut transaction, &run, PhaseState::had_go).await?;
    let mut at = started_at;
    let order: Vec<Vec<StepId>> = groups(&live.steps, |step| step.step.text.parallel)
        .map(|group| group.iter().map(|step| step.step.id).collect())
        .collect();
    for group in order {
        let mut longest = at;
        for step in group {
            let said = typed.iter().find(|typed| typed.step == step);
            let said = said.ok_or_else(|| {
                Refusal::invalid(
                    "run",
                    "The runbook has changed meanwhile. Look at the steps again",
                )
            })?;
            let end = at.checked_add(said.took.duration()).unwrap_or(at);
            longest = longest.max(end);
            let how = StepAction::End(said.how.clone());
            live.apply(step, &how, actor.person.id, (end, end)).map_err(refused)?;
        }
        at = longest;
    }
    if at > now {
        let message =
            "It would end in the future. Look at when it began and how long the steps took";
        return Err(Refusal::invalid("started", message).into());
    }
    for step in &live.steps {
        store::run::step::save_run_step(&mut transaction, id, step).await?;
    }
    run.typed_in = true;
    run.clocks.started_at = Some(started_at);
    run.clocks.ended_at = Some(live.ended_at());
    run.clocks.rollback_from = rollback.map(|_| started_at);
    run.clocks.rollback_to = rollback.and_then(|took| started_at.checked_add(took.duration()).ok());
    save_and_audit(service, &mut transaction, actor, &run, (Action::RunRecorded, None)).await?;
    note(&mut transaction, actor, &run, (None, NotedKind::Recorded, None), now).await?;
    Ok(transaction.commit().await?)
}

/// Begins to look whether it worked.
///
/// # Errors
/// There is no such run, the actor may not work on it, or it is not finished.
pub async fn validate(service: &Service, actor: &Actor, id: RunId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, mut run) = granted::<Work>(&mut transaction, actor, id).await?;
    run.state = run.state.validate().map_err(refused)?;
    save_and_audit(service, &mut transaction, actor, &run, (Action::RunValidated, None)).await?;
    Ok(transaction.commit().await?)
}

/// Keeps what went in and what came out.
///
/// # Errors
/// There is no such run, the actor may not work on it, it is not finished or already concluded, or
/// somebody else was first.
pub async fn save_totals(
    service: &Service,
    actor: &Actor,
    (id, version): (RunId, i64),
    totals: &Totals,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, mut run) = granted::<Work>(&mut transaction, actor, id).await?;
    if !matches!(run.state, RunState::Finished | RunState::Validating) {
        let message = format!("A run that is {} takes no totals", run.state.word());
        return Err(Refusal::invalid("rows_in", message).into());
    }
    run.version = version;
    run.totals = totals.clone();
    let words = (Action::RunTotalled, Some(totals.in_words()));
    save_and_audit(service, &mut transaction, actor, &run, words).await?;
    Ok(transaction.commit().await?)
}

/// Says whether it worked. A pass with failed steps or totals that do not add up is refused.
///
/// # Errors
/// There is no such run, the actor may not work on it, nobody has begun to look, something speaks
/// against a pass, or somebody else was first.
pub async fn conclude(
    service: &Service,
    actor: &Actor,
    (id, version): (RunId, i64),
    passed: bool,
    words: &Reason,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, mut run) = granted::<Work>(&mut transaction, actor, id).await?;
    let against = contradiction(&mut transaction, &run).await?;
    let findings = findings(&mut transaction, &run).await?;
    run.state = run.state.conclude(passed, findings, against).map_err(refused)?;
    run.version = version;
    let (by, at) = (actor.person.id, service.now());
    run.conclusion = Some(Conclusion { words: words.to_string(), by, at });
    let action = (Action::RunConcluded, Some(words.to_string()));
    save_and_audit(service, &mut transaction, actor, &run, action).await?;
    Ok(transaction.commit().await?)
}

/// Agrees with the conclusion. Nobody agrees with their own.
///
/// # Errors
/// There is no such run, the actor may not work on it, it is not concluded, or the actor concluded it.
pub async fn sign(service: &Service, actor: &Actor, id: RunId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, mut run) = granted::<Work>(&mut transaction, actor, id).await?;
    let Some(conclusion) = &run.conclusion else {
        let error = RunStateError::NoSuchStep { from: run.state, to: "signed off" };
        return Err(refused(error).into());
    };
    if conclusion.by == actor.person.id {
        return Err(refused(RunStateError::OwnConclusion).into());
    }
    if run.signed.is_some() {
        return Ok(());
    }
    run.signed = Some((actor.person.id, service.now()));
    save_and_audit(service, &mut transaction, actor, &run, (Action::RunSigned, None)).await?;
    Ok(transaction.commit().await?)
}

/// What speaks against a pass.
async fn contradiction(transaction: &mut Transaction, run: &Run) -> Result<Option<String>, Error> {
    if let Some(against) = run.totals.contradiction() {
        return Ok(Some(against));
    }
    let steps = store::run::step::list_run_steps(transaction, run.id).await?;
    if let Some(open) = steps.iter().find(|step| !step.is_ended()) {
        return Ok(Some(format!("“{}” has not ended", open.step.text.title)));
    }
    let failed = steps.iter().find(|step| step.failure().is_some());
    Ok(failed.map(|step| format!("“{}” failed", step.step.text.title)))
}

/// How many findings it has.
async fn findings(transaction: &mut Transaction, run: &Run) -> Result<usize, Error> {
    let findings = store::finding::list_findings(transaction, run.release).await?;
    Ok(findings.iter().filter(|finding| finding.source == Source::Run(run.id)).count())
}

fn refused(error: impl std::fmt::Display) -> Refusal {
    Refusal::invalid("run", error)
}
