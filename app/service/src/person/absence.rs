//! When people are away: everybody says so for themselves.

use domain::activity::{Action, Object};
use domain::day::Dates;
use domain::ids::AbsenceId;
use domain::limits;
use domain::person::absence::Absence;

use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, access, new_id};
use domain::access::Operation;

/// # Errors
/// The actor has said so too often.
pub async fn add(service: &Service, actor: &Actor, dates: Dates) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    let today = jiff::tz::TimeZone::UTC.to_datetime(service.now()).date();
    let all = store::person::absence::list_absences(&mut transaction, today).await?;
    let me = actor.person.id;
    if all.iter().filter(|absence| absence.person == me).count() >= limits::ABSENCES {
        let message = format!("You can be away {} times at most", limits::ABSENCES);
        return Err(Refusal::invalid("away_from", message).into());
    }
    let absence = Absence { id: AbsenceId::new(new_id()), person: me, dates };
    store::person::absence::add_absence(&mut transaction, &absence, service.now()).await?;
    let record = trail::record(Action::AbsenceAdded, Object::Person, me.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// # Errors
/// It is not one of the actor's.
pub async fn delete(service: &Service, actor: &Actor, id: AbsenceId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    let me = actor.person.id;
    if !store::person::absence::delete_absence(&mut transaction, me, id).await? {
        return Err(Refusal::NotFound.into());
    }
    let record = trail::record(Action::AbsenceDeleted, Object::Person, me.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// When the actor is away from today on.
pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<Absence>, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    let yesterday = service.now() - jiff::SignedDuration::from_hours(24);
    let since = jiff::tz::TimeZone::UTC.to_datetime(yesterday).date();
    let all = store::person::absence::list_absences(&mut transaction, since).await?;
    Ok(all.into_iter().filter(|absence| absence.person == actor.person.id).collect())
}
