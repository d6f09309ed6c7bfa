//! Runs of runbooks: the plan, the live page, what came out.

use axum::Router;
use axum::routing::{get, post};
use std::collections::HashMap;

use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse as _;
use domain::day::{Zone, parse_date_time};
use domain::ids::{ActionId, PersonId, ReleaseId, RunId, RunbookId, StepId};
use domain::minutes::Minutes;
use domain::number::{parse_count, parse_rows};
use domain::run::{DataSet, Ending, RunKind, RunPlan, Totals};
use domain::text::{Line, Reason, VersionLabel, optional};
use jiff::SignedDuration;
use service::run::{self, Act, Acted, Shown, Typed, What};
use service::{Error, Refusal, runbook};
use ui::form::Form;
use ui::run::{
    compare_page, record_page, run_abort_page, run_cancel_page, run_form, run_form_page, run_page,
    runs_page,
};

use crate::web::{Answer, App, Failure, Id, Sent, Visit, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/releases/{id}/runs", get(list))
        .route("/runbooks/{id}/runs/new", get(new).post(plan))
        .route("/runs/{id}", get(page))
        .route("/runs/{id}/edit", get(edit_page).post(edit))
        .route("/runs/{id}/cancel", get(cancel_page).post(cancel))
        .route("/runs/{id}/start", post(start))
        .route("/runs/{id}/act", post(act))
        .route("/runs/{id}/finish", post(finish))
        .route("/runs/{id}/abort", get(abort_page).post(abort))
        .route("/runs/{id}/record", get(record_form).post(record))
        .route("/runs/{id}/totals", post(totals))
        .route("/runs/{id}/validate", post(validate))
        .route("/runs/{id}/conclude", post(conclude))
        .route("/runs/{id}/sign", post(sign))
        .route("/runs/{id}/compare", get(compare))
}

pub(super) async fn list(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let runs = run::list(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| runs_page(&runs, visit.now())))
}

pub(super) async fn new(visit: Visit, Id(id): Id<RunbookId>) -> Answer {
    show_new(&visit, id, None).await
}

pub(super) async fn plan(visit: Visit, Id(id): Id<RunbookId>, Sent(mut form): Sent) -> Answer {
    let shown = runbook::find(visit.service(), visit.actor()?, id, None).await?;
    if let Some(plan) = read(&mut form, shown.seen.release.schedule.zone()) {
        match run::plan(visit.service(), visit.actor()?, id, &plan).await {
            Ok(id) => return Ok(redirect(&format!("/runs/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, Some(form)).await
}

async fn show_new(visit: &Visit, id: RunbookId, form: Option<Form>) -> Answer {
    let shown = runbook::find(visit.service(), visit.actor()?, id, None).await?;
    if !shown.seen.can_work {
        return Err(Refusal::READS_ONLY.into());
    }
    let text = &shown.runbook.text;
    let form = form.unwrap_or_else(|| {
        let window = text.window.map(|window| window.to_string()).unwrap_or_default();
        Form::default()
            .with("kind", RunKind::DryRun.key())
            .with("window", window)
            .with("margin", text.margin)
    });
    Ok(visit.page(|| run_form_page(&shown.seen, (&shown.runbook, &shown.phases), None, &form)))
}

pub(super) async fn page(
    visit: Visit,
    Id(id): Id<RunId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    show(&visit, id, &Form::default(), query.contains_key("all")).await
}

async fn show(visit: &Visit, id: RunId, form: &Form, all: bool) -> Answer {
    let shown = run::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| run_page(&shown, form, all, visit.now())))
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<RunId>) -> Answer {
    show_form(&visit, id, None).await
}

pub(super) async fn edit(visit: Visit, Id(id): Id<RunId>, Sent(mut form): Sent) -> Answer {
    let shown = run::find(visit.service(), visit.actor()?, id).await?;
    let version = form.seen_version();
    if let Some(plan) = read(&mut form, shown.seen.release.schedule.zone()) {
        match run::edit(visit.service(), visit.actor()?, (id, version), &plan).await {
            Ok(()) => return Ok(redirect(&format!("/runs/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show_form(&visit, id, Some(form)).await
}

async fn show_form(visit: &Visit, id: RunId, form: Option<Form>) -> Answer {
    let shown = writable(visit, id).await?;
    let form = form.unwrap_or_else(|| run_form(&shown.run.plan, &shown.seen));
    Ok(visit.page(|| {
        run_form_page(&shown.seen, (&shown.runbook, &shown.phases), Some(&shown.run), &form)
    }))
}

async fn writable(visit: &Visit, id: RunId) -> Result<Shown, Failure> {
    let shown = run::find(visit.service(), visit.actor()?, id).await?;
    if shown.seen.can_work { Ok(shown) } else { Err(Refusal::READS_ONLY.into()) }
}

pub(super) async fn cancel(visit: Visit, Id(id): Id<RunId>) -> Answer {
    let mut form = Form::default();
    match run::cancel(visit.service(), visit.actor()?, id).await {
        Ok(runbook) => return Ok(redirect(&format!("/runbooks/{runbook}"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show_cancel(&visit, id, &form).await
}

pub(super) async fn cancel_page(visit: Visit, Id(id): Id<RunId>) -> Answer {
    show_cancel(&visit, id, &Form::default()).await
}

async fn show_cancel(visit: &Visit, id: RunId, form: &Form) -> Answer {
    let shown = writable(visit, id).await?;
    Ok(visit.page(|| run_cancel_page(&shown, form)))
}

pub(super) async fn start(visit: Visit, Id(id): Id<RunId>) -> Answer {
    let started = run::start(visit.service(), visit.actor()?, id).await;
    done(&visit, id, started, Form::default()).await
}

pub(super) async fn finish(visit: Visit, Id(id): Id<RunId>) -> Answer {
    let finished = run::finish(visit.service(), visit.actor()?, id).await;
    done(&visit, id, finished, Form::default()).await
}

pub(super) async fn validate(visit: Visit, Id(id): Id<RunId>) -> Answer {
    let validated = run::validate(visit.service(), visit.actor()?, id).await;
    done(&visit, id, validated, Form::default()).await
}

pub(super) async fn sign(visit: Visit, Id(id): Id<RunId>) -> Answer {
    let signed = run::sign(visit.service(), visit.actor()?, id).await;
    done(&visit, id, signed, Form::default()).await
}

pub(super) async fn abort(visit: Visit, Id(id): Id<RunId>, Sent(mut form): Sent) -> Answer {
    if let Some(reason) = form.read("reason", Reason::parse) {
        match run::abort(visit.service(), visit.actor()?, id, &reason).await {
            Ok(()) => return Ok(redirect(&format!("/runs/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_abort(&visit, id, &form).await
}

pub(super) async fn abort_page(visit: Visit, Id(id): Id<RunId>) -> Answer {
    show_abort(&visit, id, &Form::default()).await
}

async fn show_abort(visit: &Visit, id: RunId, form: &Form) -> Answer {
    let shown = writable(visit, id).await?;
    Ok(visit.page(|| run_abort_page(&shown, form)))
}

/// Back to the run, or the run again with what was refused.
async fn done(visit: &Visit, id: RunId, result: Result<(), Error>, mut form: Form) -> Answer {
    match result {
        Ok(()) => return Ok(redirect(&format!("/runs/{id}"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show(visit, id, &form, false).await
}

/// What somebody presses. A script gets an answer of a word; a browser without scripts gets the run.
pub(super) async fn act(visit: Visit, Id(id): Id<RunId>, Sent(mut form): Sent) -> Answer {
    visit.require_sender(&form)?;
    let Some(act) = read_act(&mut form) else {
        let message = form.errors().first().map_or_else(String::new, |(_, error)| error.clone());
        if visit.wants_json {
            return Err(Refusal::invalid("words", message).into());
        }
        return show(&visit, id, &form, false).await;
    };
    let acted = run::act(visit.service(), visit.actor()?, id, &act).await;
    if visit.wants_json {
        let kept = acted? == Acted::Saved;
        return Ok(Json(serde_json::json!({ "kept": kept })).into_response());
    }
    done(&visit, id, acted.map(|_| ()), form).await
}

fn read_act(form: &mut Form) -> Option<Act> {
    let id = form.read("id", |text| text.parse::<ActionId>().map_err(|_| "Send the form again"));
    let age = form.value("age").parse().unwrap_or(0);
    let step = |form: &mut Form| form.choose("step", |text| text.parse::<StepId>().ok());
    let what = match form.value("what") {
        "start" => What::Start(step(form)?),
        "done" => What::Done(step(form)?),
        "fail" => What::Fail(step(form)?, form.read("words", Reason::parse)?),
        "skip" => What::Skip(step(form)?, form.read("words", Reason::parse)?),
        "reopen" => What::Reopen(step(form)?, form.read("words", Reason::parse)?),
        "substitute" => {
            let person = form.choose("person", |text| text.parse::<PersonId>().ok());
            What::Substitute(step(form)?, person?)
        }
        "note" => What::Note(form.value("step").parse().ok(), form.read("words", Line::parse)?),
        "rollback_from" => What::RollbackFrom,
        "rollback_to" => What::RollbackTo,
        "rollback_clear" => What::RollbackClear(form.read("words", Reason::parse)?),
        _ => {
            form.fail("what", "Choose what to do");
            return None;
        }
    };
    Some(Act { id: id?, what, age: SignedDuration::from_millis(age) })
}

pub(super) async fn record_form(visit: Visit, Id(id): Id<RunId>) -> Answer {
    show_record(&visit, id, &Form::default()).await
}

async fn show_record(visit: &Visit, id: RunId, form: &Form) -> Answer {
    let shown = writable(visit, id).await?;
    if shown.plan.is_empty() {
        return Ok(redirect(&format!("/runs/{id}")));
    }
    Ok(visit.page(|| record_page(&shown, form)))
}

pub(super) async fn record(visit: Visit, Id(id): Id<RunId>, Sent(mut form): Sent) -> Answer {
    let shown = writable(&visit, id).await?;
    let zone = shown.seen.release.schedule.zone().clone();
    let started = form.read("started", |text| zone.moment(parse_date_time(text)?));
    let rollback = form.optional("rollback", Minutes::parse);
    let typed: Vec<Option<Typed>> =
        shown.plan.iter().map(|step| read_typed(&mut form, step.id)).collect();
    let typed: Option<Vec<Typed>> = typed.into_iter().collect();
    if let (Some(started), Some(rollback), Some(typed)) = (started, rollback, typed) {
        let actor = visit.actor()?;
        match run::record(visit.service(), actor, id, (started, rollback), &typed).await {
            Ok(()) => return Ok(redirect(&format!("/runs/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_record(&visit, id, &form).await
}

fn read_typed(form: &mut Form, step: StepId) -> Option<Typed> {
    let (took, how, why) = (format!("took-{step}"), format!("how-{step}"), format!("why-{step}"));
    let how = match form.value(&how) {
        "fail" => form.read(&why, Reason::parse).map(|why| Ending::Failed(why.to_string())),
        "skip" => form.read(&why, Reason::parse).map(|why| Ending::Skipped(why.to_string())),
        _ => Some(Ending::Done),
    };
    let took = match &how {
        Some(Ending::Skipped(_)) if form.value(&took).trim().is_empty() => Some(Minutes::new(0)),
        _ => form.read(&took, Minutes::parse),
    };
    Some(Typed { step, took: took?, how: how? })
}

pub(super) async fn totals(visit: Visit, Id(id): Id<RunId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(totals) = read_totals(&mut form) {
        let saved = run::save_totals(visit.service(), visit.actor()?, (id, version), &totals);
        return done(&visit, id, saved.await, form).await;
    }
    show(&visit, id, &form, false).await
}

pub(super) async fn conclude(visit: Visit, Id(id): Id<RunId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    let passed = form.choose("passed", |key| match key {
        "passed" => Some(true),
        "failed" => Some(false),
        _ => None,
    });
    let words = form.read("said", Reason::parse);
    if let Some((passed, words)) = passed.zip(words) {
        let actor = visit.actor()?;
        let concluded = run::conclude(visit.service(), actor, (id, version), passed, &words).await;
        return done(&visit, id, concluded, form).await;
    }
    show(&visit, id, &form, false).await
}

pub(super) async fn compare(
    visit: Visit,
    Id(id): Id<RunId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let one = run::find(service, actor, id).await?;
    // Without a second one it is the run before.
    let asked = query.get("with").and_then(|with| with.parse().ok());
    let before = one.runs.iter().rev().find(|other| other.ordinal < one.run.ordinal);
    let Some(with) = asked.or(before.map(|other| other.id)) else {
        return Ok(redirect(&format!("/runs/{id}")));
    };
    let other = run::find(service, actor, with).await?;
    if other.run.runbook != one.run.runbook {
        return Err(Refusal::NotFound.into());
    }
    Ok(visit.page(|| compare_page(&one, &other)))
}

fn read(form: &mut Form, zone: &Zone) -> Option<RunPlan> {
    let kind = form.choose("kind", RunKind::from_key);
    let phase =
        form.optional("phase", |text| text.parse().map_err(|_| "Choose a phase from the list"));
    let mut line = |name| form.optional(name, Line::parse);
    let (environment, people) = (line("environment"), line("people"));
    let (name, schema) = (line("data_set"), line("schema"));
    let starts_at =
        form.read("starts", |text| optional(text, |text| zone.moment(parse_date_time(text)?)));
    let window = form.optional("window", Minutes::parse);
    let margin = form.read("margin", Minutes::parse);
    let age = form.read("data_age", |text| optional(text, |text| parse_count(text, 36_500)));
    let share = form.read("data_share", |text| {
        optional(text, |text| parse_count(text.trim().trim_end_matches('%'), 1_000))
    });
    let candidate = form.optional("candidate", VersionLabel::parse);
    Some(RunPlan {
        kind: kind?,
        phase: phase?,
        environment: environment?,
        people: people?,
        starts_at: starts_at?,
        window: window?,
        margin: margin?,
        data: DataSet { name: name?, age: age?, share: share? },
        candidate: candidate?,
        schema: schema?,
    })
}

fn read_totals(form: &mut Form) -> Option<Totals> {
    let mut rows = |name| form.optional(name, parse_rows);
    let (rows_in, rows_out) = (rows("rows_in"), rows("rows_out"));
    let rows_rejected = rows("rows_rejected");
    let checksum_in = form.optional("checksum_in", Line::parse);
    let checksum_out = form.optional("checksum_out", Line::parse);
    Some(Totals {
        rows_in: rows_in?,
        rows_out: rows_out?,
        rows_rejected: rows_rejected?,
        checksum_in: checksum_in?,
        checksum_out: checksum_out?,
    })
}
