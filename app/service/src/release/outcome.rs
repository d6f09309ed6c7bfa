//! Expected outcomes, and the looks back after a launch.

use domain::activity::{Action, Object};
use domain::ids::{OutcomeId, ReleaseId};
use domain::limits;
use domain::release::outcome::{CheckIn, CheckInKind, Outcome, OutcomeFound, OutcomeText};
use domain::run::Run;
use domain::text::{Line, Markdown};
use store::Transaction;
use store::activity::Record;

use crate::access::{PlanIt, See, Work, grant, grant_alone};
use crate::activity::trail;
use crate::release::Seen;
use crate::{Actor, Error, Names, Refusal, Service, new_id, person};

/// What a release is expected to change, and what was found.
pub struct Outcomes {
    pub seen: Seen,
    pub outcomes: Vec<Outcome>,
    pub check_ins: Vec<CheckIn>,
    /// The migrations themselves that are over: what they measured.
    pub cutovers: Vec<Run>,
    pub names: Names,
}

/// # Errors
/// The actor may not see the release.
pub async fn list(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Outcomes, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let mut cutovers = store::run::list_runs(&mut transaction, id).await?;
    cutovers.retain(|run| run.plan.is_cutover() && run.clocks.ended_at.is_some());
    Ok(Outcomes {
        cutovers,
        seen: Seen::of(&granted),
        outcomes: store::release::outcome::list_outcomes(&mut transaction, id).await?,
        check_ins: store::release::outcome::list_check_ins(&mut transaction, id).await?,
        names: person::names(service, &mut transaction).await?,
    })
}

/// # Errors
/// The actor is no owner, or there are too many.
pub async fn add(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    text: &OutcomeText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    grant_alone::<PlanIt>(&mut transaction, actor, release).await?;
    let all = store::release::outcome::list_outcomes(&mut transaction, release).await?;
    if all.len() >= limits::OUTCOMES {
        let message = format!("A release has at most {} outcomes", limits::OUTCOMES);
        return Err(Refusal::invalid("metric", message).into());
    }
    let id = OutcomeId::new(new_id());
    store::release::outcome::add_outcome(&mut transaction, (id, release), text, service.now())
        .await?;
    let record = record_about(release, id, Action::OutcomeAdded, text.metric.as_str());
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Records what was found and learned.
///
/// # Errors
/// There is no such outcome, the actor may not work on it, or somebody else was first.
pub async fn record(
    service: &Service,
    actor: &Actor,
    (id, version): (OutcomeId, i64),
    (actual, learned): (Line, Line),
) -> Result<ReleaseId, Error> {
    let mut transaction = service.database.write().await?;
    let outcome = find(&mut transaction, id).await?;
    grant::<Work>(&mut transaction, actor, outcome.release).await?;
    let found = OutcomeFound { actual, learned, by: actor.person.id, at: service.now() };
    if !store::release::outcome::save_found(&mut transaction, (id, version), &found).await? {
        return Err(Refusal::Conflict.into());
    }
    let record =
        record_about(outcome.release, id, Action::OutcomeFound, outcome.text.metric.as_str());
    let record = Record { reason: Some(found.actual.to_string()), ..record };
    service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
    transaction.commit().await?;
    Ok(outcome.release)
}

/// Deletes an outcome that nobody has looked at.
///
/// # Errors
/// There is no such outcome, the actor is no owner, or somebody has looked.
pub async fn delete(service: &Service, actor: &Actor, id: OutcomeId) -> Result<ReleaseId, Error> {
    let mut transaction = service.database.write().await?;
    let outcome = find(&mut transaction, id).await?;
    grant::<PlanIt>(&mut transaction, actor, outcome.release).await?;
    if !store::release::outcome::delete_outcome(&mut transaction, id).await? {
        let message = "Somebody has looked at this outcome, so it stays";
        return Err(Refusal::invalid("actual", message).into());
    }
    let record =
        record_about(outcome.release, id, Action::OutcomeDeleted, outcome.text.metric.as_str());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(outcome.release)
}

/// Looks back, once the day has come.
///
/// # Errors
/// The actor may not work on the release, or it is too early.
pub async fn check_in(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    kind: CheckInKind,
    notes: &Markdown,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let granted = grant::<Work>(&mut transaction, actor, release).await?;
    let now = service.now();
    let schedule = &granted.release.schedule;
    let today = schedule.zone().day(now);
    if schedule.launch().is_none_or(|launch| kind.day(launch) > today) {
        return Err(Refusal::invalid("notes", "It is too early to look back").into());
    }
    if notes.as_str().is_empty() {
        return Err(Refusal::invalid("notes", "Enter what you saw").into());
    }
    let notes = notes.as_str().to_owned();
    let check_in = CheckIn { kind, notes, by: actor.person.id, at: now };
    if !store::release::outcome::save_check_in(&mut transaction, release, &check_in).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = Record {
        label: Some(kind.label().to_lowercase()),
        ..trail::record_in(release, Action::CheckedIn, Object::Release, release.uuid())
    };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// The release of an outcome, for whoever may see it.
///
/// # Errors
/// There is no such outcome, or none that the actor may see.
pub async fn find_release(
    service: &Service,
    actor: &Actor,
    id: OutcomeId,
) -> Result<ReleaseId, Error> {
    let mut transaction = service.database.read().await?;
    let outcome = find(&mut transaction, id).await?;
    grant::<See>(&mut transaction, actor, outcome.release).await?;
    Ok(outcome.release)
}

async fn find(transaction: &mut Transaction, id: OutcomeId) -> Result<Outcome, Error> {
    Ok(store::release::outcome::find_outcome(transaction, id).await?.ok_or(Refusal::NotFound)?)
}

fn record_about(release: ReleaseId, id: OutcomeId, action: Action, metric: &str) -> Record {
    let record = trail::record_in(release, action, Object::Outcome, id.uuid());
    Record { label: Some(metric.to_owned()), ..record }
}
