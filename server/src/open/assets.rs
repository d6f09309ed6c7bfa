use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bundle::Asset;

/// A built file. Its name changes when its content does, so browsers may keep it for ever.
pub(super) async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    match bundle::find(&format!("/assets/{name}")) {
        Some(asset) => send(asset, &headers, "public, max-age=31536000, immutable"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

pub(super) async fn favicon(headers: HeaderMap) -> Response {
    match bundle::find("/favicon.svg") {
        Some(asset) => send(asset, &headers, "public, max-age=86400"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn send(asset: &'static Asset, headers: &HeaderMap, cache: &'static str) -> Response {
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|accepts| accepts.to_str().ok());
    let packed = asset.brotli.filter(|_| {
        accepts.is_some_and(|accepts| {
            accepts.split(',').any(|one| one.trim().split(';').next() == Some("br"))
        })
    });
    let mut response = packed.unwrap_or(asset.content).into_response();
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if packed.is_some() {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}
