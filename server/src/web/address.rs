//! Addresses that people can read: what comes by words is routed by id, and what comes by id, or by words of yesterday,
//! is sent to the words of today.

use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::address::InWords;
use service::release::address;
use uuid::Uuid;

use super::{App, Failure, Visit, cookies};

/// The address as it was asked for.
#[derive(Clone)]
pub(super) struct Asked(pub(super) Uri);

/// A request that came by the words of today.
#[derive(Clone, Copy)]
struct Current;

/// Finds what the words of an address are about, before it is routed. Words that lead nowhere are routed to an id that
/// nothing has: whatever is asked of them, they answer like what one may not see.
pub(crate) async fn resolve(
    State(app): State<App>,
    jar: CookieJar,
    mut request: Request,
    next: Next,
) -> Response {
    let asked = request.uri().clone();
    // As somebody may type it: with capital letters, or a slash at the end.
    let plain = asked.path().trim_end_matches('/').to_ascii_lowercase();
    if let Some(words) = InWords::read(&plain) {
        let secret = cookies::session(&app, &jar);
        match address::arrive(app.service(), &words, secret.as_ref()).await {
            Ok((resolved, holder)) => {
                let current = resolved.as_ref().is_some_and(|resolved| resolved.current);
                if current && plain == asked.path() {
                    request.extensions_mut().insert(Current);
                }
                let path = resolved.map_or_else(|| words.by_id(Uuid::nil()), |found| found.path);
                if let Some(uri) = at_path(&asked, &path) {
                    *request.uri_mut() = uri;
                }
                if let Some(holder) = holder {
                    request.extensions_mut().insert(holder);
                }
            }
            // Whoever answers says it, with the number of the request.
            Err(error) => {
                request.extensions_mut().insert(Failure::from(error));
            }
        }
    }
    request.extensions_mut().insert(Asked(asked));
    next.run(request).await
}

/// Sends whoever came otherwise to the words of today, when they may see what is there. A form goes on at once and the
/// page after it is named in words.
pub(crate) async fn prefer_words(visit: Visit, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads && request.extensions().get::<Current>().is_none() && is_page(request.uri().path()) {
        if let Some(words) = in_words(&visit, request.uri().path()).await {
            let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
            return Redirect::temporary(&format!("{words}{query}")).into_response();
        }
        return next.run(request).await;
    }
    let mut response = next.run(request).await;
    if response.status() == StatusCode::SEE_OTHER
        && let Some(to) = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok())
    {
        let (path, rest) = to.split_at(to.find(['?', '#']).unwrap_or(to.len()));
        if let Some(words) = in_words(&visit, path).await
            && let Ok(words) = HeaderValue::from_str(&format!("{words}{rest}"))
        {
            response.headers_mut().insert(header::LOCATION, words);
        }
    }
    response
}

/// Streams and files have no address in words: nobody reads theirs.
fn is_page(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    last != "live" && !last.contains('.')
}

async fn in_words(visit: &Visit, path: &str) -> Option<String> {
    if visit.wants_json {
        return None;
    }
    let actor = visit.actor.as_ref()?;
    match address::find_in_words(visit.service(), actor, path).await {
        Ok(words) => words,
        // The address by id serves as well.
        Err(error) => {
            tracing::warn!(request = %visit.caller.request, %error, "no words for an address");
            None
        }
    }
}

fn at_path(uri: &Uri, path: &str) -> Option<Uri> {
    let path = uri.query().map_or(path.to_owned(), |query| format!("{path}?{query}"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(path).ok()?);
    Uri::from_parts(parts).ok()
}
