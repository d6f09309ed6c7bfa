//! The gate of a phase: votes, decisions, exceptions, overrides, criteria, the evidence pack.

mod evidence;

use axum::Router;
use axum::routing::{get, post};
use domain::day::{Zone, parse_date, parse_date_time};
use domain::gate::verdict::CriterionKind;
use domain::gate::{Assignment, ExceptionText, Seat, Voice};
use domain::ids::{DecisionId, ExceptionId, PersonId, PhaseId, ReleaseId};
use domain::phase::Phase;
use domain::text::{Label, Line, Markdown, Reason, optional};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use service::gate::{self, Gate};
use service::{Refusal, phase};
use ui::form::Form;
use ui::gate::{
    criteria_page, decision_page, due_field, exception_form_page, gate_page, open_form, open_page,
    owner_field, role_field,
};

use crate::web::{Answer, App, Failure, Id, Sent, Visit, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/phases/{id}/gate", get(page))
        .route("/phases/{id}/gate/open", get(open_form_page).post(open))
        .route("/phases/{id}/gate/close", post(close))
        .route("/phases/{id}/gate/vote", post(vote))
        .route("/phases/{id}/gate/decide", post(decide))
        .route("/phases/{id}/gate/override", post(ask_override))
        .route("/phases/{id}/gate/override/answer", post(answer_override))
        .route("/phases/{id}/exceptions/new", get(exception_form).post(ask_exception))
        .route("/exceptions/{id}/answer", post(answer_exception))
        .route("/exceptions/{id}/end", post(end_exception))
        .route("/decisions/{id}", get(decision))
        .route("/releases/{id}/criteria", get(criteria).post(switch))
        .route("/releases/{id}/evidence", get(evidence::page))
        .route("/releases/{id}/evidence.md", get(evidence::markdown))
}

/// How long a vote is open unless somebody says otherwise.
const VOTE: SignedDuration = SignedDuration::from_hours(48);
/// How long when the phase begins before that.
const SOON: SignedDuration = SignedDuration::from_hours(4);

pub(super) async fn page(visit: Visit, Id(id): Id<PhaseId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

async fn show(visit: &Visit, id: PhaseId, form: &Form) -> Answer {
    let gate = gate::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| gate_page(&gate, form, visit.now())))
}

/// Two days from now, but before the evening in front of the first day of the phase; when that is over, some hours.
fn suggested_end(phase: &Phase, zone: &Zone, now: Timestamp) -> Timestamp {
    let evening = phase.plan.dates.starts_on().yesterday().map(|day| day.at(17, 0, 0, 0));
    let evening = evening.ok().and_then(|evening| zone.moment(evening).ok());
    match evening {
        Some(evening) if evening > now + SOON => evening.min(now + VOTE),
        _ => now + SOON,
    }
}

pub(super) async fn open_form_page(visit: Visit, Id(id): Id<PhaseId>) -> Answer {
    let gate = decidable(&visit, id).await?;
    let zone = gate.judged.seen.release.schedule.zone();
    let until = zone.local(suggested_end(&gate.phase, zone, visit.now()));
    let until = until.strftime("%Y-%m-%dT%H:%M").to_string();
    Ok(visit.page(|| open_page(&gate, &open_form(&gate, &until))))
}

pub(super) async fn open(visit: Visit, Id(id): Id<PhaseId>, Sent(mut form): Sent) -> Answer {
    let gate = decidable(&visit, id).await?;
    let zone = gate.judged.seen.release.schedule.zone();
    let version = form.seen_version();
    let until = form.read("until", |text| parse_date_time(text).and_then(|at| zone.moment(at)));
    let seats = read_seats(&gate, &mut form);
    let reason = form.optional("reason", Reason::parse);
    if let (Some(until), Some(seats), Some(reason)) = (until, seats, reason) {
        let (service, actor) = (visit.service(), visit.actor()?);
        match gate::open(service, actor, (id, version), (until, seats), reason.as_ref()).await {
            Ok(()) => return Ok(redirect(&format!("/phases/{id}/gate"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    Ok(visit.page(|| open_page(&gate, &form)))
}

/// A gate that the visitor may open.
async fn decidable(visit: &Visit, id: PhaseId) -> Result<Gate, Failure> {
    let gate = gate::find(visit.service(), visit.actor()?, id).await?;
    if gate.judged.seen.can_decide { Ok(gate) } else { Err(Refusal::NOT_OWNER.into()) }
}

fn read_seats(gate: &Gate, form: &mut Form) -> Option<Vec<Seat>> {
    let mut seats = Vec::new();
    for voter in &gate.voters {
        let role = form.read(&role_field(voter.person), |text| optional(text, Label::parse))?;
        seats.extend(role.map(|role| Seat { role, person: voter.person, vote: None }));
    }
    Some(seats)
}

pub(super) async fn close(visit: Visit, Id(id): Id<PhaseId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(reason) = form.optional("reason", Reason::parse) {
        let closed =
            gate::close(visit.service(), visit.actor()?, (id, version), reason.as_ref()).await;
        match closed {
            Ok(()) => return Ok(redirect(&format!("/phases/{id}/gate"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form.with("close", "")).await
}

pub(super) async fn vote(visit: Visit, Id(id): Id<PhaseId>, Sent(mut form): Sent) -> Answer {
    let words = form.optional("comment", Line::parse);
    if let Some(words) = words
        && let Some(voice) = form.read("voice", |key| Voice::parse(key, words))
    {
        match gate::vote(visit.service(), visit.actor()?, id, &voice).await {
            Ok(()) => return Ok(redirect(&format!("/phases/{id}/gate#votes"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

pub(super) async fn decide(visit: Visit, Id(id): Id<PhaseId>, Sent(mut form): Sent) -> Answer {
    let gate = decidable(&visit, id).await?;
    let go = form.choose("decision", |key| match key {
        "go" => Some(true),
        "no_go" => Some(false),
        _ => None,
    });
    let words = form.read("words", Markdown::parse);
    let assignments = match go {
        Some(true) => read_assignments(&visit, &gate, &mut form),
        _ => Some(Vec::new()),
    };
    if let (Some(go), Some(words), Some(assignments)) = (go, words, assignments) {
        let (service, actor) = (visit.service(), visit.actor()?);
        match gate::decide(service, actor, id, go, &words, &assignments).await {
            Ok(decision) => return Ok(redirect(&format!("/decisions/{decision}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

/// Who meets each condition of the votes and by when: before the phase starts, because it waits for it.
fn read_assignments(visit: &Visit, gate: &Gate, form: &mut Form) -> Option<Vec<Assignment>> {
    let today = gate.judged.seen.release.schedule.zone().day(visit.now());
    let last = gate.phase.plan.dates.starts_on().max(today);
    let mut assignments = Vec::new();
    let mut missing = false;
    for (seat, _) in gate.conditions() {
        let voter = seat.person;
        let known = |id: &PersonId| gate.people.iter().any(|one| one.active && one.id == *id);
        let owner = form.read(&owner_field(voter), |text| {
            text.parse().ok().filter(known).ok_or("Choose who meets this condition")
        });
        let due = form.read(&due_field(voter), |text| read_due(text, today, last));
        match owner.zip(due) {
            Some((owner, due)) => assignments.push(Assignment { voter, owner, due }),
            None => missing = true,
        }
    }
    (!missing).then_some(assignments)
}

fn read_due(text: &str, today: Date, last: Date) -> Result<Date, String> {
    let due = parse_date(text).map_err(|error| error.to_string())?;
    if due < today {
        return Err("Enter a day that is not over".to_owned());
    }
    if due > last {
        let last = last.strftime("%a %-d %b %Y");
        return Err(format!("Enter a day until {last}: the phase waits for it"));
    }
    Ok(due)
}

pub(super) async fn ask_override(
    visit: Visit,
    Id(id): Id<PhaseId>,
    Sent(mut form): Sent,
) -> Answer {
    if let Some(reason) = form.read("override", Reason::parse) {
        match gate::request_override(visit.service(), visit.actor()?, id, &reason).await {
            Ok(()) => return Ok(redirect(&format!("/phases/{id}/gate#override"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

pub(super) async fn answer_override(
    visit: Visit,
    Id(id): Id<PhaseId>,
    Sent(mut form): Sent,
) -> Answer {
    if let Some(approve) = read_answer(&mut form) {
        match gate::answer_override(visit.service(), visit.actor()?, id, approve).await {
            Ok(()) => return Ok(redirect(&format!("/phases/{id}/gate#override"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

/// Whether somebody approves. What is not chosen is no answer, and not a rejection.
fn read_answer(form: &mut Form) -> Option<bool> {
    form.read("answer", |key| match key {
        "approve" => Ok(true),
        "reject" => Ok(false),
        _ => Err("Choose approve or reject"),
    })
}

pub(super) async fn exception_form(visit: Visit, Id(id): Id<PhaseId>) -> Answer {
    show_exception(&visit, id, &Form::default()).await
}

pub(super) async fn ask_exception(
    visit: Visit,
    Id(id): Id<PhaseId>,
    Sent(mut form): Sent,
) -> Answer {
    if let Some(text) = read_exception(&mut form) {
        match gate::request_exception(visit.service(), visit.actor()?, id, &text).await {
            Ok(()) => return Ok(redirect(&format!("/phases/{id}/gate#exceptions"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_exception(&visit, id, &form).await
}

async fn show_exception(visit: &Visit, id: PhaseId, form: &Form) -> Answer {
    let (phases, phase, _) = phase::find(visit.service(), visit.actor()?, id).await?;
    if !phases.seen.can_request {
        return Err(Refusal::READS_ONLY.into());
    }
    let zone = phases.seen.release.schedule.zone().name();
    Ok(visit.page(|| exception_form_page(&phase, zone, form).refused_if(form.is_refused())))
}

fn read_exception(form: &mut Form) -> Option<ExceptionText> {
    let kind = form.choose("kind", CriterionKind::from_key);
    let risk = form.read("risk", Line::parse);
    let control = form.read("control", Line::parse);
    let until = form.read("until", parse_date);
    Some(ExceptionText { kind: kind?, risk: risk?, control: control?, until: until? })
}

pub(super) async fn answer_exception(
    visit: Visit,
    Id(id): Id<ExceptionId>,
    Sent(mut form): Sent,
) -> Answer {
    let approve = read_answer(&mut form);
    let reason = form.optional("exception", Reason::parse);
    let (service, actor) = (visit.service(), visit.actor()?);
    if let (Some(approve), Some(reason)) = (approve, reason) {
        match gate::answer_exception(service, actor, id, approve, reason.as_ref()).await {
            Ok(phase) => return Ok(redirect(&format!("/phases/{phase}/gate#exceptions"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let phase = gate::phase_of_exception(service, actor, id).await?;
    show(&visit, phase, &form.with("exception-id", id)).await
}

pub(super) async fn end_exception(visit: Visit, Id(id): Id<ExceptionId>) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let mut form = Form::default();
    match gate::end_exception(service, actor, id).await {
        Ok(phase) => return Ok(redirect(&format!("/phases/{phase}/gate#exceptions"))),
        Err(error) => refuse(&mut form, error)?,
    }
    let phase = gate::phase_of_exception(service, actor, id).await?;
    show(&visit, phase, &form).await
}

pub(super) async fn decision(visit: Visit, Id(id): Id<DecisionId>) -> Answer {
    let (gate, decision) = gate::find_decision(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| decision_page(&gate, &decision, visit.now())))
}

pub(super) async fn criteria(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show_criteria(&visit, id, &Form::default()).await
}

pub(super) async fn switch(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    let kind = form.choose("kind", CriterionKind::from_key);
    let reason = form.optional("reason", Reason::parse);
    if let (Some(kind), Some(reason)) = (kind, reason) {
        let on = form.value("on") == "on";
        let set =
            gate::set_switch(visit.service(), visit.actor()?, id, (kind, on), reason.as_ref());
        match set.await {
            Ok(()) => return Ok(redirect(&format!("/releases/{id}/criteria"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_criteria(&visit, id, &form).await
}

async fn show_criteria(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let (seen, switches) = gate::list_switches(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| criteria_page(&seen, &switches, form, visit.now())))
}
