//! Dry runs: planned, run live, validated, signed.

mod after;
mod live;
mod plan;

pub use after::{Typed, abort, conclude, finish, record, save_totals, sign, validate};
pub use live::{Act, Acted, What, act, start};
pub use plan::{cancel, edit, plan};

use std::collections::HashMap;

use domain::activity::{Action, Object};
use domain::finding::change_marker::{ChangeMarker, stales_run};
use domain::finding::{Finding, Source};
use domain::ids::{ReleaseId, RunId, RunbookId};
use domain::person::Person;
use domain::phase::Phase;
use domain::run::{Forecast, LiveRun, Noted, PastRun, Run, RunStep};
use domain::runbook::{Runbook, Step, planned_seconds};
use store::Transaction;
use store::activity::Record;

use crate::access::{Granted, Permit, See, grant};
use crate::activity::trail;
use crate::release::Seen;
use crate::{Actor, Error, Names, Refusal, Service, person};

/// How many of the newest lines of the record a page shows.
const SHOWN: i64 = 200;

/// The rehearsals of a release.
pub struct Runs {
    pub seen: Seen,
    pub runbooks: Vec<Book>,
    pub runs: Vec<Run>,
    pub markers: Vec<ChangeMarker>,
}

/// A runbook with what its plan and its past runs say.
pub struct Book {
    pub runbook: Runbook,
    pub steps: usize,
    /// In seconds, and how many steps say nothing.
    pub planned: (i64, usize),
    pub forecast: Forecast,
}

/// One run with its steps and what people did in it.
pub struct Shown {
    pub seen: Seen,
    pub run: Run,
    pub runbook: Runbook,
    /// Empty until it has started; then the steps of `plan` are what is to come.
    pub steps: Vec<RunStep>,
    pub plan: Vec<Step>,
    /// The newest first.
    pub noted: Vec<Noted>,
    /// From the other runs of the runbook.
    pub forecast: Forecast,
    /// Every run of the runbook, for the comparison.
    pub runs: Vec<Run>,
    /// In seconds, the longest that going back took in any run of the release.
    pub rollback: Option<i64>,
    /// What it showed.
    pub findings: Vec<Finding>,
    pub markers: Vec<ChangeMarker>,
    /// Of its release: a cutover is for one of them.
    pub phases: Vec<Phase>,
    pub people: Vec<Person>,
    pub names: Names,
}

impl Shown {
    /// The phase that it is the cutover of.
    #[must_use]
    pub fn phase(&self) -> Option<&Phase> {
        self.phases.iter().find(|phase| Some(phase.id) == self.run.plan.phase)
    }

    /// The run as the rules see it, once it has started.
    #[must_use]
    pub fn live(&self) -> Option<LiveRun> {
        let started_at = self.run.clocks.started_at?;
        Some(LiveRun { started_at, steps: self.steps.clone() })
    }
}

/// # Errors
/// The actor may not see the release.
pub async fn list(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Runs, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let runs = store::run::list_runs(&mut transaction, id).await?;
    let mut runbooks = Vec::new();
    for runbook in store::runbook::list_runbooks(&mut transaction, id).await? {
        let version = (runbook.id, runbook.number);
        let steps = store::runbook::step::list_steps(&mut transaction, version).await?;
        let own: Vec<Run> = runs.iter().filter(|run| run.runbook == runbook.id).cloned().collect();
        let forecast = forecast(&mut transaction, &own, runbook.id).await?;
        let planned = planned_seconds(&steps);
        runbooks.push(Book { runbook, steps: steps.len(), planned, forecast });
    }
    let markers = store::finding::change_marker::list_markers(&mut transaction, id).await?;
    Ok(Runs { seen: Seen::of(&granted), runbooks, runs, markers })
}

/// # Errors
/// There is no such run for the actor.
pub async fn find(service: &Service, actor: &Actor, id: RunId) -> Result<Shown, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, run) = granted::<See>(&mut transaction, actor, id).await?;
    show(&mut transaction, &granted, run).await
}

/// The same inside of what asked for permission.
pub(crate) async fn show(
    transaction: &mut Transaction,
    granted: &Granted<See>,
    run: Run,
) -> Result<Shown, Error> {
    let id = run.id;
    let runbook = store::runbook::find_runbook(transaction, run.runbook).await?;
    let runbook = runbook.ok_or(Refusal::NotFound)?;
    let all = store::run::list_runs(transaction, run.release).await?;
    let markers = store::finding::change_marker::list_markers(transaction, run.release).await?;
    let proven = |other: &&Run| other.proves_rollback() && stales_run(other, &markers).is_none();
    let measured = all.iter().filter(proven).filter_map(Run::rollback_took);
    // What this run has measured itself counts in it before anybody has looked.
    let rollback = measured.chain(run.rollback_took()).max();
    let runs: Vec<Run> = all.into_iter().filter(|other| other.runbook == run.runbook).collect();
    let others: Vec<Run> = runs.iter().filter(|other| other.id != id).cloned().collect();
    let steps = store::run::step::list_run_steps(transaction, id).await?;
    let plan = if steps.is_empty() {
        store::runbook::step::list_steps(transaction, (runbook.id, runbook.number)).await?
    } else {
        Vec::new()
    };
    let mut findings = store::finding::list_findings(transaction, run.release).await?;
    findings.retain(|finding| finding.source == Source::Run(id));
    let people = store::person::list_people(transaction).await?;
    Ok(Shown {
        seen: Seen::of(granted),
        phases: store::phase::list_phases(transaction, run.release).await?,
        findings,
        markers,
        steps,
        plan,
        noted: store::run::action::list_actions(transaction, id, SHOWN).await?,
        forecast: forecast(transaction, &others, runbook.id).await?,
        runs,
        rollback,
        names: person::names_of(&people),
        people,
        runbook,
        run,
    })
}

/// What the given runs of a runbook say about the next one.
pub(crate) async fn forecast(
    transaction: &mut Transaction,
    runs: &[Run],
    runbook: RunbookId,
) -> Result<Forecast, Error> {
    let mut steps: HashMap<RunId, Vec<_>> = HashMap::new();
    for (run, step, seconds) in store::run::step::list_measured(transaction, runbook).await? {
        steps.entry(run).or_default().push((step, seconds));
    }
    let past = runs.iter().filter(|run| run.state.is_over()).map(|run| PastRun {
        steps: steps.remove(&run.id).unwrap_or_default(),
        total: run.took().filter(|_| run.is_measure()),
    });
    Ok(Forecast::of(&past.collect::<Vec<_>>()))
}

/// A run, and the proof that the actor may do `P` to its release.
async fn granted<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: RunId,
) -> Result<(Granted<P>, Run), Error> {
    let run = store::run::find_run(transaction, id).await?.ok_or(Refusal::NotFound)?;
    Ok((grant::<P>(transaction, actor, run.release).await?, run))
}

/// The same, and nobody else does something in the run until the transaction ends; with the number of
/// what the actor does. What was read before the lock may be old, so the run is read again.
async fn granted_alone<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: RunId,
) -> Result<(Run, i64), Error> {
    granted::<P>(transaction, actor, id).await?;
    let sequence = store::run::next_sequence(transaction, id).await?.ok_or(Refusal::NotFound)?;
    let run = store::run::find_run(transaction, id).await?.ok_or(Refusal::NotFound)?;
    Ok((run, sequence))
}

/// Saves a run by its version and writes down what happened to it.
async fn save_and_audit(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    run: &Run,
    (action, reason): (Action, Option<String>),
) -> Result<(), Error> {
    if !store::run::save_run(transaction, run).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = Record { reason, ..record_about(run, action) };
    Ok(service.audit(transaction, actor, &trail::changed(record, run.version)).await?)
}

/// A record about a run.
fn record_about(run: &Run, action: Action) -> Record {
    let record = trail::record_in(run.release, action, Object::Run, run.id.uuid());
    Record { label: Some(run.title()), ..record }
}
