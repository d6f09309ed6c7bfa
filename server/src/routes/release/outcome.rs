use domain::day::parse_date;
use domain::ids::{OutcomeId, ReleaseId};
use domain::release::outcome::{CheckInKind, OutcomeText};
use domain::text::{Line, Link, Markdown, Title};
use service::Refusal;
use service::release::outcome;
use ui::form::Form;
use ui::release::outcome::{outcome_delete_page, outcome_form_page, outcomes_page};

use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn page(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

async fn show(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let outcomes = outcome::list(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| outcomes_page(&outcomes, form, visit.now())))
}

pub(super) async fn new(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show_new(&visit, id, &Form::default()).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    if let Some(text) = read(&mut form) {
        match outcome::add(visit.service(), visit.actor()?, id, &text).await {
            Ok(()) => return Ok(redirect(&format!("/releases/{id}/outcomes"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let outcomes = outcome::list(visit.service(), visit.actor()?, id).await?;
    if !outcomes.seen.can_plan {
        return Err(Refusal::NOT_OWNER.into());
    }
    Ok(visit.page(|| outcome_form_page(&outcomes, form)))
}

pub(super) async fn record(visit: Visit, Id(id): Id<OutcomeId>, Sent(mut form): Sent) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let version = form.seen_version();
    let actual = form.read("actual", Line::parse);
    let learned = form.read("learned", Line::parse);
    if let Some(found) = actual.zip(learned) {
        match outcome::record(service, actor, (id, version), found).await {
            Ok(release) => return Ok(redirect(&format!("/releases/{release}/outcomes"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let release = outcome::find_release(service, actor, id).await?;
    show(&visit, release, &form.with("outcome", id)).await
}

pub(super) async fn delete(visit: Visit, Id(id): Id<OutcomeId>) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let mut form = Form::default();
    match outcome::delete(service, actor, id).await {
        Ok(release) => return Ok(redirect(&format!("/releases/{release}/outcomes"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show_delete(&visit, id, &form).await
}

pub(super) async fn delete_page(visit: Visit, Id(id): Id<OutcomeId>) -> Answer {
    show_delete(&visit, id, &Form::default()).await
}

async fn show_delete(visit: &Visit, id: OutcomeId, form: &Form) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let release = outcome::find_release(service, actor, id).await?;
    let outcomes = outcome::list(service, actor, release).await?;
    if !outcomes.seen.can_plan {
        return Err(Refusal::NOT_OWNER.into());
    }
    let outcome = outcomes.outcomes.iter().find(|outcome| outcome.id == id);
    let outcome = outcome.ok_or(Refusal::NotFound)?;
    Ok(visit.page(|| outcome_delete_page(&outcomes, outcome, form, visit.now())))
}

pub(super) async fn check_in(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    let kind = form.choose("kind", CheckInKind::from_key);
    let notes = form.read("notes", Markdown::parse);
    if let (Some(kind), Some(notes)) = (kind, notes) {
        match outcome::check_in(visit.service(), visit.actor()?, id, kind, &notes).await {
            Ok(()) => return Ok(redirect(&format!("/releases/{id}/outcomes#check-ins"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

fn read(form: &mut Form) -> Option<OutcomeText> {
    let metric = form.read("metric", Title::parse);
    let target = form.read("target", Line::parse);
    let source = form.optional("source", Link::parse);
    let look_on = form.read("look_on", parse_date);
    Some(OutcomeText { metric: metric?, target: target?, source: source?, look_on: look_on? })
}
