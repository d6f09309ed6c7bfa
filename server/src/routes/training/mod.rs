//! Training materials: the lists of a release and of a product, the reader's page, and writing.

mod coverage;
mod file;
mod pitfall;
mod plan;
mod reader;
mod reader_link;
mod write;

use axum::Router;
use axum::routing::{get, post};
use domain::ids::{MaterialId, ProductId, ReleaseId};
use domain::product::Place;
use domain::text::Reason;
use service::training::steps::{self, Step};
use service::training::{self, read};
use ui::form::Form;
use ui::training::{material_page, materials_page, retire_page};

use crate::web::{Answer, App, Id, Sent, Visit, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/releases/{id}/training", get(of_release))
        .route("/releases/{id}/training/new", get(plan::new_of_release).post(plan::add_to_release))
        .route("/products/{id}/training", get(of_product))
        .route("/products/{id}/training/new", get(plan::new_of_product).post(plan::add_to_product))
        .route("/materials/{id}", get(page))
        .route("/materials/{id}/edit", get(plan::edit_page).post(plan::edit))
        .route("/materials/{id}/write", get(write::page).post(write::save))
        .route("/materials/{id}/preview", get(write::preview))
        .route("/materials/{id}/draft", post(write::keep))
        .route("/materials/{id}/draft/delete", get(write::forget_page).post(write::forget))
        .route("/materials/{id}/step", post(step))
        .route("/materials/{id}/retire", get(retire_form).post(retire))
        .route("/materials/{id}/acknowledge", post(acknowledge))
        .route("/materials/{id}/pitfalls/new", get(pitfall::new).post(pitfall::add))
        .route(
            "/materials/{id}/pitfalls/{pitfall}/delete",
            get(pitfall::delete_page).post(pitfall::delete),
        )
        .route("/materials/{id}/files/{file}", get(file::download))
        .route("/materials/{id}/files/{file}/delete", get(file::delete_page).post(file::delete))
        .route("/products/{id}/readers", get(reader::list))
        .route("/cohorts/{id}/readers/new", get(reader::new).post(reader::add))
        .route("/readers/{id}", get(reader::page).post(reader::edit))
        .route("/readers/{id}/delete", get(reader::delete_page).post(reader::delete))
        .route("/releases/{id}/training/coverage", get(coverage::matrix))
        .route("/releases/{id}/training/coverage.csv", get(coverage::matrix_table))
        .route("/materials/{id}/coverage", get(coverage::page))
        .route("/materials/{id}/coverage.csv", get(coverage::table))
        .route("/materials/{id}/reminders", post(coverage::remind))
        .route("/materials/{id}/links", get(reader_link::new).post(reader_link::make))
        .route("/reader-links/{id}/revoke", get(reader_link::revoke_page).post(reader_link::revoke))
        .route("/read/{secret}", get(reader_link::page).post(reader_link::confirm))
        .route("/read/{secret}/files/{file}", get(reader_link::file))
}

/// Addresses at which a file may arrive.
pub(crate) fn uploads() -> Router<App> {
    Router::new()
        .route("/materials/{id}/files/new", get(file::new).post(file::add))
        .route("/cohorts/{id}/readers/import", get(reader::import_page).post(reader::preview))
        .route("/cohorts/{id}/readers/import/confirm", post(reader::confirm))
}

async fn of_release(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    list(&visit, Place::Release(id)).await
}

async fn of_product(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    list(&visit, Place::Product(id)).await
}

async fn list(visit: &Visit, place: Place) -> Answer {
    let materials = training::list(visit.service(), visit.actor()?, place).await?;
    Ok(visit.page(|| materials_page(&materials, visit.now())))
}

async fn page(visit: Visit, Id(id): Id<MaterialId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

async fn show(visit: &Visit, id: MaterialId, form: &Form) -> Answer {
    let actor = visit.actor()?;
    let shown = training::find(visit.service(), actor, id).await?;
    Ok(visit.page(|| material_page(&shown, actor.person.id, form, visit.now())))
}

async fn step(visit: Visit, Id(id): Id<MaterialId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(step) = read_step(&mut form) {
        match steps::apply_step(visit.service(), visit.actor()?, (id, version), &step).await {
            Ok(()) => return Ok(redirect(&format!("/materials/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

fn read_step(form: &mut Form) -> Option<Step> {
    match form.value("step") {
        "submit" => Some(Step::Submit),
        "take_back" => Some(Step::TakeBack),
        "approve" => Some(Step::Approve),
        "send_back" => form.read("reason", Reason::parse).map(Step::SendBack),
        "publish" => Some(Step::Publish),
        _ => {
            form.fail("step", "Choose what to do");
            None
        }
    }
}

async fn retire_form(visit: Visit, Id(id): Id<MaterialId>) -> Answer {
    show_retire(&visit, id, &Form::default()).await
}

async fn retire(visit: Visit, Id(id): Id<MaterialId>, Sent(mut form): Sent) -> Answer {
    if let Some(reason) = form.read("reason", Reason::parse) {
        match steps::retire(visit.service(), visit.actor()?, id, &reason).await {
            Ok(()) => return Ok(redirect(&format!("/materials/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_retire(&visit, id, &form).await
}

async fn show_retire(visit: &Visit, id: MaterialId, form: &Form) -> Answer {
    let shown = training::find_to_write(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| retire_page(&shown, form)))
}

async fn acknowledge(visit: Visit, Id(id): Id<MaterialId>, Sent(mut form): Sent) -> Answer {
    let number = form.read("number", |text| text.parse::<i64>().map_err(|_| "Open it again"));
    if let Some(number) = number {
        match read::acknowledge(visit.service(), visit.actor()?, (id, number)).await {
            Ok(()) => return Ok(redirect(&format!("/materials/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}
