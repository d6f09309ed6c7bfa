//! The critical users of the cohorts of a product.

use std::collections::HashMap;

use axum::extract::Query;
use domain::ids::{CohortId, ProductId, ReaderId};
use domain::person::Email;
use domain::text::Name;
use service::Refusal;
use service::training::reader::{self, ReaderEntry};
use ui::form::Form;
use ui::training::{
    reader_delete_page, reader_form, reader_form_page, reader_list_page, reader_list_preview_page,
    readers_page,
};

use crate::web::{Answer, Id, Sent, Unread, Visit, redirect, refuse};

type Asked = Query<HashMap<String, String>>;

pub(super) async fn list(visit: Visit, Id(id): Id<ProductId>, Query(query): Asked) -> Answer {
    let page = query.get("page").and_then(|page| page.parse().ok()).unwrap_or_default();
    let readers = reader::list(visit.service(), visit.actor()?, id, page).await?;
    let added = query.get("added").and_then(|count| count.parse().ok());
    Ok(visit.page(|| readers_page(&readers, added)))
}

pub(super) async fn new(visit: Visit, Id(id): Id<CohortId>) -> Answer {
    show_new(&visit, id, &Form::default().ticked("critical", true)).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<CohortId>, Sent(mut form): Sent) -> Answer {
    if let Some(entry) = read(&mut form) {
        match reader::add(visit.service(), visit.actor()?, id, &entry).await {
            Ok(product) => {
                return Ok(redirect(&format!("/products/{product}/readers#cohort-{id}")));
            }
            Err(error) => refuse_entry(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: CohortId, form: &Form) -> Answer {
    let of = reader::of_cohort(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| reader_form_page(&of, None, form)))
}

pub(super) async fn page(visit: Visit, Id(id): Id<ReaderId>) -> Answer {
    show(&visit, id, None).await
}

pub(super) async fn edit(visit: Visit, Id(id): Id<ReaderId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(entry) = read(&mut form) {
        match reader::edit(visit.service(), visit.actor()?, (id, version), &entry).await {
            Ok(product) => return Ok(redirect(&format!("/products/{product}/readers"))),
            Err(error) => refuse_entry(&mut form, error)?,
        }
    }
    show(&visit, id, Some(form)).await
}

async fn show(visit: &Visit, id: ReaderId, form: Option<Form>) -> Answer {
    let (of, found) = reader::find(visit.service(), visit.actor()?, id).await?;
    let form = form.unwrap_or_else(|| reader_form(&found));
    Ok(visit.page(|| reader_form_page(&of, Some(&found), &form)))
}

pub(super) async fn delete_page(visit: Visit, Id(id): Id<ReaderId>) -> Answer {
    let (of, found) = reader::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| reader_delete_page(&of, &found, &Form::default())))
}

pub(super) async fn delete(visit: Visit, Id(id): Id<ReaderId>) -> Answer {
    let product = reader::remove(visit.service(), visit.actor()?, id).await?;
    Ok(redirect(&format!("/products/{product}/readers")))
}

pub(super) async fn import_page(visit: Visit, Id(id): Id<CohortId>) -> Answer {
    let of = reader::of_cohort(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| reader_list_page(&of, &[], &Form::default())))
}

pub(super) async fn preview(visit: Visit, Id(id): Id<CohortId>, unread: Unread) -> Answer {
    let allowed = reader::of_cohort(visit.service(), visit.actor()?, id);
    let (_, upload) = unread.behind(allowed).await?;
    let document = match upload.document() {
        Ok(document) => document,
        Err(refusal) => return show_import(&visit, id, &upload.pasted, refusal).await,
    };
    show_list(&visit, id, document).await
}

pub(super) async fn confirm(visit: Visit, Id(id): Id<CohortId>, unread: Unread) -> Answer {
    let allowed = reader::of_cohort(visit.service(), visit.actor()?, id);
    let (_, upload) = unread.behind(allowed).await?;
    let document = upload.pasted.as_bytes();
    match reader::add_list(visit.service(), visit.actor()?, id, document).await {
        Ok((product, count)) => Ok(redirect(&format!("/products/{product}/readers?added={count}"))),
        Err(service::Error::Refusal(Refusal::Invalid { .. })) => {
            show_list(&visit, id, document).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Who would be added; when something is wrong, what was sent with every line that is.
async fn show_list(visit: &Visit, id: CohortId, document: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(document).into_owned();
    match reader::preview_list(visit.service(), visit.actor()?, id, document).await {
        Ok((of, list)) if list.wrong.is_empty() => {
            Ok(visit.page(|| reader_list_preview_page(&of, &list, &text)))
        }
        Ok((of, list)) => {
            let mut form = Form::default().with("document", &text);
            let count = list.wrong.len();
            let lines = if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
            form.fail("document", format!("{lines} cannot be taken. Nothing was added"));
            Ok(visit.page(|| reader_list_page(&of, &list.wrong, &form)))
        }
        Err(service::Error::Refusal(refusal @ Refusal::Invalid { .. })) => {
            show_import(visit, id, &text, refusal).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show_import(visit: &Visit, id: CohortId, typed: &str, refusal: Refusal) -> Answer {
    let mut form = Form::default().with("document", typed);
    refuse(&mut form, refusal.into())?;
    let of = reader::of_cohort(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| reader_list_page(&of, &[], &form)))
}

/// Too many readers is said at the field that is there.
fn refuse_entry(form: &mut Form, error: service::Error) -> Result<(), crate::web::Failure> {
    match error {
        service::Error::Refusal(Refusal::Invalid { field: "document", message }) => {
            form.fail("name", message);
            Ok(())
        }
        other => refuse(form, other),
    }
}

fn read(form: &mut Form) -> Option<ReaderEntry> {
    let name = form.optional("name", Name::parse);
    let email = form.optional("email", Email::parse);
    let person = form.read_person("person");
    let critical = form.has("critical");
    Some(ReaderEntry { name: name?, email: email?, person: person?, critical })
}
