//! The second step at sign-in: one's own, and being asked for it.

use axum_extra::extract::CookieJar;
use service::account::second_step;
use service::{Error, Refusal, Secret};
use ui::account::second_step::{code_page, recovery_codes_page, second_step_page, switch_off_page};
use ui::account::sign_in::{Arrival, sign_in_page};
use ui::form::Form;

use super::sign_in::go_on;
use crate::web::{Answer, Sent, Visit, cookies, redirect, refuse, with_retry_after};

pub(super) async fn page(visit: Visit) -> Answer {
    show(&visit, &Form::default()).await
}

async fn show(visit: &Visit, form: &Form) -> Answer {
    let standing = second_step::find(visit.service(), visit.actor()?).await?;
    let required = visit.app.requires_second_step();
    Ok(visit.page(|| second_step_page(&standing, required, form, visit.now())))
}

pub(super) async fn propose(visit: Visit) -> Answer {
    let mut form = Form::default();
    match second_step::propose(visit.service(), visit.actor()?).await {
        Ok(()) => Ok(redirect("/account/second-step")),
        Err(error) => {
            refuse(&mut form, error)?;
            show(&visit, &form).await
        }
    }
}

pub(super) async fn confirm(visit: Visit, Sent(mut form): Sent) -> Answer {
    let code = form.value("code").to_owned();
    match second_step::confirm(visit.service(), visit.actor()?, &code).await {
        Ok(codes) => Ok(visit.page(|| recovery_codes_page(&codes))),
        Err(Error::Refusal(Refusal::Conflict)) => Ok(redirect("/account/second-step")),
        Err(error) => {
            refuse(&mut form, error)?;
            show(&visit, &form).await
        }
    }
}

pub(super) async fn renew_codes(visit: Visit) -> Answer {
    match second_step::renew_codes(visit.service(), visit.actor()?).await {
        Ok(codes) => Ok(visit.page(|| recovery_codes_page(&codes))),
        Err(Error::Refusal(Refusal::Conflict)) => Ok(redirect("/account/second-step")),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn switch_off_form(visit: Visit) -> Answer {
    second_step::find(visit.service(), visit.actor()?).await?;
    Ok(visit.page(|| switch_off_page(&Form::default())))
}

pub(super) async fn switch_off(visit: Visit) -> Answer {
    second_step::switch_off(visit.service(), visit.actor()?).await?;
    Ok(redirect("/account/second-step"))
}

/// Takes the code of whoever gave the right password.
pub(super) async fn complete(visit: Visit, jar: CookieJar, Sent(mut form): Sent) -> Answer {
    let asked = Secret::received(form.value("asked"));
    let code = form.value("code").to_owned();
    let device = cookies::device(&visit.app, &jar);
    let done = second_step::complete(visit.service(), (&asked, &code), device, &visit.caller);
    match done.await {
        Ok(signed_in) => Ok(go_on(&visit, &signed_in, &form)),
        Err(Error::Refusal(refusal @ Refusal::Throttled { .. })) => {
            form.fail("code", &refusal);
            Ok(with_retry_after(visit.page(|| code_page(&asked, &form).status(429)), &refusal))
        }
        Err(Error::Refusal(Refusal::NotFound)) => {
            form.fail("email", "You were asked too long ago or tried too often. Start again");
            Ok(visit.page(|| sign_in_page(&form, Arrival::New)))
        }
        Err(error) => {
            refuse(&mut form, error)?;
            Ok(visit.page(|| code_page(&asked, &form)))
        }
    }
}
