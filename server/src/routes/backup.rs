//! Backups, for who looks after the installation.

use axum::Router;
use axum::routing::get;
use service::backup;
use ui::backup::backups_page;

use crate::web::{Answer, App, Visit, redirect};

pub(crate) fn pages() -> Router<App> {
    Router::new().route("/admin/backups", get(page).post(make))
}

async fn page(visit: Visit) -> Answer {
    let (made, settings) = backup::list(visit.service(), visit.actor()?).await?;
    let schedule = (settings.hours, settings.days);
    Ok(visit.page(|| backups_page(made, schedule, &settings.folder, visit.now())))
}

async fn make(visit: Visit) -> Answer {
    backup::make(visit.service(), visit.actor()?).await?;
    Ok(redirect("/admin/backups"))
}
