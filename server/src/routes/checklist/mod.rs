//! The checklist of a release, its items, and the import.

mod item;
mod section;

use axum::Router;
use axum::routing::{get, post};
use std::collections::HashMap;

use axum::extract::Query;
use domain::checklist::Item;
use domain::ids::{ItemId, ReleaseId};
use service::gate::verdict::{self, Judged};
use service::release::Seen;
use service::{Refusal, checklist, person, release};
use ui::checklist::{
    Show, checklist_page, import_page as page_of_import, new_item_page, preview_page,
};
use ui::form::Form;

use crate::routes::checklist::item::read;
use crate::web::{Answer, App, Failure, Id, Sent, Unread, Visit, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/releases/{id}/checklist", get(page))
        .route("/releases/{id}/checklist/new", get(new).post(add))
        .route("/releases/{id}/checklist/section", get(section::page).post(section::ask))
        .route("/items/{id}", get(item::page))
        .route("/items/{id}/edit", get(item::edit_page).post(item::edit))
        .route("/items/{id}/delete", get(item::delete_page).post(item::delete))
        .route("/items/{id}/place", post(item::place))
        .route("/items/{id}/{step}", post(item::step))
}

/// Addresses at which a file may arrive.
pub(crate) fn uploads() -> Router<App> {
    Router::new()
        .route("/releases/{id}/checklist/import", get(import_page).post(preview))
        .route("/releases/{id}/checklist/import/confirm", post(confirm))
}

pub(super) async fn page(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let actor = visit.actor()?;
    let judged = verdict::judge(visit.service(), actor, id).await?;
    let show = Show {
        words: query.get("words").cloned().unwrap_or_default(),
        open_only: query.contains_key("open"),
        ticked: query.get("ticked").and_then(|id| id.parse().ok()),
        added: query.get("added").and_then(|count| count.parse().ok()),
    };
    Ok(visit.page(|| checklist_page(&judged, actor, &show, visit.now())))
}

pub(super) async fn import_page(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let seen = require_work(&visit, id).await?;
    Ok(visit.page(|| page_of_import(&seen, &Form::default(), visit.now())))
}

pub(super) async fn preview(visit: Visit, Id(id): Id<ReleaseId>, unread: Unread) -> Answer {
    let (seen, upload) = unread.behind(require_work(&visit, id)).await?;
    let document = upload.document();
    let result = match &document {
        Ok(document) => {
            checklist::preview_import(visit.service(), visit.actor()?, id, document).await
        }
        Err(refusal) => Err(refusal.clone().into()),
    };
    match result {
        Ok((seen, import)) => {
            let text = document
                .map(|document| String::from_utf8_lossy(document).into_owned())
                .unwrap_or_default();
            Ok(visit.page(|| preview_page(&seen, &import, &text, visit.now())))
        }
        Err(error) => {
            let mut form = Form::default().with("document", &upload.pasted);
            refuse(&mut form, error)?;
            Ok(visit.page(|| page_of_import(&seen, &form, visit.now())))
        }
    }
}

pub(super) async fn confirm(visit: Visit, Id(id): Id<ReleaseId>, unread: Unread) -> Answer {
    let (seen, upload) = unread.behind(require_work(&visit, id)).await?;
    let actor = visit.actor()?;
    match checklist::confirm_import(visit.service(), actor, id, upload.pasted.as_bytes()).await {
        Ok(count) => Ok(redirect(&format!("/releases/{id}/checklist?added={count}"))),
        Err(error) => {
            let mut form = Form::default().with("document", &upload.pasted);
            refuse(&mut form, error)?;
            Ok(visit.page(|| page_of_import(&seen, &form, visit.now())))
        }
    }
}

pub(super) async fn new(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let form = Form::default()
        .ticked("required", true)
        .with("parent", query.get("parent").map_or("", String::as_str));
    show_new(&visit, id, &form).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    let seen = require_work(&visit, id).await?;
    let parent = form.value("parent").parse::<ItemId>().ok();
    if let Some(text) = read(&mut form, &seen.release.schedule) {
        match checklist::add(visit.service(), visit.actor()?, id, parent, &text).await {
            Ok(item) => return Ok(redirect(&format!("/releases/{id}/checklist#item-{item}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let judged = require_judged(visit, id).await?;
    let parent = parent(visit, id, form).await?;
    let people = person::list_colleagues(visit.service(), visit.actor()?).await?;
    Ok(visit.page(|| new_item_page(&judged, parent.as_ref(), &people, form)))
}

async fn parent(visit: &Visit, release: ReleaseId, form: &Form) -> Result<Option<Item>, Failure> {
    let text = form.value("parent");
    if text.is_empty() {
        return Ok(None);
    }
    let id = text.parse().map_err(|_| Refusal::NotFound)?;
    let (_, item) = checklist::find(visit.service(), visit.actor()?, id).await?;
    if item.release == release { Ok(Some(item)) } else { Err(Refusal::NotFound.into()) }
}

/// The checklist for somebody who may work on it.
pub(super) async fn require_judged(visit: &Visit, id: ReleaseId) -> Result<Judged, Failure> {
    let judged = verdict::judge(visit.service(), visit.actor()?, id).await?;
    if judged.seen.can_work { Ok(judged) } else { Err(Refusal::READS_ONLY.into()) }
}

pub(super) async fn require_work(visit: &Visit, id: ReleaseId) -> Result<Seen, Failure> {
    let seen = release::find(visit.service(), visit.actor()?, id).await?;
    if seen.can_work { Ok(seen) } else { Err(Refusal::READS_ONLY.into()) }
}
