use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::ids::SessionId;
use service::{person, session};
use ui::account::account_page;

use crate::web::{Answer, Id, Sent, Visit, redirect};

pub(super) async fn page(visit: Visit) -> Answer {
    let viewer = visit.viewer()?;
    let sessions = session::list_sessions(visit.service(), viewer).await?;
    Ok(visit.page(|| account_page(viewer, sessions, visit.now())))
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
