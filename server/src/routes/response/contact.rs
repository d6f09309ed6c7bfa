use domain::day::parse_date;
use domain::ids::{ContactId, ProductId};
use domain::response::contact::{ContactText, parse_contacts};
use domain::text::Topic;
use service::response::contact;
use ui::form::Form;
use ui::response::{
    contact_delete_page, contact_form_page, contact_import_page, contact_preview_page,
};

use crate::web::{Answer, Id, Sent, Unread, Visit, download, redirect, refuse};

/// Wrong lines of a table that are said; the rest is counted.
const SAID: usize = 100;

pub(super) async fn new(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    let typing = contact::plan(visit.service(), visit.actor()?, id).await?;
    let today = typing.product.zone.day(visit.now());
    let form = Form::default().with("day", today);
    Ok(visit.page(|| contact_form_page(&typing, None, &form)))
}

pub(super) async fn keep(visit: Visit, Id(id): Id<ProductId>, Sent(mut form): Sent) -> Answer {
    let actor = visit.actor()?;
    let version = form.seen_version();
    let mut kept = None;
    if let Some(text) = read(&mut form) {
        match contact::keep(visit.service(), actor, (id, version), &text).await {
            Ok(()) => return Ok(redirect(&format!("/products/{id}/support#contacts"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
        kept = contact::find_kept(visit.service(), actor, id, &text).await?;
    }
    let typing = contact::plan(visit.service(), actor, id).await?;
    Ok(visit.page(|| contact_form_page(&typing, kept.as_ref(), &form)))
}

fn read(form: &mut Form) -> Option<ContactText> {
    let cohort = form.choose("cohort", |text| text.parse().ok());
    let day = form.read("day", parse_date);
    let topic = form.read("topic", Topic::parse);
    let count = form.read("count", parse_contacts);
    Some(ContactText { cohort: cohort?, day: day?, topic: topic?, count: count? })
}

pub(super) async fn import_page(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    let typing = contact::plan(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| contact_import_page(&typing, &Form::default())))
}

/// What a table becomes; or each wrong line with its reason, and everything that was pasted.
pub(super) async fn preview(visit: Visit, Id(id): Id<ProductId>, unread: Unread) -> Answer {
    let actor = visit.actor()?;
    let (typing, upload) = unread.behind(contact::plan(visit.service(), actor, id)).await?;
    let document = upload.document();
    let text = document.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let mut form = Form::default().with("document", text.as_deref().unwrap_or(&upload.pasted));
    let found = match &document {
        Ok(document) => contact::preview_import(visit.service(), actor, id, document).await,
        Err(refusal) => Err(refusal.clone().into()),
    };
    match found {
        Ok(preview) if preview.import.wrong.is_empty() => {
            let text = text.unwrap_or_default();
            return Ok(visit.page(|| contact_preview_page(&preview, &text)));
        }
        Ok(preview) => {
            let wrong = &preview.import.wrong;
            wrong.iter().take(SAID).for_each(|one| form.fail("document", one));
            if wrong.len() > SAID {
                form.fail("document", format!("{} more lines are wrong", wrong.len() - SAID));
            }
        }
        Err(error) => refuse(&mut form, error)?,
    }
    Ok(visit.page(|| contact_import_page(&typing, &form)))
}

pub(super) async fn confirm(visit: Visit, Id(id): Id<ProductId>, unread: Unread) -> Answer {
    let actor = visit.actor()?;
    let (typing, upload) = unread.behind(contact::plan(visit.service(), actor, id)).await?;
    let document = upload.pasted.as_bytes();
    match contact::confirm_import(visit.service(), actor, id, document).await {
        Ok(count) => Ok(redirect(&format!("/products/{id}/support?imported={count}"))),
        Err(error) => {
            let mut form = Form::default().with("document", &upload.pasted);
            refuse(&mut form, error)?;
            Ok(visit.page(|| contact_import_page(&typing, &form)))
        }
    }
}

pub(super) async fn csv(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    let text = contact::export(visit.service(), visit.actor()?, id).await?;
    Ok(download("text/csv; charset=utf-8", "contacts.csv", text))
}

pub(super) async fn delete_page(visit: Visit, Id(id): Id<ContactId>) -> Answer {
    show_delete(&visit, id, &Form::default()).await
}

pub(super) async fn delete(visit: Visit, Id(id): Id<ContactId>) -> Answer {
    let mut form = Form::default();
    match contact::delete(visit.service(), visit.actor()?, id).await {
        Ok(product) => return Ok(redirect(&format!("/products/{product}/support#contacts"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show_delete(&visit, id, &form).await
}

async fn show_delete(visit: &Visit, id: ContactId, form: &Form) -> Answer {
    let (product, contact, words) = contact::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| contact_delete_page(&product, &contact, &words, form)))
}
