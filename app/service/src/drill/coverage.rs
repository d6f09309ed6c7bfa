//! The drills of a release, the risks it fears most, and who is on duty for it.

use std::collections::HashMap;

use domain::activity::{Action, Object};
use domain::drill::{Attendance, Coverage, Drill, Scenario, Times};
use domain::ids::{DrillId, PersonId, ReleaseId};
use domain::person::Person;
use domain::text::Line;
use store::activity::Record;

use super::{is_facilitator, is_secret, without_secrets};
use crate::access::{PlanIt, See, grant, grant_alone};
use crate::activity::trail;
use crate::release::Seen;
use crate::{Actor, Error, Names, Service, person};

/// The drills of a release with what they cover.
pub struct Drills {
    pub seen: Seen,
    pub drills: Vec<Drill>,
    /// Of the drills that are over.
    pub times: HashMap<DrillId, Times>,
    pub risks: Vec<Scenario>,
    pub duties: Vec<(PersonId, Line)>,
    pub attendance: Attendance,
    pub people: Vec<Person>,
    pub names: Names,
}

impl Drills {
    #[must_use]
    pub fn coverage(&self) -> Coverage<'_> {
        let on_duty: Vec<PersonId> = self.duties.iter().map(|(person, _)| *person).collect();
        Coverage::of(&self.risks, &self.drills, &on_duty, &self.attendance)
    }
}

/// # Errors
/// The actor may not see the release.
pub async fn list(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Drills, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let mut drills = Vec::new();
    for drill in store::drill::list_drills(&mut transaction, id).await? {
        let facilitates = is_secret(&drill) && {
            let people =
                store::drill::participant::list_participants(&mut transaction, drill.id).await?;
            is_facilitator(&people, actor.person.id)
        };
        drills.push(without_secrets(drill, facilitates));
    }
    let mut times = HashMap::new();
    for drill in drills.iter().filter(|drill| drill.ended_at.is_some()) {
        let timeline =
            store::drill::timeline_entry::list_timeline(&mut transaction, drill.id).await?;
        times.insert(drill.id, Times::of(&timeline));
    }
    let people = store::person::list_people(&mut transaction).await?;
    Ok(Drills {
        seen: Seen::of(&granted),
        drills,
        times,
        risks: store::drill::script::list_risks(&mut transaction, id).await?,
        duties: store::drill::participant::list_duties(&mut transaction, id).await?,
        attendance: store::drill::participant::list_attendance(&mut transaction, id).await?,
        names: person::names_of(&people),
        people,
    })
}

/// Names the risks that the release fears most.
///
/// # Errors
/// The actor is no owner.
pub async fn name_risks(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
    risks: &[Scenario],
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    grant_alone::<PlanIt>(&mut transaction, actor, id).await?;
    store::drill::script::replace_risks(&mut transaction, id, risks).await?;
    let names: Vec<&str> = risks.iter().map(|risk| risk.name()).collect();
    let record = trail::record_in(id, Action::RisksNamed, Object::Release, id.uuid());
    let record = Record { reason: Some(names.join(", ")), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Puts somebody on duty.
///
/// # Errors
/// The actor is no owner, or there is no such person.
pub async fn assign_duty(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
    (person, duty): (PersonId, &Line),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    grant::<PlanIt>(&mut transaction, actor, id).await?;
    let duties = store::drill::participant::list_duties(&mut transaction, id).await?;
    let present = duties.iter().map(|(on_duty, _)| *on_duty).find(|on_duty| *on_duty == person);
    person::require(&mut transaction, "person", Some(person), present).await?;
    store::drill::participant::save_duty(&mut transaction, (id, person), duty).await?;
    let record = trail::record_in(id, Action::DutyGiven, Object::Person, person.uuid());
    let record = Record { reason: Some(duty.to_string()), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Takes somebody off duty.
///
/// # Errors
/// The actor is no owner.
pub async fn unassign_duty(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
    person: PersonId,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    grant::<PlanIt>(&mut transaction, actor, id).await?;
    if store::drill::participant::delete_duty(&mut transaction, (id, person)).await? {
        let record = trail::record_in(id, Action::DutyTaken, Object::Person, person.uuid());
        service.audit(&mut transaction, actor, &record).await?;
    }
    Ok(transaction.commit().await?)
}
