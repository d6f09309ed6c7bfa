use domain::finding::{Finding, FindingText, Severity};
use domain::text::Line;
use leptos::prelude::*;
use service::finding::Findings;

use crate::form::Form;
use crate::kit::{self, Choice, Field, FormPage, choose, conflict, radios, select};
use crate::page::{Page, Section};

/// The form of a finding as it is kept.
#[must_use]
pub fn finding_form(text: &FindingText) -> Form {
    Form::default()
        .with("title", &text.title)
        .with("explanation", text.explanation.as_str())
        .with("severity", text.severity.key())
        .with("owner", text.owner.map(|owner| owner.to_string()).unwrap_or_default())
        .with("due", text.due.map(|due| due.to_string()).unwrap_or_default())
        .with("fix", text.fix.as_ref().map(Line::to_string).unwrap_or_default())
        .with("link", text.link.as_ref().map(|link| link.as_str().to_owned()).unwrap_or_default())
}

/// Reports a finding, or changes the one that is given.
#[must_use]
pub fn finding_form_page(findings: &Findings, finding: Option<&Finding>, form: &Form) -> Page {
    let list = format!("{}/findings", findings.seen.release.address());
    let (above, action) = match finding {
        Some(finding) => {
            let here = format!("/findings/{}", finding.id);
            ((here.clone(), finding.text.title.to_string()), format!("{here}/edit"))
        }
        None => (
            (list.clone(), format!("{}: findings", findings.seen.release.name)),
            format!("{list}/new"),
        ),
    };
    let severities = vec![
        Choice::new(Severity::High.key(), "High").hint(
            "It keeps the gate closed until a later run or drill has shown that it is fixed.",
        ),
        Choice::new(Severity::Medium.key(), "Medium"),
        Choice::new(Severity::Low.key(), "Low"),
    ];
    let nothing = std::iter::once(Choice::new("", "Nothing of these"));
    let runs = findings.runs.iter().map(|run| Choice::new(format!("run:{}", run.id), run.title()));
    let drills = findings
        .drills
        .iter()
        .map(|drill| Choice::new(format!("drill:{}", drill.id), drill.title()));
    let phases = findings
        .phases
        .iter()
        .map(|phase| Choice::new(format!("phase:{}", phase.id), phase.title()));
    let sources: Vec<Choice> = nothing.chain(runs).chain(drills).chain(phases).collect();
    let source = finding.is_none().then(|| select(form, "source", "What showed it", None, sources));
    let fields = view! {
        {Field::new(form, "title", "Finding").line()}
        {source}
        {Field::new(form, "explanation", "What was seen (optional)").hint("Markdown").area(4)}
        {radios(form, "severity", "Severity", severities)}
        {choose(form, "owner", "Owner", None, kit::people(&findings.people, form.value("owner")))}
        {Field::new(form, "due", "Due (optional)").kind("date").width("narrow").line()}
        {Field::new(form, "fix", "What is done about it (optional)").line()}
        {Field::new(form, "link", "Link (optional)").kind("url").hint("To the ticket or the change").line()}
    };
    let theirs = finding.and_then(|finding| {
        let kept = finding_form(&finding.text);
        let of = |name| kept.value(name).to_owned();
        conflict(
            form,
            &[
                ("title", "Finding", of("title")),
                ("explanation", "What was seen", of("explanation")),
                ("severity", "Severity", of("severity")),
                ("due", "Due", of("due")),
                ("fix", "What is done about it", of("fix")),
                ("link", "Link", of("link")),
            ],
        )
    });
    FormPage {
        title: if finding.is_some() { "Edit the finding" } else { "Report a finding" },
        section: Section::Home,
        above,
        form,
        action,
        version: finding.map_or(0, |finding| finding.version),
        theirs,
        fields: fields.into_any(),
        button: if finding.is_some() { "Save" } else { "Report it" },
    }
    .page()
}
