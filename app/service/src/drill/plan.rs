//! Planning a drill, moving it on, and looking back.

use domain::activity::Action;
use domain::drill::{
    Debrief, Drill, DrillPlan, DrillRole, DrillState, DrillStateError, DrillStep, Inject,
    Objective, Participant, Rating,
};
use domain::finding::Source;
use domain::ids::{DrillId, InjectId, ObjectiveId, PersonId, ReleaseId};
use domain::limits;
use domain::text::{Line, Reason};
use jiff::civil::Date;
use store::Transaction;

use super::{granted, record_about, refused, require_facilitator, save_and_audit};
use crate::access::{Work, grant_alone};
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, new_id};

/// Plans a drill. Who plans it leads it, until somebody else does; the script is that of the library.
///
/// # Errors
/// The actor may not work on the release, or it has too many.
pub async fn plan(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    plan: &DrillPlan,
    objectives: &[Line],
) -> Result<DrillId, Error> {
    let mut transaction = service.database.write().await?;
    grant_alone::<Work>(&mut transaction, actor, release).await?;
    let drills = store::drill::list_drills(&mut transaction, release).await?;
    if drills.len() >= limits::DRILLS {
        let message = format!("A release has at most {} drills", limits::DRILLS);
        return Err(Refusal::invalid("title", message).into());
    }
    require_few(objectives)?;
    let id = DrillId::new(new_id());
    let ordinal = drills.last().map_or(1, |drill| drill.ordinal + 1);
    store::drill::add_drill(&mut transaction, (id, release, ordinal), plan, service.now()).await?;
    let objectives = objectives.iter().map(|words| objective(words, &[])).collect::<Vec<_>>();
    store::drill::script::replace_objectives(&mut transaction, id, &objectives).await?;
    for (minute, words, expected) in plan.scenario.script().injects {
        let inject = Inject {
            id: InjectId::new(new_id()),
            minute,
            words: words.to_owned(),
            expected: Some(expected.to_owned()),
            released: None,
        };
        store::drill::script::add_inject(&mut transaction, id, &inject).await?;
    }
    let leads =
        Participant { person: actor.person.id, role: DrillRole::Facilitator, attended: false };
    store::drill::participant::save_role(&mut transaction, id, leads).await?;
    let drill = store::drill::find_drill(&mut transaction, id).await?.ok_or(Refusal::NotFound)?;
    service.audit(&mut transaction, actor, &record_about(&drill, Action::DrillPlanned)).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Changes what is planned. Objectives that stay as they are keep their rating.
///
/// # Errors
/// There is no such drill, the actor does not lead it, it is over, or somebody else was first.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (DrillId, i64),
    plan: &DrillPlan,
    objectives: &[Line],
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, drill) = granted::<Work>(&mut transaction, actor, id).await?;
    require_facilitator(&mut transaction, actor, id)
        .await
        .map_err(|_| Refusal::invalid("title", DrillStateError::NotFacilitator))?;
    if !drill.state.is_ahead() {
        let message = format!("A drill that is {} stays as it was planned", drill.state.word());
        return Err(Refusal::invalid("title", message).into());
    }
    if drill.state == DrillState::Scheduled && plan.starts_at != drill.plan.starts_at {
        let message = "It is scheduled. Postpone it with a reason, then give it another start";
        return Err(Refusal::invalid("starts", message).into());
    }
    require_few(objectives)?;
    if !store::drill::save_drill_plan(&mut transaction, (id, version), plan).await? {
        return Err(Refusal::Conflict.into());
    }
    let there = store::drill::script::list_objectives(&mut transaction, id).await?;
    let objectives = objectives.iter().map(|words| objective(words, &there)).collect::<Vec<_>>();
    store::drill::script::replace_objectives(&mut transaction, id, &objectives).await?;
    let record = trail::changed(record_about(&drill, Action::DrillEdited), version);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Moves a drill on.
///
/// # Errors
/// There is no such drill, the actor does not lead it, or its state does not allow it.
pub async fn apply_step(
    service: &Service,
    actor: &Actor,
    (id, version): (DrillId, i64),
    step: DrillStep,
    reason: Option<&Reason>,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, mut drill) = granted::<Work>(&mut transaction, actor, id).await?;
    require_facilitator(&mut transaction, actor, id).await?;
    drill.state = drill.state.take(step, reason.is_some()).map_err(refused)?;
    drill.version = version;
    let now = service.now();
    match step {
        DrillStep::Schedule if drill.plan.starts_at.is_none() => {
            return Err(refused(DrillStateError::NoStart).into());
        }
        DrillStep::Start => drill.started_at = Some(now),
        DrillStep::End => drill.ended_at = Some(now),
        DrillStep::Postpone => drill.postponed += 1,
        DrillStep::Report => {
            let objectives = store::drill::script::list_objectives(&mut transaction, id).await?;
            if objectives.iter().any(|objective| objective.rating.is_none()) {
                return Err(refused(DrillStateError::NotRated).into());
            }
        }
        DrillStep::Close => {
            let today = granted.release.schedule.zone().day(now);
            require_settled(&mut transaction, &drill, today).await?;
        }
        DrillStep::Schedule | DrillStep::Cancel => {}
    }
    let words = reason.map(|reason| format!("{}: {reason}", step.label()));
    let words = words.unwrap_or_else(|| step.label().to_owned());
    save_and_audit(service, &mut transaction, actor, &drill, (Action::DrillMoved, Some(words)))
        .await?;
    Ok(transaction.commit().await?)
}

/// What people said when it was over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Looked {
    pub debrief: Debrief,
    pub ratings: Vec<(ObjectiveId, Option<Rating>)>,
    pub attended: Vec<PersonId>,
}

/// Keeps the debrief, the ratings, and who was there.
///
/// # Errors
/// There is no such drill, the actor may not work on it, it is not over or already reported, or
/// somebody else was first.
pub async fn debrief(
    service: &Service,
    actor: &Actor,
    (id, version): (DrillId, i64),
    looked: &Looked,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, mut drill) = granted::<Work>(&mut transaction, actor, id).await?;
    if drill.state != DrillState::Debrief {
        let message = format!("A drill that is {} takes no debrief", drill.state.word());
        return Err(Refusal::invalid("went_well", message).into());
    }
    drill.version = version;
    drill.debrief = looked.debrief.clone();
    let mut objectives = store::drill::script::list_objectives(&mut transaction, id).await?;
    for objective in &mut objectives {
        let rated = looked.ratings.iter().find(|(id, _)| *id == objective.id);
        objective.rating = rated.map_or(objective.rating, |(_, rating)| *rating);
    }
    save_and_audit(service, &mut transaction, actor, &drill, (Action::DrillDebriefed, None))
        .await?;
    store::drill::script::replace_objectives(&mut transaction, id, &objectives).await?;
    for mut one in store::drill::participant::list_participants(&mut transaction, id).await? {
        one.attended = looked.attended.contains(&one.person);
        store::drill::participant::save_role(&mut transaction, id, one).await?;
    }
    Ok(transaction.commit().await?)
}

/// A drill is closed when everything that it showed is dealt with.
async fn require_settled(
    transaction: &mut Transaction,
    drill: &Drill,
    today: Date,
) -> Result<(), Error> {
    let findings = store::finding::list_findings(transaction, drill.release).await?;
    let mut own = findings.iter().filter(|finding| finding.source == Source::Drill(drill.id));
    if own.all(|finding| finding.is_settled(today)) {
        return Ok(());
    }
    Err(refused(DrillStateError::OpenFindings).into())
}

fn require_few(objectives: &[Line]) -> Result<(), Refusal> {
    if objectives.len() <= limits::OBJECTIVES {
        return Ok(());
    }
    let message = format!("A drill has at most {} objectives", limits::OBJECTIVES);
    Err(Refusal::invalid("objectives", message))
}

fn objective(words: &Line, there: &[Objective]) -> Objective {
    let same = there.iter().find(|one| one.words == words.as_str()).cloned();
    same.unwrap_or_else(|| Objective {
        id: ObjectiveId::new(new_id()),
        words: words.to_string(),
        rating: None,
    })
}
