//! Letting somebody in who has proved who they are, in a browser that is remembered.

use domain::ids::PersonId;
use store::Transaction;

use crate::account::session;
use crate::{Caller, Error, Secret, Service};

/// What a browser shows to prove that it signed in here before.
pub struct SignedIn {
    pub person: PersonId,
    pub session: Secret,
    /// Kept by the browser; strangers who guess cannot slow down a browser that has it.
    pub device: Secret,
}

/// Opens a session inside the verb that proved who it is, in a browser that is remembered from now on. The session that
/// the browser had ends, whosever it was.
pub(in crate::account) async fn let_in(
    service: &Service,
    transaction: &mut Transaction,
    (person, device): (PersonId, Option<Secret>),
    caller: &Caller,
) -> Result<SignedIn, Error> {
    let device = match device {
        Some(device) => device,
        None => Secret::new()?,
    };
    if let Some(old) = &caller.session {
        store::account::session::delete_session_of(transaction, &old.hash()).await?;
    }
    let now = service.now();
    store::account::session::add_device(transaction, &device.hash(), person, now).await?;
    let session = session::open(service, transaction, person, caller).await?;
    Ok(SignedIn { person, session, device })
}

/// What a browser shows, when this person signed in with it before.
pub(in crate::account) async fn known_device(
    service: &Service,
    device: Option<Secret>,
    person: Option<PersonId>,
) -> Result<Option<Secret>, Error> {
    let (Some(device), Some(person)) = (device, person) else { return Ok(None) };
    let mut transaction = service.database.read().await?;
    let known =
        store::account::session::is_device_of(&mut transaction, &device.hash(), person).await?;
    Ok(known.then_some(device))
}
