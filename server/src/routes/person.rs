//! People, for administrators: invitations, roles, the end of an access.

use axum::Router;
use axum::routing::{get, post};
use domain::ids::{InvitationId, PersonId};
use domain::person::{Email, Person, Role, Standing, Support};
use domain::text::Reason;
use service::account::{invitation, new_password, second_step};
use service::person::ownership::{self, Ownership};
use service::{Refusal, person as people};
use ui::account::new_password::password_link_page;
use ui::account::second_step::switch_off_for_page;
use ui::form::Form;
use ui::person::{hand_over_page, people_page, person_form, person_page};

use crate::web::{Answer, App, Failure, Id, Sent, Visit, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/people", get(page).post(invite))
        .route("/people/{id}", get(person).post(change_access))
        .route("/people/{id}/hand-over", get(hand_over_form).post(hand_over))
        .route("/people/{id}/password-link", post(offer_password))
        .route("/people/{id}/second-step-off", get(switch_off_page).post(switch_off))
        .route("/people/invitations/{id}/withdraw", post(withdraw))
}

pub(super) async fn page(visit: Visit) -> Answer {
    let form = Form::default().with("role", Role::Member.key());
    show(&visit, &form, None).await
}

pub(super) async fn invite(visit: Visit, Sent(mut form): Sent) -> Answer {
    let actor = visit.actor()?;
    let email = form.read("email", Email::parse);
    let role = form.choose("role", Role::from_key);
    let mut link = None;
    if let (Some(email), Some(role)) = (email, role) {
        match invitation::invite(visit.service(), actor, email, role).await {
            Ok(secret) => {
                link = Some(format!("{}/invitations/{}", visit.app.origin(), secret.reveal()));
                form = Form::default().with("role", Role::Member.key());
            }
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, &form, link).await
}

async fn show(visit: &Visit, form: &Form, link: Option<String>) -> Answer {
    let actor = visit.actor()?;
    let everybody = people::list(visit.service(), actor).await?;
    let invited = invitation::list(visit.service(), actor).await?;
    Ok(visit.page(|| people_page(everybody, invited, form, link, visit.now())))
}

pub(super) async fn withdraw(visit: Visit, Id(id): Id<InvitationId>) -> Answer {
    invitation::withdraw(visit.service(), visit.actor()?, id).await?;
    Ok(redirect("/people"))
}

pub(super) async fn person(visit: Visit, Id(id): Id<PersonId>) -> Answer {
    let person = find(&visit, id).await?;
    let form = person_form(&person);
    show_person(&visit, &person, &form).await
}

pub(super) async fn change_access(
    visit: Visit,
    Id(id): Id<PersonId>,
    Sent(mut form): Sent,
) -> Answer {
    let version = form.seen_version();
    let role = form.choose("role", Role::from_key);
    let support = form.choose("support", Support::from_key);
    if let (Some(role), Some(support)) = (role, support) {
        let standing = Standing { role, support };
        let active = form.has("active");
        let changed =
            people::change_access(visit.service(), visit.actor()?, (id, version), standing, active)
                .await;
        match changed {
            Ok(()) if !active && count_owned(&visit, id).await?.alone > 0 => {
                return Ok(redirect(&format!("/people/{id}")));
            }
            Ok(()) => return Ok(redirect("/people")),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let person = find(&visit, id).await?;
    show_person(&visit, &person, &form).await
}

async fn show_person(visit: &Visit, person: &Person, form: &Form) -> Answer {
    let second = second_step::is_on_for(visit.service(), visit.actor()?, person.id).await?;
    let owned = count_owned(visit, person.id).await?;
    Ok(visit.page(|| person_page(person, (second, owned), form)))
}

async fn count_owned(visit: &Visit, id: PersonId) -> Result<Ownership, Failure> {
    Ok(ownership::count(visit.service(), visit.actor()?, id).await?)
}

pub(super) async fn hand_over_form(visit: Visit, Id(id): Id<PersonId>) -> Answer {
    show_hand_over(&visit, id, &Form::default()).await
}

pub(super) async fn hand_over(visit: Visit, Id(id): Id<PersonId>, Sent(mut form): Sent) -> Answer {
    let to = form.read("person", |text| {
        text.parse().map(PersonId::new).map_err(|_| "Choose a person from the list")
    });
    if let (Some(to), Some(reason)) = (to, form.read("reason", Reason::parse)) {
        match ownership::hand_over(visit.service(), visit.actor()?, (id, to), &reason).await {
            Ok(_) => return Ok(redirect(&format!("/people/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_hand_over(&visit, id, &form).await
}

async fn show_hand_over(visit: &Visit, id: PersonId, form: &Form) -> Answer {
    let everybody = people::list(visit.service(), visit.actor()?).await?;
    let person = everybody.iter().find(|person| person.id == id).ok_or(Refusal::NotFound)?;
    let owned = count_owned(visit, id).await?;
    Ok(visit.page(|| hand_over_page(person, owned, &everybody, form)))
}

pub(super) async fn switch_off_page(visit: Visit, Id(id): Id<PersonId>) -> Answer {
    let person = find(&visit, id).await?;
    Ok(visit.page(|| switch_off_for_page(&person, &Form::default())))
}

pub(super) async fn switch_off(visit: Visit, Id(id): Id<PersonId>) -> Answer {
    let person = find(&visit, id).await?;
    match second_step::switch_off_for(visit.service(), visit.actor()?, id).await {
        Ok(()) => Ok(redirect(&format!("/people/{id}"))),
        Err(error) => {
            let mut form = Form::default();
            refuse(&mut form, error)?;
            Ok(visit.page(|| switch_off_for_page(&person, &form)))
        }
    }
}

pub(super) async fn offer_password(visit: Visit, Id(id): Id<PersonId>) -> Answer {
    let person = find(&visit, id).await?;
    let secret = new_password::offer(visit.service(), visit.actor()?, id).await?;
    let link = format!("{}/password/{}", visit.app.origin(), secret.reveal());
    Ok(visit.page(|| password_link_page(&person, link)))
}

async fn find(visit: &Visit, id: PersonId) -> Result<Person, Failure> {
    let everybody = people::list(visit.service(), visit.actor()?).await?;
    everybody.into_iter().find(|person| person.id == id).ok_or(Refusal::NotFound.into())
}
