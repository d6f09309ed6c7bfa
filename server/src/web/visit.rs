//! A request with the person behind it, as handlers get it.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use domain::ids::{PersonId, RequestId};
use leptos::prelude::AnyView;
use service::activity::find_last_change;
use service::{Actor, Caller, Error, Refusal, Service};
use ui::form::Form;
use ui::page::{Page, Warns};
use ui::words::ago;
use uuid::Uuid;

use super::{App, Failure, refuse};
use crate::shares::Share;

/// A request with the person behind it.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) app: App,
    pub(crate) caller: Caller,
    /// A program asks, not a person who reads: the island.
    pub(crate) wants_json: bool,
    pub(super) actor: Option<Actor>,
}

impl Visit {
    pub(crate) fn service(&self) -> &Service {
        self.app.service()
    }

    /// The person who is signed in.
    pub(crate) fn actor(&self) -> Result<&Actor, Refusal> {
        self.actor.as_ref().ok_or(Refusal::NotSignedIn)
    }

    /// The same, saved under another number than that of the request: a form has its own.
    pub(super) fn numbered(&self, number: RequestId) -> Self {
        let mut visit = self.clone();
        visit.actor = visit.actor.map(|actor| actor.numbered(number));
        visit
    }

    /// Whether they have to set up a second step before they come to this address.
    pub(super) fn has_to_set_up(&self, path: &str) -> bool {
        const OPEN: [&str; 4] = ["/account/second-step", "/sign-in", "/sign-out", "/account/stay"];
        self.app.requires_second_step()
            && self.actor.as_ref().is_some_and(Actor::lacks_second_step)
            && !OPEN.iter().any(|open| path.starts_with(open))
    }

    /// A place for a stream to an open page.
    pub(crate) fn take_stream(&self) -> Result<Share<PersonId>, Failure> {
        let person = self.actor()?.person.id;
        self.app.streams().take(person).ok_or(Failure::TooManyStreams)
    }

    /// What somebody pressed before they were signed out is not sent in the name of who came next.
    pub(crate) fn require_sender(&self, form: &Form) -> Result<(), Refusal> {
        let (actor, person) = (self.actor()?, form.value("person_of_page"));
        let same = person.is_empty() || person == actor.person.id.to_string();
        if same { Ok(()) } else { Err(Refusal::NotSignedIn) }
    }

    /// Shows a refusal at the field it is about, and after a conflict who was first.
    pub(crate) async fn refuse(
        &self,
        form: &mut Form,
        about: Uuid,
        error: Error,
    ) -> Result<(), Failure> {
        refuse(form, error)?;
        if form.is_conflict() {
            let last = find_last_change(self.service(), self.actor()?, about).await?;
            if let Some((name, at)) = last {
                form.was_saved(format!("{name}, {}", ago(at, self.now())));
            }
        }
        Ok(())
    }

    pub(crate) fn now(&self) -> jiff::Timestamp {
        self.service().now()
    }

    /// Renders a part of a page, for a script that asked for it.
    pub(crate) fn part(&self, make: impl FnOnce() -> AnyView) -> Response {
        Html(Page::part(make, self.caller.request)).into_response()
    }

    /// Renders a page. It is made inside, because islands know their page.
    pub(crate) fn page(&self, make: impl FnOnce() -> Page) -> Response {
        let insecure = !self.app.origin().is_secure()
            && self.caller.address.is_some_and(|address| !address.is_loopback());
        let warns = Warns { insecure, read_only: !self.service().can_write() };
        let viewer = (self.actor.as_ref(), self.caller.request);
        let (status, document) = Page::document(make, viewer, App::assets(), warns);
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
