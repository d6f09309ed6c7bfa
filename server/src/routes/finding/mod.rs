//! Findings of a release and of a product, and the changes since a rehearsal.

mod change_marker;

use axum::Router;
use axum::routing::{get, post};
use std::collections::HashMap;

use axum::extract::Query;
use domain::day::parse_date;
use domain::finding::{FindingText, Rehearsed, Severity, Source};
use domain::ids::{FindingId, ProductId, ReleaseId};
use domain::text::{Line, Link, Markdown, Reason, Title};
use service::Refusal;
use service::finding::{self, Findings, Step};
use ui::finding::{
    finding_form, finding_form_page, finding_page, findings_page, product_findings_page,
};
use ui::form::Form;

use crate::web::{Answer, App, Failure, Id, Sent, Visit, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/releases/{id}/findings", get(list))
        .route("/releases/{id}/findings/new", get(new).post(report))
        .route("/products/{id}/findings", get(list_of_product))
        .route("/findings/{id}", get(page))
        .route("/findings/{id}/edit", get(edit_page).post(edit))
        .route("/findings/{id}/step", post(step))
        .route("/releases/{id}/markers", get(change_marker::page).post(change_marker::set))
}

pub(super) async fn list(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let findings = finding::list(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| findings_page(&findings, visit.now())))
}

pub(super) async fn list_of_product(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    let all = finding::list_of_product(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| product_findings_page(&all, visit.now())))
}

/// The form, filled with what the page that leads here knows.
pub(super) async fn new(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let text = |name: &str| query.get(name).cloned().unwrap_or_default();
    let severity = query.get("severity").and_then(|key| Severity::from_key(key));
    let form = Form::default()
        .with("source", text("source"))
        .with("title", text("title"))
        .with("severity", severity.unwrap_or(Severity::Medium).key());
    show_new(&visit, id, &form).await
}

pub(super) async fn report(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    let source = form.choose("source", |text| match text.split_once(':') {
        None => text.is_empty().then_some(Source::None),
        Some(("run", id)) => id.parse().ok().map(Source::Run),
        Some(("drill", id)) => id.parse().ok().map(Source::Drill),
        Some(("phase", id)) => id.parse().ok().map(Source::Phase),
        Some(_) => None,
    });
    let text = read(&mut form);
    if let Some((source, text)) = source.zip(text) {
        match finding::report(visit.service(), visit.actor()?, id, (source, &text)).await {
            Ok(finding) => return Ok(redirect(&format!("/findings/{finding}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let findings = writable(finding::list(visit.service(), visit.actor()?, id).await?)?;
    Ok(visit.page(|| finding_form_page(&findings, None, form)))
}

fn writable(findings: Findings) -> Result<Findings, Failure> {
    if findings.seen.can_work { Ok(findings) } else { Err(Refusal::READS_ONLY.into()) }
}

pub(super) async fn page(visit: Visit, Id(id): Id<FindingId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

async fn show(visit: &Visit, id: FindingId, form: &Form) -> Answer {
    let (findings, finding, entries) = finding::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| finding_page(&findings, &finding, entries, form, visit.now())))
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<FindingId>) -> Answer {
    show_form(&visit, id, None).await
}

pub(super) async fn edit(visit: Visit, Id(id): Id<FindingId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(text) = read(&mut form) {
        match finding::edit(visit.service(), visit.actor()?, (id, version), &text).await {
            Ok(()) => return Ok(redirect(&format!("/findings/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show_form(&visit, id, Some(form)).await
}

async fn show_form(visit: &Visit, id: FindingId, form: Option<Form>) -> Answer {
    let (findings, finding, _) = finding::find(visit.service(), visit.actor()?, id).await?;
    let findings = writable(findings)?;
    let form = form.unwrap_or_else(|| finding_form(&finding.text));
    Ok(visit.page(|| finding_form_page(&findings, Some(&finding), &form)))
}

pub(super) async fn step(visit: Visit, Id(id): Id<FindingId>, Sent(mut form): Sent) -> Answer {
    let version = form.seen_version();
    if let Some(step) = read_step(&mut form) {
        match finding::apply_step(visit.service(), visit.actor()?, (id, version), &step).await {
            Ok(()) => return Ok(redirect(&format!("/findings/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

fn read_step(form: &mut Form) -> Option<Step> {
    match form.value("step") {
        "begin" => Some(Step::Begin),
        "fix" => Some(Step::Fix),
        "reopen" => form.read("reason", Reason::parse).map(Step::Reopen),
        "retest" => form.choose("retest", rehearsed).map(Step::Retest),
        "accept" => {
            let until = form.read("until", parse_date);
            let reason = form.read("accepted", Reason::parse);
            Some(Step::Accept { until: until?, reason: reason? })
        }
        _ => {
            form.fail("step", "Choose what to do");
            None
        }
    }
}

/// `run:…` or `drill:…`.
fn rehearsed(text: &str) -> Option<Rehearsed> {
    let (kind, id) = text.split_once(':')?;
    match kind {
        "run" => id.parse().ok().map(Rehearsed::Run),
        "drill" => id.parse().ok().map(Rehearsed::Drill),
        _ => None,
    }
}

fn read(form: &mut Form) -> Option<FindingText> {
    let title = form.read("title", Title::parse);
    let explanation = form.read("explanation", Markdown::parse);
    let severity = form.choose("severity", Severity::from_key);
    let owner = form.read_person("owner");
    let due = form.optional("due", parse_date);
    let fix = form.optional("fix", Line::parse);
    let link = form.optional("link", Link::parse);
    Some(FindingText {
        title: title?,
        explanation: explanation?,
        severity: severity?,
        owner: owner?,
        due: due?,
        fix: fix?,
        link: link?,
    })
}
