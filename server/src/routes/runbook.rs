//! Runbooks and their steps, import and export.

use axum::Router;
use axum::routing::{get, post};
use std::collections::HashMap;

use axum::extract::Query;
use domain::ids::{ReleaseId, RunbookId, StepId};
use domain::minutes::Minutes;
use domain::runbook::{self as book, RunbookText, StepText};
use domain::text::{Label, Line, Markdown, Title};
use service::runbook::{self, Change, Direction, Shown};
use service::{Refusal, person, release};
use ui::form::Form;
use ui::runbook::{
    MARGIN, import_page as page_of_import, preview_page, runbook_delete_page, runbook_form,
    runbook_form_page, runbook_page, step_delete_page, step_form, step_form_page,
};

use crate::web::{Answer, App, Failure, Id, Sent, Unread, Visit, download, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/releases/{id}/runbooks/new", get(new).post(add))
        .route("/runbooks/{id}", get(page))
        .route("/runbooks/{id}/edit", get(edit_page).post(edit))
        .route("/runbooks/{id}/delete", get(delete_page).post(delete))
        .route("/runbooks/{id}/export.md", get(markdown))
        .route("/runbooks/{id}/export.csv", get(csv))
        .route("/runbooks/{id}/steps/new", get(new_step).post(add_step))
        .route("/steps/{id}/edit", get(step).post(edit_step))
        .route("/steps/{id}/place", post(place_step))
        .route("/steps/{id}/delete", get(delete_step_page).post(delete_step))
}

/// Addresses at which a file may arrive.
pub(crate) fn uploads() -> Router<App> {
    Router::new()
        .route("/runbooks/{id}/import", get(import_page).post(preview))
        .route("/runbooks/{id}/import/confirm", post(confirm))
}

type Asked = Query<HashMap<String, String>>;

pub(super) async fn page(visit: Visit, Id(id): Id<RunbookId>, Query(query): Asked) -> Answer {
    let shown = shown(&visit, id, &query).await?;
    let added = query.get("added").and_then(|count| count.parse().ok());
    Ok(visit.page(|| runbook_page(&shown, added, visit.now())))
}

async fn shown(
    visit: &Visit,
    id: RunbookId,
    query: &HashMap<String, String>,
) -> Result<Shown, Failure> {
    let number = query.get("version").map(|number| number.parse().unwrap_or(0));
    Ok(runbook::find(visit.service(), visit.actor()?, id, number).await?)
}

pub(super) async fn new(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show_new(&visit, id, &Form::default().with("margin", MARGIN)).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    if let Some(text) = read(&mut form) {
        match runbook::add(visit.service(), visit.actor()?, id, &text).await {
            Ok(id) => return Ok(redirect(&format!("/runbooks/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let seen = release::find(visit.service(), visit.actor()?, id).await?;
    if !seen.can_work {
        return Err(Refusal::READS_ONLY.into());
    }
    Ok(visit.page(|| runbook_form_page(&seen, None, form)))
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<RunbookId>) -> Answer {
    show_form(&visit, id, None).await
}

pub(super) async fn edit(visit: Visit, Id(id): Id<RunbookId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(text) = read(&mut form) {
        match runbook::edit(visit.service(), visit.actor()?, (id, version), &text).await {
            Ok(()) => return Ok(redirect(&format!("/runbooks/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show_form(&visit, id, Some(form)).await
}

async fn show_form(visit: &Visit, id: RunbookId, form: Option<Form>) -> Answer {
    let shown = writable(visit, id).await?;
    let form = form.unwrap_or_else(|| runbook_form(&shown.runbook.text));
    Ok(visit.page(|| runbook_form_page(&shown.seen, Some(&shown.runbook), &form)))
}

pub(super) async fn delete(visit: Visit, Id(id): Id<RunbookId>) -> Answer {
    let mut form = Form::default();
    match runbook::delete(visit.service(), visit.actor()?, id).await {
        Ok(release) => return Ok(redirect(&format!("/releases/{release}/runs"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show_delete(&visit, id, &form).await
}

pub(super) async fn delete_page(visit: Visit, Id(id): Id<RunbookId>) -> Answer {
    show_delete(&visit, id, &Form::default()).await
}

async fn show_delete(visit: &Visit, id: RunbookId, form: &Form) -> Answer {
    let shown = writable(visit, id).await?;
    Ok(visit.page(|| runbook_delete_page(&shown, form)))
}

/// A runbook that the actor may write.
async fn writable(visit: &Visit, id: RunbookId) -> Result<Shown, Failure> {
    let shown = runbook::find(visit.service(), visit.actor()?, id, None).await?;
    if shown.seen.can_work { Ok(shown) } else { Err(Refusal::READS_ONLY.into()) }
}

pub(super) async fn new_step(visit: Visit, Id(id): Id<RunbookId>, Query(query): Asked) -> Answer {
    let behind = query.get("behind").map_or("", String::as_str);
    show_new_step(&visit, id, &Form::default().with("behind", behind)).await
}

pub(super) async fn add_step(visit: Visit, Id(id): Id<RunbookId>, Sent(mut form): Sent) -> Answer {
    let behind = form.value("behind").parse::<StepId>().ok();
    if let Some(text) = read_step(&mut form) {
        match runbook::add_step(visit.service(), visit.actor()?, id, behind, &text).await {
            Ok(step) => return Ok(redirect(&format!("/runbooks/{id}#step-{step}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new_step(&visit, id, &form).await
}

async fn show_new_step(visit: &Visit, id: RunbookId, form: &Form) -> Answer {
    let shown = writable(visit, id).await?;
    Ok(visit.page(|| step_form_page(&shown.runbook, None, &shown.people, form)))
}

pub(super) async fn step(visit: Visit, Id(id): Id<StepId>) -> Answer {
    show_step(&visit, id, None).await
}

pub(super) async fn edit_step(visit: Visit, Id(id): Id<StepId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    let change = if form.has("wording") { Change::Wording } else { Change::Work };
    if let Some(text) = read_step(&mut form) {
        let edited =
            runbook::edit_step(visit.service(), visit.actor()?, (id, version), &text, change);
        match edited.await {
            Ok(runbook) => return Ok(redirect(&format!("/runbooks/{runbook}#step-{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show_step(&visit, id, Some(form)).await
}

async fn show_step(visit: &Visit, id: StepId, form: Option<Form>) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let (runbook, step) = runbook::find_step(service, actor, id).await?;
    writable(visit, runbook.id).await?;
    let people = person::list_colleagues(service, actor).await?;
    let form = form.unwrap_or_else(|| step_form(&step.text));
    Ok(visit.page(|| step_form_page(&runbook, Some(&step), &people, &form)))
}

pub(super) async fn place_step(visit: Visit, Id(id): Id<StepId>, Sent(form): Sent) -> Answer {
    let to = if form.value("to") == "up" { Direction::Up } else { Direction::Down };
    let runbook = runbook::place_step(visit.service(), visit.actor()?, id, to).await?;
    Ok(redirect(&format!("/runbooks/{runbook}#step-{id}")))
}

pub(super) async fn delete_step_page(visit: Visit, Id(id): Id<StepId>) -> Answer {
    let (runbook, step) = runbook::find_step(visit.service(), visit.actor()?, id).await?;
    let shown = writable(&visit, runbook.id).await?;
    Ok(visit.page(|| step_delete_page(&shown, &step, &Form::default())))
}

pub(super) async fn delete_step(visit: Visit, Id(id): Id<StepId>) -> Answer {
    let runbook = runbook::delete_step(visit.service(), visit.actor()?, id).await?;
    Ok(redirect(&format!("/runbooks/{runbook}")))
}

pub(super) async fn import_page(visit: Visit, Id(id): Id<RunbookId>) -> Answer {
    let shown = writable(&visit, id).await?;
    Ok(visit.page(|| page_of_import(&shown, &Form::default())))
}

pub(super) async fn preview(visit: Visit, Id(id): Id<RunbookId>, unread: Unread) -> Answer {
    let (shown, upload) = unread.behind(writable(&visit, id)).await?;
    let preview = match upload.document() {
        Ok(document) => {
            let actor = visit.actor()?;
            runbook::preview_import(visit.service(), actor, id, document)
                .await
                .map(|preview| (preview, String::from_utf8_lossy(document).into_owned()))
        }
        Err(refusal) => Err(refusal.into()),
    };
    match preview {
        Ok((preview, document)) => Ok(visit.page(|| preview_page(&preview, &document))),
        Err(error) => {
            let mut form = Form::default().with("document", &upload.pasted);
            refuse(&mut form, error)?;
            Ok(visit.page(|| page_of_import(&shown, &form)))
        }
    }
}

pub(super) async fn confirm(visit: Visit, Id(id): Id<RunbookId>, unread: Unread) -> Answer {
    let (shown, upload) = unread.behind(writable(&visit, id)).await?;
    let actor = visit.actor()?;
    let document = upload.pasted.as_bytes();
    match runbook::confirm_import(visit.service(), actor, id, document).await {
        Ok(count) => Ok(redirect(&format!("/runbooks/{id}?added={count}"))),
        Err(error) => {
            let mut form = Form::default().with("document", &upload.pasted);
            refuse(&mut form, error)?;
            Ok(visit.page(|| page_of_import(&shown, &form)))
        }
    }
}

pub(super) async fn markdown(visit: Visit, Id(id): Id<RunbookId>, Query(query): Asked) -> Answer {
    let shown = shown(&visit, id, &query).await?;
    let person = |id| person::name(&shown.names, id);
    let text = book::markdown(shown.runbook.text.name.as_str(), &shown.steps, person);
    Ok(download("text/markdown; charset=utf-8", "runbook.md", text))
}

pub(super) async fn csv(visit: Visit, Id(id): Id<RunbookId>, Query(query): Asked) -> Answer {
    let shown = shown(&visit, id, &query).await?;
    let text = book::csv(&shown.steps, |id| person::name(&shown.names, id));
    Ok(download("text/csv; charset=utf-8", "runbook.csv", text))
}

fn read(form: &mut Form) -> Option<RunbookText> {
    let name = form.read("name", Label::parse);
    let window = form.optional("window", Minutes::parse);
    let margin = form.read("margin", Minutes::parse);
    Some(RunbookText { name: name?, window: window?, margin: margin? })
}

fn read_step(form: &mut Form) -> Option<StepText> {
    let title = form.read("title", Title::parse);
    let instruction = form.read("instruction", Markdown::parse);
    let owner = form.read_person("owner");
    let planned = form.optional("planned", Minutes::parse);
    let check = form.optional("check", Line::parse);
    let rollback = form.optional("rollback", Line::parse);
    Some(StepText {
        title: title?,
        instruction: instruction?,
        owner: owner?,
        planned: planned?,
        check: check?,
        rollback: rollback?,
        no_return: form.has("no_return"),
        parallel: form.has("parallel"),
    })
}
