//! What islands call: server functions, by POST, as forms, for JSON, and in no other way.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::post;
use leptos::prelude::provide_context;
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::handle_server_fns_with_context;
use ui::function::Call;

use crate::web::{Answer, App, Failure, Visit, read_body};

/// One address for each function that the program has. A function of another method has none.
pub(crate) fn addresses() -> Router<App> {
    server_fn_paths()
        .filter(|(_, method)| method == Method::POST)
        .fold(Router::new(), |router, (path, _)| router.route(path, post(call)))
}

async fn call(visit: Visit, request: Request) -> Answer {
    // To what asks for a page, the library answers with a redirect to the Referer, whatever it is.
    if !visit.wants_json {
        return Ok((StatusCode::NOT_ACCEPTABLE, "Ask for application/json.\n").into_response());
    }
    let (parts, body) = request.into_parts();
    let body = Body::from(read_body(body).await?);
    let call = Call::new(visit.service().clone(), visit.actor().ok().cloned());
    let provided = call.clone();
    let provide = move || provide_context(provided.clone());
    let request = Request::from_parts(parts, body);
    let response = handle_server_fns_with_context(provide, request).await.into_response();
    match (call.fault(), call.refusal()) {
        (Some(fault), _) => Err(Failure::Fault(fault)),
        (None, Some(refusal)) => Err(Failure::Refusal(refusal)),
        (None, None) => Ok(response),
    }
}
