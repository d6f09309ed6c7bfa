use domain::phase::{Phase, PhaseState};
use domain::run::{Run, RunKind, RunPlan, RunState};
use domain::runbook::Runbook;
use domain::text::{Line, VersionLabel};
use leptos::prelude::*;
use service::release::Seen;

use crate::form::Form;
use crate::kit::{Choice, Field, FormPage, conflict, radios, select};
use crate::page::{Page, Section};

/// The form of a run as it is kept.
#[must_use]
pub fn run_form(plan: &RunPlan, seen: &Seen) -> Form {
    let line = |line: &Option<Line>| line.as_ref().map(Line::to_string).unwrap_or_default();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let zone = seen.release.schedule.zone();
    let starts = plan.starts_at.map(|at| zone.local(at).strftime("%Y-%m-%dT%H:%M").to_string());
    Form::default()
        .with("kind", plan.kind.key())
        .with("phase", plan.phase.map(|phase| phase.to_string()).unwrap_or_default())
        .with("environment", line(&plan.environment))
        .with("people", line(&plan.people))
        .with("starts", starts.unwrap_or_default())
        .with("window", plan.window.map(|window| window.to_string()).unwrap_or_default())
        .with("margin", plan.margin)
        .with("data_set", line(&plan.data.name))
        .with("data_age", number(plan.data.age))
        .with("data_share", number(plan.data.share))
        .with("candidate", plan.candidate.as_ref().map(VersionLabel::to_string).unwrap_or_default())
        .with("schema", line(&plan.schema))
}

/// Plans a run of a runbook, or changes the one that is given.
#[must_use]
pub fn run_form_page(
    seen: &Seen,
    (runbook, phases): (&Runbook, &[Phase]),
    run: Option<&Run>,
    form: &Form,
) -> Page {
    let (above, action) = match run {
        Some(run) => {
            let here = format!("/runs/{}", run.id);
            ((here.clone(), run.title()), format!("{here}/edit"))
        }
        None => {
            let here = format!("/runbooks/{}", runbook.id);
            ((here.clone(), runbook.text.name.to_string()), format!("{here}/runs/new"))
        }
    };
    let kinds = RunKind::ALL
        .map(|kind| Choice::new(kind.key(), kind.label()).hint(kind.explanation()))
        .into();
    let kind = if run.is_none_or(|run| run.state == RunState::Planned) {
        radios(form, "kind", "How much of the real thing", kinds)
    } else {
        let key = form.value("kind").to_owned();
        view! { <input r#type="hidden" name="kind" value=key /> }.into_any()
    };
    let fields = view! {
        {kind}
        {select(
            form,
            "phase",
            "Phase (only for a cutover)",
            Some("It starts after a go at the gate of this phase.".to_owned()),
            phase_choices(phases, form.value("phase")),
        )}
        {Field::new(form, "starts", "Starts (optional)")
            .kind("datetime-local")
            .width("middle")
            .hint(format!("In {}", seen.release.schedule.zone()))
            .line()}
        {Field::new(form, "people", "Who takes part (optional)")
            .hint("Also those who are not in Holdpoint")
            .line()}
        {Field::new(form, "environment", "Environment (optional)")
            .hint("Where it runs, such as staging")
            .width("middle")
            .line()}
        {Field::new(form, "candidate", "Version that is rehearsed (optional)")
            .hint("As in 1.4.1. The gate says when another one is launched.")
            .width("middle")
            .line()}
        {Field::new(form, "schema", "Schema (optional)")
            .hint("Such as migration 0142")
            .width("middle")
            .line()}
        {Field::new(form, "data_set", "Data (optional)")
            .hint("Such as a copy of production")
            .width("middle")
            .line()}
        {Field::new(form, "data_age", "Age of the data in days (optional)").width("narrow").line()}
        {Field::new(form, "data_share", "Size against production in percent (optional)")
            .width("narrow")
            .line()}
        {Field::new(form, "window", "Window (optional)")
            .hint("How long the whole may take")
            .width("narrow")
            .line()}
        {Field::new(form, "margin", "Decision margin")
            .hint("Kept free before going back has to begin")
            .width("narrow")
            .line()}
    };
    let theirs = run.and_then(|run| theirs(run, seen, form));
    FormPage {
        title: if run.is_some() { "Edit the run" } else { "Plan a run" },
        section: Section::Home,
        above,
        form,
        action,
        version: run.map_or(0, |run| run.version),
        theirs,
        fields: fields.into_any(),
        button: if run.is_some() { "Save" } else { "Plan the run" },
    }
    .page()
}

fn phase_choices(phases: &[Phase], chosen: &str) -> Vec<Choice> {
    let offered = phases
        .iter()
        .filter(|phase| phase.state != PhaseState::Skipped || phase.id.to_string() == chosen)
        .map(|phase| match phase.state.is_over() {
            true => Choice::new(phase.id, format!("{} ({})", phase.title(), phase.state.word())),
            false => Choice::new(phase.id, phase.title()),
        });
    std::iter::once(Choice::new("", "None: it is a rehearsal")).chain(offered).collect()
}

fn theirs(run: &Run, seen: &Seen, form: &Form) -> Option<AnyView> {
    let kept = run_form(&run.plan, seen);
    let of = |name| kept.value(name).to_owned();
    conflict(
        form,
        &[
            ("starts", "Starts", of("starts")),
            ("people", "Who takes part", of("people")),
            ("environment", "Environment", of("environment")),
            ("candidate", "Version", of("candidate")),
            ("schema", "Schema", of("schema")),
            ("data_set", "Data", of("data_set")),
            ("data_age", "Age of the data", of("data_age")),
            ("data_share", "Size against production", of("data_share")),
            ("window", "Window", of("window")),
            ("margin", "Decision margin", of("margin")),
        ],
    )
}
