//! What happened in a release, and the stream of what happens.

mod audit;
mod export;
mod stream;

use axum::Router;
use axum::routing::get;
use std::collections::HashMap;

use axum::extract::Query;
use domain::activity::Place;
use domain::ids::ReleaseId;
use domain::limits;
use ui::activity::activity_page;

use crate::web::{Answer, App, Id, Visit};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/admin/audit", get(audit::page))
        .route("/admin/audit.csv", get(audit::csv))
        .route("/admin/audit.jsonl", get(audit::jsonl))
        .route("/releases/{id}/activity", get(page))
        .route("/releases/{id}/live", get(stream::stream))
}

pub(super) async fn page(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let behind = query.get("before").and_then(|text| Place::parse(text));
    let actor = visit.actor()?;
    let (seen, entries) =
        service::activity::list(visit.service(), actor, id, behind, limits::PAGE).await?;
    Ok(visit.page(|| activity_page(&seen, entries, visit.now())))
}
