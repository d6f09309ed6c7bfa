//! The first start: a link that makes its holder the first administrator.

use domain::account::NewPassword;
use domain::person::{Email, Role};
use domain::text::Name;
use jiff::SignedDuration;

use crate::account::password;
use crate::account::sign_in::let_in::{SignedIn, let_in};
use crate::{Caller, Error, Refusal, Secret, Service, person};

/// How long the link works.
pub const LINK_LIFE: SignedDuration = SignedDuration::from_hours(1);

/// A new link, as long as there is nobody who could sign in.
pub async fn offer(service: &Service) -> Result<Option<Secret>, Error> {
    let mut transaction = service.database.write().await?;
    if store::person::count_active_admins(&mut transaction).await? > 0 {
        return Ok(None);
    }
    let secret = Secret::new()?;
    let expires_at = service.now() + LINK_LIFE;
    store::account::setup::save_link(&mut transaction, &secret.hash(), expires_at).await?;
    transaction.commit().await?;
    Ok(Some(secret))
}

/// # Errors
/// The link was used, is too old, or never was one.
pub async fn require_open(service: &Service, secret: &Secret) -> Result<(), Error> {
    let mut transaction = service.database.read().await?;
    let open =
        store::account::setup::is_open(&mut transaction, &secret.hash(), service.now()).await?;
    if open { Ok(()) } else { Err(Refusal::NotFound.into()) }
}

/// What the first administrator says about themselves.
pub struct FirstAdmin {
    pub email: Email,
    pub name: Name,
    pub password: NewPassword,
}

/// Uses the link up and signs the first administrator in.
///
/// # Errors
/// The link does not work any more, or the password is easy to guess.
pub async fn complete(
    service: &Service,
    secret: &Secret,
    admin: &FirstAdmin,
    caller: &Caller,
) -> Result<SignedIn, Error> {
    password::refuse_common(&admin.password, &[admin.name.as_str(), admin.email.as_str()])?;
    let hash = service.passwords.hash(&admin.password).await?;
    let mut transaction = service.database.write().await?;
    if !store::account::setup::use_link(&mut transaction, &secret.hash(), service.now()).await? {
        return Err(Refusal::NotFound.into());
    }
    // A second process may have offered a link of its own, and somebody may have used that one.
    if store::person::count_active_admins(&mut transaction).await? > 0 {
        return Err(Refusal::NotFound.into());
    }
    let who = (&admin.email, &admin.name, Role::Admin);
    let id =
        person::add_in(service, &mut transaction, who, &hash, &caller.origin(None, None)).await?;
    let signed_in = let_in(service, &mut transaction, (id, None), caller).await?;
    transaction.commit().await?;
    Ok(signed_in)
}
