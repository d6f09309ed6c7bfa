//! Who is asking: found once for each request, before any handler.

use std::net::SocketAddr;
use std::time::Instant;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use domain::ids::RequestId;
use service::account::session::{self, Holder};
use service::activity::refused;
use service::{Actor, Caller, Refusal, Secret};

use super::address::Asked;
use super::again::Unsaved;
use super::client::{address, browser_name};
use super::explain::explain;
use super::{App, Failure, Visit, cookies, kept, redirect};

/// Finds the visitor, runs the handler, and turns its failure into a page the visitor can read.
pub(crate) async fn receive(
    State(app): State<App>,
    jar: CookieJar,
    mut request: Request,
    next: Next,
) -> Response {
    let start = Instant::now();
    let session = cookies::session(&app, &jar);
    let caller = caller(&app, &request, session.clone());
    // A layer further out may know who asks already, by something else than a session.
    let known = request.extensions_mut().remove::<Actor>();
    let holder = request.extensions_mut().remove::<Holder>();
    let actor = match (known, holder, session) {
        (Some(actor), ..) => Ok(Some(actor)),
        (None, Some(holder), _) => {
            Ok(Some(session::admit(app.service(), holder, caller.clone()).await))
        }
        (None, None, Some(secret)) => {
            session::find_actor(app.service(), &secret, caller.clone()).await
        }
        (None, None, None) => Ok(None),
    };
    let (actor, broken) = match actor {
        Ok(actor) => (actor, None),
        Err(error) => (None, Some(Failure::from(error))),
    };
    // The address could not be read because the database did not answer.
    let broken = broken.or_else(|| request.extensions_mut().remove::<Failure>());
    let wants_json = wants_json(request.headers());
    let visit = Visit { app, caller, wants_json, actor };
    let method = request.method().clone();
    let asked = request.extensions_mut().remove::<Asked>().map(|Asked(uri)| uri);
    let asked = asked.unwrap_or_else(|| request.uri().clone());
    let asked_path = asked.path().to_owned();
    let next_page = asked.path_and_query().map(|path| path.as_str().to_owned());
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    request.extensions_mut().insert(visit.clone());
    let mut response = match broken {
        Some(broken) => broken.into_response(),
        None if visit.has_to_set_up(request.uri().path()) => set_up_first(&visit),
        None if !wants_json && kept::is_stranded(&request, visit.actor.as_ref()) => {
            kept::ask(&visit, asked_path, request).await
        }
        None => next.run(request).await,
    };
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        if let Failure::Refusal(Refusal::NotAllowed(_)) = &failure {
            audit_refusal(&visit, &format!("{method} {}", path.as_deref().unwrap_or("-"))).await;
        }
        let unsaved = response.extensions_mut().remove::<Unsaved>();
        let unsaved = unsaved.zip(next_page.clone());
        response = explain(&visit, failure, next_page.filter(|_| method == "GET"), unsaved);
    }
    let id = visit.caller.request;
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert("x-request-id", id);
    }
    let (path, status) = (path.as_deref().unwrap_or("-"), response.status().as_u16());
    let ms = start.elapsed().as_millis();
    tracing::info!(request = %id, %method, path, status, ms, "request");
    response
}

/// Nobody goes on without a second step where that is asked for.
fn set_up_first(visit: &Visit) -> Response {
    if visit.wants_json {
        const SENTENCE: &str = "Set up the second step at sign-in first.";
        return Failure::Refusal(Refusal::NotAllowed(SENTENCE)).into_response();
    }
    redirect("/account/second-step")
}

/// Somebody who is signed in may not do this: the trail says so. The answer is no, whether or not it can.
async fn audit_refusal(visit: &Visit, address: &str) {
    let Some(actor) = &visit.actor else { return };
    if let Err(error) = refused::not_allowed(visit.service(), actor, address).await {
        tracing::warn!(request = %visit.caller.request, %error, "a refusal is not in the trail");
    }
}

fn wants_json(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json")
}

/// Streams, and what the script of an open page reads again.
fn is_by_itself(headers: &HeaderMap) -> bool {
    let streams = headers.get(header::ACCEPT).is_some_and(|accept| accept == "text/event-stream");
    streams || headers.contains_key("x-by-itself")
}

#[expect(
    clippy::disallowed_methods,
    reason = "a request has its number before it reaches the service"
)]
fn caller(app: &App, request: &Request, session: Option<Secret>) -> Caller {
    let peer =
        request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let address = peer.map(|peer| address(peer, request.headers(), app.trusted_proxies()));
    let browser = request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    Caller {
        request: RequestId::new(uuid::Uuid::now_v7()),
        address,
        browser: browser_name(browser.unwrap_or_default()),
        by_itself: is_by_itself(request.headers()),
        session,
    }
}
