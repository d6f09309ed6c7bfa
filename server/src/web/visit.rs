//! Who is asking: found once for each request, before any handler.

use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use axum_extra::extract::CookieJar;
use domain::ids::RequestId;
use ipnet::IpNet;
use serde_json::json;
use service::account::session;
use service::activity::refused;
use service::{Caller, Refusal, Service, Viewer};
use ui::failure;
use ui::form::Form;
use ui::page::Page;

use super::answer::Failure;
use super::{App, cookies, kept, redirect};

/// A request with the person behind it.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) app: App,
    pub(crate) caller: Caller,
    /// A program asks, not a person who reads: the island.
    pub(crate) wants_json: bool,
    viewer: Option<Viewer>,
}

impl Visit {
    pub(crate) fn service(&self) -> &Service {
        self.app.service()
    }

    /// The person who is signed in.
    pub(crate) fn viewer(&self) -> Result<&Viewer, Refusal> {
        self.viewer.as_ref().ok_or(Refusal::NotSignedIn)
    }

    /// What somebody pressed before they were signed out is not sent in the name of who came next.
    pub(crate) fn require_sender(&self, form: &Form) -> Result<(), Refusal> {
        let (viewer, person) = (self.viewer()?, form.value("person_of_page"));
        let same = person.is_empty() || person == viewer.person.id.to_string();
        if same { Ok(()) } else { Err(Refusal::NotSignedIn) }
    }

    pub(crate) fn now(&self) -> jiff::Timestamp {
        self.service().now()
    }

    /// Renders a page. It is made inside, because islands know their page.
    pub(crate) fn page(&self, make: impl FnOnce() -> Page) -> Response {
        let insecure = !self.app.origin().is_secure()
            && self.caller.address.is_some_and(|address| !address.is_loopback());
        let (status, document) =
            Page::document(make, self.viewer.as_ref(), App::assets(), insecure);
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Html(document)).into_response()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::Refusal(Refusal::NotFound))
    }
}

/// Finds the visitor, runs the handler, and turns its failure into a page the visitor can read.
pub(crate) async fn receive(
    State(app): State<App>,
    jar: CookieJar,
    mut request: Request,
    next: Next,
) -> Response {
    let start = Instant::now();
    let caller = caller(&app, &request);
    let viewer = match cookies::session(&app, &jar) {
        Some(secret) => session::find_viewer(app.service(), &secret, caller.clone()).await,
        None => Ok(None),
    };
    let (viewer, broken) = match viewer {
        Ok(viewer) => (viewer, None),
        Err(error) => (None, Some(Failure::from(error))),
    };
    let wants_json = wants_json(request.headers());
    let visit = Visit { app, caller, wants_json, viewer };
    let method = request.method().clone();
    let next_page = request.uri().path_and_query().map(|path| path.as_str().to_owned());
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    request.extensions_mut().insert(visit.clone());
    let mut response = match broken {
        Some(broken) => broken.into_response(),
        None if !wants_json && kept::is_stranded(&request, visit.viewer.as_ref()) => {
            kept::ask(&visit, request).await
        }
        None => next.run(request).await,
    };
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        if let Failure::Refusal(Refusal::NotAllowed(_)) = &failure {
            write_down(&visit, &format!("{method} {}", path.as_deref().unwrap_or("-"))).await;
        }
        response = if wants_json {
            explain_json(&visit, failure)
        } else {
            explain(&visit, failure, next_page.filter(|_| method == "GET"))
        };
    }
    let id = visit.caller.request;
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert("x-request-id", id);
    }
    tracing::info!(request = %id, %method, path = path.as_deref().unwrap_or("-"), status = response.status().as_u16(), ms = start.elapsed().as_millis(), "request");
    response
}

/// Somebody who is signed in may not do this: the trail says so. The answer is no, whether or not it can.
async fn write_down(visit: &Visit, address: &str) {
    let Some(viewer) = &visit.viewer else { return };
    if let Err(error) = refused::not_allowed(visit.service(), viewer, address).await {
        tracing::warn!(request = %visit.caller.request, %error, "a refusal is not in the trail");
    }
}

fn wants_json(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json")
}

fn explain(visit: &Visit, failure: Failure, next: Option<String>) -> Response {
    match failure {
        Failure::Refusal(Refusal::NotSignedIn) => sign_in_first(next),
        Failure::Refusal(Refusal::NotFound) => visit.page(failure::not_found),
        Failure::Refusal(Refusal::NotAllowed(sentence)) => {
            visit.page(|| failure::not_allowed(sentence))
        }
        Failure::Refusal(refusal @ Refusal::Throttled { .. }) => {
            retry(visit.page(|| failure::too_soon(refusal.to_string())), &refusal)
        }
        Failure::Refusal(refusal @ Refusal::Busy) => retry(visit.page(failure::busy), &refusal),
        Failure::Refusal(Refusal::CannotWrite) => visit.page(failure::cannot_write),
        Failure::Refusal(Refusal::Unclear) => visit.page(failure::unclear),
        Failure::Refusal(refusal) => visit.page(|| failure::not_now(refusal.to_string())),
        Failure::TooLarge => {
            visit.page(|| failure::refused(413, "What was sent is larger than any of our forms."))
        }
        Failure::Fault(fault) => {
            tracing::error!(request = %visit.caller.request, %fault, "fault");
            visit.page(|| failure::broken(visit.caller.request))
        }
    }
}

fn explain_json(visit: &Visit, failure: Failure) -> Response {
    let (status, message) = match &failure {
        Failure::Refusal(Refusal::NotSignedIn) => {
            let message = "You are signed out. Sign in in another tab, then do it again.";
            (StatusCode::UNAUTHORIZED, message.to_owned())
        }
        Failure::Refusal(Refusal::NotFound) => {
            (StatusCode::NOT_FOUND, "This is gone, or you cannot see it any more.".to_owned())
        }
        Failure::Refusal(refusal) => (status(refusal), refusal.to_string()),
        Failure::TooLarge => {
            (StatusCode::PAYLOAD_TOO_LARGE, "What was sent is too large.".to_owned())
        }
        Failure::Fault(fault) => {
            tracing::error!(request = %visit.caller.request, %fault, "fault");
            let message = format!(
                "Something broke. Tell your administrator this number: {}",
                visit.caller.request
            );
            (StatusCode::INTERNAL_SERVER_ERROR, message)
        }
    };
    let response = (status, axum::Json(json!({ "message": message }))).into_response();
    match failure {
        Failure::Refusal(refusal @ (Refusal::Busy | Refusal::Throttled { .. })) => {
            retry(response, &refusal)
        }
        _ => response,
    }
}

/// The one match from meaning to status.
fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotSignedIn => StatusCode::UNAUTHORIZED,
        Refusal::NotAllowed(_) => StatusCode::FORBIDDEN,
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::Conflict => StatusCode::CONFLICT,
        Refusal::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Throttled { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Busy | Refusal::CannotWrite | Refusal::Unclear => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Says when to come back.
pub(crate) fn retry(mut response: Response, refusal: &Refusal) -> Response {
    let seconds = match refusal {
        Refusal::Throttled { retry_after } => retry_after.as_secs() + 1,
        _ => 2,
    };
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// Sends somebody to the sign-in page, and back afterwards when they only wanted to read.
fn sign_in_first(next: Option<String>) -> Response {
    match next.filter(|next| next != "/") {
        None => redirect("/sign-in"),
        Some(next) => {
            let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
            redirect(&format!("/sign-in?next={next}"))
        }
    }
}

fn caller(app: &App, request: &Request) -> Caller {
    let peer =
        request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let address = peer.map(|peer| client(peer, request.headers(), app.trusted_proxies()));
    let browser = request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    Caller {
        request: RequestId::new(uuid::Uuid::now_v7()),
        address,
        browser: browser_name(browser.unwrap_or_default()),
    }
}

/// The address of the client: the peer, unless it is a proxy that we trust; then the last address
/// that no trusted proxy has. What a client writes itself stands further left and is never reached.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(&peer) {
        return peer;
    }
    let chain = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let chain: Vec<&str> = chain.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut client = peer;
    for hop in chain.iter().rev() {
        let Ok(address) = hop.parse::<IpAddr>() else { return client };
        client = address;
        if !is_trusted(&address) {
            return address;
        }
    }
    client
}

/// What a browser is called by people: `Firefox on Linux`.
fn browser_name(agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name)
    };
    let browser = find(&[
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        _ => "Unknown browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        client(peer.parse().unwrap(), &headers, &["10.0.0.0/8".parse().unwrap()]).to_string()
    }

    #[test]
    fn a_client_cannot_choose_its_address() {
        assert_eq!(seen("203.0.113.9", "198.51.100.1"), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", "198.51.100.1"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "1.1.1.1, 198.51.100.1"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "198.51.100.1, nonsense"), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", ""), "10.0.0.1");
    }

    #[test]
    fn a_browser_is_named_as_people_name_it() {
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(browser_name(agent), "Firefox on Linux");
        assert_eq!(browser_name("curl/8"), "Unknown browser");
    }
}
