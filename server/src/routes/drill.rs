//! Drills: their plan, the live page, the debrief, and what they cover.

use axum::Router;
use axum::routing::{get, post};
use std::collections::HashMap;

use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse as _;
use domain::day::parse_time;
use domain::day::{Zone, parse_date_time};
use domain::drill::{
    Debrief, DrillKind, DrillPlan, DrillRole, DrillStep, Mark, Rating, Scenario, ScribeLine,
};
use domain::ids::{DrillId, InjectId, PersonId, ReleaseId, TimelineEntryId};
use domain::number::parse_count;
use domain::text::{Line, Markdown, Reason, TextError, Title, optional};
use jiff::SignedDuration;
use jiff::civil::Time;
use service::drill::{self, Looked, NewTimelineEntry, Shown, What};
use service::{Error, Refusal, release};
use ui::drill::{
    debrief_page, drill_form, drill_form_page, drill_page, drills_page, inject_delete_page,
    proposed, recap_page, recap_text, risks_page,
};
use ui::form::Form;

use crate::web::{Answer, App, Failure, Id, Many, Sent, Visit, download, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/releases/{id}/drills", get(list))
        .route("/releases/{id}/drills/new", get(new).post(plan))
        .route("/releases/{id}/risks", get(risks).post(name_risks))
        .route("/releases/{id}/duties", post(assign_duty))
        .route("/releases/{id}/duties/take", post(unassign_duty))
        .route("/drills/{id}", get(page))
        .route("/drills/{id}/edit", get(edit_page).post(edit))
        .route("/drills/{id}/step", post(step))
        .route("/drills/{id}/people", post(assign_role))
        .route("/drills/{id}/people/take", post(unassign_role))
        .route("/drills/{id}/injects", post(add_inject))
        .route("/drills/{id}/say", post(say))
        .route("/drills/{id}/correct", post(correct))
        .route("/drills/{id}/debrief", get(debrief_form).post(debrief))
        .route("/drills/{id}/recap", get(recap))
        .route("/drills/{id}/recap.md", get(recap_markdown))
        .route("/injects/{id}/release", post(release_inject))
        .route("/injects/{id}/delete", get(delete_inject_page).post(delete_inject))
}

/// The most minutes that a script covers: a day.
const MINUTES: u32 = 24 * 60;

pub(super) async fn list(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let drills = drill::list(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| drills_page(&drills, visit.now())))
}

pub(super) async fn new(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let scenario = query.get("scenario").and_then(|key| Scenario::from_key(key));
    show_new(&visit, id, &proposed(scenario.unwrap_or(Scenario::DeployWrong))).await
}

pub(super) async fn plan(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let seen = release::find(service, actor, id).await?;
    if let Some((plan, objectives)) = read(&mut form, seen.release.schedule.zone()) {
        match drill::plan(service, actor, id, &plan, &objectives).await {
            Ok(id) => return Ok(redirect(&format!("/drills/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let seen = release::find(visit.service(), visit.actor()?, id).await?;
    if !seen.can_work {
        return Err(Refusal::READS_ONLY.into());
    }
    Ok(visit.page(|| drill_form_page(&seen, None, &[], form)))
}

pub(super) async fn page(visit: Visit, Id(id): Id<DrillId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

async fn show(visit: &Visit, id: DrillId, form: &Form) -> Answer {
    let shown = drill::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| drill_page(&shown, form, visit.now())))
}

/// Back to the drill, or the drill again with what was refused.
async fn done(visit: &Visit, id: DrillId, result: Result<(), Error>, mut form: Form) -> Answer {
    match result {
        Ok(()) => return Ok(redirect(&format!("/drills/{id}"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show(visit, id, &form).await
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<DrillId>) -> Answer {
    show_form(&visit, id, None).await
}

pub(super) async fn edit(visit: Visit, Id(id): Id<DrillId>, Sent(mut form): Sent) -> Answer {
    let shown = writable(&visit, id).await?;
    let version = form.seen_version();
    if let Some((plan, objectives)) = read(&mut form, shown.seen.release.schedule.zone()) {
        let actor = visit.actor()?;
        match drill::edit(visit.service(), actor, (id, version), &plan, &objectives).await {
            Ok(()) => return Ok(redirect(&format!("/drills/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show_form(&visit, id, Some(form)).await
}

async fn show_form(visit: &Visit, id: DrillId, form: Option<Form>) -> Answer {
    let shown = writable(visit, id).await?;
    let plan = &shown.drill.plan;
    let form = form.unwrap_or_else(|| drill_form(plan, &shown.objectives, &shown.seen));
    Ok(visit.page(|| drill_form_page(&shown.seen, Some(&shown.drill), &shown.objectives, &form)))
}

async fn writable(visit: &Visit, id: DrillId) -> Result<Shown, Failure> {
    let shown = drill::find(visit.service(), visit.actor()?, id).await?;
    if shown.seen.can_work { Ok(shown) } else { Err(Refusal::READS_ONLY.into()) }
}

pub(super) async fn step(visit: Visit, Id(id): Id<DrillId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    let step = form.choose("step", DrillStep::from_key);
    let reason = form.optional("reason", Reason::parse);
    if let Some((step, reason)) = step.zip(reason) {
        let actor = visit.actor()?;
        let taken = drill::apply_step(visit.service(), actor, (id, version), step, reason.as_ref());
        let taken = match taken.await {
            Err(Error::Refusal(Refusal::Invalid { message, .. })) if step.needs_reason() => {
                Err(Refusal::invalid("reason", message).into())
            }
            other => other,
        };
        return done(&visit, id, taken, form).await;
    }
    show(&visit, id, &form).await
}

pub(super) async fn assign_role(visit: Visit, Id(id): Id<DrillId>, Sent(mut form): Sent) -> Answer {
    let person = read_person(&mut form);
    let role = form.choose("role", DrillRole::from_key);
    if let Some((person, role)) = person.zip(role) {
        let given = drill::assign_role(visit.service(), visit.actor()?, id, person, role).await;
        return done(&visit, id, given, form).await;
    }
    show(&visit, id, &form).await
}

pub(super) async fn unassign_role(
    visit: Visit,
    Id(id): Id<DrillId>,
    Sent(mut form): Sent,
) -> Answer {
    if let Some(person) = read_person(&mut form) {
        let taken = drill::unassign_role(visit.service(), visit.actor()?, id, person).await;
        return done(&visit, id, taken, form).await;
    }
    show(&visit, id, &form).await
}

pub(super) async fn add_inject(visit: Visit, Id(id): Id<DrillId>, Sent(mut form): Sent) -> Answer {
    let minute = form.read("minute", |text| parse_count(text, MINUTES));
    let words = form.read("inject", Line::parse);
    let expected = form.optional("expected", Line::parse);
    if let (Some(minute), Some(words), Some(expected)) = (minute, words, expected) {
        let inject = (minute, &words, expected.as_ref());
        let added = drill::add_inject(visit.service(), visit.actor()?, id, inject).await;
        return done(&visit, id, added, form).await;
    }
    show(&visit, id, &form).await
}

pub(super) async fn release_inject(visit: Visit, Id(id): Id<InjectId>) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let drill = drill::find_drill_of_inject(service, actor, id).await?;
    let released = drill::release_inject(service, actor, id).await;
    done(&visit, drill, released, Form::default()).await
}

pub(super) async fn delete_inject(visit: Visit, Id(id): Id<InjectId>) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let drill = drill::find_drill_of_inject(service, actor, id).await?;
    let deleted = drill::delete_inject(service, actor, id).await;
    done(&visit, drill, deleted, Form::default()).await
}

/// What an inject says is for whoever leads the drill, here too.
pub(super) async fn delete_inject_page(visit: Visit, Id(id): Id<InjectId>) -> Answer {
    let drill = drill::find_drill_of_inject(visit.service(), visit.actor()?, id).await?;
    let shown = writable(&visit, drill).await?;
    if !shown.facilitates {
        let mut form = Form::default();
        form.fail("step", "Only who leads the drill can delete an inject");
        return show(&visit, drill, &form).await;
    }
    let inject = shown.injects.iter().find(|inject| inject.id == id).ok_or(Refusal::NotFound)?;
    Ok(visit.page(|| inject_delete_page(&shown, inject, &Form::default())))
}

/// A line or a mark. A script gets an answer of a word; a browser without scripts gets the drill.
pub(super) async fn say(visit: Visit, Id(id): Id<DrillId>, Sent(mut form): Sent) -> Answer {
    visit.require_sender(&form)?;
    let Some(say) = read_say(&mut form) else {
        let message = form.errors().first().map_or_else(String::new, |(_, error)| error.clone());
        if visit.wants_json {
            return Err(Refusal::invalid("words", message).into());
        }
        return show(&visit, id, &form).await;
    };
    let said = drill::say(visit.service(), visit.actor()?, id, &say).await;
    if visit.wants_json {
        said?;
        return Ok(Json(serde_json::json!({ "kept": true })).into_response());
    }
    done(&visit, id, said, form).await
}

fn read_say(form: &mut Form) -> Option<NewTimelineEntry> {
    let id =
        form.read("id", |text| text.parse::<TimelineEntryId>().map_err(|_| "Send the form again"));
    let age = SignedDuration::from_millis(form.value("age").parse().unwrap_or(0));
    let what = if form.has("mark") {
        let words = form.optional("words", Line::parse);
        let words = words?.map(|words| words.to_string()).unwrap_or_default();
        What::Mark(form.choose("mark", Mark::from_key)?, words)
    } else {
        What::Words(form.read("words", ScribeLine::parse)?)
    };
    Some(NewTimelineEntry { id: id?, what, age })
}

pub(super) async fn correct(visit: Visit, Id(id): Id<DrillId>, Sent(mut form): Sent) -> Answer {
    let entry = form.choose("entry", |text| text.parse::<TimelineEntryId>().ok());
    let seconds = |text: &str| text.trim().parse::<Time>().map_err(|_| "Enter a time, like 14:05");
    let time = form.read("time", |text| parse_time(text).or_else(|_| seconds(text)));
    if let Some((entry, time)) = entry.zip(time) {
        let corrected = drill::correct(visit.service(), visit.actor()?, (id, entry), time).await;
        return done(&visit, id, corrected, form).await;
    }
    show(&visit, id, &form).await
}

pub(super) async fn debrief_form(visit: Visit, Id(id): Id<DrillId>) -> Answer {
    show_debrief(&visit, id, &Form::default()).await
}

async fn show_debrief(visit: &Visit, id: DrillId, form: &Form) -> Answer {
    let shown = writable(visit, id).await?;
    Ok(visit.page(|| debrief_page(&shown, form)))
}

pub(super) async fn debrief(visit: Visit, Id(id): Id<DrillId>, Sent(mut form): Sent) -> Answer {
    let shown = writable(&visit, id).await?;
    let version = form.seen_version();
    let mut text = |name| form.read(name, Markdown::parse);
    let (well, badly, lucky) = (text("went_well"), text("went_badly"), text("lucky"));
    let rating = |id| (id, Rating::from_key(form.value(&format!("rating-{id}"))));
    let ratings = shown.objectives.iter().map(|objective| rating(objective.id)).collect();
    let people = shown.participants.iter().map(|one| one.person);
    let attended = people.filter(|person| form.has(&format!("attended-{person}"))).collect();
    if let (Some(went_well), Some(went_badly), Some(lucky)) = (well, badly, lucky) {
        let debrief = Debrief { went_well, went_badly, lucky };
        let looked = Looked { debrief, ratings, attended };
        match drill::debrief(visit.service(), visit.actor()?, (id, version), &looked).await {
            Ok(()) => return Ok(redirect(&format!("/drills/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show_debrief(&visit, id, &form).await
}

pub(super) async fn recap(visit: Visit, Id(id): Id<DrillId>) -> Answer {
    let shown = drill::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| recap_page(&shown)))
}

pub(super) async fn recap_markdown(visit: Visit, Id(id): Id<DrillId>) -> Answer {
    let shown = drill::find(visit.service(), visit.actor()?, id).await?;
    let name = format!("drill-{}.md", shown.drill.ordinal);
    Ok(download("text/markdown; charset=utf-8", &name, recap_text(&shown)))
}

pub(super) async fn risks(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show_risks(&visit, id, &Form::default()).await
}

async fn show_risks(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let drills = drill::list(visit.service(), visit.actor()?, id).await?;
    if !drills.seen.can_plan {
        return Err(Refusal::NOT_OWNER.into());
    }
    Ok(visit.page(|| risks_page(&drills, form)))
}

pub(super) async fn name_risks(visit: Visit, Id(id): Id<ReleaseId>, Many(pairs): Many) -> Answer {
    let chosen = pairs.iter().filter(|(name, _)| name == "risk");
    let mut risks: Vec<Scenario> = chosen.filter_map(|(_, key)| Scenario::from_key(key)).collect();
    risks.sort();
    risks.dedup();
    drill::name_risks(visit.service(), visit.actor()?, id, &risks).await?;
    Ok(redirect(&format!("/releases/{id}/drills#coverage")))
}

pub(super) async fn assign_duty(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Sent(mut form): Sent,
) -> Answer {
    let person = read_person(&mut form);
    let duty = form.read("duty", Line::parse);
    if let Some((person, duty)) = person.zip(duty) {
        match drill::assign_duty(visit.service(), visit.actor()?, id, (person, &duty)).await {
            Ok(()) => return Ok(redirect(&format!("/releases/{id}/risks"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_risks(&visit, id, &form).await
}

pub(super) async fn unassign_duty(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Sent(mut form): Sent,
) -> Answer {
    if let Some(person) = read_person(&mut form) {
        drill::unassign_duty(visit.service(), visit.actor()?, id, person).await?;
        return Ok(redirect(&format!("/releases/{id}/risks")));
    }
    show_risks(&visit, id, &form).await
}

fn read_person(form: &mut Form) -> Option<PersonId> {
    form.read("person", |text| text.parse().map_err(|_| "Choose a person from the list"))
}

fn read(form: &mut Form, zone: &Zone) -> Option<(DrillPlan, Vec<Line>)> {
    let title = form.read("title", Title::parse);
    let scenario = form.choose("scenario", Scenario::from_key);
    let kind = form.choose("kind", DrillKind::from_key);
    let story = form.read("story", Markdown::parse);
    let mut line = |name| form.optional(name, Line::parse);
    let (environment, third_parties) = (line("environment"), line("third_parties"));
    let starts_at =
        form.read("starts", |text| optional(text, |text| zone.moment(parse_date_time(text)?)));
    let objectives = form.read("objectives", |text| {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(Line::parse).collect::<Result<Vec<_>, TextError>>()
    });
    let plan = DrillPlan {
        title: title?,
        scenario: scenario?,
        kind: kind?,
        story: story?,
        environment: environment?,
        third_parties: third_parties?,
        starts_at: starts_at?,
    };
    Some((plan, objectives?))
}
