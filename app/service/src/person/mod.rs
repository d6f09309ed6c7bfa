//! People: adding them from the command line, their roles, the end of their access.

pub mod absence;
pub mod ownership;

use std::collections::HashMap;
use std::sync::Arc;

use domain::access::Operation;
use domain::account::NewPassword;
use domain::activity::{Action, Object};
use domain::ids::PersonId;
use domain::person::{ACCESS_ENDED, Email, Person, Role, Standing};
use domain::text::Name;
use store::Transaction;
use store::activity::Origin;
use store::activity::revision::{Revision, find_revision_of_organisation};
use uuid::Uuid;

use crate::account::{password, session};
use crate::activity::trail;
use crate::{Actor, Error, Names, Refusal, Service, access, new_id};

/// Adds a person without an invitation, who can sign in at once.
///
/// # Errors
/// The actor does not manage people, the address is taken, or the password is easy to guess.
pub async fn add(
    service: &Service,
    actor: &Actor,
    who: (&Email, &Name, Role),
    new_password: &NewPassword,
) -> Result<PersonId, Error> {
    password::refuse_common(new_password, &[who.1.as_str(), who.0.as_str()])?;
    let hash = service.passwords.hash(new_password).await?;
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::ManagePeople).await?;
    let id = add_in(service, &mut transaction, who, &hash, &actor.origin()).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Who has an address, for administrators.
///
/// # Errors
/// The actor is no administrator, or nobody has it.
pub(crate) async fn require_by_address(
    service: &Service,
    actor: &Actor,
    email: &Email,
) -> Result<PersonId, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::ManagePeople).await?;
    let found = store::person::find_credentials(&mut transaction, email).await?;
    let (id, ..) =
        found.ok_or_else(|| Refusal::invalid("email", "Nobody here has this address"))?;
    Ok(id)
}

/// Everybody, for administrators.
///
/// # Errors
/// The actor is no administrator.
pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<Person>, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::ManagePeople).await?;
    Ok(store::person::list_people(&mut transaction).await?)
}

/// The people an item can be given to, and whose names pages show.
pub async fn list_colleagues(service: &Service, actor: &Actor) -> Result<Vec<Person>, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    Ok(store::person::list_people(&mut transaction).await?)
}

/// The one with access whom a name or an address means, as it is typed or chosen: `Ada`, `ada@example.org`, or
/// `Ada (ada@example.org)` where two have one name. None when it means nobody, or more than one.
///
/// # Errors
/// The database fails.
pub async fn find_named(
    service: &Service,
    actor: &Actor,
    text: &str,
) -> Result<Option<PersonId>, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    let text = text.trim();
    if let Some(id) = store::person::find_named(&mut transaction, (text, true)).await? {
        return Ok(Some(id));
    }
    // Who has it already may keep it, also when their access has ended.
    if let Some(name) = text.strip_suffix(ACCESS_ENDED) {
        return Ok(store::person::find_named(&mut transaction, (name.trim(), false)).await?);
    }
    let address = text.rsplit_once('(').and_then(|(_, behind)| behind.strip_suffix(')'));
    match address.filter(|address| address.contains('@')) {
        Some(address) => Ok(store::person::find_named(&mut transaction, (address, true)).await?),
        None => Ok(None),
    }
}

/// The names of everybody, for pages that show who did what. While somebody reads they are those that were read before,
/// as long as nobody came or was renamed.
pub(crate) async fn names(
    service: &Service,
    transaction: &mut Transaction,
) -> Result<Names, Error> {
    if transaction.is_write() {
        return Ok(names_of(&store::person::list_people(transaction).await?));
    }
    let revision = find_revision_of_organisation(transaction).await?;
    names_at(service, transaction, revision).await
}

/// The same for those who know the revision already.
pub(crate) async fn names_at(
    service: &Service,
    transaction: &mut Transaction,
    revision: Revision,
) -> Result<Names, Error> {
    let weigh = |names: &HashMap<PersonId, String>| {
        names.values().map(|name| 64 + name.len() as u64).sum::<u64>() + 64
    };
    let read = async { Ok(by_id(&store::person::list_people(transaction).await?)) };
    service.kept.find_or_read((Uuid::nil(), revision.of_organisation()), weigh, read).await
}

/// The names of people who are read already.
pub(crate) fn names_of(people: &[Person]) -> Names {
    Arc::new(by_id(people))
}

fn by_id(people: &[Person]) -> HashMap<PersonId, String> {
    people.iter().map(|person| (person.id, person.name.clone())).collect()
}

/// Whoever is named in a field has to be somebody with access. Who is there already may stay, or nothing
/// else about a thing could be changed once its owner has left.
pub(crate) async fn require(
    transaction: &mut Transaction,
    field: &'static str,
    person: Option<PersonId>,
    present: Option<PersonId>,
) -> Result<(), Error> {
    let Some(id) = person.filter(|_| person != present) else { return Ok(()) };
    match store::person::find_person(transaction, id).await? {
        Some(person) if person.active => Ok(()),
        Some(_) => {
            let message = "Their access has ended. Choose somebody else from the list";
            Err(Refusal::invalid(field, message).into())
        }
        None => Err(Refusal::invalid(field, "Choose a person from the list").into()),
    }
}

/// The name of a person, or that they are gone.
#[must_use]
pub fn name(names: &Names, id: PersonId) -> String {
    names.get(&id).cloned().unwrap_or_else(|| "somebody who left".to_owned())
}

/// Changes what a person is, or whether they have access. Ending it ends their sessions.
///
/// # Errors
/// The actor is no administrator, or nobody would be left who is one.
pub async fn change_access(
    service: &Service,
    actor: &Actor,
    (id, version): (PersonId, i64),
    standing: Standing,
    active: bool,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::manage_people(&mut transaction, actor).await?;
    session::require_fresh(&mut transaction, actor, service.now()).await?;
    let person =
        store::person::find_person(&mut transaction, id).await?.ok_or(Refusal::NotFound)?;
    if !store::person::save_access(&mut transaction, (id, version), standing, active).await? {
        return Err(Refusal::Conflict.into());
    }
    if store::person::count_active_admins(&mut transaction).await? == 0 {
        let message = "This is the last administrator. Make somebody else one first";
        return Err(Refusal::invalid("role", message).into());
    }
    if person.standing() != standing || !active {
        // A session carries the rights it was opened with in people's minds: a new role, a new one.
        store::account::session::delete_sessions(&mut transaction, id).await?;
        store::account::second_step::delete_sign_in_steps_of(&mut transaction, id).await?;
        store::account::password_link::delete_link_of(&mut transaction, id).await?;
    }
    let action = match (person.active, active) {
        (true, false) => Action::PersonSuspended,
        (false, true) => Action::PersonRestored,
        _ => Action::RoleChanged,
    };
    let mut record = trail::changed(trail::record(action, Object::Person, id.uuid()), version);
    record.label = Some(format!("{}, {}", standing.role.label(), standing.support.label()));
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Switches the actor's single-key shortcuts on or off.
pub async fn switch_shortcuts(service: &Service, actor: &Actor, on: bool) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    store::person::save_shortcuts(&mut transaction, actor.person.id, on).await?;
    Ok(transaction.commit().await?)
}

pub(crate) async fn add_in(
    service: &Service,
    transaction: &mut Transaction,
    who: (&Email, &Name, Role),
    password_hash: &str,
    origin: &Origin,
) -> Result<PersonId, Error> {
    let id = PersonId::new(new_id());
    if !store::person::add_person(transaction, id, who, password_hash, service.now()).await? {
        let message = "Somebody with this email address is already here";
        return Err(Refusal::invalid("email", message).into());
    }
    store::training::reader::link_account(transaction, (id, who.0)).await?;
    let record = trail::record(Action::PersonAdded, Object::Person, id.uuid());
    service.append_audit(transaction, origin, &record).await?;
    Ok(id)
}
