//! Releases: the overview, the plan, the state, who takes part, outcomes, the big-bang assessment.

mod big_bang;
mod outcome;

use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use domain::access::{Operation, Relation};
use domain::address::Slug;
use domain::day::{Zone, parse_date};
use domain::ids::{PersonId, ProductId, ReleaseId};
use domain::phase::schedule::Preview;
use domain::release::{Kind, Part, Plan, ReleaseState, Schedule, Tier};
use domain::text::{Label, Markdown, Reason, VersionLabel};
use service::gate::verdict;
use service::{Refusal, person, phase, product, release};
use ui::form::Form;
use ui::release::{
    overview_page, participant_remove_page, participants_page, release_form, release_form_page,
    state_page,
};

use crate::web::{Answer, App, Failure, Id, Sent, Visit, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/products/{id}/releases/new", get(new).post(create))
        .route("/releases/{id}", get(page))
        .route("/releases/{id}/edit", get(edit_page).post(edit))
        .route("/releases/{id}/state", get(state).post(change_state))
        .route("/releases/{id}/people", get(people).post(add_participant))
        .route(
            "/releases/{id}/people/{person}/take",
            get(remove_participant_page).post(remove_participant),
        )
        .route("/releases/{id}/outcomes", get(outcome::page))
        .route("/releases/{id}/outcomes/new", get(outcome::new).post(outcome::add))
        .route("/releases/{id}/check-ins", post(outcome::check_in))
        .route("/outcomes/{id}/record", post(outcome::record))
        .route("/outcomes/{id}/delete", get(outcome::delete_page).post(outcome::delete))
        .route("/releases/{id}/big-bang", get(big_bang::page).post(big_bang::assess))
        .route("/releases/{id}/big-bang/mitigate", post(big_bang::mitigate))
}

pub(super) async fn page(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let overview = release::overview::find(service, actor, id).await?;
    Ok(visit.page(|| overview_page(&overview, actor, visit.now())))
}

pub(super) async fn new(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    let actor = visit.actor()?;
    if !actor.may(Relation::None, Operation::CreateRelease) {
        return Err(Refusal::READS_ONLY.into());
    }
    let (product, _) = product::find(visit.service(), actor, id).await?;
    let form = Form::default()
        .with("zone", "UTC")
        .with("kind", Kind::Standard.key())
        .with("tier", Tier::Low.key());
    Ok(visit.page(|| release_form_page(&product, None, None, &form)))
}

pub(super) async fn create(visit: Visit, Id(id): Id<ProductId>, Sent(mut form): Sent) -> Answer {
    let actor = visit.actor()?;
    if let Some(plan) = read(&mut form) {
        match release::create(visit.service(), actor, id, &plan).await {
            Ok(id) => return Ok(redirect(&format!("/releases/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let (product, _) = product::find(visit.service(), actor, id).await?;
    Ok(visit.page(|| release_form_page(&product, None, None, &form)))
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let seen = require_plan(&visit, id).await?;
    let (product, _) = product::find(visit.service(), visit.actor()?, seen.release.product).await?;
    let form = release_form(&seen.release);
    Ok(visit.page(|| release_form_page(&product, Some(&seen.release), None, &form)))
}

pub(super) async fn edit(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    let actor = visit.actor()?;
    let version = form.seen_version();
    let reason = form.optional("reason", Reason::parse);
    let mut preview = None;
    if let (Some(plan), Some(reason)) = (read(&mut form), reason) {
        preview = broken_by(&visit, id, &plan, &form).await?;
        if preview.is_none() {
            match release::edit(visit.service(), actor, (id, version), &plan, reason.as_ref()).await
            {
                Ok(()) => return Ok(redirect(&format!("/releases/{id}"))),
                Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
            }
        }
    }
    let seen = require_plan(&visit, id).await?;
    let (product, _) = product::find(visit.service(), actor, seen.release.product).await?;
    Ok(visit.page(|| release_form_page(&product, Some(&seen.release), preview.as_ref(), &form)))
}

/// What new dates of a release would break, unless the person has seen it already.
async fn broken_by(
    visit: &Visit,
    id: ReleaseId,
    plan: &Plan,
    form: &Form,
) -> Result<Option<Preview>, Failure> {
    if form.has("confirmed") {
        return Ok(None);
    }
    let (service, actor) = (visit.service(), visit.actor()?);
    let preview = phase::preview_schedule(service, actor, id, &plan.schedule).await?;
    Ok(Some(preview).filter(|preview| !preview.broken.is_empty()))
}

pub(super) async fn state(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show_state(&visit, id, &Form::default()).await
}

pub(super) async fn change_state(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Sent(mut form): Sent,
) -> Answer {
    let version = form.seen_version();
    let to = form.choose("state", ReleaseState::from_key);
    let reason = form.optional("reason", Reason::parse);
    if let (Some(to), Some(reason)) = (to, reason) {
        match release::advance(visit.service(), visit.actor()?, (id, version), to, reason.as_ref())
            .await
        {
            Ok(()) => return Ok(redirect(&format!("/releases/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_state(&visit, id, &form).await
}

async fn show_state(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let seen = require_plan(visit, id).await?;
    Ok(visit.page(|| state_page(&seen, form, visit.now())))
}

pub(super) async fn people(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show_people(&visit, id, &Form::default().with("part", Part::Contributor.key())).await
}

pub(super) async fn add_participant(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Sent(mut form): Sent,
) -> Answer {
    let person = form.choose("person", |text| text.parse::<PersonId>().ok());
    let part = form.choose("part", Part::from_key);
    if let (Some(person), Some(part)) = (person, part) {
        match release::add_participant(visit.service(), visit.actor()?, id, person, part).await {
            Ok(()) => return Ok(redirect(&format!("/releases/{id}/people"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_people(&visit, id, &form).await
}

pub(super) async fn remove_participant(
    visit: Visit,
    Path((id, person)): Path<(String, String)>,
) -> Answer {
    let (id, person) = read_participant(&id, &person)?;
    let mut form = Form::default();
    match release::remove_participant(visit.service(), visit.actor()?, id, person).await {
        Ok(()) => Ok(redirect(&format!("/releases/{id}/people"))),
        Err(error) => {
            refuse(&mut form, error)?;
            show_take_part(&visit, (id, person), &form).await
        }
    }
}

pub(super) async fn remove_participant_page(
    visit: Visit,
    Path((id, person)): Path<(String, String)>,
) -> Answer {
    let named = read_participant(&id, &person)?;
    show_take_part(&visit, named, &Form::default()).await
}

async fn show_take_part(visit: &Visit, (id, person): (ReleaseId, PersonId), form: &Form) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let judged = verdict::judge(service, actor, id).await?;
    if !judged.seen.can_plan {
        return Err(Refusal::NOT_OWNER.into());
    }
    let participants = release::list_participants(service, actor, id).await?;
    let participant = participants.iter().find(|one| one.person == person);
    let participant = participant.ok_or(Refusal::NotFound)?;
    Ok(visit.page(|| participant_remove_page(&judged, participant, form)))
}

fn read_participant(id: &str, person: &str) -> Result<(ReleaseId, PersonId), Refusal> {
    let named = id.parse().ok().zip(person.parse().ok());
    named.ok_or(Refusal::NotFound)
}

async fn show_people(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let seen = release::find(service, actor, id).await?;
    let participants = release::list_participants(service, actor, id).await?;
    let everybody = person::list_colleagues(service, actor).await?;
    Ok(visit.page(|| participants_page(&seen, participants, &everybody, form, visit.now())))
}

async fn require_plan(visit: &Visit, id: ReleaseId) -> Result<release::Seen, Failure> {
    let seen = release::find(visit.service(), visit.actor()?, id).await?;
    if seen.can_plan { Ok(seen) } else { Err(Refusal::NOT_OWNER.into()) }
}

/// Reads the form of a release, in the order of its fields: errors are listed in that order.
fn read(form: &mut Form) -> Option<Plan> {
    let name = form.read("name", Label::parse);
    let label = form.read("label", VersionLabel::parse);
    let slug = form.optional("slug", Slug::parse_for_release);
    let launch = form.optional("launch", parse_date);
    let complete = form.optional("feature_complete", parse_date);
    let zone = form.read("zone", Zone::parse);
    let kind = form.choose("kind", Kind::from_key);
    let tier = form.choose("tier", Tier::from_key);
    let restricted = form.has("restricted");
    let summary = form.read("summary", Markdown::parse);
    let (complete, launch, zone, slug) = (complete?, launch?, zone?, slug?);
    let schedule = form.read("feature_complete", |_| Schedule::new(complete, launch, zone))?;
    Some(Plan {
        name: name?,
        label: label?,
        slug,
        summary: summary?,
        kind: kind?,
        tier: tier?,
        schedule,
        restricted,
    })
}
