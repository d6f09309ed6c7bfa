//! Changing a password, and choosing a new one by a link.

use axum::extract::Path;
use axum_extra::extract::CookieJar;
use service::Secret;
use service::account::new_password::{self, Change};
use service::account::sign_in::Admitted;
use ui::account::new_password::choose_password_page;
use ui::account::second_step::code_page;
use ui::form::Form;

use super::show;
use super::sign_in::{read_password, welcome};
use crate::web::{Answer, Sent, Visit, cookies, refuse};

pub(super) async fn change(visit: Visit, jar: CookieJar, Sent(mut form): Sent) -> Answer {
    let actor = visit.actor()?;
    let old = form.take("old_password");
    if old.is_empty() {
        form.fail("old_password", "Enter your old password");
    }
    let new = read_password(&mut form);
    if let (Some(new), false) = (new, old.is_empty()) {
        let ends_calendars = form.has("end_calendars");
        let device = cookies::device(&visit.app, &jar);
        let change = Change { old: &old, new, ends_calendars, device };
        match new_password::change(visit.service(), actor, change, &visit.caller).await {
            Ok(signed_in) => return Ok(welcome(&visit, &signed_in, "/account?password-changed")),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, &form).await
}

pub(super) async fn page(visit: Visit, Path(secret): Path<String>) -> Answer {
    let secret = Secret::received(&secret);
    let person = new_password::require_link(visit.service(), &secret).await?;
    Ok(visit.page(|| choose_password_page(&secret, &person, &Form::default())))
}

pub(super) async fn choose(
    visit: Visit,
    Path(secret): Path<String>,
    Sent(mut form): Sent,
) -> Answer {
    let secret = Secret::received(&secret);
    let person = new_password::require_link(visit.service(), &secret).await?;
    if let Some(new) = read_password(&mut form) {
        match new_password::choose(visit.service(), &secret, &new, &visit.caller).await {
            Ok(Admitted::In(signed_in)) => return Ok(welcome(&visit, &signed_in, "/")),
            Ok(Admitted::Asked(asked)) => return Ok(visit.page(|| code_page(&asked, &form))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    Ok(visit.page(|| choose_password_page(&secret, &person, &form)))
}
