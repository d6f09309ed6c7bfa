//! Writing steps. A version that a run had stays as it was: the first change after a run has started
//! begins the next one.

use domain::activity::{Action, Object};
use domain::finding::change_marker::{ChangeMarker, ChangeMarkerKind, ChangeMarkerText};
use domain::ids::{RunbookId, StepId};
use domain::limits;
use domain::run::{Run, RunState};
use domain::runbook::{Runbook, Step, StepText};
use domain::text::Line;
use store::Transaction;
use store::activity::Record;

use super::granted;
use crate::access::{See, Work};
use crate::activity::trail;
use crate::finding::change_marker;
use crate::{Actor, Error, Refusal, Service, new_id, person};

/// Where a step goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    Up,
    Down,
}

/// Whether a change of the steps says that runs before it prove less.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// Something else is done now.
    Work,
    /// Only the words are better.
    Wording,
}

/// The runbook of a step, for whoever may see it, and the step as it is now.
///
/// # Errors
/// There is no such step for the actor.
pub async fn find_step(
    service: &Service,
    actor: &Actor,
    id: StepId,
) -> Result<(Runbook, Step), Error> {
    let mut transaction = service.database.read().await?;
    let step =
        store::runbook::step::find_step(&mut transaction, id).await?.ok_or(Refusal::NotFound)?;
    let (_, runbook) = granted::<See>(&mut transaction, actor, step.runbook).await?;
    Ok((runbook, step))
}

/// Adds a step behind another, or behind all.
///
/// # Errors
/// There is no such runbook, the actor may not work on it, or it is full.
pub async fn add_step(
    service: &Service,
    actor: &Actor,
    runbook: RunbookId,
    behind: Option<StepId>,
    text: &StepText,
) -> Result<StepId, Error> {
    let mut transaction = service.database.write().await?;
    let (_, runbook) = granted::<Work>(&mut transaction, actor, runbook).await?;
    person::require(&mut transaction, "owner", text.owner, None).await?;
    let number = open(service, &mut transaction, actor, &runbook, Change::Work).await?;
    let steps = store::runbook::step::list_steps(&mut transaction, (runbook.id, number)).await?;
    require_room(steps.len(), 1)?;
    let place = behind.and_then(|id| steps.iter().find(|step| step.id == id)).or(steps.last());
    let behind = place.map_or(0, |step| step.position);
    store::runbook::step::shift_steps(&mut transaction, (runbook.id, number), (behind, 1)).await?;
    let id = StepId::new(new_id());
    let step = Step {
        id,
        runbook: runbook.id,
        number,
        position: behind + 1,
        text: text.clone(),
        version: 1,
    };
    store::runbook::step::add_step(&mut transaction, &step).await?;
    let record = record_about(&runbook, &step, Action::StepAdded);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(id)
}

/// # Errors
/// There is no such step, the actor may not work on it, or somebody else was first.
pub async fn edit_step(
    service: &Service,
    actor: &Actor,
    (id, version): (StepId, i64),
    text: &StepText,
    change: Change,
) -> Result<RunbookId, Error> {
    let mut transaction = service.database.write().await?;
    let (runbook, mut step) = writable(&mut transaction, actor, id).await?;
    if step.version != version {
        return Err(Refusal::Conflict.into());
    }
    person::require(&mut transaction, "owner", text.owner, step.text.owner).await?;
    let is = |text: &StepText| (text.planned, text.parallel, text.no_return);
    let change = if is(&step.text) == is(text) { change } else { Change::Work };
    let number = open(service, &mut transaction, actor, &runbook, change).await?;
    if !store::runbook::step::save_step(&mut transaction, (id, number, version), text).await? {
        return Err(Refusal::Conflict.into());
    }
    step.text = text.clone();
    let record = trail::changed(record_about(&runbook, &step, Action::StepEdited), version);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(runbook.id)
}

/// Changes places with the step above or below.
///
/// # Errors
/// There is no such step, or the actor may not work on it.
pub async fn place_step(
    service: &Service,
    actor: &Actor,
    id: StepId,
    direction: Direction,
) -> Result<RunbookId, Error> {
    let mut transaction = service.database.write().await?;
    let (runbook, _) = writable(&mut transaction, actor, id).await?;
    let number = open(service, &mut transaction, actor, &runbook, Change::Work).await?;
    let steps = store::runbook::step::list_steps(&mut transaction, (runbook.id, number)).await?;
    let here = steps.iter().position(|step| step.id == id);
    let step = here.and_then(|here| steps.get(here)).ok_or(Refusal::NotFound)?;
    let other = here.and_then(|here| match direction {
        Direction::Up => here.checked_sub(1),
        Direction::Down => here.checked_add(1),
    });
    let Some(other) = other.and_then(|other| steps.get(other)) else { return Ok(runbook.id) };
    store::runbook::step::place_step(&mut transaction, (id, number), other.position).await?;
    store::runbook::step::place_step(&mut transaction, (other.id, number), step.position).await?;
    let record = record_about(&runbook, step, Action::StepPlaced);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(runbook.id)
}

/// # Errors
/// There is no such step, or the actor may not work on it.
pub async fn delete_step(service: &Service, actor: &Actor, id: StepId) -> Result<RunbookId, Error> {
    let mut transaction = service.database.write().await?;
    let (runbook, _) = writable(&mut transaction, actor, id).await?;
    let number = open(service, &mut transaction, actor, &runbook, Change::Work).await?;
    let step =
        store::runbook::step::find_step(&mut transaction, id).await?.ok_or(Refusal::NotFound)?;
    if !store::runbook::step::delete_step(&mut transaction, (id, number)).await? {
        return Err(Refusal::Conflict.into());
    }
    store::runbook::step::shift_steps(&mut transaction, (runbook.id, number), (step.position, -1))
        .await?;
    let record = record_about(&runbook, &step, Action::StepDeleted);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(runbook.id)
}

async fn writable(
    transaction: &mut Transaction,
    actor: &Actor,
    id: StepId,
) -> Result<(Runbook, Step), Error> {
    let step = store::runbook::step::find_step(transaction, id).await?.ok_or(Refusal::NotFound)?;
    let (_, runbook) = granted::<Work>(transaction, actor, step.runbook).await?;
    Ok((runbook, step))
}

/// The version in which steps may be changed. The lock keeps a run from starting meanwhile.
pub(super) async fn open(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    runbook: &Runbook,
    change: Change,
) -> Result<i64, Error> {
    store::runbook::lock_runbook(transaction, runbook.id).await?;
    let kept = store::runbook::find_runbook(transaction, runbook.id).await?;
    let mut number = kept.ok_or(Refusal::NotFound)?.number;
    let runs = store::run::list_runs(transaction, runbook.release).await?;
    let started: Vec<&Run> = runs
        .iter()
        .filter(|run| run.runbook == runbook.id && run.state != RunState::Planned)
        .collect();
    if started.iter().any(|run| run.number == number) {
        store::runbook::begin_number(transaction, (runbook.id, number)).await?;
        number += 1;
    }
    if change == Change::Work {
        mark(service, transaction, actor, (runbook, number), &started).await?;
    }
    Ok(number)
}

/// Says, once after the last run, that something else is done now.
async fn mark(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    (runbook, number): (&Runbook, i64),
    started: &[&Run],
) -> Result<(), Error> {
    let Some(last) = started.iter().filter_map(|run| run.clocks.started_at).max() else {
        return Ok(());
    };
    let markers = store::finding::change_marker::list_markers(transaction, runbook.release).await?;
    let said = |marker: &ChangeMarker| marker.text.runbook == Some(runbook.id) && marker.at > last;
    if markers.iter().any(said) {
        return Ok(());
    }
    let words = Line::parse(&format!("Version {number} of the runbook was begun"));
    let text = ChangeMarkerText {
        kind: ChangeMarkerKind::Runbook,
        runbook: Some(runbook.id),
        reference: None,
        words: words.map_err(|error| Refusal::invalid("title", error))?,
    };
    change_marker::set_in(service, transaction, actor, runbook.release, &text).await
}

pub(super) fn require_room(there: usize, more: usize) -> Result<(), Refusal> {
    if there + more <= limits::STEPS {
        return Ok(());
    }
    let message = format!("A runbook has at most {} steps", limits::STEPS);
    Err(Refusal::invalid("title", message))
}

fn record_about(runbook: &Runbook, step: &Step, action: Action) -> Record {
    let record = trail::record_in(runbook.release, action, Object::Step, step.id.uuid());
    Record { label: Some(step.text.title.to_string()), ..record }
}
