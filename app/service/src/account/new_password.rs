//! A new password: chosen by somebody who knows the old one, or by a link when it is forgotten.

use domain::access::Operation;
use domain::account::NewPassword;
use domain::activity::{Action, Object};
use domain::ids::PersonId;
use domain::person::{Email, Person};
use jiff::SignedDuration;
use store::Transaction;
use store::account::{calendar, password_link, session as sessions};
use store::person::acting;

use crate::account::sign_in::let_in::{SignedIn, known_device, let_in};
use crate::account::sign_in::{Admitted, find, throttle};
use crate::account::{password, second_step, session};
use crate::activity::{refused, trail};
use crate::{Actor, Caller, Error, Refusal, Secret, Service, access};

/// How long a link works.
pub const LINK_LIFE: SignedDuration = SignedDuration::from_mins(30);

/// What somebody says who changes their password.
pub struct Change<'a> {
    pub old: &'a str,
    pub new: NewPassword,
    /// The addresses of their calendars stop working, too.
    pub ends_calendars: bool,
    /// What the browser shows of having signed in here before.
    pub device: Option<Secret>,
}

/// Changes the password of the actor. Every session of theirs ends, and a new one begins.
///
/// # Errors
/// The old password is wrong or was wrong too often, or the new one is the same or easy to guess.
pub async fn change(
    service: &Service,
    actor: &Actor,
    change: Change<'_>,
    caller: &Caller,
) -> Result<SignedIn, Error> {
    let person = &actor.person;
    password::refuse_common(&change.new, &[person.name.as_str(), person.email.as_str()])?;
    let hash = require_old(service, actor, (change.old, change.device), caller).await?;
    if service.passwords.verify(change.new.reveal(), Some(hash.clone())).await? {
        return Err(Refusal::invalid("password", "Choose another password than the old one").into());
    }
    let new_hash = service.passwords.hash(&change.new).await?;
    let mut transaction = service.database.write().await?;
    // Two who change it at the same moment: the second knows a password that is none any more.
    let now = store::person::lock_hash(&mut transaction, person.id).await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    session::require_open(&mut transaction, actor, service.now()).await?;
    if now.as_ref() != Some(&hash) {
        return Err(wrong().into());
    }
    let saved = (person.id, new_hash.as_str());
    replace(&mut transaction, saved, change.ends_calendars).await?;
    let signed_in = let_in(service, &mut transaction, (person.id, None), caller).await?;
    let record = trail::record(Action::PasswordChanged, Object::Person, person.id.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(signed_in)
}

/// Makes a link by which somebody chooses a new password. It is shown once, to be given to them in person or by
/// whatever way is known to be theirs.
///
/// # Errors
/// The actor does not manage people, or the person has no access.
pub async fn offer(service: &Service, actor: &Actor, id: PersonId) -> Result<Secret, Error> {
    let mut transaction = service.database.write().await?;
    access::manage_people(&mut transaction, actor).await?;
    session::require_fresh(&mut transaction, actor, service.now()).await?;
    let person = store::person::find_person(&mut transaction, id).await?;
    if !person.ok_or(Refusal::NotFound)?.active {
        let message = "They have no access. Give it back first";
        return Err(Refusal::invalid("active", message).into());
    }
    let secret = Secret::new()?;
    let expires_at = service.now() + LINK_LIFE;
    let made_by = (!actor.is_command()).then_some(actor.person.id);
    password_link::save_link(&mut transaction, (id, made_by), &secret.hash(), expires_at).await?;
    let record = trail::record(Action::PasswordLinkMade, Object::Person, id.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(secret)
}

/// The same for whoever has only the address.
///
/// # Errors
/// As [`offer`], or nobody here has this address.
pub async fn offer_by_address(
    service: &Service,
    actor: &Actor,
    email: &Email,
) -> Result<Secret, Error> {
    let id = crate::person::require_by_address(service, actor, email).await?;
    offer(service, actor, id).await
}

/// Whose link it is. Looking does not use it up: mail scanners look at everything.
///
/// # Errors
/// The link was used, is too old, or never was one.
pub async fn require_link(service: &Service, secret: &Secret) -> Result<Person, Error> {
    let mut transaction = service.database.read().await?;
    holder(service, &mut transaction, secret).await
}

/// Uses the link up and signs the person in, or asks them for their code. Their sessions, browsers and calendars end.
///
/// # Errors
/// The link does not work any more, or the password is easy to guess.
pub async fn choose(
    service: &Service,
    secret: &Secret,
    new: &NewPassword,
    caller: &Caller,
) -> Result<Admitted, Error> {
    let person = require_link(service, secret).await?;
    password::refuse_common(new, &[person.name.as_str(), person.email.as_str()])?;
    let hash = service.passwords.hash(new).await?;
    let mut transaction = service.database.write().await?;
    let person = holder(service, &mut transaction, secret).await?;
    if !password_link::delete_link(&mut transaction, &secret.hash()).await? {
        return Err(Refusal::NotFound.into());
    }
    let saved = (person.id, hash.as_str());
    replace(&mut transaction, saved, true).await?;
    // Whoever has a link has not proved the second step by it.
    let admitted = match second_step::ask(service, &mut transaction, person.id).await? {
        Some(asked) => Admitted::Asked(asked),
        None => Admitted::In(let_in(service, &mut transaction, (person.id, None), caller).await?),
    };
    let record = trail::record(Action::PasswordChosen, Object::Person, person.id.uuid());
    service.append_audit(&mut transaction, &caller.origin(Some(person.id), None), &record).await?;
    transaction.commit().await?;
    Ok(admitted)
}

/// Looks at the old password as sign-in does: whoever sits at a browser that is not theirs cannot guess it either.
async fn require_old(
    service: &Service,
    actor: &Actor,
    (old, device): (&str, Option<Secret>),
    caller: &Caller,
) -> Result<String, Error> {
    let person = &actor.person;
    let hash = find(service, &person.email).await?.map(|(_, hash)| hash);
    let device = known_device(service, device, Some(person.id)).await?;
    let ticket = throttle::take(service, &person.email, device.as_ref(), caller).await?;
    if !service.passwords.verify(old, hash.clone()).await? {
        refused::sign_in(service, caller, (Action::SignInFailed, Some(person.id))).await;
        return Err(wrong().into());
    }
    let mut transaction = service.database.write().await?;
    throttle::give_back(&mut transaction, &ticket).await?;
    transaction.commit().await?;
    Ok(hash.ok_or_else(wrong)?)
}

/// Saves a hash and ends whatever the old password let in.
async fn replace(
    transaction: &mut Transaction,
    (person, hash): (PersonId, &str),
    ends_calendars: bool,
) -> Result<(), Error> {
    store::person::save_password(transaction, person, hash).await?;
    sessions::delete_sessions(transaction, person).await?;
    store::account::second_step::delete_sign_in_steps_of(transaction, person).await?;
    sessions::delete_devices(transaction, person).await?;
    password_link::delete_link_of(transaction, person).await?;
    if ends_calendars {
        calendar::delete_feeds(transaction, person).await?;
    }
    Ok(())
}

async fn holder(
    service: &Service,
    transaction: &mut Transaction,
    secret: &Secret,
) -> Result<Person, Error> {
    let found = password_link::find_holder(transaction, &secret.hash(), service.now()).await?;
    let (id, made_by) = found.ok_or(Refusal::NotFound)?;
    if let Some(made_by) = made_by {
        // It lives as long as the right of whoever made it.
        let maker = acting::hold_person(transaction, made_by).await?;
        if !maker.as_ref().is_some_and(access::manages_people) {
            return Err(Refusal::NotFound.into());
        }
    }
    let person = store::person::find_person(transaction, id).await?;
    Ok(person.filter(|person| person.active).ok_or(Refusal::NotFound)?)
}

fn wrong() -> Refusal {
    Refusal::invalid("old_password", "This is not your password")
}
