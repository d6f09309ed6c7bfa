use std::collections::HashMap;

use axum::extract::Query;
use domain::day::parse_date;
use domain::ids::{ResponseId, VariantId};
use domain::response::{Language, Situation, Validity};
use domain::text::{Markdown, Reason};
use service::Refusal;
use service::response::text::{self, Decision, Written};
use ui::form::Form;
use ui::response::{retire_text_page, text_form, text_form_page, variant_page};

use super::plan::writable;
use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn new(
    visit: Visit,
    Id(id): Id<ResponseId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let situation = query.get("situation").and_then(|key| Situation::from_key(key));
    let form = Form::default()
        .with("situation", situation.unwrap_or(Situation::Always).key())
        .with("language", query.get("language").map_or("en", String::as_str));
    show_new(&visit, id, &form).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<ResponseId>, Sent(mut form): Sent) -> Answer {
    let situation = form.choose("situation", Situation::from_key);
    let language = form.read("language", Language::parse);
    let written = read(&mut form);
    if let (Some(situation), Some(language), Some(written)) = (situation, language, written) {
        let which = (situation, &language);
        match text::add(visit.service(), visit.actor()?, id, which, &written).await {
            Ok(variant) => return Ok(redirect(&format!("/variants/{variant}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: ResponseId, form: &Form) -> Answer {
    let shown = writable(visit, id).await?;
    Ok(visit.page(|| text_form_page(&shown, None, form)))
}

pub(super) async fn page(visit: Visit, Id(id): Id<VariantId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

async fn show(visit: &Visit, id: VariantId, form: &Form) -> Answer {
    let actor = visit.actor()?;
    let of = text::find(visit.service(), actor, id).await?;
    Ok(visit.page(|| variant_page(&of, actor.person.id, form, visit.now())))
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<VariantId>) -> Answer {
    show_edit(&visit, id, None).await
}

pub(super) async fn edit(visit: Visit, Id(id): Id<VariantId>, Sent(mut form): Sent) -> Answer {
    let seen = seen(&form);
    if let Some(written) = read(&mut form) {
        match text::write(visit.service(), visit.actor()?, (id, seen), &written).await {
            Ok(()) => return Ok(redirect(&format!("/variants/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_edit(&visit, id, Some(form)).await
}

async fn show_edit(visit: &Visit, id: VariantId, form: Option<Form>) -> Answer {
    let of = text::find(visit.service(), visit.actor()?, id).await?;
    let form = form.unwrap_or_else(|| text_form(&of));
    Ok(visit.page(|| text_form_page(&of.shown, Some(&of), &form)))
}

pub(super) async fn submit(visit: Visit, Id(id): Id<VariantId>, Sent(mut form): Sent) -> Answer {
    match text::submit(visit.service(), visit.actor()?, (id, seen(&form))).await {
        Ok(()) => return Ok(redirect(&format!("/variants/{id}"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show(&visit, id, &form).await
}

pub(super) async fn decide(visit: Visit, Id(id): Id<VariantId>, Sent(mut form): Sent) -> Answer {
    let seen = seen(&form);
    if let Some(decision) = read_decision(&mut form) {
        match text::decide(visit.service(), visit.actor()?, (id, seen), &decision).await {
            Ok(()) => return Ok(redirect(&format!("/variants/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

pub(super) fn read_decision(form: &mut Form) -> Option<Decision> {
    match form.value("decision") {
        "approve" => Some(Decision::Approve),
        "send_back" => form.read("reason", Reason::parse).map(Decision::SendBack),
        _ => {
            form.fail("decision", "Choose one from the list");
            None
        }
    }
}

pub(super) async fn retire_form(
    visit: Visit,
    Id(id): Id<VariantId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let number = query.get("number").and_then(|number| number.parse().ok());
    show_retire(&visit, id, number, &Form::default()).await
}

pub(super) async fn retire(visit: Visit, Id(id): Id<VariantId>, Sent(mut form): Sent) -> Answer {
    let seen = seen(&form);
    match text::retire(visit.service(), visit.actor()?, (id, seen)).await {
        Ok(()) => return Ok(redirect(&format!("/variants/{id}"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show_retire(&visit, id, Some(seen.0), &form).await
}

/// Without a number it is the newest that is not retired.
async fn show_retire(visit: &Visit, id: VariantId, number: Option<i64>, form: &Form) -> Answer {
    let of = text::find(visit.service(), visit.actor()?, id).await?;
    let is_meant = |one: &&domain::response::Text| match number {
        Some(number) if number > 0 => one.number == number,
        _ => !matches!(one.state, domain::response::TextState::Retired(_)),
    };
    let text = of.texts.iter().find(is_meant).ok_or(Refusal::NotFound)?;
    Ok(visit.page(|| retire_text_page(&of, text, form)))
}

/// The number and the version of the text that a form was filled from.
fn seen(form: &Form) -> (i64, i64) {
    (form.value("number").parse().unwrap_or(0), form.seen_version())
}

fn read(form: &mut Form) -> Option<Written> {
    let body = form.read("body", Markdown::parse);
    let from = form.optional("valid_from", parse_date);
    let to = form.optional("valid_to", parse_date);
    let (from, to) = (from?, to?);
    let validity = match Validity::new(from, to) {
        Ok(validity) => Some(validity),
        Err(error) => {
            form.fail("valid_to", error);
            None
        }
    };
    Some(Written { body: body?, validity: validity? })
}
