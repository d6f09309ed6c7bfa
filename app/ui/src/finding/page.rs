use domain::activity::AuditEntry;
use domain::day::day_in_words;
use domain::finding::{Finding, FindingState, Rehearsed, Severity};
use jiff::Timestamp;
use leptos::prelude::*;
use service::finding::Findings;

use super::list::{severity, shown_by};
use super::symbol;
use crate::activity::feed;
use crate::form::Form;
use crate::kit::{Choice, Field, crumb, error_summary, prose, select, summary_list, warning};
use crate::page::{Page, Section};
use crate::release::{Tab, tabs};
use crate::symbol::Tag;
use crate::words;

/// One finding: what it says, what became of it, and the next step.
#[must_use]
pub fn finding_page(
    findings: &Findings,
    finding: &Finding,
    entries: Vec<AuditEntry>,
    form: &Form,
    now: Timestamp,
) -> Page {
    let release = &findings.seen.release;
    let zone = release.schedule.zone();
    let today = zone.day(now);
    let text = &finding.text;
    let line = |line: Option<String>| line.unwrap_or_else(|| "Not set".to_owned()).into_any();
    let shown = match shown_by(findings, finding.source) {
        Some((href, label)) => view! { <a href=href>{label}</a> }.into_any(),
        None => "Somebody saw it".into_any(),
    };
    let link = text.link.as_ref().map(|link| {
        let href = link.as_str().to_owned();
        view! {
            <a href=href.clone() rel="noopener noreferrer nofollow">
                {href.clone()}
            </a>
        }
        .into_any()
    });
    let mut facts = vec![
        ("Severity", severity(text.severity).to_owned().into_any()),
        ("Source", shown),
        ("Owner", line(text.owner.map(|owner| words::name(&findings.names, owner)))),
        ("Due", line(text.due.map(|due| day_in_words(due, today)))),
        ("What is done", line(text.fix.as_ref().map(ToString::to_string))),
        (
            "Reported by",
            format!(
                "{}, {}",
                words::name(&findings.names, finding.reported_by),
                words::day(finding.reported_at, zone, now)
            )
            .into_any(),
        ),
    ];
    facts.extend(link.map(|link| ("Link", link)));
    let edit = findings.seen.can_work.then(|| {
        view! {
            <p class="actions">
                <a class="button" href=format!("/findings/{}/edit", finding.id)>
                    "Edit"
                </a>
            </p>
        }
    });
    let content = view! {
        <div>
            {crumb(format!("{}/findings", release.address()), format!("{}: findings", release.name))}
            <div class="head">
                <h1>{text.title.to_string()}</h1>
                <Tag symbol=symbol(finding, today) word=finding.state.label().to_owned() />
            </div>
        </div>
        {tabs(release, Tab::Findings, None)}
        {error_summary(form)}
        {form
            .is_conflict()
            .then(|| warning(
                "Somebody else changed this finding at the same time. Look again, then choose.",
            ))}
        <div class="two">
            <div class="stack">
                <section class="sheet" aria-labelledby="state">
                    <h2 class="large" id="state">
                        {standing(findings, finding, now)}
                    </h2>
                    {findings.seen.can_work.then(|| steps(findings, finding, form))}
                </section>
                <section class="sheet" aria-labelledby="what">
                    <h2 id="what">"What was seen"</h2>
                    {prose(text.explanation.as_str())}
                    {summary_list(facts)}
                    {edit}
                </section>
            </div>
            <section class="sheet" aria-labelledby="history">
                <h2 id="history">"What happened"</h2>
                {feed(entries, zone, now)}
            </section>
        </div>
    };
    Page::new(format!("{} · {}", text.title, release.name), Section::Home, content)
        .refused_if(form.is_refused())
}

fn standing(findings: &Findings, finding: &Finding, now: Timestamp) -> String {
    let zone = findings.seen.release.schedule.zone();
    let today = zone.day(now);
    match &finding.state {
        FindingState::Open => "Nobody works on it yet.".to_owned(),
        FindingState::Fixing => "Somebody works on it.".to_owned(),
        FindingState::Fixed { at } => {
            let rest = match finding.text.severity {
                Severity::High => {
                    "It keeps the gate closed until a later run or drill has shown it."
                }
                _ => "Nobody has tested it again.",
            };
            format!("Said to be fixed on {}. {rest}", words::day(*at, zone, now))
        }
        FindingState::Retested { by, .. } => {
            let title = match by {
                Rehearsed::Run(id) => {
                    findings.runs.iter().find(|run| run.id == *id).map(domain::run::Run::title)
                }
                Rehearsed::Drill(id) => findings
                    .drills
                    .iter()
                    .find(|drill| drill.id == *id)
                    .map(domain::drill::Drill::title),
            };
            format!("{} has shown that it is fixed.", title.unwrap_or_default())
        }
        FindingState::Accepted { until, reason, by } => {
            let who = words::name(&findings.names, *by);
            let day = day_in_words(*until, today);
            let over = if *until < today { " That day is over." } else { "" };
            format!("Accepted until {day} by {who}: {reason}.{over}")
        }
    }
}

fn steps(findings: &Findings, finding: &Finding, form: &Form) -> AnyView {
    let action = format!("/findings/{}/step", finding.id);
    let version = form.version(finding.version);
    let hidden = || view! { <input r#type="hidden" name="version" value=version.clone() /> };
    let button = |step: &'static str, label: &'static str, class: &'static str| {
        view! {
            <form method="post" action=action.clone()>
                {hidden()}
                <button class=class name="step" value=step>
                    {label}
                </button>
            </form>
        }
    };
    let usual = match finding.state {
        FindingState::Open => view! {
            <div class="actions">
                {button("begin", "Start fixing", "primary")}{button("fix", "Mark as fixed", "")}
            </div>
        }
        .into_any(),
        FindingState::Fixing => {
            view! { <div class="actions">{button("fix", "Mark as fixed", "primary")}</div> }
                .into_any()
        }
        FindingState::Fixed { .. } => {
            let runs = findings.runs.iter().rev().map(|run| {
                Choice::new(
                    format!("run:{}", run.id),
                    format!("{} ({})", run.title(), run.state.word()),
                )
            });
            let drills = findings.drills.iter().rev().map(|drill| {
                Choice::new(
                    format!("drill:{}", drill.id),
                    format!("{} ({})", drill.title(), drill.state.word()),
                )
            });
            let choices = runs.chain(drills).collect();
            view! {
                <form class="stack" method="post" action=action.clone()>
                    {hidden()}
                    <input r#type="hidden" name="step" value="retest" />
                    {select(
                        form,
                        "retest",
                        "What has shown that it is fixed",
                        Some("A run or drill that began after it was fixed, and passed".to_owned()),
                        choices,
                    )}
                    <div class="actions">
                        <button class="primary">"It is tested again"</button>
                    </div>
                </form>
            }
            .into_any()
        }
        _ => ().into_any(),
    };
    let reopen = (!matches!(finding.state, FindingState::Open | FindingState::Fixing)).then(|| {
        view! {
            <details open=form.error("reason").is_some() && form.value("step") == "reopen">
                <summary>"It is not fixed"</summary>
                <form class="stack" method="post" action=action.clone()>
                    {hidden()}
                    <input r#type="hidden" name="step" value="reopen" />
                    {Field::new(form, "reason", "Why").line()}
                    <div class="actions">
                        <button>"Open it again"</button>
                    </div>
                </form>
            </details>
        }
    });
    let accepts =
        findings.seen.can_approve && !matches!(finding.state, FindingState::Retested { .. });
    let accept = accepts.then(|| {
        view! {
            <details open=form.value("step") == "accept">
                <summary>"Live with it until a day"</summary>
                <form class="stack" method="post" action=action.clone()>
                    {hidden()}
                    <input r#type="hidden" name="step" value="accept" />
                    {Field::new(form, "until", "Until").kind("date").width("narrow").line()}
                    {Field::new(form, "accepted", "Why that is acceptable")
                        .hint(
                            "Only an approver who neither reported nor ever owned it. The day and the \
                            reason are shown at the gate.",
                        )
                        .line()}
                    <div class="actions">
                        <button>"Accept it"</button>
                    </div>
                </form>
            </details>
        }
    });
    view! {
        {usual}
        {accept}
        {reopen}
    }
    .into_any()
}
