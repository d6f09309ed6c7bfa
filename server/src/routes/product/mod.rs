//! Products with their cohorts, freezes and holidays.

pub(crate) mod cohort;
mod freeze;

use axum::Router;
use axum::routing::get;
use domain::access::{Operation, Relation};
use domain::address::Slug;
use domain::ids::ProductId;
use domain::product::ProductText;
use domain::text::{Label, Markdown};
use service::response::product_item;
use service::{Refusal, product};
use ui::form::Form;
use ui::product::{product_form, product_form_page, product_page, products_page};

use crate::web::{Answer, App, Failure, Id, Sent, Visit, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/products", get(list))
        .route("/products/new", get(new).post(create))
        .route("/products/{id}", get(page))
        .route("/products/{id}/edit", get(edit_page).post(edit))
        .route("/products/{id}/cohorts/new", get(cohort::new).post(cohort::add))
        .route("/cohorts/{id}", get(cohort::page).post(cohort::edit))
        .route("/cohorts/{id}/delete", get(cohort::delete_page).post(cohort::delete))
        .route("/products/{id}/freezes/new", get(freeze::new).post(freeze::add))
        .route("/freezes/{id}/delete", get(freeze::delete_page).post(freeze::delete))
}

fn can_write(visit: &Visit) -> Result<bool, Failure> {
    Ok(visit.actor()?.may(Relation::None, Operation::WriteProduct))
}

pub(super) fn require_write(visit: &Visit) -> Result<(), Failure> {
    if can_write(visit)? { Ok(()) } else { Err(Refusal::READS_ONLY.into()) }
}

pub(super) async fn list(visit: Visit) -> Answer {
    let products = product::list(visit.service(), visit.actor()?).await?;
    let can_write = can_write(&visit)?;
    Ok(visit.page(|| products_page(products, can_write)))
}

pub(super) async fn page(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    let (product, releases) = product::find(visit.service(), visit.actor()?, id).await?;
    let cohorts = service::product::cohort::list(visit.service(), visit.actor()?, id).await?;
    let freezes = service::product::freeze::list(visit.service(), visit.actor()?, id).await?;
    let can_write = can_write(&visit)?;
    let library = product_item::list(visit.service(), visit.actor()?, id).await?;
    let groups = (&*cohorts, &*freezes, &*library);
    Ok(visit.page(|| product_page(&product, releases, groups, can_write, visit.now())))
}

pub(super) async fn new(visit: Visit) -> Answer {
    require_write(&visit)?;
    Ok(visit.page(|| product_form_page(None, &Form::default())))
}

pub(super) async fn create(visit: Visit, Sent(mut form): Sent) -> Answer {
    let actor = visit.actor()?;
    if let Some(text) = read(&mut form) {
        match product::create(visit.service(), actor, &text).await {
            Ok(id) => return Ok(redirect(&format!("/products/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    Ok(visit.page(|| product_form_page(None, &form)))
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    require_write(&visit)?;
    let (product, _) = product::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| product_form_page(Some(&product), &product_form(&product))))
}

pub(super) async fn edit(visit: Visit, Id(id): Id<ProductId>, Sent(mut form): Sent) -> Answer {
    let actor = visit.actor()?;
    let version = form.seen_version();
    if let Some(text) = read(&mut form) {
        match product::edit(visit.service(), actor, (id, version), &text).await {
            Ok(()) => return Ok(redirect(&format!("/products/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    require_write(&visit)?;
    let (product, _) = product::find(visit.service(), actor, id).await?;
    Ok(visit.page(|| product_form_page(Some(&product), &form)))
}

fn read(form: &mut Form) -> Option<ProductText> {
    let name = form.read("name", Label::parse);
    let slug = form.optional("slug", Slug::parse_for_product);
    let summary = form.read("summary", Markdown::parse);
    Some(ProductText { name: name?, slug: slug?, summary: summary? })
}
