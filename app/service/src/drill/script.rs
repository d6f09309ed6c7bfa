//! The script of a drill, and who plays in it.

use domain::access::Operation;
use domain::activity::Action;
use domain::drill::{
    Drill, DrillRole, DrillState, Inject, Participant, TimelineEntry, TimelineEntryKind,
};
use domain::ids::{DrillId, InjectId, PersonId, TimelineEntryId};
use domain::limits;
use domain::text::Line;
use store::Transaction;
use store::activity::Record;

use super::{granted, granted_alone, granted_line, record_about, refused, require_facilitator};
use crate::access::{Granted, See, Work};
use crate::{Actor, Error, Refusal, Service, new_id, person};

/// Writes an inject.
///
/// # Errors
/// There is no such drill, the actor does not lead it, or it has too many.
pub async fn add_inject(
    service: &Service,
    actor: &Actor,
    id: DrillId,
    (minute, words, expected): (u32, &Line, Option<&Line>),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, drill) = granted_alone::<Work>(&mut transaction, actor, id).await?;
    require_facilitator(&mut transaction, actor, id).await?;
    if !drill.state.is_ahead() && drill.state != DrillState::Running {
        let message = format!("A drill that is {} takes no injects", drill.state.word());
        return Err(Refusal::invalid("inject", message).into());
    }
    let there = store::drill::script::list_injects(&mut transaction, id).await?;
    if there.len() >= limits::INJECTS {
        let message = format!("A drill has at most {} injects", limits::INJECTS);
        return Err(Refusal::invalid("inject", message).into());
    }
    let inject = Inject {
        id: InjectId::new(new_id()),
        minute,
        words: words.to_string(),
        expected: expected.map(Line::to_string),
        released: None,
    };
    store::drill::script::add_inject(&mut transaction, id, &inject).await?;
    service.audit(&mut transaction, actor, &record_about(&drill, Action::InjectAdded)).await?;
    Ok(transaction.commit().await?)
}

/// The drill of an inject, for whoever may see it.
///
/// # Errors
/// There is no such inject for the actor.
pub async fn find_drill_of_inject(
    service: &Service,
    actor: &Actor,
    id: InjectId,
) -> Result<DrillId, Error> {
    let mut transaction = service.database.read().await?;
    let found = store::drill::script::find_drill_of_inject(&mut transaction, id).await?;
    let drill = found.ok_or(Refusal::NotFound)?;
    granted::<See>(&mut transaction, actor, drill).await?;
    Ok(drill)
}

/// Deletes an inject that is not released.
///
/// # Errors
/// There is no such inject, the actor does not lead the drill, or it is released.
pub async fn delete_inject(service: &Service, actor: &Actor, id: InjectId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let found = store::drill::script::find_drill_of_inject(&mut transaction, id).await?;
    let drill_id = found.ok_or(Refusal::NotFound)?;
    let (_, drill) = granted_alone::<Work>(&mut transaction, actor, drill_id).await?;
    require_facilitator(&mut transaction, actor, drill_id).await?;
    if !store::drill::script::delete_inject(&mut transaction, id).await? {
        return Err(refused("It is released, so it stays").into());
    }
    service.audit(&mut transaction, actor, &record_about(&drill, Action::InjectDeleted)).await?;
    Ok(transaction.commit().await?)
}

/// Tells everybody an inject, now. It counts once.
///
/// # Errors
/// There is no such inject, the actor does not lead the drill, or the drill does not run.
pub async fn release_inject(service: &Service, actor: &Actor, id: InjectId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let found = store::drill::script::find_drill_of_inject(&mut transaction, id).await?;
    let drill_id = found.ok_or(Refusal::NotFound)?;
    let (drill, sequence) = granted_line::<Work>(&mut transaction, actor, drill_id).await?;
    require_facilitator(&mut transaction, actor, drill_id).await?;
    if drill.state != DrillState::Running {
        let message =
            format!("The drill is {}, so the inject stays where it is", drill.state.word());
        return Err(refused(message).into());
    }
    let now = service.now();
    let by = actor.person.id;
    if !store::drill::script::release_inject(&mut transaction, id, (by, now)).await? {
        return Ok(());
    }
    let injects = store::drill::script::list_injects(&mut transaction, drill_id).await?;
    let inject = injects.into_iter().find(|inject| inject.id == id).ok_or(Refusal::NotFound)?;
    let entry = TimelineEntry {
        id: TimelineEntryId::new(new_id()),
        sequence,
        kind: TimelineEntryKind::Inject,
        words: inject.words,
        owner: None,
        at: now,
        said_at: now,
        by,
    };
    store::drill::timeline_entry::add_entry(&mut transaction, drill_id, &entry).await?;
    service.audit(&mut transaction, actor, &record_about(&drill, Action::InjectReleased)).await?;
    Ok(transaction.commit().await?)
}

/// Gives somebody a role in a drill, or another one. Somebody always leads it.
///
/// # Errors
/// There is no such drill or person, the actor may not work on it, or nobody would lead.
pub async fn assign_role(
    service: &Service,
    actor: &Actor,
    id: DrillId,
    person: PersonId,
    role: DrillRole,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, drill) = locked(&mut transaction, actor, id).await?;
    let there = store::drill::participant::list_participants(&mut transaction, id).await?;
    let present = there.iter().map(|one| one.person).find(|present| *present == person);
    person::require(&mut transaction, "person", Some(person), present).await?;
    if role == DrillRole::Facilitator || super::is_facilitator(&there, person) {
        // Whoever leads sees the script: who leads can let somebody else do so, and, when they are gone,
        // an owner of the release.
        let owns = granted.may(Operation::PlanRelease);
        if !owns {
            require_facilitator(&mut transaction, actor, id).await?;
        }
    }
    if role != DrillRole::Facilitator {
        require_leader(&there, person)?;
    }
    let attended = there.iter().any(|one| one.person == person && one.attended);
    let participant = Participant { person, role, attended };
    store::drill::participant::save_role(&mut transaction, id, participant).await?;
    let record = Record {
        subject: Some(person),
        reason: Some(role.label().to_owned()),
        ..record_about(&drill, Action::DrillJoined)
    };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Takes a role from somebody.
///
/// # Errors
/// There is no such drill, the actor may not work on it, or nobody would lead.
pub async fn unassign_role(
    service: &Service,
    actor: &Actor,
    id: DrillId,
    person: PersonId,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, drill) = locked(&mut transaction, actor, id).await?;
    let there = store::drill::participant::list_participants(&mut transaction, id).await?;
    if super::is_facilitator(&there, person) {
        require_facilitator(&mut transaction, actor, id).await?;
    }
    require_leader(&there, person)?;
    if store::drill::participant::delete_role(&mut transaction, (id, person)).await? {
        let record = Record { subject: Some(person), ..record_about(&drill, Action::DrillLeft) };
        service.audit(&mut transaction, actor, &record).await?;
    }
    Ok(transaction.commit().await?)
}

/// A drill whose people can still change: once it is reported, who was there is evidence.
async fn locked(
    transaction: &mut Transaction,
    actor: &Actor,
    id: DrillId,
) -> Result<(Granted<Work>, Drill), Error> {
    let (granted, drill) = granted_alone::<Work>(transaction, actor, id).await?;
    if drill.is_reported() || drill.state == DrillState::Cancelled {
        let message = format!("Who was in a drill that is {} stays as it is", drill.state.word());
        return Err(Refusal::invalid("person", message).into());
    }
    Ok((granted, drill))
}

/// Somebody else leads, when this one does not any more.
fn require_leader(there: &[Participant], leaves: PersonId) -> Result<(), Refusal> {
    let leads = |one: &&Participant| one.role == DrillRole::Facilitator;
    let mut leaders = there.iter().filter(leads);
    if leaders.clone().any(|one| one.person == leaves) && leaders.all(|one| one.person == leaves) {
        return Err(Refusal::invalid("person", "Let somebody else lead the drill first"));
    }
    Ok(())
}
