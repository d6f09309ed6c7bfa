//! Sessions: who is asking, and which browsers are signed in.

use domain::account::Session;
use domain::activity::{Action, Object};
use domain::ids::{PersonId, SessionId};
use domain::person::Person;
use jiff::{SignedDuration, Timestamp};
use store::Transaction;
use store::person::acting;

use crate::activity::trail;
use crate::{Actor, Caller, Error, Refusal, Secret, Service, access, new_id};
use domain::access::Operation;

/// A session nobody used for so long is over.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// A session is over after so long, used or not.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);
/// Whoever signed in within this time need not prove again who they are.
pub const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// How exactly the last use is remembered; more often would be a write for every read.
const SEEN: SignedDuration = SignedDuration::from_secs(60);

/// Who holds the secret of a session that is not over, and has access.
#[derive(Clone, Debug)]
pub struct Holder {
    person: Person,
    session: Session,
    second_step: bool,
}

/// Finds who holds the secret, unless the session is over or the person has no access any more.
pub async fn find_actor(
    service: &Service,
    secret: &Secret,
    caller: Caller,
) -> Result<Option<Actor>, Error> {
    let mut transaction = service.database.read().await?;
    let holder = find_holder(service, &mut transaction, secret).await?;
    drop(transaction);
    match holder {
        Some(holder) => Ok(Some(admit(service, holder, caller).await)),
        None => Ok(None),
    }
}

/// The same for who reads something else at once.
pub(crate) async fn find_holder(
    service: &Service,
    transaction: &mut Transaction,
    secret: &Secret,
) -> Result<Option<Holder>, Error> {
    let found = acting::find_person_in_session(transaction, &secret.hash()).await?;
    let (found, now) = (
        found.map(|(person, session, second_step)| Holder { person, session, second_step }),
        service.now(),
    );
    Ok(found.filter(|holder| holder.person.active && !is_over(&holder.session, now)))
}

/// Lets somebody in who holds a session, and remembers that it was used.
pub async fn admit(service: &Service, holder: Holder, caller: Caller) -> Actor {
    let Holder { person, session, second_step } = holder;
    let now = service.now();
    if !caller.by_itself
        && now.duration_since(session.last_seen_at) >= SEEN
        && let Err(error) = touch(service, session.id, now).await
    {
        // Whoever only reads does so also while nothing can be written.
        tracing::warn!(%error, "the last use of a session was not remembered");
    }
    Actor::in_session(person, (session.id, second_step), caller)
}

async fn touch(service: &Service, id: SessionId, now: Timestamp) -> Result<(), Error> {
    let mut transaction = service.database.write_to_the_last().await?;
    store::account::session::touch_session(&mut transaction, id, now).await?;
    Ok(transaction.commit().await?)
}

/// The sessions of the actor that are still good.
pub async fn list_sessions(service: &Service, actor: &Actor) -> Result<Vec<Session>, Error> {
    let now = service.now();
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    let sessions =
        store::account::session::list_sessions(&mut transaction, actor.person.id).await?;
    Ok(sessions.into_iter().filter(|session| !is_over(session, now)).collect())
}

/// Keeps the session of the actor: that somebody asks is already a use of it.
///
/// # Errors
/// The actor is not there any more, or came by something that has no session.
pub async fn stay(service: &Service, actor: &Actor) -> Result<(), Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    Ok(())
}

/// Ends one of the actor's sessions, on whatever browser it is.
///
/// # Errors
/// It is not one of theirs.
pub async fn end_session(service: &Service, actor: &Actor, id: SessionId) -> Result<(), Error> {
    let mut transaction = service.database.write_to_the_last().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    if !store::account::session::delete_session(&mut transaction, actor.person.id, id).await? {
        return Err(Refusal::NotFound.into());
    }
    let action = if actor.session() == Some(id) { Action::SignedOut } else { Action::SessionEnded };
    let record = trail::record(action, Object::Session, id.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Forgets sessions that are over and tries that slow nobody down any more.
pub async fn forget_expired(service: &Service) -> Result<(), Error> {
    let now = service.now();
    let mut transaction = service.database.write_to_the_last().await?;
    store::account::session::delete_expired_sessions(&mut transaction, now - IDLE, now - ABSOLUTE)
        .await?;
    store::account::attempt::forget_old_attempts(&mut transaction, now - ABSOLUTE).await?;
    store::account::second_step::forget_sign_in_steps(&mut transaction, now).await?;
    Ok(transaction.commit().await?)
}

/// Refuses an actor whose session ended since they were found.
pub(crate) async fn require_open(
    transaction: &mut Transaction,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), Error> {
    find_own(transaction, actor, now).await.map(drop)
}

/// Refuses an actor who signed in too long ago for what decides who comes in: whoever sits at a browser that is not
/// theirs does not stay in for ever by it. Signing in again, with the second step, is the proof.
pub(crate) async fn require_fresh(
    transaction: &mut Transaction,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), Error> {
    if actor.session().is_none() {
        return Ok(());
    }
    let session = find_own(transaction, actor, now).await?;
    if now.duration_since(session.created_at) <= FRESH {
        return Ok(());
    }
    Err(Refusal::ProveAgain.into())
}

/// The session that the actor is in.
async fn find_own(
    transaction: &mut Transaction,
    actor: &Actor,
    now: Timestamp,
) -> Result<Session, Error> {
    let sessions = store::account::session::list_sessions(transaction, actor.person.id).await?;
    let own = |session: &Session| actor.session() == Some(session.id) && !is_over(session, now);
    Ok(sessions.into_iter().find(own).ok_or(Refusal::NotSignedIn)?)
}

/// Whether the actor signed in a short time ago.
pub(crate) async fn is_fresh(
    transaction: &mut Transaction,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, Error> {
    match require_fresh(transaction, actor, now).await {
        Err(Error::Refusal(Refusal::ProveAgain)) => Ok(false),
        other => other.map(|()| true),
    }
}

/// Opens a session with a new secret, inside the verb that proved who it is.
pub(crate) async fn open(
    service: &Service,
    transaction: &mut Transaction,
    person: PersonId,
    caller: &Caller,
) -> Result<Secret, Error> {
    let secret = Secret::new()?;
    let now = service.now();
    let id = SessionId::new(new_id());
    let browser = caller.browser.clone();
    let session = Session { id, person, created_at: now, last_seen_at: now, browser };
    store::account::session::add_session(transaction, &session, &secret.hash()).await?;
    let record = trail::record(Action::SignedIn, Object::Session, id.uuid());
    service.append_audit(transaction, &caller.origin(Some(person), Some(id)), &record).await?;
    Ok(secret)
}

fn is_over(session: &Session, now: Timestamp) -> bool {
    now.duration_since(session.last_seen_at) >= IDLE
        || now.duration_since(session.created_at) >= ABSOLUTE
}
