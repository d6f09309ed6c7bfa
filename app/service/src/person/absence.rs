//! When people are away: everybody says so for themselves.

use domain::activity::{Action, Object};
use domain::day::Dates;
use domain::ids::AbsenceId;
use domain::limits;
use domain::person::absence::Absence;

use crate::activity::trail;
use crate::{Error, Refusal, Service, Viewer, access, new_id};
use domain::access::Operation;

/// # Errors
/// The viewer has said so too often.
pub async fn add(service: &Service, viewer: &Viewer, dates: Dates) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, viewer, Operation::ManageAccount).await?;
    let today = jiff::tz::TimeZone::UTC.to_datetime(service.now()).date();
    let all = store::person::absence::list_absences(&mut transaction, today).await?;
    let me = viewer.person.id;
    if all.iter().filter(|absence| absence.person == me).count() >= limits::ABSENCES {
        let message = format!("You can be away {} times at most", limits::ABSENCES);
        return Err(Refusal::invalid("away_from", message).into());
    }
    let absence = Absence { id: AbsenceId::new(new_id()), person: me, dates };
    store::person::absence::add_absence(&mut transaction, &absence, service.now()).await?;
    let record = trail::record(Action::AbsenceAdded, Object::Person, me.uuid());
    service.record(&mut transaction, viewer, &record).await?;
    Ok(transaction.commit().await?)
}

/// # Errors
/// It is not one of the viewer's.
pub async fn delete(service: &Service, viewer: &Viewer, id: AbsenceId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, viewer, Operation::ManageAccount).await?;
    let me = viewer.person.id;
    if !store::person::absence::delete_absence(&mut transaction, me, id).await? {
        return Err(Refusal::NotFound.into());
    }
    let record = trail::record(Action::AbsenceDeleted, Object::Person, me.uuid());
    service.record(&mut transaction, viewer, &record).await?;
    Ok(transaction.commit().await?)
}

/// When the viewer is away from today on.
///
/// # Errors
/// The database fails.
pub async fn list(service: &Service, viewer: &Viewer) -> Result<Vec<Absence>, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, viewer, Operation::ManageAccount).await?;
    let yesterday = service.now() - jiff::SignedDuration::from_hours(24);
    let since = jiff::tz::TimeZone::UTC.to_datetime(yesterday).date();
    let all = store::person::absence::list_absences(&mut transaction, since).await?;
    Ok(all.into_iter().filter(|absence| absence.person == viewer.person.id).collect())
}
