use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::ids::{AbsenceId, SessionId};
use service::{absence, feed, person, session};
use ui::account::account_page;
use ui::form::Form;

use super::phase::read_dates;
use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn page(visit: Visit) -> Answer {
    show(&visit, &Form::default()).await
}

pub(super) async fn show(visit: &Visit, form: &Form) -> Answer {
    let (service, viewer) = (visit.service(), visit.viewer()?);
    let sessions = session::list_sessions(service, viewer).await?;
    let absences = absence::list(service, viewer).await?;
    let feeds = feed::list(service, viewer).await?;
    Ok(visit.page(|| account_page(viewer, sessions, (&absences, &feeds), form, visit.now())))
}

pub(super) async fn add_absence(visit: Visit, Sent(mut form): Sent) -> Answer {
    if let Some(dates) = read_dates(&mut form, "away_from", "away_to") {
        match absence::add(visit.service(), visit.viewer()?, dates).await {
            Ok(()) => return Ok(redirect("/account#away")),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, &form).await
}

pub(super) async fn delete_absence(visit: Visit, Id(id): Id<AbsenceId>) -> Answer {
    absence::delete(visit.service(), visit.viewer()?, id).await?;
    Ok(redirect("/account#away"))
}

/// Keeps the session: that somebody asks is already a use of it.
pub(super) async fn stay(visit: Visit) -> Answer {
    visit.viewer()?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn switch_shortcuts(visit: Visit, Sent(form): Sent) -> Answer {
    person::switch_shortcuts(visit.service(), visit.viewer()?, form.value("shortcuts") == "on")
        .await?;
    Ok(redirect("/account#shortcuts"))
}

pub(super) async fn end_session(visit: Visit, Id(id): Id<SessionId>) -> Answer {
    session::end_session(visit.service(), visit.viewer()?, id).await?;
    Ok(redirect("/account#sessions"))
}
