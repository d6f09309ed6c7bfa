//! The trail of everything: a page, and the whole of it as a file.

use std::collections::HashMap;

use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use domain::activity::{Action, Place};
use domain::day::parse_date;
use domain::ids::PersonId;
use domain::limits;
use futures::stream;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use service::activity::sealed::{self, AuditFilter, SealedRecord};
use service::person;
use service::{Error, Service};
use ui::activity::audit::{ASKED, audit_page, in_words};
use ui::form::Form;
use url::form_urlencoded;

use super::export;
use crate::web::{Answer, Failure, Visit};

/// Records that are sent at once.
const PIECE: u32 = 500;

type Asked = Query<HashMap<String, String>>;

pub(super) async fn page(visit: Visit, Query(query): Asked) -> Answer {
    let actor = visit.actor()?;
    let mut form = form_of(&query);
    let filter = read(&visit, &mut form).await?;
    let behind = query.get("before").and_then(|text| Place::parse(text));
    let asked = (behind, limits::PAGE);
    let records = sealed::list(visit.service(), actor, &filter, asked).await?;
    let people = person::list_colleagues(visit.service(), actor).await?;
    let query = again(&query);
    Ok(visit.page(|| audit_page(records, people, &form, &query)))
}

pub(super) async fn csv(visit: Visit, Query(query): Asked) -> Answer {
    give(&visit, &query, ("text/csv; charset=utf-8", "audit.csv"), export::csv, export::csv_head())
        .await
}

pub(super) async fn jsonl(visit: Visit, Query(query): Asked) -> Answer {
    let kind = ("application/x-ndjson; charset=utf-8", "audit.jsonl");
    give(&visit, &query, kind, export::jsonl, String::new()).await
}

/// Sends page after page, so that nobody holds the whole of it.
async fn give(
    visit: &Visit,
    query: &HashMap<String, String>,
    (kind, name): (&'static str, &'static str),
    line: fn(&SealedRecord) -> String,
    head: String,
) -> Answer {
    let actor = visit.actor()?.clone();
    let mut form = form_of(query);
    let filter = read(visit, &mut form).await?;
    sealed::begin_export(visit.service(), &actor).await?;
    let service: Service = visit.service().clone();
    // What comes next: the head, a page behind a record, or nothing.
    let begin = (Some(None), Some(head));
    let pieces = stream::try_unfold(begin, move |(behind, head)| {
        let (service, actor, filter) = (service.clone(), actor.clone(), filter.clone());
        async move {
            if let Some(head) = head {
                return Ok::<_, Error>(Some((Bytes::from(head), (behind, None))));
            }
            let Some(behind) = behind else { return Ok(None) };
            let records = sealed::list(&service, &actor, &filter, (behind, PIECE)).await?;
            let is_full = u32::try_from(records.len()).is_ok_and(|count| count == PIECE);
            let next = records.last().filter(|_| is_full).map(|record| Some(record.place()));
            let text: String = records.iter().map(line).collect();
            Ok(Some((Bytes::from(text), (next, None))))
        }
    });
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers =
        [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    let response: Response = (headers, Body::from_stream(pieces)).into_response();
    Ok(response)
}

fn form_of(query: &HashMap<String, String>) -> Form {
    let pairs =
        ASKED.into_iter().filter_map(|name| Some((name.to_owned(), query.get(name)?.clone())));
    Form::of(pairs.collect::<Vec<_>>())
}

/// The same question, for the next page and for an export.
fn again(query: &HashMap<String, String>) -> String {
    let pairs = ASKED.into_iter().filter_map(|name| Some((name, query.get(name)?)));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

async fn read(visit: &Visit, form: &mut Form) -> Result<AuditFilter, Failure> {
    let moment =
        |day: Date| day.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp().as_microsecond());
    let from = form.optional("from", parse_date).flatten();
    let to = form.optional("to", parse_date).flatten();
    let action = match form.value("action").trim() {
        "" => None,
        typed => {
            let found = Action::ALL
                .into_iter()
                .find(|action| action.key() == typed || in_words(action.key()) == typed);
            if found.is_none() {
                form.fail("action", "Choose something of the list");
            }
            found
        }
    };
    let typed = form.value("actor").to_owned();
    let actor = match (typed.trim().is_empty(), typed.parse::<PersonId>()) {
        (true, _) => None,
        (false, Ok(id)) => Some(id),
        (false, Err(_)) => {
            let found = person::find_named(visit.service(), visit.actor()?, &typed).await?;
            if found.is_none() {
                form.fail("actor", "Nobody here is called that");
            }
            found
        }
    };
    Ok(AuditFilter {
        action: action.map(Action::key),
        actor,
        from: from.and_then(moment),
        // To the end of that day.
        to: to.and_then(|day| day.tomorrow().ok()).and_then(moment),
    })
}
