//! What waits for me.

use axum::Router;
use axum::routing::get;
use domain::access::{Operation, Relation};
use ui::home::home_page;

use crate::web::{Answer, App, Visit};

pub(crate) fn pages() -> Router<App> {
    Router::new().route("/", get(page))
}

pub(super) async fn page(visit: Visit) -> Answer {
    let actor = visit.actor()?;
    let home = service::home::find(visit.service(), actor).await?;
    let can_write = actor.may(Relation::None, Operation::CreateRelease);
    Ok(visit.page(|| home_page(&home, can_write, visit.now())))
}
