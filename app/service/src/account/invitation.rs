//! Invitations: an administrator makes a link, and whoever opens it chooses a name and a password.

use domain::access::Operation;
use domain::account::{Invitation, NewPassword};
use domain::activity::{Action, Object};
use domain::ids::InvitationId;
use domain::person::{Email, Role};
use domain::text::Name;
use jiff::SignedDuration;
use store::Transaction;
use store::person::acting;

use crate::account::sign_in::let_in::{SignedIn, let_in};
use crate::account::{password, session};
use crate::activity::trail;
use crate::{Actor, Caller, Error, Refusal, Secret, Service, access, new_id, person};

/// How long an invitation can be used.
pub const LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Invites somebody. The secret is shown once, to be sent by whatever way people use.
///
/// # Errors
/// The actor is no administrator, or the address belongs to somebody here.
pub async fn invite(
    service: &Service,
    actor: &Actor,
    email: Email,
    role: Role,
) -> Result<Secret, Error> {
    let mut transaction = service.database.write().await?;
    let inviter = access::manage_people(&mut transaction, actor).await?;
    session::require_fresh(&mut transaction, actor, service.now()).await?;
    if store::person::find_credentials(&mut transaction, &email).await?.is_some() {
        let message = "Somebody with this email address is already here";
        return Err(Refusal::invalid("email", message).into());
    }
    let secret = Secret::new()?;
    let now = service.now();
    let id = InvitationId::new(new_id());
    let invitation = Invitation { id, email, role, invited_by: inviter.id, expires_at: now + LIFE };
    store::account::invitation::save_invitation(&mut transaction, &invitation, &secret.hash(), now)
        .await?;
    let record = trail::record(Action::PersonInvited, Object::Invitation, id.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(secret)
}

/// # Errors
/// The actor is no administrator.
pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<Invitation>, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::ManagePeople).await?;
    let now = service.now();
    let mut open = store::account::invitation::list_invitations(&mut transaction, now).await?;
    let people = store::person::list_people(&mut transaction).await?;
    open.retain(|one| {
        people.iter().any(|person| person.id == one.invited_by && access::manages_people(person))
    });
    Ok(open)
}

/// Takes an invitation back.
///
/// # Errors
/// The actor is no administrator, or it was used meanwhile.
pub async fn withdraw(service: &Service, actor: &Actor, id: InvitationId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::manage_people(&mut transaction, actor).await?;
    if !store::account::invitation::delete_invitation(&mut transaction, id).await? {
        return Err(Refusal::NotFound.into());
    }
    let record = trail::record(Action::InvitationWithdrawn, Object::Invitation, id.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// What the link invites to. Looking does not use it up: mail scanners look at everything.
///
/// # Errors
/// The link was used, withdrawn, is too old, or never was one.
pub async fn require_open(service: &Service, secret: &Secret) -> Result<Invitation, Error> {
    let mut transaction = service.database.read().await?;
    find_open(service, &mut transaction, secret).await
}

/// Uses the invitation up and signs the person in.
///
/// # Errors
/// The link does not work any more, or the password is easy to guess.
pub async fn accept(
    service: &Service,
    secret: &Secret,
    name: &Name,
    new_password: &NewPassword,
    caller: &Caller,
) -> Result<SignedIn, Error> {
    password::refuse_common(new_password, &[name.as_str()])?;
    let hash = service.passwords.hash(new_password).await?;
    let mut transaction = service.database.write().await?;
    let invitation = find_open(service, &mut transaction, secret).await?;
    if !store::account::invitation::delete_invitation(&mut transaction, invitation.id).await? {
        return Err(Refusal::NotFound.into());
    }
    let who = (&invitation.email, name, invitation.role);
    let id =
        person::add_in(service, &mut transaction, who, &hash, &caller.origin(None, None)).await?;
    let signed_in = let_in(service, &mut transaction, (id, None), caller).await?;
    transaction.commit().await?;
    Ok(signed_in)
}

/// An invitation lives as long as the right of whoever made it. In a write nobody takes that right away before it ends.
async fn find_open(
    service: &Service,
    transaction: &mut Transaction,
    secret: &Secret,
) -> Result<Invitation, Error> {
    let now = service.now();
    let found =
        store::account::invitation::find_invitation(transaction, &secret.hash(), now).await?;
    let invitation = found.ok_or(Refusal::NotFound)?;
    let inviter = acting::hold_person(transaction, invitation.invited_by).await?;
    let lives = inviter.as_ref().is_some_and(access::manages_people);
    if lives { Ok(invitation) } else { Err(Refusal::NotFound.into()) }
}
