//! Drills: planned, played against a script, written down while they happen, looked back at.

mod coverage;
mod live;
mod plan;
mod script;

pub use coverage::{Drills, assign_duty, list, name_risks, unassign_duty};
pub use live::{NewTimelineEntry, What, correct, say};
pub use plan::{Looked, apply_step, debrief, edit, plan};
pub use script::{
    add_inject, assign_role, delete_inject, find_drill_of_inject, release_inject, unassign_role,
};

use domain::activity::{Action, Object};
use domain::drill::{
    Drill, DrillKind, DrillRole, DrillStateError, Inject, Objective, Participant, TimelineEntry,
};
use domain::finding::change_marker::ChangeMarker;
use domain::finding::{Finding, Source};
use domain::ids::{DrillId, PersonId};
use domain::person::Person;
use store::Transaction;
use store::activity::Record;

use crate::access::{Granted, Permit, See, grant};
use crate::activity::trail;
use crate::release::Seen;
use crate::{Actor, Error, Names, Refusal, Service, person};

/// One drill, as the actor may see it.
pub struct Shown {
    pub seen: Seen,
    pub drill: Drill,
    pub participants: Vec<Participant>,
    pub objectives: Vec<Objective>,
    /// All of them for a facilitator; for everybody else only those that were released.
    pub injects: Vec<Inject>,
    pub facilitates: bool,
    /// The first line first.
    pub timeline: Vec<TimelineEntry>,
    /// What it showed.
    pub findings: Vec<Finding>,
    pub markers: Vec<ChangeMarker>,
    pub people: Vec<Person>,
    pub names: Names,
}

/// # Errors
/// There is no such drill for the actor.
pub async fn find(service: &Service, actor: &Actor, id: DrillId) -> Result<Shown, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, drill) = granted::<See>(&mut transaction, actor, id).await?;
    let participants = store::drill::participant::list_participants(&mut transaction, id).await?;
    let facilitates = is_facilitator(&participants, actor.person.id);
    let drill = without_secrets(drill, facilitates);
    let mut injects = store::drill::script::list_injects(&mut transaction, id).await?;
    injects.retain(|inject| facilitates || inject.released.is_some());
    if !facilitates {
        // What a good answer looks like is for the facilitator until it is over.
        injects
            .iter_mut()
            .filter(|_| !drill.is_reported())
            .for_each(|inject| inject.expected = None);
    }
    let mut findings = store::finding::list_findings(&mut transaction, drill.release).await?;
    findings.retain(|finding| finding.source == Source::Drill(id));
    let people = store::person::list_people(&mut transaction).await?;
    Ok(Shown {
        seen: Seen::of(&granted),
        participants,
        objectives: store::drill::script::list_objectives(&mut transaction, id).await?,
        injects,
        facilitates,
        timeline: store::drill::timeline_entry::list_timeline(&mut transaction, id).await?,
        findings,
        markers: store::finding::change_marker::list_markers(&mut transaction, drill.release)
            .await?,
        names: person::names_of(&people),
        people,
        drill,
    })
}

/// When a surprise begins, only who leads it knows.
fn without_secrets(mut drill: Drill, facilitates: bool) -> Drill {
    if is_secret(&drill) && !facilitates {
        drill.plan.starts_at = None;
    }
    drill
}

fn is_secret(drill: &Drill) -> bool {
    drill.plan.kind == DrillKind::Surprise && drill.state.is_ahead()
}

fn is_facilitator(participants: &[Participant], person: PersonId) -> bool {
    participants.iter().any(|one| one.person == person && one.role == DrillRole::Facilitator)
}

/// A drill, and the proof that the actor may do `P` to its release.
async fn granted<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: DrillId,
) -> Result<(Granted<P>, Drill), Error> {
    let drill = store::drill::find_drill(transaction, id).await?.ok_or(Refusal::NotFound)?;
    Ok((grant::<P>(transaction, actor, drill.release).await?, drill))
}

/// The same, and nobody else writes a line or changes who plays until the transaction ends.
async fn granted_alone<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: DrillId,
) -> Result<(Granted<P>, Drill), Error> {
    let (granted, _) = granted::<P>(transaction, actor, id).await?;
    store::drill::lock_drill(transaction, id).await?;
    let drill = store::drill::find_drill(transaction, id).await?.ok_or(Refusal::NotFound)?;
    Ok((granted, drill))
}

/// The same for writing a line, with its number.
async fn granted_line<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: DrillId,
) -> Result<(Drill, i64), Error> {
    granted::<P>(transaction, actor, id).await?;
    let sequence = store::drill::next_entry(transaction, id).await?.ok_or(Refusal::NotFound)?;
    let drill = store::drill::find_drill(transaction, id).await?.ok_or(Refusal::NotFound)?;
    Ok((drill, sequence))
}

/// Only who leads a drill moves it and knows its script.
async fn require_facilitator(
    transaction: &mut Transaction,
    actor: &Actor,
    id: DrillId,
) -> Result<(), Error> {
    let participants = store::drill::participant::list_participants(transaction, id).await?;
    if is_facilitator(&participants, actor.person.id) {
        return Ok(());
    }
    Err(refused(DrillStateError::NotFacilitator).into())
}

/// Saves a drill by its version and writes down what happened to it.
async fn save_and_audit(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    drill: &Drill,
    (action, reason): (Action, Option<String>),
) -> Result<(), Error> {
    if !store::drill::save_drill(transaction, drill).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = Record { reason, ..record_about(drill, action) };
    Ok(service.audit(transaction, actor, &trail::changed(record, drill.version)).await?)
}

/// A record about a drill. It never says what an inject says.
fn record_about(drill: &Drill, action: Action) -> Record {
    let record = trail::record_in(drill.release, action, Object::Drill, drill.id.uuid());
    Record { label: Some(drill.title()), ..record }
}

fn refused(error: impl std::fmt::Display) -> Refusal {
    Refusal::invalid("drill", error)
}
