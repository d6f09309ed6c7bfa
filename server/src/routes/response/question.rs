use domain::ids::{ProductId, QuestionId};
use domain::response::ShortCode;
use domain::response::question::QuestionText;
use domain::text::{Line, Reason, Topic};
use service::response::question::{self, Step};
use ui::form::Form;
use ui::response::{question_form_page, question_page};

use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn new(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    show_new(&visit, id, &Form::default()).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<ProductId>, Sent(mut form): Sent) -> Answer {
    if let Some(text) = read(&mut form) {
        match question::add(visit.service(), visit.actor()?, id, &text).await {
            Ok(question) => return Ok(redirect(&format!("/questions/{question}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: ProductId, form: &Form) -> Answer {
    let (product, cohorts) = question::plan(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| question_form_page(&product, &cohorts, form)))
}

pub(super) async fn page(visit: Visit, Id(id): Id<QuestionId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

pub(super) async fn step(visit: Visit, Id(id): Id<QuestionId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(step) = read_step(&mut form) {
        match question::apply_step(visit.service(), visit.actor()?, (id, version), &step).await {
            Ok(()) => return Ok(redirect(&format!("/questions/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

async fn show(visit: &Visit, id: QuestionId, form: &Form) -> Answer {
    let shown = question::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| question_page(&shown, form, visit.now())))
}

fn read(form: &mut Form) -> Option<QuestionText> {
    let words = form.read("words", Line::parse);
    let cohort =
        form.optional("cohort", |text| text.parse().map_err(|_| "Choose a cohort from the list"));
    let topic = form.optional("topic", Topic::parse);
    Some(QuestionText { words: words?, cohort: cohort?, topic: topic? })
}

fn read_step(form: &mut Form) -> Option<Step> {
    match form.value("step") {
        "answer" => form.read("code", ShortCode::parse).map(Step::Answer),
        "dismiss" => form.read("reason", Reason::parse).map(Step::Dismiss),
        "reopen" => Some(Step::Reopen),
        _ => {
            form.fail("step", "Choose what to do");
            None
        }
    }
}
