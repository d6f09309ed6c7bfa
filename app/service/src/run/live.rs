//! What people do while the clock runs.

use domain::activity::Action;
use domain::ids::{ActionId, PersonId, RunId, StepId};
use domain::limits;
use domain::phase::PhaseState;
use domain::run::{Applied, Ending, LiveRun, Noted, NotedKind, Run, RunState, RunStep, StepAction};
use domain::text::{Line, Reason};
use jiff::{SignedDuration, Timestamp};
use store::Transaction;

use super::plan::require_go;
use super::{granted, granted_alone, record_about, save_and_audit};
use crate::access::Work;
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, new_id, person};

/// Something that a person does in a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    /// Made where it was pressed, so that it counts once however often it is sent.
    pub id: ActionId,
    pub what: What,
    /// How long ago it was pressed, by the clock where it was pressed. Only the difference is believed:
    /// that clock may be a day off.
    pub age: SignedDuration,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    Start(StepId),
    Done(StepId),
    Fail(StepId, Reason),
    Skip(StepId, Reason),
    Reopen(StepId, Reason),
    /// Somebody else does the step.
    Substitute(StepId, PersonId),
    Note(Option<StepId>, Line),
    /// The clock of going back.
    RollbackFrom,
    RollbackTo,
    /// It was pressed by mistake, or is measured again.
    RollbackClear(Reason),
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Acted {
    Saved,
    /// It had arrived before, or it was so already.
    Already,
}

/// Starts the clock.
///
/// # Errors
/// There is no such run, the actor may not work on it, it has started, or it has no steps.
pub async fn start(service: &Service, actor: &Actor, id: RunId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, run) = granted::<Work>(&mut transaction, actor, id).await?;
    let now = service.now();
    let (mut run, live) = begin(&mut transaction, run, now, RunState::start).await?;
    require_go(&mut transaction, &run, PhaseState::has_go).await?;
    run.clocks.started_at = Some(now);
    for step in live.steps.iter().filter(|step| step.since().is_some()) {
        store::run::step::save_run_step(&mut transaction, id, step).await?;
    }
    save_and_audit(service, &mut transaction, actor, &run, (Action::RunStarted, None)).await?;
    note(&mut transaction, actor, &run, (None, NotedKind::Started, None), now).await?;
    Ok(transaction.commit().await?)
}

/// Takes the newest steps of the runbook into a run.
pub(super) async fn begin(
    transaction: &mut Transaction,
    mut run: Run,
    started_at: Timestamp,
    step: impl FnOnce(RunState, usize) -> Result<RunState, domain::run::RunStateError>,
) -> Result<(Run, LiveRun), Error> {
    store::runbook::lock_runbook(transaction, run.runbook).await?;
    // What was read before the lock may be old: somebody else may have started it.
    run = store::run::find_run(transaction, run.id).await?.ok_or(Refusal::NotFound)?;
    let runbook = store::runbook::find_runbook(transaction, run.runbook).await?;
    let number = runbook.ok_or(Refusal::NotFound)?.number;
    let steps = store::runbook::step::list_steps(transaction, (run.runbook, number)).await?;
    run.state = step(run.state, steps.len()).map_err(|error| Refusal::invalid("run", error))?;
    run.number = number;
    store::run::step::add_run_steps(transaction, run.id, (run.runbook, number)).await?;
    Ok((run, LiveRun::start(steps, started_at)))
}

/// Takes what somebody did. It counts once, and its moment is that of the press.
///
/// # Errors
/// There is no such run, the actor may not work on it, it does not run, or the step stands otherwise.
pub async fn act(service: &Service, actor: &Actor, id: RunId, act: &Act) -> Result<Acted, Error> {
    let mut transaction = service.database.write().await?;
    let (run, sequence) = granted_alone::<Work>(&mut transaction, actor, id).await?;
    match store::run::action::find_run_of_action(&mut transaction, act.id).await? {
        Some(there) if there == id => return Ok(Acted::Already),
        Some(_) => return Err(Refusal::invalid("run", "This was sent to another run").into()),
        None => {}
    }
    let now = service.now();
    let at = now.checked_sub(act.age.max(SignedDuration::ZERO)).unwrap_or(now);
    let at = at.max(run.clocks.started_at.unwrap_or(now)).min(now);
    require_open(&run, act, sequence)?;
    let taken = take(&mut transaction, actor, (&run, act), (at, now)).await?;
    let Some(Taken { step, kind, words, subject, saved }) = taken else {
        return Ok(Acted::Already);
    };
    let noted = Noted {
        id: act.id,
        sequence,
        step: step.as_ref().map(|step| step.step.id),
        kind,
        words: words.clone(),
        by: actor.person.id,
        at,
        received_at: now,
    };
    if !store::run::action::add_action(&mut transaction, id, &noted).await? {
        return Ok(Acted::Already);
    }
    let about = step.map_or(run.title(), |step| step.step.text.title.to_string());
    let mut record = record_about(&run, Action::RunActed);
    record.label = Some(format!("{}: {about}", kind.key()));
    record.subject = subject;
    // Whom a substitute is, the id says: a name would stay in the trail for ever.
    record.reason = words.filter(|_| subject.is_none());
    if saved {
        record = trail::changed(record, run.version);
    }
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(Acted::Saved)
}

/// Notes may be added until somebody has said what came out; everything else while the clock runs.
fn require_open(run: &Run, act: &Act, sequence: i64) -> Result<(), Refusal> {
    if sequence > limits::ACTIONS {
        let message = format!("A run takes at most {} actions", limits::ACTIONS);
        return Err(Refusal::invalid("run", message));
    }
    let open = match act.what {
        What::Note(..) => {
            run.state == RunState::Aborted
                || (run.state != RunState::Planned && !run.state.is_concluded())
        }
        _ => run.state == RunState::Running,
    };
    if open {
        return Ok(());
    }
    let message = format!("The run is {}, so this was not taken", run.state.word());
    Err(Refusal::invalid("run", message))
}

struct Taken {
    step: Option<RunStep>,
    kind: NotedKind,
    words: Option<String>,
    /// Who does the step, when that is what was said.
    subject: Option<PersonId>,
    /// The run itself has a new version.
    saved: bool,
}

/// Does it. None when it was so already.
async fn take(
    transaction: &mut Transaction,
    actor: &Actor,
    (run, act): (&Run, &Act),
    times: (Timestamp, Timestamp),
) -> Result<Option<Taken>, Error> {
    let done =
        |step, kind, words| Ok(Some(Taken { step, kind, words, subject: None, saved: false }));
    let (step, action, kind) = match &act.what {
        What::RollbackFrom | What::RollbackTo | What::RollbackClear(_) => {
            return clock_rollback(transaction, (run, act), times.0).await;
        }
        What::Note(step, words) => {
            let steps = store::run::step::list_run_steps(transaction, run.id).await?;
            let step = steps.into_iter().find(|found| Some(found.step.id) == *step);
            return done(step, NotedKind::Note, Some(words.to_string()));
        }
        What::Substitute(step, by) => {
            let steps = store::run::step::list_run_steps(transaction, run.id).await?;
            let found = steps.into_iter().find(|found| found.step.id == *step);
            let mut found = found.ok_or(Refusal::NotFound)?;
            person::require(transaction, "person", Some(*by), found.substitute).await?;
            found.substitute = Some(*by);
            store::run::step::save_run_step(transaction, run.id, &found).await?;
            let words = store::person::find_person(transaction, *by).await?.map(|who| who.name);
            let (step, subject) = (Some(found), Some(*by));
            return Ok(Some(Taken {
                step,
                kind: NotedKind::StepSubstituted,
                words,
                subject,
                saved: false,
            }));
        }
        What::Start(step) => (*step, StepAction::Start, NotedKind::StepStarted),
        What::Done(step) => (*step, StepAction::End(Ending::Done), NotedKind::StepDone),
        What::Fail(step, why) => {
            (*step, StepAction::End(Ending::Failed(why.to_string())), NotedKind::StepFailed)
        }
        What::Skip(step, why) => {
            (*step, StepAction::End(Ending::Skipped(why.to_string())), NotedKind::StepSkipped)
        }
        What::Reopen(step, _) => (*step, StepAction::Reopen, NotedKind::StepReopened),
    };
    let steps = store::run::step::list_run_steps(transaction, run.id).await?;
    let mut live = LiveRun { started_at: run.clocks.started_at.unwrap_or(times.1), steps };
    let applied = live.apply(step, &action, actor.person.id, times);
    let Applied::Changed(changed) = applied.map_err(|error| Refusal::invalid("run", error))? else {
        return Ok(None);
    };
    for step in live.steps.iter().filter(|step| changed.contains(&step.step.id)) {
        store::run::step::save_run_step(transaction, run.id, step).await?;
    }
    let words = match &act.what {
        What::Fail(_, why) | What::Skip(_, why) | What::Reopen(_, why) => Some(why.to_string()),
        _ => None,
    };
    done(live.steps.into_iter().find(|found| found.step.id == step), kind, words)
}

/// Going back is rehearsed with a clock of its own. The press is written down by whoever calls, once.
async fn clock_rollback(
    transaction: &mut Transaction,
    (run, act): (&Run, &Act),
    at: Timestamp,
) -> Result<Option<Taken>, Error> {
    let mut run = run.clone();
    let mut words = None;
    let kind = match (&act.what, run.clocks.rollback_from, run.clocks.rollback_to) {
        (What::RollbackClear(why), Some(_), _) => {
            (run.clocks.rollback_from, run.clocks.rollback_to) = (None, None);
            words = Some(why.to_string());
            NotedKind::RollbackCleared
        }
        (What::RollbackFrom, None, _) => {
            run.clocks.rollback_from = Some(at);
            NotedKind::RollbackStarted
        }
        (What::RollbackTo, Some(from), None) => {
            run.clocks.rollback_to = Some(at.max(from));
            NotedKind::RollbackDone
        }
        (What::RollbackTo, None, _) => {
            let message = "Start the rollback first: its clock does not run";
            return Err(Refusal::invalid("run", message).into());
        }
        _ => return Ok(None),
    };
    if !store::run::save_run(transaction, &run).await? {
        return Err(Refusal::Conflict.into());
    }
    Ok(Some(Taken { step: None, kind, words, subject: None, saved: true }))
}

/// Writes a line into the record that is not from a button of its own.
pub(super) async fn note(
    transaction: &mut Transaction,
    actor: &Actor,
    run: &Run,
    (step, kind, words): (Option<StepId>, NotedKind, Option<String>),
    now: Timestamp,
) -> Result<(), Error> {
    let sequence =
        store::run::next_sequence(transaction, run.id).await?.ok_or(Refusal::NotFound)?;
    let noted = Noted {
        id: ActionId::new(new_id()),
        sequence,
        step,
        kind,
        words,
        by: actor.person.id,
        at: now,
        received_at: now,
    };
    store::run::action::add_action(transaction, run.id, &noted).await?;
    Ok(())
}
