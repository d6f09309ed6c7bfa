use domain::day::day_in_words;
use domain::finding::{Finding, FindingState, Severity, Source};
use domain::release::Release;
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use service::Names;
use service::finding::{Findings, OfProduct};

use super::symbol;
use crate::kit::{crumb, empty};
use crate::page::{Page, Section};
use crate::release::{Tab, head};
use crate::symbol::Tag;
use crate::words::{self, counted};

/// The findings of a release: what keeps a gate closed first, then what is open, then the rest.
#[must_use]
pub fn findings_page(findings: &Findings, now: Timestamp) -> Page {
    let seen = &findings.seen;
    let release = &seen.release;
    let today = release.schedule.zone().day(now);
    let here = format!("{}/findings", release.address());
    let shown = |source| shown_by(findings, source);
    let begin = seen.can_work.then(|| (format!("{here}/new"), "Report a finding"));
    let answer = answer(&findings.findings, today);
    let list = if findings.findings.is_empty() {
        empty(
            "No findings",
            "A finding is what a dry run, a drill or a phase showed must change. A finding of high severity \
            keeps the gate closed until a later run or drill has shown that it is fixed.",
            begin.clone(),
        )
    } else {
        rows(&findings.findings, &findings.names, today, &shown)
    };
    let more = (!findings.findings.is_empty()).then_some(begin).flatten().map(|(href, label)| {
        view! {
            <p class="actions">
                <a class="button" href=href>
                    {label}
                </a>
            </p>
        }
    });
    let content = view! {
        {head(seen, Tab::Findings, None, now)}
        <section class="sheet" aria-labelledby="findings">
            <h2 class="large" id="findings">
                {answer}
            </h2>
            {list}
            {more}
        </section>
    };
    Page::new(format!("Findings · {}", release.name), Section::Home, content)
}

/// The findings of all releases of a product that the reader may see.
#[must_use]
pub fn product_findings_page(all: &OfProduct, now: Timestamp) -> Page {
    let here = all.product.address();
    let sheets: Vec<_> =
        all.releases.iter().filter_map(|release| of_release(all, release, now)).collect();
    let none = sheets.is_empty().then(|| {
        view! {
            <section class="sheet" aria-label="Findings">
                {empty(
                    "No findings",
                    "What dry runs and drills of any release of this product show will be here.",
                    None,
                )}
            </section>
        }
    });
    let content = view! {
        <div>{crumb(here, all.product.name.clone())}<h1>"Findings"</h1></div>
        {none}
        {sheets}
    };
    Page::new(format!("Findings · {}", all.product.name), Section::Products, content)
}

fn of_release(all: &OfProduct, release: &Release, now: Timestamp) -> Option<AnyView> {
    let own: Vec<Finding> =
        all.findings.iter().filter(|finding| finding.release == release.id).cloned().collect();
    if own.is_empty() {
        return None;
    }
    let today = release.schedule.zone().day(now);
    let (id, title) = (format!("of-{}", release.id), format!("{} {}", release.name, release.label));
    let (named, href) = (id.clone(), format!("{}/findings", release.address()));
    let list = rows(&own, &all.names, today, &|_| None);
    Some(
        view! {
            <section class="sheet" aria-labelledby=id>
                <div class="head">
                    <h2 id=named>{title}</h2>
                    <a href=href>{answer(&own, today)}</a>
                </div>
                {list}
            </section>
        }
        .into_any(),
    )
}

fn answer(findings: &[Finding], today: Date) -> String {
    let blocking = findings.iter().filter(|finding| finding.blocks(today)).count();
    let open = findings.iter().filter(|finding| !finding.is_settled(today)).count();
    match (blocking, open) {
        (0, 0) if findings.is_empty() => "No findings".to_owned(),
        (0, 0) => "Everything that was found is dealt with".to_owned(),
        (0, open) => format!(
            "{} open, none keeps the gate closed",
            counted(open, "finding is", "findings are")
        ),
        (1, _) => "One finding keeps the gate closed".to_owned(),
        (blocking, _) => format!("{blocking} findings keep the gate closed"),
    }
}

/// What showed a finding, with its address.
pub(super) fn shown_by(findings: &Findings, source: Source) -> Option<(String, String)> {
    match source {
        Source::Run(id) => {
            let run = findings.runs.iter().find(|run| run.id == id)?;
            Some((format!("/runs/{id}"), run.title()))
        }
        Source::Drill(id) => {
            let drill = findings.drills.iter().find(|drill| drill.id == id)?;
            Some((format!("/drills/{id}"), format!("Drill {}", drill.ordinal)))
        }
        Source::Phase(id) => {
            let phase = findings.phases.iter().find(|phase| phase.id == id)?;
            Some((format!("/phases/{id}"), phase.title()))
        }
        Source::None => None,
    }
}

fn rows(
    findings: &[Finding],
    names: &Names,
    today: Date,
    shown: &dyn Fn(Source) -> Option<(String, String)>,
) -> AnyView {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| {
        let settled = finding.is_settled(today);
        (!finding.blocks(today), settled, std::cmp::Reverse(finding.text.severity))
    });
    let rows: Vec<_> = sorted
        .into_iter()
        .map(|finding| row(finding, names, today, shown(finding.source)))
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(
    finding: &Finding,
    names: &Names,
    today: Date,
    shown: Option<(String, String)>,
) -> impl IntoView + use<> {
    let text = &finding.text;
    let due = text.due.filter(|_| !finding.is_settled(today)).map(|due| {
        let late = if due < today { "overdue since" } else { "due" };
        format!("{late} {}", day_in_words(due, today))
    });
    let until = match &finding.state {
        FindingState::Accepted { until, .. } => {
            Some(format!("until {}", day_in_words(*until, today)))
        }
        _ => None,
    };
    let parts = [
        Some(severity(text.severity).to_owned()),
        text.owner.map(|owner| words::name(names, owner)),
        due,
        until,
    ];
    let facts = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let shown = shown.map(|(href, label)| {
        view! {
            " · shown by "
            <a href=href>{label}</a>
        }
    });
    let (href, title) = (format!("/findings/{}", finding.id), text.title.to_string());
    let (symbol, word) = (symbol(finding, today), finding.state.label().to_owned());
    view! {
        <li>
            <span>
                <a href=href>{title}</a>
                <br />
                <span class="small">{facts}{shown}</span>
            </span>
            <Tag symbol=symbol word=word />
        </li>
    }
}

pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Low => "low severity",
        Severity::Medium => "medium severity",
        Severity::High => "high severity",
    }
}

/// What one run or drill showed, and the way to report more.
pub(crate) fn findings_sheet(
    findings: &[Finding],
    names: &Names,
    today: Date,
    report: Option<String>,
) -> AnyView {
    let list = if findings.is_empty() {
        view! { <p class="small">"Nothing yet."</p> }.into_any()
    } else {
        rows(findings, names, today, &|_| None)
    };
    let report = report.map(|href| {
        view! {
            <p class="actions">
                <a class="button" href=href>
                    "Report a finding"
                </a>
            </p>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="findings">
            <h2 id="findings">"Findings"</h2>
            {list}
            {report}
        </section>
    }
    .into_any()
}
