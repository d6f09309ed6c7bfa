//! Search: the page, and what the palette asks for.

use std::collections::HashMap;

use axum::Router;
use axum::extract::Query as Asked;
use axum::response::{Html, IntoResponse as _};
use axum::routing::get;
use domain::address::InWords;
use domain::limits;
use domain::search::{EntryKind, Query};
use service::release::address;
use service::search::{self, Only};
use ui::search::{palette_part, search_page};
use uuid::Uuid;

use crate::web::{Answer, App, Visit};

pub(crate) fn pages() -> Router<App> {
    Router::new().route("/search", get(page)).route("/search/palette", get(palette))
}

pub(super) async fn page(visit: Visit, Asked(asked): Asked<HashMap<String, String>>) -> Answer {
    let text = |name: &str| asked.get(name).map(|text| text.trim()).unwrap_or_default();
    // What is too much or cannot be shown is not looked for, and does not come back in the field.
    let typed: String =
        text("q").chars().filter(|c| !c.is_control()).take(limits::SEARCH).collect();
    let query = Query::parse(&typed);
    let only = Only {
        kinds: EntryKind::from_key(text("kind")).into_iter().collect(),
        product: text("product").parse().ok(),
    };
    let found = search::find(visit.service(), visit.actor()?, &query, &only).await?;
    Ok(visit.page(|| search_page(&found, &typed, &query, &only)))
}

/// A part of a page: `here` is the address of the page on which somebody types.
pub(super) async fn palette(visit: Visit, Asked(asked): Asked<HashMap<String, String>>) -> Answer {
    let text = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let query = Query::parse(text("q"));
    let here = text("here");
    let by_id = match InWords::read(here) {
        Some(words) => address::resolve(visit.service(), &words).await?.map(|found| found.path),
        None => None,
    };
    let here = by_id.as_deref().unwrap_or(here).split('/').nth(2);
    let here = here.and_then(|id| id.parse::<Uuid>().ok());
    let palette = search::offer(visit.service(), visit.actor()?, &query, here).await?;
    Ok(Html(palette_part(palette, &query)).into_response())
}
