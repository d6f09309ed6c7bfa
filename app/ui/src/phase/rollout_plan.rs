use domain::phase::{RolloutPattern, RolloutStep, Unit};
use domain::product::cohort::Cohort;
use leptos::prelude::*;
use service::phase::Phases;

use super::form::{cohorts, missing_cohort};
use crate::form::Form;
use crate::kit::{Choice, Field, FormPage, back, crumb, error_summary, options, radios, select};
use crate::page::{Page, Section};

/// The first step of the wizard: how the release climbs.
#[must_use]
pub fn rollout_plan_page(phases: &Phases, form: &Form) -> Page {
    let release = &phases.seen.release;
    let ladders =
        RolloutPattern::ALL.map(|ladder| Choice::new(ladder.key(), ladder.label())).into();
    let fields = view! {
        {missing_cohort(phases)}
        {radios(form, "ladder", "Rollout pattern", ladders)}
        {select(
            form,
            "cohort",
            "Cohort",
            Some("For a growing share, or for one cohort at once".to_owned()),
            cohorts(&phases.cohorts),
        )}
        {Field::new(form, "first", "First day")
            .kind("date")
            .width("narrow")
            .hint(
                format!(
                    "In {}. No phase starts on a weekend, in a freeze or on a holiday; one may last over them.",
                    release.schedule.zone(),
                ),
            )
            .line()}
        {Field::new(form, "days", "Phase length (days)").width("narrow").line()}
        {Field::new(form, "bake_days", "Bake time in days")
            .hint("Wait and watch before the next phase begins")
            .width("narrow")
            .line()}
    };
    FormPage {
        title: "Plan the phases",
        section: Section::Home,
        above: (format!("{}/schedule", release.address()), format!("{}: schedule", release.name)),
        form,
        action: format!("{}/phases/plan", release.address()),
        version: 0,
        theirs: None,
        fields: fields.into_any(),
        button: "Propose phases",
    }
    .page()
}

/// The proposal as a form, one group of fields for each phase.
#[must_use]
pub fn rollout_steps_form(rungs: &[RolloutStep], bake_days: u32) -> Form {
    rungs.iter().enumerate().fold(
        Form::default().with("count", rungs.len()),
        |form, (place, rung)| {
            let name = |field: &str| format!("{field}-{place}");
            form.with(&name("keep"), "on")
                .with(&name("name"), &rung.name)
                .with(&name("cohort"), rung.cohort)
                .with(&name("starts_on"), rung.dates.starts_on())
                .with(&name("ends_on"), rung.dates.ends_on())
                .with(&name("bake_days"), bake_days)
                .with(&name("planned"), rung.exposure.planned)
                .with(&name("unit"), rung.exposure.unit.key())
        },
    )
}

/// The second step: the proposal, to be changed before anything is saved.
#[must_use]
pub fn rollout_steps_page(phases: &Phases, count: usize, form: &Form) -> Page {
    let release = &phases.seen.release;
    let here = release.address();
    let rows: Vec<_> = (0..count).map(|place| row(form, place, &phases.cohorts)).collect();
    let content = view! {
        <div>
            {crumb(format!("{here}/phases/plan"), "Rollout pattern")}<h1>"Review phases"</h1>
            <p class="lead">"Nothing is saved yet. Change what you like, or leave a phase out."</p>
        </div>
        {error_summary(form)}
        <form class="stack" method="post" action=format!("{here}/phases/plan/confirm")>
            <input r#type="hidden" name="count" value=count.to_string() />
            <ol class="rungs">{rows}</ol>
            <div class="actions">
                <button class="primary">
                    {format!("Add {}", crate::words::counted(count, "phase", "phases"))}
                </button>
                {back(&format!("{here}/schedule"))}
            </div>
        </form>
    };
    Page::new("Review phases", Section::Home, content).refused_if(form.is_refused())
}

fn row(form: &Form, place: usize, all: &[Cohort]) -> AnyView {
    let keep = format!("keep-{place}");
    let units = Unit::ALL.map(|unit| Choice::new(unit.key(), unit.label())).into();
    view! {
        <li class="rung sheet">
            <div class="field check">
                <input r#type="checkbox" id=keep.clone() name=keep.clone() checked=form.has(&keep) />
                <label for=keep>{format!("Phase {}", place + 1)}</label>
            </div>
            {cell(form, "name", place, "Name", "text")}
            {choice(form, "cohort", place, "Cohort", cohorts(all))}
            {cell(form, "starts_on", place, "First day", "date")}
            {cell(form, "ends_on", place, "Last day", "date")}
            {cell(form, "bake_days", place, "Bake days", "text")}
            {cell(form, "planned", place, "Exposure", "text")}
            {choice(form, "unit", place, "Unit", units)}
        </li>
    }
    .into_any()
}

fn cell(
    form: &Form,
    field: &str,
    place: usize,
    label: &'static str,
    kind: &'static str,
) -> AnyView {
    let name = format!("{field}-{place}");
    let value = form.value(&name).to_owned();
    let input = |invalid, described| {
        view! {
            <input
                class="input"
                id=name.clone()
                name=name.clone()
                r#type=kind
                value=value
                autocomplete="off"
                aria-invalid=invalid
                aria-describedby=described
            />
        }
        .into_any()
    };
    labelled(form, &name, label, input)
}

fn choice(
    form: &Form,
    field: &str,
    place: usize,
    label: &'static str,
    choices: Vec<Choice>,
) -> AnyView {
    let name = format!("{field}-{place}");
    let value = form.value(&name).to_owned();
    let options = options(choices, &value);
    let list = |invalid, described| {
        view! {
            <select
                class="input"
                id=name.clone()
                name=name.clone()
                aria-invalid=invalid
                aria-describedby=described
            >
                {options}
            </select>
        }
        .into_any()
    };
    labelled(form, &name, label, list)
}

/// A small field of the proposal: its label above, its error with it.
fn labelled(
    form: &Form,
    name: &str,
    label: &'static str,
    control: impl FnOnce(Option<&'static str>, Option<String>) -> AnyView,
) -> AnyView {
    let error = form.error(name).map(str::to_owned);
    let id = format!("{name}-error");
    let described = error.is_some().then(|| id.clone());
    let control = control(error.is_some().then_some("true"), described);
    view! {
        <div class="field">
            <label for=name.to_owned()>{label}</label>
            {error
                .map(|error| {
                    view! {
                        <p class="error" id=id>
                            {error}
                        </p>
                    }
                })}
            {control}
        </div>
    }
    .into_any()
}
