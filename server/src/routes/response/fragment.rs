use domain::access::Operation;
use domain::ids::{FragmentId, ProductId};
use domain::response::body::VariableName;
use domain::text::Markdown;
use service::Refusal;
use service::response::fragment;
use ui::form::Form;
use ui::response::{fragment_form, fragment_form_page, fragment_page, fragments_page};

use super::variant::read_decision;
use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn list(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    let all = fragment::list(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| fragments_page(&all)))
}

pub(super) async fn new(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    show_new(&visit, id, &Form::default()).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<ProductId>, Sent(mut form): Sent) -> Answer {
    let name = form.read("name", VariableName::parse);
    let body = form.read("body", Markdown::parse);
    if let Some((name, body)) = name.zip(body) {
        match fragment::add(visit.service(), visit.actor()?, id, (&name, &body)).await {
            Ok(fragment) => return Ok(redirect(&format!("/fragments/{fragment}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: ProductId, form: &Form) -> Answer {
    let all = fragment::list(visit.service(), visit.actor()?, id).await?;
    if !all.shelf.may(Operation::WriteResponse) {
        return Err(Refusal::READS_ONLY.into());
    }
    Ok(visit.page(|| fragment_form_page(&all.shelf, None, form)))
}

pub(super) async fn page(visit: Visit, Id(id): Id<FragmentId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

async fn show(visit: &Visit, id: FragmentId, form: &Form) -> Answer {
    let actor = visit.actor()?;
    let shown = fragment::find(visit.service(), actor, id).await?;
    Ok(visit.page(|| fragment_page(&shown, actor.person.id, form, visit.now())))
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<FragmentId>) -> Answer {
    show_edit(&visit, id, None).await
}

pub(super) async fn propose(visit: Visit, Id(id): Id<FragmentId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(body) = form.read("body", Markdown::parse) {
        match fragment::propose(visit.service(), visit.actor()?, (id, version), &body).await {
            Ok(()) => return Ok(redirect(&format!("/fragments/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show_edit(&visit, id, Some(form)).await
}

async fn show_edit(visit: &Visit, id: FragmentId, form: Option<Form>) -> Answer {
    let shown = fragment::find_to_write(visit.service(), visit.actor()?, id).await?;
    let form = form.unwrap_or_else(|| fragment_form(&shown.fragment));
    Ok(visit.page(|| fragment_form_page(&shown.shelf, Some(&shown.fragment), &form)))
}

pub(super) async fn decide(visit: Visit, Id(id): Id<FragmentId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(decision) = read_decision(&mut form) {
        match fragment::decide(visit.service(), visit.actor()?, (id, version), &decision).await {
            Ok(()) => return Ok(redirect(&format!("/fragments/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}
