use domain::ids::{FreezeId, ProductId};
use domain::product::freeze::{FreezeKind, FreezeText};
use domain::text::Label;
use service::product;
use service::product::freeze;
use ui::form::Form;
use ui::product::freeze::{freeze_delete_page, freeze_form_page};

use crate::routes::phase::read_dates;
use crate::routes::product::require_write;
use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn new(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    show(&visit, id, &Form::default().with("kind", FreezeKind::Freeze.key())).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<ProductId>, Sent(mut form): Sent) -> Answer {
    if let Some(text) = read(&mut form) {
        match freeze::add(visit.service(), visit.actor()?, id, &text).await {
            Ok(()) => return Ok(redirect(&format!("/products/{id}#freezes"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

async fn show(visit: &Visit, id: ProductId, form: &Form) -> Answer {
    require_write(visit)?;
    let (product, _) = product::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| freeze_form_page(&product, form)))
}

pub(super) async fn delete_page(visit: Visit, Id(id): Id<FreezeId>) -> Answer {
    require_write(&visit)?;
    let (product, freeze) = freeze::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| freeze_delete_page(&product, &freeze, visit.now())))
}

pub(super) async fn delete(visit: Visit, Id(id): Id<FreezeId>) -> Answer {
    let product = freeze::delete(visit.service(), visit.actor()?, id).await?;
    Ok(redirect(&format!("/products/{product}#freezes")))
}

fn read(form: &mut Form) -> Option<FreezeText> {
    let name = form.read("name", Label::parse);
    let kind = form.choose("kind", FreezeKind::from_key);
    let dates = read_dates(form, "from", "to");
    Some(FreezeText { name: name?, kind: kind?, dates: dates? })
}
