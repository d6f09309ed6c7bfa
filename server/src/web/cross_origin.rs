//! Other sites cannot make a browser change anything here. One layer, outside of everything else.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;

use super::{App, cookies};

/// Refuses unsafe requests that another origin made. Browsers say who made a request in
/// `Sec-Fetch-Site`, old ones in `Origin`; what says neither must not come with a session.
pub(crate) async fn refuse(
    State(app): State<App>,
    jar: CookieJar,
    request: Request,
    next: Next,
) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let has_session = cookies::session(&app, &jar).is_some();
    if safe || is_own(request.headers(), app.origin().as_str(), has_session) {
        let mut response = next.run(request).await;
        response
            .headers_mut()
            .append(header::VARY, header::HeaderValue::from_static("sec-fetch-site, origin"));
        return response;
    }
    (StatusCode::FORBIDDEN, "This request came from another site, so it was not carried out.\n")
        .into_response()
}

fn is_own(headers: &HeaderMap, own: &str, has_session: bool) -> bool {
    let text =
        |name| headers.get(name).map(|value: &header::HeaderValue| value.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin == own,
        (None, None) => !has_session,
    }
}

/// Lets only the type through that our forms send: a `text/plain` body needs no permission of the
/// browser, so nothing may understand it.
pub(crate) async fn require_form(request: Request, next: Next) -> Response {
    require(&["application/x-www-form-urlencoded"], request, next).await
}

/// The same where a file may come with the form.
pub(crate) async fn require_form_or_file(request: Request, next: Next) -> Response {
    require(&["application/x-www-form-urlencoded", "multipart/form-data"], request, next).await
}

async fn require(kinds: &[&str], request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind =
        kind.and_then(|kind| kind.split(';').next()).map(|kind| kind.trim().to_ascii_lowercase());
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    if safe || kind.is_some_and(|kind| kinds.contains(&kind.as_str())) {
        return next.run(request).await;
    }
    (StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send this as a form.\n").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "https://holdpoint.example.org";

    fn judged(pairs: &[(&'static str, &'static str)], has_session: bool) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_own(&headers, OWN, has_session)
    }

    #[test]
    fn what_the_browser_says_about_the_site_decides() {
        assert!(judged(&[("sec-fetch-site", "same-origin")], true));
        assert!(judged(&[("sec-fetch-site", "none")], true));
        for site in ["cross-site", "same-site", "", "SAME-ORIGIN"] {
            assert!(!judged(&[("sec-fetch-site", site), ("origin", OWN)], true), "{site}");
        }
    }

    #[test]
    fn without_it_the_origin_decides_and_without_both_there_must_be_no_session() {
        assert!(judged(&[("origin", OWN)], true));
        for origin in ["https://evil.example", "null", "http://holdpoint.example.org"] {
            assert!(!judged(&[("origin", origin)], false), "{origin}");
        }
        assert!(!judged(&[], true));
        assert!(judged(&[], false));
    }
}
