use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use domain::ids::MaterialId;
use domain::text::{Line, Link, Markdown};
use domain::training::VersionText;
use service::training;
use service::training::write::{self, Opened};
use service::{Error, Refusal};
use ui::form::Form;
use ui::training::{editor_page, forget_page as page_of_forget, preview_page, writing_form};

use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

/// What is with others cannot be written: its page says how to take it back.
pub(super) async fn page(visit: Visit, Id(id): Id<MaterialId>) -> Answer {
    let shown = training::find_to_write(visit.service(), visit.actor()?, id).await?;
    if !shown.newest().is_some_and(|newest| newest.state.is_open_to_write()) {
        return Ok(redirect(&format!("/materials/{id}")));
    }
    let form = writing_form(&shown);
    Ok(visit.page(|| editor_page(&shown, &form)))
}

pub(super) async fn save(visit: Visit, Id(id): Id<MaterialId>, Sent(mut form): Sent) -> Answer {
    let opened = opened(&form);
    if let Some(text) = read(&mut form) {
        match write::save(visit.service(), visit.actor()?, (id, opened), text).await {
            Ok(()) => return Ok(redirect(&format!("/materials/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let shown = training::find_to_write(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| editor_page(&shown, &form)))
}

fn opened(form: &Form) -> Opened {
    Opened { version: form.seen_version(), draft: form.value("draft").parse().unwrap_or(0) }
}

fn read(form: &mut Form) -> Option<VersionText> {
    let body = form.read("body", Markdown::parse);
    let link = form.optional("link", Link::parse);
    let changes = form.optional("changes", Line::parse);
    // The first version is not asked about its change: it always asks.
    let asks_again = form.read("asks", |asks| match asks {
        "again" | "" => Ok(true),
        "small" => Ok(false),
        _ => Err("Choose one from the list"),
    });
    Some(VersionText { body: body?, link: link?, asks_again: asks_again?, changes: changes? })
}

/// Keeps what is typed and answers to the script of the page: the version of what is kept, or why it is not.
pub(super) async fn keep(visit: Visit, Id(id): Id<MaterialId>, Sent(form): Sent) -> Answer {
    let refused = |message: String| Ok((StatusCode::UNPROCESSABLE_ENTITY, message).into_response());
    let actor = visit.actor()?;
    let body = match Markdown::parse(form.value("body")) {
        Ok(body) => body,
        Err(error) => return refused(format!("Not kept: {error}.")),
    };
    match write::keep(visit.service(), actor, (id, opened(&form)), &body).await {
        Ok(version) => Ok(version.to_string().into_response()),
        Err(Error::Refusal(Refusal::Conflict)) => refused(
            "Not kept: you kept something newer in another tab. Save, and you see both texts."
                .to_owned(),
        ),
        Err(Error::Refusal(refusal @ Refusal::Invalid { .. })) => refused(refusal.to_string()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn preview(visit: Visit, Id(id): Id<MaterialId>) -> Answer {
    let shown = training::find_to_write(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| preview_page(&shown)))
}

pub(super) async fn forget_page(visit: Visit, Id(id): Id<MaterialId>) -> Answer {
    let shown = training::find_to_write(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| page_of_forget(&shown, &Form::default())))
}

pub(super) async fn forget(visit: Visit, Id(id): Id<MaterialId>) -> Answer {
    write::forget(visit.service(), visit.actor()?, id).await?;
    Ok(redirect(&format!("/materials/{id}/write")))
}
