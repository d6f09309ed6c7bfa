//! Counting what is answered, and the one address where a machine reads it.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use prometheus_client::encoding::prometheus_text::{CONTENT_TYPE, encode};
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use service::backup;

use super::counted::Answered;
use crate::places::Places;
use crate::web::App;

/// Counts every answer.
pub(crate) async fn measure(State(app): State<App>, request: Request, next: Next) -> Response {
    let since = Instant::now();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("none", MatchedPath::as_str).to_owned();
    let method = method(request.method());
    let response = next.run(request).await;
    app.metrics().count(Answered { method, route, status: response.status().as_u16() }, since);
    response
}

/// Whoever makes up methods does not make up rows.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

/// The one address that a machine asks.
pub(crate) fn addresses(app: App, places: Places) -> Router {
    Router::new().route("/metrics", get(show)).with_state((app, places))
}

async fn show(State((app, places)): State<(App, Places)>) -> Response {
    let mut registry = Registry::with_prefix("holdpoint");
    app.metrics().register(&mut registry);
    registry.register("connections_refused", "Connections beyond the limits", places.refused());
    for (name, help, value) in now(&app, &places).await {
        let gauge = Gauge::<i64>::default();
        gauge.set(value);
        registry.register(name, help, gauge);
    }
    let mut text = String::new();
    match encode(&mut text, &registry) {
        Ok(()) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "what was measured cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A name, what it says, and how much of it there is.
type Amount = (&'static str, &'static str, i64);

/// What there is at this moment. What is not known is not there.
async fn now(app: &App, places: &Places) -> Vec<Amount> {
    let service = app.service();
    let overdue = backup::is_overdue(service).await.unwrap_or(true);
    let ready = !app.is_leaving() && service.check().await.is_ok();
    let (connected, busy) = service.database().connections();
    let mut amounts: Vec<Amount> = vec![
        ("ready", "Whether the database answers and the program is not stopping", ready.into()),
        ("read_only", "Whether nothing is saved for want of room", (!service.can_write()).into()),
        ("backup_overdue", "Whether there is no backup of the last day", overdue.into()),
        ("connections", "Open connections", count(places.taken())),
        ("in_flight", "Requests that are being answered", count(app.in_flight_now())),
        ("open_pages", "Pages that are open and kept up to date", count(app.streams().taken())),
        ("uploads", "Uploads that are being read", count(app.uploads().taken())),
        ("database_connections", "Connections to the database", count(connected)),
        ("database_connections_busy", "Those of them in use", count(busy)),
    ];
    if let Some(free) = service.database().free_bytes() {
        let help = "Free bytes where the SQLite file is";
        amounts.push(("free_bytes", help, i64::try_from(free).unwrap_or(i64::MAX)));
    }
    if let Some(newest) = backup::newest(service) {
        let help = "When the newest backup was made";
        amounts.push(("newest_backup_timestamp_seconds", help, newest.as_second()));
    }
    amounts
}

fn count(amount: usize) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}
