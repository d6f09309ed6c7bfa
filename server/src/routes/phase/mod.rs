//! Phases: the schedule, a phase and its steps, the rollout plan, success criteria.

mod rollout_plan;
mod room;
mod schedule;
mod success_criterion;

use axum::Router;
use axum::routing::{get, post};
use domain::day::parse_date;
use domain::day::{Dates, parse_time};
use domain::ids::{CohortId, PhaseId, ReleaseId};
use domain::limits;
use domain::number::{parse_count, parse_percent, parse_size};
use domain::phase::{Exposure, Phase, PhasePlan, PhaseStep, RollbackCard, Unit, Window};
use domain::text::{Label, Line, Reason, optional};
use service::phase::{self, Phases};
use service::{Refusal, person};
use ui::form::Form;
use ui::phase::{
    card_form as form_of_card, card_form_page, card_page, phase_form, phase_form_page, phase_page,
};

use crate::web::{Answer, App, Failure, Id, Sent, Visit, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/releases/{id}/schedule", get(schedule::page))
        .route("/releases/{id}/phases/new", get(new).post(add))
        .route("/releases/{id}/phases/plan", get(rollout_plan::page).post(rollout_plan::propose))
        .route("/releases/{id}/phases/plan/confirm", post(rollout_plan::confirm))
        .route("/phases/{id}", get(page))
        .route("/phases/{id}/edit", get(edit_page).post(edit))
        .route("/phases/{id}/move", get(schedule::move_dialog).post(schedule::shift))
        .route("/phases/{id}/step", post(step))
        .route("/phases/{id}/room", get(room::page))
        .route("/phases/{id}/steps/{step}", get(room::stop_page).post(room::stop))
        .route("/phases/{id}/reached", post(record_reached))
        .route("/phases/{id}/card", get(card))
        .route("/phases/{id}/card/edit", get(card_form).post(write_card))
        .route(
            "/phases/{id}/successes/new",
            get(success_criterion::new).post(success_criterion::add),
        )
        .route("/successes/{id}", get(success_criterion::page))
        .route("/successes/{id}/record", post(success_criterion::record))
        .route(
            "/successes/{id}/delete",
            get(success_criterion::delete_page).post(success_criterion::delete),
        )
}

pub(super) async fn new(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let form = Form::default().with("bake_days", 7).with("unit", Unit::People.key());
    show_new(&visit, id, &form).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    if let Some(plan) = read(&mut form) {
        match phase::add(visit.service(), visit.actor()?, id, &plan).await {
            Ok(id) => return Ok(redirect(&format!("/phases/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let actor = visit.actor()?;
    let phases = require_plan(phase::list(visit.service(), actor, id).await?)?;
    let people = person::list_colleagues(visit.service(), actor).await?;
    Ok(visit.page(|| phase_form_page(&phases, None, &people, form)))
}

pub(super) async fn page(visit: Visit, Id(id): Id<PhaseId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

async fn show(visit: &Visit, id: PhaseId, form: &Form) -> Answer {
    let (phases, phase, entries) = phase::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| phase_page(&phases, &phase, entries, form, visit.now())))
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<PhaseId>) -> Answer {
    show_form(&visit, id, None).await
}

pub(super) async fn edit(visit: Visit, Id(id): Id<PhaseId>, Sent(form): Sent) -> Answer {
    let actor = visit.actor()?;
    let (_, kept, _) = phase::find(visit.service(), actor, id).await?;
    let version = form.seen_version();
    // The form leaves the dates out: they move by a step of their own.
    let dates = phase_form(&kept.plan);
    let mut form = ["starts_on", "ends_on", "window_from", "window_to", "bake_days"]
        .into_iter()
        .fold(form, |form, name| form.with(name, dates.value(name)));
    if let Some(plan) = read(&mut form) {
        match phase::edit(visit.service(), actor, (id, version), &plan).await {
            Ok(()) => return Ok(redirect(&format!("/phases/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show_form(&visit, id, Some(form)).await
}

async fn show_form(visit: &Visit, id: PhaseId, form: Option<Form>) -> Answer {
    let actor = visit.actor()?;
    let (phases, phase) = planned(visit, id).await?;
    let people = person::list_colleagues(visit.service(), actor).await?;
    let form = form.unwrap_or_else(|| phase_form(&phase.plan));
    Ok(visit.page(|| phase_form_page(&phases, Some(&phase), &people, &form)))
}

pub(super) async fn step(visit: Visit, Id(id): Id<PhaseId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    let step = form.choose("step", PhaseStep::from_key);
    let reason = form.optional("reason", Reason::parse);
    if let (Some(step), Some(reason)) = (step, reason) {
        let taken = phase::apply_step(
            visit.service(),
            visit.actor()?,
            (id, version),
            step,
            reason.as_ref(),
        );
        match taken.await {
            Ok(_) => return Ok(redirect(&format!("/phases/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

pub(super) async fn record_reached(
    visit: Visit,
    Id(id): Id<PhaseId>,
    Sent(mut form): Sent,
) -> Answer {
    let version = form.seen_version();
    if let Some(reached) = form.read("reached", parse_size) {
        match phase::record_reached(visit.service(), visit.actor()?, (id, version), reached).await {
            Ok(()) => return Ok(redirect(&format!("/phases/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

pub(super) async fn card(visit: Visit, Id(id): Id<PhaseId>) -> Answer {
    let (phases, phase, _) = phase::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| card_page(&phases, &phase, visit.now())))
}

pub(super) async fn card_form(visit: Visit, Id(id): Id<PhaseId>) -> Answer {
    let (_, phase) = planned(&visit, id).await?;
    Ok(visit.page(|| card_form_page(&phase, &form_of_card(&phase.card))))
}

pub(super) async fn write_card(visit: Visit, Id(id): Id<PhaseId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(card) = read_card(&mut form) {
        match phase::write_card(visit.service(), visit.actor()?, (id, version), &card).await {
            Ok(()) => return Ok(redirect(&format!("/phases/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    let (_, phase) = planned(&visit, id).await?;
    Ok(visit.page(|| card_form_page(&phase, &form)))
}

/// A phase whose plan the visitor may change.
pub(super) async fn planned(visit: &Visit, id: PhaseId) -> Result<(Phases, Phase), Failure> {
    let (phases, phase, _) = phase::find(visit.service(), visit.actor()?, id).await?;
    Ok((require_plan(phases)?, phase))
}

pub(super) fn require_plan(phases: Phases) -> Result<Phases, Failure> {
    if phases.seen.can_plan { Ok(phases) } else { Err(Refusal::NOT_OWNER.into()) }
}

/// Reads the form of a phase, in the order of its fields: errors are listed in that order.
fn read(form: &mut Form) -> Option<PhasePlan> {
    let name = form.read("name", Label::parse);
    let cohort = form.choose("cohort", |text| text.parse::<CohortId>().ok());
    let access = form.optional("access", Line::parse);
    let dates = read_dates(form, "starts_on", "ends_on");
    let window = read_window(form);
    let bake_days = form.read("bake_days", |text| parse_count(text, limits::PHASE_DAYS));
    let exposure = read_exposure(form, "planned", "unit");
    let owner = form.read_person("owner");
    Some(PhasePlan {
        name: name?,
        cohort: cohort?,
        access: access?,
        dates: dates?,
        window: window?,
        bake_days: bake_days?,
        exposure: exposure?,
        owner: owner?,
    })
}

/// The first day, and the last, which may be left out.
pub(super) fn read_dates(form: &mut Form, from: &str, to: &str) -> Option<Dates> {
    let starts_on = form.read(from, parse_date);
    let ends_on = form.optional(to, parse_date);
    let (starts_on, ends_on) = (starts_on?, ends_on?);
    form.read(to, |_| Dates::new(starts_on, ends_on.unwrap_or(starts_on)))
}

/// Both hours of a window or none.
pub(super) fn read_window(form: &mut Form) -> Option<Option<Window>> {
    let from = form.optional("window_from", parse_time);
    let to = form.optional("window_to", parse_time);
    match (from?, to?) {
        (None, None) => Some(None),
        (Some(from), Some(to)) => form.read("window_to", |_| Window::new(from, to)).map(Some),
        (Some(_), None) => {
            form.fail("window_to", "Enter when the window ends");
            None
        }
        (None, Some(_)) => {
            form.fail("window_from", "Enter when the window begins");
            None
        }
    }
}

pub(super) fn read_exposure(form: &mut Form, planned: &str, unit: &str) -> Option<Exposure> {
    let unit = form.choose(unit, Unit::from_key)?;
    let parse = if unit == Unit::Percent { parse_percent } else { parse_size };
    let planned = form.read(planned, parse)?;
    Some(Exposure { planned, unit })
}

fn read_card(form: &mut Form) -> Option<RollbackCard> {
    let trigger = form.optional("trigger", Line::parse);
    let action = form.optional("action", Line::parse);
    let authority = form.optional("authority", Line::parse);
    let deadline = form.optional("deadline", Line::parse);
    let minutes =
        form.read("minutes", |text| optional(text, |text| parse_count(text, 60 * 24 * 30)));
    let rehearsed_on = form.optional("rehearsed_on", parse_date);
    Some(RollbackCard {
        trigger: trigger?,
        action: action?,
        authority: authority?,
        deadline: deadline?,
        minutes: minutes?,
        rehearsed_on: rehearsed_on?,
    })
}
