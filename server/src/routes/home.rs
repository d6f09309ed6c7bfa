//! What waits for me.

use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use domain::access::{Operation, Relation};
use domain::ids::ReleaseId;
use ui::home::home_page;

use crate::web::{Answer, App, Visit};

pub(crate) fn pages() -> Router<App> {
    Router::new().route("/", get(page))
}

/// The address of a page of releases: `?after=` the last release of the one before.
#[derive(serde::Deserialize)]
struct From {
    after: Option<String>,
}

async fn page(visit: Visit, Query(from): Query<From>) -> Answer {
    let actor = visit.actor()?;
    let after = from.after.and_then(|after| after.parse::<ReleaseId>().ok());
    let home = service::home::find(visit.service(), actor, after).await?;
    let can_write = actor.may(Relation::None, Operation::CreateRelease);
    Ok(visit.page(|| home_page(&home, can_write, visit.now())))
}
