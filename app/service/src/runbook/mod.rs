//! Runbooks: what a migration consists of, in versions.

mod import;
mod steps;

pub use import::{Preview, confirm_import, preview_import};
pub use steps::{Change, Direction, add_step, delete_step, edit_step, find_step, place_step};

use domain::activity::{Action, Object};
use domain::finding::change_marker::ChangeMarker;
use domain::ids::{ReleaseId, RunbookId};
use domain::limits;
use domain::person::Person;
use domain::phase::Phase;
use domain::run::{Forecast, Run};
use domain::runbook::{Runbook, RunbookText, Step};
use store::Transaction;
use store::activity::Record;

use crate::access::{Granted, Permit, See, Work, grant, grant_alone};
use crate::activity::trail;
use crate::release::Seen;
use crate::{Actor, Error, Names, Refusal, Service, new_id, person, run};

/// A runbook with the steps of one of its versions and what past runs say.
pub struct Shown {
    pub seen: Seen,
    pub runbook: Runbook,
    /// The version whose steps these are.
    pub number: i64,
    pub steps: Vec<Step>,
    pub runs: Vec<Run>,
    pub forecast: Forecast,
    pub markers: Vec<ChangeMarker>,
    /// Of its release: a cutover is for one of them.
    pub phases: Vec<Phase>,
    pub names: Names,
    /// Who can own a step.
    pub people: Vec<Person>,
}

impl Shown {
    /// It is the version that is worked on, and not one that a run had.
    #[must_use]
    pub const fn is_newest(&self) -> bool {
        self.number == self.runbook.number
    }
}

/// A runbook in the version that was asked for, or the newest.
///
/// # Errors
/// There is no such runbook or version for the actor.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: RunbookId,
    number: Option<i64>,
) -> Result<Shown, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, runbook) = granted::<See>(&mut transaction, actor, id).await?;
    let number = number.unwrap_or(runbook.number);
    if !(1..=runbook.number).contains(&number) {
        return Err(Refusal::NotFound.into());
    }
    let runs = store::run::list_runs(&mut transaction, runbook.release).await?;
    let runs: Vec<Run> = runs.into_iter().filter(|run| run.runbook == id).collect();
    let people = store::person::list_people(&mut transaction).await?;
    Ok(Shown {
        seen: Seen::of(&granted),
        number,
        steps: store::runbook::step::list_steps(&mut transaction, (id, number)).await?,
        forecast: run::forecast(&mut transaction, &runs, id).await?,
        runs,
        phases: store::phase::list_phases(&mut transaction, runbook.release).await?,
        markers: store::finding::change_marker::list_markers(&mut transaction, runbook.release)
            .await?,
        runbook,
        names: person::names_of(&people),
        people,
    })
}

/// # Errors
/// The actor may not work on the release, or it has too many.
pub async fn add(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    text: &RunbookText,
) -> Result<RunbookId, Error> {
    let mut transaction = service.database.write().await?;
    grant_alone::<Work>(&mut transaction, actor, release).await?;
    let all = store::runbook::list_runbooks(&mut transaction, release).await?;
    if all.len() >= limits::RUNBOOKS {
        let message = format!("A release has at most {} runbooks", limits::RUNBOOKS);
        return Err(Refusal::invalid("name", message).into());
    }
    let id = RunbookId::new(new_id());
    store::runbook::add_runbook(&mut transaction, (id, release), text, service.now()).await?;
    let record = record_about(release, id, Action::RunbookAdded, text.name.as_str());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Keeps what it is called, its window, and the time to decide.
///
/// # Errors
/// There is no such runbook, the actor may not work on it, or somebody else was first.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (RunbookId, i64),
    text: &RunbookText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, runbook) = granted::<Work>(&mut transaction, actor, id).await?;
    if !store::runbook::save_runbook(&mut transaction, (id, version), text).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = record_about(runbook.release, id, Action::RunbookEdited, text.name.as_str());
    service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
    Ok(transaction.commit().await?)
}

/// Deletes a runbook that was written by mistake. One of which a run has started stays.
///
/// # Errors
/// There is no such runbook, the actor may not work on it, or a run of it has started.
pub async fn delete(service: &Service, actor: &Actor, id: RunbookId) -> Result<ReleaseId, Error> {
    let mut transaction = service.database.write().await?;
    let (_, runbook) = granted::<Work>(&mut transaction, actor, id).await?;
    store::runbook::lock_runbook(&mut transaction, id).await?;
    let runs = store::run::list_runs(&mut transaction, runbook.release).await?;
    for run in runs.iter().filter(|run| run.runbook == id) {
        if !store::run::delete_run(&mut transaction, run.id).await? {
            let message = "Somebody has rehearsed it, so it stays";
            return Err(Refusal::invalid("name", message).into());
        }
    }
    store::runbook::delete_runbook(&mut transaction, id).await?;
    let record =
        record_about(runbook.release, id, Action::RunbookDeleted, runbook.text.name.as_str());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(runbook.release)
}

/// A runbook, and the proof that the actor may do `P` to its release.
pub(crate) async fn granted<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: RunbookId,
) -> Result<(Granted<P>, Runbook), Error> {
    let found = store::runbook::find_runbook(transaction, id).await?;
    let runbook = found.ok_or(Refusal::NotFound)?;
    Ok((grant::<P>(transaction, actor, runbook.release).await?, runbook))
}

/// The same for a verb that adds to what the release has: only one of them goes on at a time.
pub(crate) async fn granted_alone<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: RunbookId,
) -> Result<Runbook, Error> {
    let found = store::runbook::find_runbook(transaction, id).await?;
    let release = found.ok_or(Refusal::NotFound)?.release;
    grant_alone::<P>(transaction, actor, release).await?;
    Ok(store::runbook::find_runbook(transaction, id).await?.ok_or(Refusal::NotFound)?)
}

/// A record about a runbook.
fn record_about(release: ReleaseId, id: RunbookId, action: Action, label: &str) -> Record {
    let record = trail::record_in(release, action, Object::Runbook, id.uuid());
    Record { label: Some(label.to_owned()), ..record }
}
