//! The whole application: the kinds of addresses, what each goes through, and how it says that
//! something failed.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use domain::limits;
use service::Refusal;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::metrics::page::measure;
use crate::web::{
    Answer, App, Visit, address, answer, cross_origin, crowd, headers, receive, retry,
};
use crate::{functions, open, routes};

/// An upload may be larger than its limit by so much, and still gets the page that says so.
const GENEROUS: usize = limits::IMPORT * 4;

/// Pages and forms for people, functions for islands, and what is open to everybody.
pub fn router(app: App) -> Router {
    let forms = routes::pages()
        .merge(functions::addresses())
        .fallback(nothing_here)
        .method_not_allowed_fallback(nothing_here)
        .layer(middleware::from_fn(cross_origin::require_form));
    let uploads = routes::uploads()
        .method_not_allowed_fallback(nothing_here)
        .layer(DefaultBodyLimit::max(GENEROUS))
        .layer(middleware::from_fn(crowd::admit_upload))
        .layer(middleware::from_fn(cross_origin::require_form_or_file));
    let by_id = open::addresses()
        .with_state(app.clone())
        .merge(with_visitor(forms.merge(uploads), &app))
        .layer(middleware::from_fn_with_state(app.clone(), headers::harden))
        .layer(middleware::from_fn_with_state(app.clone(), measure));
    // An address in words is read before anything is routed.
    Router::new()
        .fallback_service(by_id)
        .layer(middleware::from_fn_with_state(app, address::resolve))
}

/// Whoever has not signed in does not learn which addresses lead somewhere.
async fn nothing_here(visit: Visit) -> Answer {
    visit.actor()?;
    Err(Refusal::NotFound.into())
}

/// What every request of a person goes through. Layers are listed from the inside out.
fn with_visitor(addresses: Router<App>, app: &App) -> Router {
    addresses
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), crowd::admit))
        .layer(middleware::from_fn(retry::once_more))
        .layer(middleware::from_fn(address::prefer_words))
        .layer(middleware::from_fn_with_state(app.clone(), receive::receive))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(app.clone(), cross_origin::refuse))
        .layer(middleware::from_fn(finish))
        .with_state(app.clone())
}

/// Lets every unsafe request run to its end in a task of its own: a browser that goes away does not
/// stop a write in the middle (sqlx#4385).
async fn finish(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(%error, "a request was stopped");
            axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
