use std::collections::HashMap;

use axum::extract::Query;
use domain::ids::{ProductId, ReleaseId};
use service::release;
use service::response::{product_item, support};
use ui::form::Form;
use ui::response::{library_page, support_page};

use crate::web::{Answer, Id, Visit, redirect, refuse};

pub(super) async fn page(
    visit: Visit,
    Id(id): Id<ProductId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let support = support::find(visit.service(), visit.actor()?, id).await?;
    let imported = query.get("imported").and_then(|count| count.parse().ok());
    Ok(visit.page(|| support_page(&support, imported, visit.now())))
}

/// Where the criteria of a release lead.
pub(super) async fn of_release(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let seen = release::find(visit.service(), visit.actor()?, id).await?;
    Ok(redirect(&format!("/products/{}/support", seen.release.product)))
}

pub(super) async fn library(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show_library(&visit, id, &Form::default()).await
}

pub(super) async fn add_library(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let mut form = Form::default();
    match product_item::add_to_checklist(visit.service(), visit.actor()?, id).await {
        Ok(added) => {
            let count = added.len();
            return Ok(redirect(&format!("/releases/{id}/checklist?added={count}")));
        }
        Err(error) => refuse(&mut form, error)?,
    }
    show_library(&visit, id, &form).await
}

async fn show_library(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let library = product_item::find_library(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| library_page(&library, form)))
}
