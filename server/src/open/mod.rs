//! What programs ask and what never changes: health, files, calendars. No session, no pages, and a
//! failure is a status and a line of text.

mod assets;
mod health;

use axum::Router;
use axum::routing::get;

use crate::routes::account::calendar;
use crate::web::App;

pub(crate) fn addresses() -> Router<App> {
    Router::new()
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/version", get(health::version))
        .route("/favicon.svg", get(assets::favicon))
        .route("/assets/{name}", get(assets::asset))
        .route("/feeds/{name}", get(calendar::read))
}
