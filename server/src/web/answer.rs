use std::any::Any;
use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use service::{Error, Fault, Refusal};
use ui::form::Form;

/// What a handler gives: a response, or why there is none.
pub(crate) type Answer = Result<Response, Failure>;

/// Why a request was not answered. It becomes a page where the visitor is known.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    Refusal(Refusal),
    Fault(Arc<Fault>),
    TooLarge,
    /// What was sent did not arrive in time, or the connection broke.
    TooSlow,
    /// More is asked at this moment than can be answered.
    Crowded,
    /// Somebody has as many pages open as are told at once what changes.
    TooManyStreams,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Refusal(refusal) => Self::Refusal(refusal),
            Error::Fault(fault) => Self::Fault(Arc::new(fault)),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Shows a refusal at the field it is about; passes on what is about something else.
pub(crate) fn refuse(form: &mut Form, error: Error) -> Result<(), Failure> {
    match error {
        Error::Refusal(refusal) => Ok(form.refuse(refusal)?),
        fault @ Error::Fault(_) => Err(fault.into()),
    }
}

/// Sends a browser to a page of ours after a form was taken.
pub(crate) fn redirect(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// A file that the browser keeps and never shows as a page.
pub(crate) fn download(kind: &'static str, name: &str, text: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], text)
        .into_response()
}

/// A handler that panicked: a fault like others, and the connection lives on.
pub(crate) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    Failure::Fault(Arc::new(Fault::Task(format!("panic: {text}")))).into_response()
}
