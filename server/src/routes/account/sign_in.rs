use std::collections::HashMap;

use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum_extra::extract::CookieJar;
use domain::account::NewPassword;
use domain::ids::PersonId;
use domain::person::{Email, Role};
use domain::text::Name;
use service::account::setup::{self, FirstAdmin};
use service::account::sign_in::{self, Admitted, Credentials, SignedIn};
use service::account::{invitation, session};
use service::{Error, Refusal, Secret};
use ui::account::second_step::code_page;
use ui::account::sign_in::{
    Arrival, invitation_page, resume_page, setup_page, sign_in_page as page,
};
use ui::form::Form;

use crate::web::{Answer, Sent, Visit, cookies, is_here, kept, redirect, refuse, with_retry_after};

pub(super) async fn setup(visit: Visit, Path(secret): Path<String>) -> Answer {
    let secret = Secret::received(&secret);
    setup::require_open(visit.service(), &secret).await?;
    let form = Form::default().ticked("demo", visit.app.is_demo());
    Ok(visit.page(|| setup_page(&secret, &form)))
}

pub(super) async fn complete_setup(
    visit: Visit,
    Path(secret): Path<String>,
    Sent(mut form): Sent,
) -> Answer {
    let secret = Secret::received(&secret);
    setup::require_open(visit.service(), &secret).await?;
    let name = form.read("name", Name::parse);
    let email = form.read("email", Email::parse);
    let password = read_password(&mut form);
    if let (Some(name), Some(email), Some(password)) = (name, email, password) {
        let admin = FirstAdmin { email, name, password };
        match setup::complete(visit.service(), &secret, &admin, &visit.caller).await {
            Ok(signed_in) => {
                if let Err(error) = add_demo(&visit, form.has("demo"), signed_in.person).await {
                    // Who set Holdpoint up is in all the same; `--demo` adds it later.
                    tracing::warn!(%error, "the demo was not added");
                }
                return Ok(welcome(&visit, &signed_in, "/"));
            }
            Err(error) => refuse(&mut form, error)?,
        }
    }
    Ok(visit.page(|| setup_page(&secret, &form)))
}

async fn add_demo(visit: &Visit, wanted: bool, admin: PersonId) -> Result<(), demo::Error> {
    let database = visit.service().database();
    if wanted {
        demo::load(database, visit.now()).await?;
    }
    demo::welcome(database, admin, Role::Admin).await
}

pub(super) async fn invitation(visit: Visit, Path(secret): Path<String>) -> Answer {
    let secret = Secret::received(&secret);
    let invited = invitation::require_open(visit.service(), &secret).await?;
    Ok(visit.page(|| invitation_page(&secret, &invited, &Form::default())))
}

pub(super) async fn accept_invitation(
    visit: Visit,
    Path(secret): Path<String>,
    Sent(mut form): Sent,
) -> Answer {
    let secret = Secret::received(&secret);
    let invited = invitation::require_open(visit.service(), &secret).await?;
    let name = form.read("name", Name::parse);
    let password = read_password(&mut form);
    if let (Some(name), Some(password)) = (name, password) {
        match invitation::accept(visit.service(), &secret, &name, &password, &visit.caller).await {
            Ok(signed_in) => return Ok(welcome(&visit, &signed_in, "/")),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    Ok(visit.page(|| invitation_page(&secret, &invited, &form)))
}

pub(super) async fn sign_in_page(
    visit: Visit,
    jar: CookieJar,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let form = Form::default().with("next", query.get("next").map_or("", String::as_str));
    // A browser that still sends a session had one.
    let arrival = match (query.contains_key("signed-out"), cookies::session(&visit.app, &jar)) {
        (true, _) => Arrival::SignedOut,
        (false, Some(_)) if visit.actor().is_err() => Arrival::Ended,
        (false, _) => Arrival::New,
    };
    Ok(visit.page(|| page(&form, arrival)))
}

pub(super) async fn sign_in(visit: Visit, jar: CookieJar, Sent(mut form): Sent) -> Answer {
    let password = form.take("password");
    if form.value("email").trim().is_empty() {
        form.fail("email", "Enter an email address");
    }
    if password.is_empty() {
        form.fail("password", "Enter a password");
    }
    if form.is_refused() {
        return Ok(visit.page(|| page(&form, Arrival::New)));
    }
    let credentials = Credentials {
        email: form.value("email"),
        password: &password,
        device: cookies::device(&visit.app, &jar),
    };
    match sign_in::sign_in(visit.service(), credentials, &visit.caller).await {
        Ok(Admitted::In(signed_in)) => Ok(go_on(&visit, &signed_in, &form)),
        Ok(Admitted::Asked(asked)) => Ok(visit.page(|| code_page(&asked, &form))),
        Err(Error::Refusal(refusal @ Refusal::Throttled { .. })) => {
            form.fail("email", &refusal);
            Ok(with_retry_after(visit.page(|| page(&form, Arrival::New).status(429)), &refusal))
        }
        Err(error) => {
            refuse(&mut form, error)?;
            Ok(visit.page(|| page(&form, Arrival::New)))
        }
    }
}

pub(super) async fn sign_out(visit: Visit) -> Answer {
    let actor = visit.actor()?;
    let session = actor.session().ok_or(Refusal::NotFound)?;
    session::end_session(visit.service(), actor, session).await?;
    let mut response = redirect("/sign-in?signed-out");
    let headers = response.headers_mut();
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    set_cookie(&mut response, &cookies::signed_out(&visit.app));
    Ok(response)
}

pub(super) fn read_password(form: &mut Form) -> Option<NewPassword> {
    let password = form.take("password");
    form.read("password", |_| NewPassword::parse(&password))
}

/// Whoever is in now goes on to where they wanted, or to the form that they sent.
pub(super) fn go_on(visit: &Visit, signed_in: &SignedIn, form: &Form) -> Response {
    if is_here(form.value("kept_for")) {
        return resume(visit, signed_in, form);
    }
    let next = Some(form.value("next")).filter(|next| is_here(next));
    welcome(visit, signed_in, next.unwrap_or("/"))
}

/// Shows the form that was sent when the session was over, to be sent again.
fn resume(visit: &Visit, signed_in: &SignedIn, form: &Form) -> Response {
    let fields = kept::fields(form.value("kept"));
    give_session(visit, signed_in, visit.page(|| resume_page(form.value("kept_for"), fields)))
}

pub(super) fn welcome(visit: &Visit, signed_in: &SignedIn, next: &str) -> Response {
    give_session(visit, signed_in, redirect(next))
}

fn give_session(visit: &Visit, signed_in: &SignedIn, mut response: Response) -> Response {
    for cookie in cookies::signed_in(&visit.app, signed_in) {
        set_cookie(&mut response, &cookie);
    }
    response
}

fn set_cookie(response: &mut Response, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
