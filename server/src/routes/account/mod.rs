//! My account, and the ways in: the first start, invitations, sign-in, calendars to subscribe to.

pub(crate) mod calendar;
mod new_password;
mod second_step;
mod sign_in;

use std::collections::HashMap;

use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use domain::ids::{AbsenceId, SessionId};
use service::Refusal;
use service::account::session;
use service::person;
use service::person::absence;
use ui::account::{absence_delete_page, account_page};
use ui::form::Form;

use super::phase::read_dates;
use crate::web::{Answer, App, Id, Sent, Visit, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/setup/{secret}", get(sign_in::setup).post(sign_in::complete_setup))
        .route("/invitations/{secret}", get(sign_in::invitation).post(sign_in::accept_invitation))
        .route("/password/{secret}", get(new_password::page).post(new_password::choose))
        .route("/account/password", post(new_password::change))
        .route("/sign-in", get(sign_in::sign_in_page).post(sign_in::sign_in))
        .route("/sign-in/code", post(second_step::complete))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/account/second-step", get(second_step::page).post(second_step::propose))
        .route("/account/second-step/confirm", post(second_step::confirm))
        .route("/account/second-step/codes", post(second_step::renew_codes))
        .route(
            "/account/second-step/off",
            get(second_step::switch_off_form).post(second_step::switch_off),
        )
        .route("/account", get(page))
        .route("/account/stay", post(stay))
        .route("/account/shortcuts", post(switch_shortcuts))
        .route("/account/absences", post(add_absence))
        .route("/account/absences/{id}/delete", get(delete_absence_page).post(delete_absence))
        .route("/account/feeds", post(calendar::create))
        .route("/account/feeds/{id}/revoke", post(calendar::revoke))
        .route("/account/sessions/{id}/end", post(end_session))
        .route("/releases/{id}/feeds", post(calendar::create_of_release))
}

pub(super) async fn page(visit: Visit, Query(query): Query<HashMap<String, String>>) -> Answer {
    let form = Form::default().ticked("password_changed", query.contains_key("password-changed"));
    show(&visit, &form).await
}

pub(super) async fn show(visit: &Visit, form: &Form) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let sessions = session::list_sessions(service, actor).await?;
    let absences = absence::list(service, actor).await?;
    let feeds = service::account::calendar::list(service, actor).await?;
    Ok(visit.page(|| account_page(actor, sessions, (&absences, &feeds), form, visit.now())))
}

pub(super) async fn add_absence(visit: Visit, Sent(mut form): Sent) -> Answer {
    if let Some(dates) = read_dates(&mut form, "away_from", "away_to") {
        match absence::add(visit.service(), visit.actor()?, dates).await {
            Ok(()) => return Ok(redirect("/account#away")),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, &form).await
}

pub(super) async fn delete_absence_page(visit: Visit, Id(id): Id<AbsenceId>) -> Answer {
    let absences = absence::list(visit.service(), visit.actor()?).await?;
    let absence = absences.iter().find(|absence| absence.id == id).ok_or(Refusal::NotFound)?;
    Ok(visit.page(|| absence_delete_page(absence, visit.now())))
}

pub(super) async fn delete_absence(visit: Visit, Id(id): Id<AbsenceId>) -> Answer {
    absence::delete(visit.service(), visit.actor()?, id).await?;
    Ok(redirect("/account#away"))
}

pub(super) async fn stay(visit: Visit) -> Answer {
    session::stay(visit.service(), visit.actor()?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn switch_shortcuts(visit: Visit, Sent(form): Sent) -> Answer {
    person::switch_shortcuts(visit.service(), visit.actor()?, form.value("shortcuts") == "on")
        .await?;
    Ok(redirect("/account#shortcuts"))
}

pub(super) async fn end_session(visit: Visit, Id(id): Id<SessionId>) -> Answer {
    session::end_session(visit.service(), visit.actor()?, id).await?;
    Ok(redirect("/account#sessions"))
}
