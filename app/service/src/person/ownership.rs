//! Releases whose owner has left, or cannot do it any more: an administrator hands them over.
//!
//! Only owners plan and decide, and only owners make others one. Where the last of them is gone nobody could go on, so
//! this is the one thing that an administrator may do to a release whose people they are not one of. They see how many
//! there are and never which, because some may be restricted.

use domain::access::{Operation, Relation, may};
use domain::activity::{Action, Object};
use domain::ids::PersonId;
use domain::person::Person;
use domain::release::Part;
use domain::text::Reason;
use store::Transaction;
use store::person::ownership::{count_owned, list_owned};
use store::release::participant;

use crate::account::session;
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, access};

/// What a person owns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ownership {
    pub releases: u64,
    /// Of how many of them nobody else could plan and decide.
    pub alone: u64,
}

/// # Errors
/// The actor is no administrator.
pub async fn count(service: &Service, actor: &Actor, id: PersonId) -> Result<Ownership, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::ManagePeople).await?;
    let (releases, alone) = count_owned(&mut transaction, id).await?;
    Ok(Ownership { releases, alone })
}

/// Makes one person the owner of everything that another one owns. Who owned it becomes a contributor, so that they can
/// still look things up. Says how many releases that were.
///
/// # Errors
/// The actor is no administrator or signed in long ago, there is nothing to hand over, or the other one could not plan.
pub async fn hand_over(
    service: &Service,
    actor: &Actor,
    (from, to): (PersonId, PersonId),
    reason: &Reason,
) -> Result<usize, Error> {
    let mut transaction = service.database.write().await?;
    access::manage_people(&mut transaction, actor).await?;
    session::require_fresh(&mut transaction, actor, service.now()).await?;
    require_planner(&mut transaction, (from, to)).await?;
    let owned = list_owned(&mut transaction, from).await?;
    access::hold_to_hand_over(&mut transaction, &owned).await?;
    // Somebody may have been faster before they were held.
    let owned = list_owned(&mut transaction, from).await?;
    if owned.is_empty() {
        return Err(Refusal::invalid("person", "There is no release to hand over any more").into());
    }
    for id in &owned {
        participant::save_part(&mut transaction, *id, to, Part::Owner).await?;
        participant::save_part(&mut transaction, *id, from, Part::Contributor).await?;
        let mut record =
            trail::record_in(*id, Action::OwnershipHandedOver, Object::Person, to.uuid());
        record.reason = Some(reason.as_str().to_owned());
        service.audit(&mut transaction, actor, &record).await?;
    }
    transaction.commit().await?;
    Ok(owned.len())
}

/// Whether somebody could plan a release if they owned it.
#[must_use]
pub fn could_plan(person: &Person) -> bool {
    let owner = Relation::Open(Some(Part::Owner));
    person.active && may(person.standing(), owner, Operation::PlanRelease)
}

async fn require_planner(
    transaction: &mut Transaction,
    (from, to): (PersonId, PersonId),
) -> Result<(), Error> {
    let message = match store::person::find_person(transaction, to).await? {
        Some(_) if from == to => "Choose somebody else: these releases are theirs already",
        Some(person) if could_plan(&person) => return Ok(()),
        Some(person) if person.active => "They only read. Change their role first",
        Some(_) => "Their access has ended. Choose somebody else from the list",
        None => "Choose a person from the list",
    };
    Err(Refusal::invalid("person", message).into())
}
