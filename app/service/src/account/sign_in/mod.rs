//! Signing in: one answer and one duration, whether the account exists or not.

pub(super) mod let_in;
pub(super) mod throttle;

use domain::account::{NewPassword, compose};
use domain::activity::Action;
use domain::ids::PersonId;
use domain::person::Email;

use crate::account::second_step;
use crate::account::sign_in::let_in::{known_device, let_in};
use crate::account::sign_in::throttle::Ticket;
use crate::activity::refused;
use crate::{Caller, Error, Refusal, Secret, Service};

pub use self::let_in::SignedIn;

/// How far somebody came who gave the right password.
pub enum Admitted {
    In(SignedIn),
    /// They are asked for a code, and show this with it.
    Asked(Secret),
}

/// What somebody typed.
pub struct Credentials<'a> {
    pub email: &'a str,
    pub password: &'a str,
    pub device: Option<Secret>,
}

/// The one sentence for every wrong combination.
const WRONG: &str = "The email address or the password is not right";

/// Signs a person in and ends the session the browser had before, unless they are asked for a code first.
///
/// # Errors
/// Wrong, too often wrong, or too many at once.
pub async fn sign_in(
    service: &Service,
    credentials: Credentials<'_>,
    caller: &Caller,
) -> Result<Admitted, Error> {
    let Ok(email) = Email::parse(credentials.email) else {
        return Err(Refusal::invalid("email", WRONG).into());
    };
    let found = find(service, &email).await?;
    let person = found.as_ref().map(|(id, _)| *id);
    let device = known_device(service, credentials.device, person).await?;
    let ticket = match throttle::take(service, &email, device.as_ref(), caller).await {
        Err(error @ Error::Refusal(Refusal::Throttled { .. })) => {
            refused::sign_in(service, caller, (Action::SignInThrottled, person)).await;
            return Err(error);
        }
        other => other?,
    };
    let signed_in = admit(service, credentials.password, (found, device), &ticket, caller).await;
    // A right password that is only half of it neither counts as a failure nor forgets those of before.
    let goes_back = match &signed_in {
        Ok(admitted) => matches!(admitted, Admitted::Asked(_)),
        Err(error) => !throttle::is_wrong(error),
    };
    if goes_back {
        throttle::forgive(service, &ticket).await;
    }
    signed_in
}

/// Looks at the password and opens a session.
async fn admit(
    service: &Service,
    password: &str,
    (found, device): (Option<(PersonId, String)>, Option<Secret>),
    ticket: &Ticket,
    caller: &Caller,
) -> Result<Admitted, Error> {
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    if !service.passwords.verify(password, hash).await? {
        let person = found.as_ref().map(|(id, _)| *id);
        refused::sign_in(service, caller, (Action::SignInFailed, person)).await;
        return Err(Refusal::invalid("email", WRONG).into());
    }
    let Some((person, hash)) = found else { return Err(Refusal::invalid("email", WRONG).into()) };
    let rehashed = rehash(service, password, &hash).await?;
    let mut transaction = service.database.write_to_the_last().await?;
    // It was changed while it was looked at: what was right is wrong now.
    let kept = store::person::lock_hash(&mut transaction, person).await?;
    if kept.as_ref() != Some(&hash) && !service.passwords.verify(password, kept).await? {
        return Err(Refusal::invalid("email", WRONG).into());
    }
    if let Some(hash) = rehashed {
        store::person::save_password(&mut transaction, person, &hash).await?;
    }
    if let Some(asked) = second_step::ask(service, &mut transaction, person).await? {
        transaction.commit().await?;
        return Ok(Admitted::Asked(asked));
    }
    throttle::give_back(&mut transaction, ticket).await?;
    let signed_in = let_in(service, &mut transaction, (person, device), caller).await?;
    transaction.commit().await?;
    Ok(Admitted::In(signed_in))
}

/// Who has access by an address, and the hash of their password.
pub(super) async fn find(
    service: &Service,
    email: &Email,
) -> Result<Option<(PersonId, String)>, Error> {
    let mut transaction = service.database.read().await?;
    let found = store::person::find_credentials(&mut transaction, email).await?;
    Ok(found.filter(|(_, active, _)| *active).map(|(id, _, hash)| (id, hash)))
}

/// A new hash when the costs have changed since the old one was made.
async fn rehash(service: &Service, password: &str, hash: &str) -> Result<Option<String>, Error> {
    if !service.passwords.is_outdated(hash) {
        return Ok(None);
    }
    match NewPassword::parse(&compose(password)) {
        Ok(password) => service.passwords.hash(&password).await.map(Some),
        Err(_) => Ok(None),
    }
}
