//! Answers to what people ask support: templates of a release and of a product, their texts and fragments.

mod contact;
mod exchange;
mod fragment;
mod plan;
mod proposal;
mod question;
mod support;
mod variant;

use std::collections::HashMap;

use axum::Router;
use axum::extract::Query;
use axum::routing::{get, post};
use domain::ids::{ProductId, ReleaseId, ResponseId};
use domain::product::Place;
use domain::response::TextStatus;
use service::response;
use ui::form::Form;
use ui::response::{Filter, response_page, responses_page};

use crate::web::{Answer, App, Id, Visit};

pub(crate) fn pages() -> Router<App> {
    exchange::pages()
        .route("/releases/{id}/responses", get(of_release))
        .route("/releases/{id}/responses/new", get(plan::new_of_release).post(plan::add_to_release))
        .route("/releases/{id}/responses/begin", post(plan::begin_in_release))
        .route("/products/{id}/responses", get(of_product))
        .route("/products/{id}/responses/new", get(plan::new_of_product).post(plan::add_to_product))
        .route("/products/{id}/responses/begin", post(plan::begin_in_product))
        .route("/responses/{id}", get(page))
        .route("/responses/{id}/edit", get(plan::edit_page).post(plan::edit))
        .route("/responses/{id}/retire", get(plan::retire_form).post(plan::retire))
        .route("/responses/{id}/variants/new", get(variant::new).post(variant::add))
        .route("/variants/{id}", get(variant::page))
        .route("/variants/{id}/edit", get(variant::edit_page).post(variant::edit))
        .route("/variants/{id}/submit", post(variant::submit))
        .route("/variants/{id}/decide", post(variant::decide))
        .route("/variants/{id}/retire", get(variant::retire_form).post(variant::retire))
        .route("/products/{id}/fragments", get(fragment::list))
        .route("/products/{id}/fragments/new", get(fragment::new).post(fragment::add))
        .route("/fragments/{id}", get(fragment::page))
        .route("/fragments/{id}/edit", get(fragment::edit_page).post(fragment::propose))
        .route("/fragments/{id}/decide", post(fragment::decide))
        .route("/products/{id}/support", get(support::page))
        .route("/releases/{id}/support", get(support::of_release))
        .route("/releases/{id}/library", get(support::library).post(support::add_library))
        .route("/products/{id}/questions/new", get(question::new).post(question::add))
        .route("/questions/{id}", get(question::page))
        .route("/questions/{id}/step", post(question::step))
        .route("/products/{id}/proposals/new", get(proposal::new).post(proposal::make))
        .route("/proposals/{id}", get(proposal::page))
        .route("/proposals/{id}/accept", post(proposal::accept))
        .route("/proposals/{id}/decline", post(proposal::decline))
        .route("/products/{id}/contacts/new", get(contact::new).post(contact::keep))
        .route("/products/{id}/contacts.csv", get(contact::csv))
        .route("/contacts/{id}/delete", get(contact::delete_page).post(contact::delete))
}

/// Addresses at which a file may arrive.
pub(crate) fn uploads() -> Router<App> {
    exchange::uploads()
        .route("/products/{id}/contacts/import", get(contact::import_page).post(contact::preview))
        .route("/products/{id}/contacts/import/confirm", post(contact::confirm))
}

type Asked = Query<HashMap<String, String>>;

async fn of_release(visit: Visit, Id(id): Id<ReleaseId>, asked: Asked) -> Answer {
    list(&visit, Place::Release(id), &asked).await
}

async fn of_product(visit: Visit, Id(id): Id<ProductId>, asked: Asked) -> Answer {
    list(&visit, Place::Product(id), &asked).await
}

async fn list(visit: &Visit, place: Place, asked: &Asked) -> Answer {
    let responses = response::list(visit.service(), visit.actor()?, place).await?;
    let value = |name| asked.get(name).map(String::as_str).unwrap_or_default();
    let words = value("words").chars().take(domain::limits::TITLE).collect();
    let filter = Filter { words, status: TextStatus::from_key(value("state")) };
    Ok(visit.page(|| responses_page(&responses, &filter, visit.now())))
}

async fn page(visit: Visit, Id(id): Id<ResponseId>) -> Answer {
    let shown = response::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| response_page(&shown, &Form::default(), visit.now())))
}
