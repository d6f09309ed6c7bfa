use axum::extract::State;
use axum::http::StatusCode;
use service::backup;

use crate::web::App;

/// The process runs.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// The database answers and its tables are those of this version.
pub(super) async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.is_leaving() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match app.service().check().await {
        Ok(()) if is_overdue(&app).await => {
            (StatusCode::OK, "ready, but without a backup of the last day\n")
        }
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}

async fn is_overdue(app: &App) -> bool {
    match backup::is_overdue(app.service()).await {
        Ok(overdue) => overdue,
        Err(error) => {
            tracing::error!(%error, "the backups cannot be read");
            true
        }
    }
}

pub(super) async fn version() -> String {
    format!("holdpoint {}\n", crate::VERSION)
}
