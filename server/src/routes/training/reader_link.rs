//! Personal links of readers: making them, and what stands behind them, without a session.

use std::collections::HashMap;

use axum::extract::{Path, Query};
use domain::ids::{MaterialId, ReaderId, ReaderLinkId};
use service::training::reader_link;
use service::{Refusal, Secret};
use ui::form::Form;
use ui::training::{made_link_page, opened_link_page, reader_link_page, revoke_link_page};

use super::coverage;
use super::file::response;
use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn new(
    visit: Visit,
    Id(id): Id<MaterialId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let reader = query.get("reader").and_then(|reader| reader.parse::<ReaderId>().ok());
    let reader = reader.ok_or(Refusal::NotFound)?;
    let found = reader_link::prepare(visit.service(), visit.actor()?, id, reader).await?;
    Ok(visit.page(|| reader_link_page(&found.0, &found.1, &Form::default())))
}

pub(super) async fn make(visit: Visit, Id(id): Id<MaterialId>, Sent(mut form): Sent) -> Answer {
    // Who is not there is refused as who is not asked: behind the permission.
    let nobody = ReaderId::new(uuid::Uuid::nil());
    let reader = form.value("reader").parse().unwrap_or(nobody);
    match reader_link::make(visit.service(), visit.actor()?, id, reader).await {
        Ok((secret, reader, material)) => {
            let address = format!("{}/read/{}", visit.app.origin(), secret.reveal());
            Ok(visit.page(|| made_link_page(&address, &reader, &material)))
        }
        Err(error) => {
            refuse(&mut form, error)?;
            coverage::show(&visit, id, &HashMap::new(), &form).await
        }
    }
}

pub(super) async fn revoke_page(visit: Visit, Id(id): Id<ReaderLinkId>) -> Answer {
    let (reader, material) = reader_link::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| revoke_link_page(id, &reader, &material)))
}

pub(super) async fn revoke(visit: Visit, Id(id): Id<ReaderLinkId>) -> Answer {
    let material = reader_link::revoke(visit.service(), visit.actor()?, id).await?;
    Ok(redirect(&format!("/materials/{material}/coverage")))
}

/// Looking confirms nothing: mail scanners look at everything.
pub(super) async fn page(visit: Visit, Path(secret): Path<String>) -> Answer {
    show(&visit, &Secret::received(&secret), &Form::default()).await
}

pub(super) async fn confirm(
    visit: Visit,
    Path(secret): Path<String>,
    Sent(mut form): Sent,
) -> Answer {
    let secret = Secret::received(&secret);
    let number = form.value("number").parse().unwrap_or_default();
    match reader_link::confirm(visit.service(), &secret, number, &visit.caller).await {
        Ok(()) => return Ok(redirect(&format!("/read/{}", secret.reveal()))),
        Err(error @ service::Error::Refusal(Refusal::NotFound)) => return closed(&visit, error),
        Err(error) => refuse(&mut form, error)?,
    }
    show(&visit, &secret, &form).await
}

async fn show(visit: &Visit, secret: &Secret, form: &Form) -> Answer {
    match reader_link::open(visit.service(), secret).await {
        Ok(opened) => Ok(visit.page(|| opened_link_page(&opened, secret, form, visit.now()))),
        Err(error) => closed(visit, error),
    }
}

/// Who follows a link has no home page here to go to.
fn closed(visit: &Visit, error: service::Error) -> Answer {
    match error {
        service::Error::Refusal(Refusal::NotFound) => Ok(visit.page(ui::failure::closed_link)),
        other => Err(other.into()),
    }
}

pub(super) async fn file(visit: Visit, Path((secret, file)): Path<(String, String)>) -> Answer {
    let file = file.parse().map_err(|_| Refusal::NotFound)?;
    let secret = Secret::received(&secret);
    let (file, bytes) = reader_link::read_file(visit.service(), &secret, file).await?;
    Ok(response(&file, bytes))
}
