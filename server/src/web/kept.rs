//! A form that was sent when the session was over. It is kept on the sign-in page, so that no word is
//! lost, and sent on by the person when they are signed in again (WCAG 2.2.5).

use axum::extract::Request;
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use service::Actor;
use ui::account::sign_in::{Arrival, sign_in_page};
use ui::form::Form;
use url::form_urlencoded;

use super::{Visit, read_body};

/// Whether a request is a form of somebody who has to sign in first.
pub(super) fn is_stranded(request: &Request, actor: Option<&Actor>) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let path = request.uri().path();
    let entry = [
        "/sign-in",
        "/sign-out",
        "/setup/",
        "/invitations/",
        "/password/",
        "/account/password",
        "/read/",
        "/fn/",
    ];
    actor.is_none()
        && request.method() == Method::POST
        && kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
        && !entry.iter().any(|entry| path.starts_with(entry))
}

/// The sign-in page with the form inside, and the address as it was asked for: where words lead is nobody's business
/// who has not signed in.
pub(super) async fn ask(visit: &Visit, path: String, request: Request) -> Response {
    let body = match read_body(request.into_body()).await {
        Ok(body) => body,
        Err(failure) => return failure.into_response(),
    };
    let form = form(path, form_urlencoded::parse(&body).filter(|(name, _)| !is_secret(name)));
    visit.page(|| sign_in_page(&form, Arrival::New).status(401))
}

/// No secret stands on a page, whatever form it was in.
pub(super) fn is_secret(name: &str) -> bool {
    name.contains("password") || name == "code" || name == "asked"
}

/// A sign-in form that has another inside, and where that one goes.
pub(super) fn form<N: AsRef<str>, V: AsRef<str>>(
    path: String,
    fields: impl IntoIterator<Item = (N, V)>,
) -> Form {
    let kept = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Form::default().with("kept_for", path).with("kept", kept)
}

/// The fields of a form as it was sent.
pub(crate) fn fields(sent: impl AsRef<[u8]>) -> Vec<(String, String)> {
    form_urlencoded::parse(sent.as_ref()).into_owned().collect()
}
