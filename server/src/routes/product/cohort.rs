use domain::ids::{CohortId, ProductId};
use domain::limits;
use domain::number::{parse_percent, parse_size};
use domain::product::cohort::{CohortKind, CohortText};
use domain::text::{Label, Line, Markdown};
use service::product;
use service::product::cohort;
use ui::form::Form;
use ui::product::cohort::{cohort_delete_page, cohort_form, cohort_form_page};

use crate::routes::product::require_write;
use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn new(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    require_write(&visit)?;
    let (product, _) = product::find(visit.service(), visit.actor()?, id).await?;
    let form = Form::default().with("kind", CohortKind::Organisation.key());
    Ok(visit.page(|| cohort_form_page(&product, None, &form)))
}

pub(super) async fn add(visit: Visit, Id(id): Id<ProductId>, Sent(mut form): Sent) -> Answer {
    let actor = visit.actor()?;
    if let Some(text) = read(&mut form) {
        match cohort::add(visit.service(), actor, id, &text).await {
            Ok(_) => return Ok(redirect(&format!("/products/{id}#cohorts"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    require_write(&visit)?;
    let (product, _) = product::find(visit.service(), actor, id).await?;
    Ok(visit.page(|| cohort_form_page(&product, None, &form)))
}

pub(super) async fn page(visit: Visit, Id(id): Id<CohortId>) -> Answer {
    require_write(&visit)?;
    let (product, cohort) = cohort::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| cohort_form_page(&product, Some(&cohort), &cohort_form(&cohort))))
}

pub(super) async fn edit(visit: Visit, Id(id): Id<CohortId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(text) = read(&mut form) {
        match cohort::edit(visit.service(), visit.actor()?, (id, version), &text).await {
            Ok(product) => return Ok(redirect(&format!("/products/{product}#cohorts"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show(&visit, id, &form).await
}

pub(super) async fn delete(visit: Visit, Id(id): Id<CohortId>, Sent(mut form): Sent) -> Answer {
    match cohort::delete(visit.service(), visit.actor()?, id).await {
        Ok(product) => return Ok(redirect(&format!("/products/{product}#cohorts"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show_delete(&visit, id, &form).await
}

pub(super) async fn delete_page(visit: Visit, Id(id): Id<CohortId>) -> Answer {
    show_delete(&visit, id, &Form::default()).await
}

async fn show_delete(visit: &Visit, id: CohortId, form: &Form) -> Answer {
    require_write(visit)?;
    let (_, cohort) = cohort::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| cohort_delete_page(&cohort, form)))
}

async fn show(visit: &Visit, id: CohortId, form: &Form) -> Answer {
    require_write(visit)?;
    let (product, cohort) = cohort::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| cohort_form_page(&product, Some(&cohort), form)))
}

/// The boxes that are ticked in a form. What is no cohort of the product is refused by the service.
pub(crate) fn ticked_cohorts(pairs: &[(String, String)]) -> Vec<CohortId> {
    let ticked = pairs.iter().filter_map(|(name, _)| name.strip_prefix("cohort:"));
    let mut ids: Vec<CohortId> = ticked.filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(limits::COHORTS);
    ids
}

fn read(form: &mut Form) -> Option<CohortText> {
    let name = form.read("name", Label::parse);
    let kind = form.choose("kind", CohortKind::from_key);
    let size = form.optional("size", parse_size);
    let share = form.optional("share", parse_percent);
    let contact = form.optional("contact", Line::parse);
    let champion = form.optional("champion", Line::parse);
    let language = form.optional("language", Line::parse);
    let constraints = form.read("constraints", Markdown::parse);
    let chosen_because = form.read("chosen_because", Markdown::parse);
    let equity_note = form.read("equity_note", Markdown::parse);
    Some(CohortText {
        name: name?,
        kind: kind?,
        size: size?,
        share: share?,
        contact: contact?,
        champion: champion?,
        language: language?,
        constraints: constraints?,
        chosen_because: chosen_because?,
        equity_note: equity_note?,
    })
}
