use domain::ids::{CohortId, ProductId, ReleaseId, ResponseId};
use domain::product::Place;
use domain::response::{Channel, Questions, ResponseText, ShortCode};
use domain::text::{Markdown, Title, Topic};
use service::response;
use service::response::Shown;
use ui::form::Form;
use ui::response::{response_form, response_form_page, retire_page};

use crate::routes::product::cohort::ticked_cohorts;
use crate::web::{Answer, Failure, Id, Many, Sent, Visit, redirect, refuse};

pub(super) async fn new_of_release(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show_new(&visit, Place::Release(id), &blank()).await
}

pub(super) async fn new_of_product(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    show_new(&visit, Place::Product(id), &blank()).await
}

fn blank() -> Form {
    Form::default().with("channel", Channel::Any.key())
}

pub(super) async fn add_to_release(visit: Visit, Id(id): Id<ReleaseId>, sent: Many) -> Answer {
    add(&visit, Place::Release(id), sent).await
}

pub(super) async fn add_to_product(visit: Visit, Id(id): Id<ProductId>, sent: Many) -> Answer {
    add(&visit, Place::Product(id), sent).await
}

async fn add(visit: &Visit, place: Place, Many(pairs): Many) -> Answer {
    let cohorts = ticked_cohorts(&pairs);
    let mut form = Form::of(pairs);
    if let Some(text) = read(&mut form, cohorts) {
        match response::plan::add(visit.service(), visit.actor()?, place, &text).await {
            Ok(response) => return Ok(redirect(&format!("/responses/{response}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(visit, place, &form).await
}

async fn show_new(visit: &Visit, place: Place, form: &Form) -> Answer {
    let planning = response::plan::plan(visit.service(), visit.actor()?, place).await?;
    Ok(visit.page(|| response_form_page(&planning, None, form)))
}

pub(super) async fn begin_in_release(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    response::plan::begin(visit.service(), visit.actor()?, Place::Release(id)).await?;
    Ok(redirect(&format!("/releases/{id}/responses")))
}

pub(super) async fn begin_in_product(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    response::plan::begin(visit.service(), visit.actor()?, Place::Product(id)).await?;
    Ok(redirect(&format!("/products/{id}/responses")))
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<ResponseId>) -> Answer {
    show_edit(&visit, id, None).await
}

pub(super) async fn edit(visit: Visit, Id(id): Id<ResponseId>, Many(pairs): Many) -> Answer {
    let cohorts = ticked_cohorts(&pairs);
    let mut form = Form::of(pairs);
    let version = form.seen_version();
    if let Some(text) = read(&mut form, cohorts) {
        match response::plan::edit(visit.service(), visit.actor()?, (id, version), &text).await {
            Ok(()) => return Ok(redirect(&format!("/responses/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show_edit(&visit, id, Some(form)).await
}

async fn show_edit(visit: &Visit, id: ResponseId, form: Option<Form>) -> Answer {
    let shown = writable(visit, id).await?;
    let form = form.unwrap_or_else(|| response_form(&shown.response));
    Ok(visit.page(|| response_form_page(&shown.planning, Some(&shown.response), &form)))
}

pub(super) async fn retire_form(visit: Visit, Id(id): Id<ResponseId>) -> Answer {
    show_retire(&visit, id, &Form::default()).await
}

pub(super) async fn retire(visit: Visit, Id(id): Id<ResponseId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    match response::plan::retire(visit.service(), visit.actor()?, (id, version)).await {
        Ok(()) => return Ok(redirect(&format!("/responses/{id}"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show_retire(&visit, id, &form).await
}

async fn show_retire(visit: &Visit, id: ResponseId, form: &Form) -> Answer {
    let shown = writable(visit, id).await?;
    Ok(visit.page(|| retire_page(&shown, form)))
}

/// A template for somebody who writes it.
pub(super) async fn writable(visit: &Visit, id: ResponseId) -> Result<Shown, Failure> {
    Ok(response::find_to_write(visit.service(), visit.actor()?, id).await?)
}

fn read(form: &mut Form, cohorts: Vec<CohortId>) -> Option<ResponseText> {
    let title = form.read("title", Title::parse);
    let topic = form.read("topic", Topic::parse);
    let short_code = form.read("short_code", ShortCode::parse);
    let questions = form.read("questions", Questions::parse);
    let note = form.read("note", Markdown::parse);
    let avoid = form.read("avoid", Markdown::parse);
    let channel = form.choose("channel", Channel::from_key);
    let material =
        form.optional("material", |id| id.parse().map_err(|_| "Choose one from the list"));
    let finding = form.optional("finding", |id| id.parse().map_err(|_| "Choose one from the list"));
    let owner = form.read_person("owner");
    Some(ResponseText {
        topic: topic?,
        title: title?,
        short_code: short_code?,
        questions: questions?,
        note: note?,
        avoid: avoid?,
        channel: channel?,
        cohorts,
        material: material?,
        finding: finding?,
        owner: owner?,
    })
}
