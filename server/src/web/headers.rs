//! What every answer says about itself, so that browsers keep to it.

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::App;

/// No inline script and no inline style at all, nothing from elsewhere, no frames.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; manifest-src 'self'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Adds the headers, forbids caches to keep pages, and drops redirects that lead elsewhere.
pub(crate) async fn harden(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Files of people come with a stricter one.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    if app.origin().is_secure() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let away =
        headers.get(header::LOCATION).is_some_and(|to| !is_here(to.to_str().unwrap_or_default()));
    if status.is_redirection() && away {
        headers.insert(header::LOCATION, HeaderValue::from_static("/"));
    }
    response
}

/// A path of ours: it begins with one slash and has nothing a browser would read as another host.
pub(crate) fn is_here(address: &str) -> bool {
    let odd = |c: char| c == '\\' || c.is_control() || c.is_whitespace();
    address.starts_with('/') && !address.starts_with("//") && !address.contains(odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_here() {
        assert!(is_here("/") && is_here("/releases/1?open=on#item-2"));
        for address in [
            "//evil",
            "/\\evil",
            "https:evil",
            "https://evil",
            "",
            "evil",
            "/a\r\nb",
            "/\tevil",
            "javascript:1",
        ] {
            assert!(!is_here(address), "{address:?}");
        }
    }
}
