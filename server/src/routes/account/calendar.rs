//! Calendars as programs read them: iCalendar behind a secret address, without a session.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::account::calendar::{Event, When};
use domain::ids::{ReleaseId, SubscriptionId};
use icalendar::{Calendar, Component, EventStatus, Parameter, Property};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use service::account::calendar;
use service::{Error, Refusal, Secret};
use ui::account::calendar::feed_page;
use ui::form::Form;

use crate::web::{Answer, App, Id, Visit, redirect, refuse, with_retry_after};

/// What a calendar program asks. An address that was revoked is one that never was.
pub(crate) async fn read(State(app): State<App>, Path(name): Path<String>) -> Response {
    let Some(secret) = name.strip_suffix(".ics") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match calendar::read(app.service(), &Secret::received(secret)).await {
        Ok(calendar) => {
            let text = render(&calendar, &app.origin().to_string(), app.service().now());
            let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
            (kind, text).into_response()
        }
        // A calendar that is gone is taken off by its program: only what is really gone says so.
        Err(Error::Refusal(Refusal::Busy | Refusal::CannotWrite | Refusal::Unclear)) => {
            with_retry_after(StatusCode::SERVICE_UNAVAILABLE.into_response(), &Refusal::Busy)
        }
        Err(Error::Refusal(_)) => StatusCode::NOT_FOUND.into_response(),
        Err(error @ Error::Fault(_)) => {
            tracing::error!(%error, "a calendar could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

pub(super) async fn create(visit: Visit) -> Answer {
    show(&visit, None).await
}

pub(super) async fn create_of_release(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show(&visit, Some(id)).await
}

/// Makes an address and shows it, this once.
async fn show(visit: &Visit, release: Option<ReleaseId>) -> Answer {
    match calendar::create(visit.service(), visit.actor()?, release).await {
        Ok(secret) => {
            let address = format!("{}/feeds/{}.ics", visit.app.origin(), secret.reveal());
            Ok(visit.page(|| feed_page(&address, release)))
        }
        Err(error) => {
            let mut form = Form::default();
            refuse(&mut form, error)?;
            crate::routes::account::show(visit, &form).await
        }
    }
}

pub(super) async fn revoke(visit: Visit, Id(id): Id<SubscriptionId>) -> Answer {
    calendar::revoke(visit.service(), visit.actor()?, id).await?;
    Ok(redirect("/account#feeds"))
}

fn render(calendar: &calendar::Calendar, origin: &str, now: Timestamp) -> String {
    let events = calendar.events.iter().map(|event| component(event, origin, now));
    let mut rendered: Calendar = events.collect();
    rendered.name(&calendar.name);
    rendered.to_string()
}

fn component(event: &Event, origin: &str, now: Timestamp) -> icalendar::Event {
    let mut component = icalendar::Event::new();
    component
        .uid(&event.uid)
        .sequence(u32::try_from(event.sequence).unwrap_or(u32::MAX))
        .summary(&event.title)
        .url(&format!("{origin}{}", event.path))
        .add_property("DTSTAMP", utc(now));
    if event.cancelled {
        component.status(EventStatus::Cancelled);
    }
    match event.when {
        When::Days(dates) => {
            // The end of a day is the beginning of the next one (RFC 5545, section 3.6.1).
            let end = dates.ends_on().checked_add(Span::new().days(1)).unwrap_or(dates.ends_on());
            component.append_property(day("DTSTART", dates.starts_on()));
            component.append_property(day("DTEND", end));
        }
        When::Moments(from, to) => {
            component.add_property("DTSTART", utc(from)).add_property("DTEND", utc(to));
        }
    }
    component.done()
}

fn utc(at: Timestamp) -> String {
    TimeZone::UTC.to_datetime(at).strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn day(name: &str, day: jiff::civil::Date) -> Property {
    let value = Parameter::new("VALUE", "DATE");
    Property::new(name, day.strftime("%Y%m%d").to_string()).append_parameter(value).done()
}
