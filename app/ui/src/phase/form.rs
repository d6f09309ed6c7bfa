use domain::limits;
use domain::person::Person;
use domain::phase::{Phase, PhasePlan, Unit, Window};
use domain::product::cohort::Cohort;
use domain::text::Line;
use leptos::prelude::*;
use service::phase::Phases;

use crate::form::Form;
use crate::kit::{self, Choice, Field, FormPage, choose, conflict, select, warning};
use crate::page::{Page, Section};

/// The form of a phase as it is kept.
#[must_use]
pub fn phase_form(plan: &PhasePlan) -> Form {
    let time = |time: fn(Window) -> jiff::civil::Time| {
        plan.window.map(|window| time(window).strftime("%H:%M").to_string()).unwrap_or_default()
    };
    Form::default()
        .with("name", &plan.name)
        .with("cohort", plan.cohort)
        .with("access", plan.access.as_ref().map(Line::to_string).unwrap_or_default())
        .with("starts_on", plan.dates.starts_on())
        .with("ends_on", plan.dates.ends_on())
        .with("window_from", time(Window::from))
        .with("window_to", time(Window::to))
        .with("bake_days", plan.bake_days)
        .with("planned", plan.exposure.planned)
        .with("unit", plan.exposure.unit.key())
        .with("owner", plan.owner.map(|owner| owner.to_string()).unwrap_or_default())
}

/// Adds a phase to a release, or changes the one that is given, without its dates.
#[must_use]
pub fn phase_form_page(
    phases: &Phases,
    phase: Option<&Phase>,
    people: &[Person],
    form: &Form,
) -> Page {
    let release = &phases.seen.release;
    let above = match phase {
        Some(phase) => (format!("/phases/{}", phase.id), phase.title()),
        None => (format!("{}/schedule", release.address()), format!("{}: schedule", release.name)),
    };
    let action = phase.map_or(format!("{}/phases/new", release.address()), |phase| {
        format!("/phases/{}/edit", phase.id)
    });
    let dates = phase.is_none().then(|| dates(form, release.schedule.zone().name()));
    let fields = view! {
        {missing_cohort(phases)}
        {Field::new(form, "name", "Name")
            .hint("Whose turn it is, such as Pilot sites")
            .width("middle")
            .line()}
        {select(form, "cohort", "Cohort", None, cohorts(&phases.cohorts))}
        {Field::new(form, "access", "Way of access (optional)")
            .hint("How these people get it and nobody else: a flag, a link, a list of sites")
            .line()}
        {dates}
        {Field::new(form, "planned", "Planned exposure").hint("How many get it").width("narrow").line()}
        {select(
            form,
            "unit",
            "Unit",
            None,
            Unit::ALL.map(|unit| Choice::new(unit.key(), unit.label())).into(),
        )}
        {choose(form, "owner", "Owner", None, kit::people(people, form.value("owner")))}
    };
    FormPage {
        title: if phase.is_some() { "Edit the phase" } else { "Add a phase" },
        section: Section::Home,
        above,
        form,
        action,
        version: phase.map_or(0, |phase| phase.version),
        theirs: phase.and_then(|phase| theirs(phases, phase, people, form)),
        fields: fields.into_any(),
        button: if phase.is_some() { "Save" } else { "Add the phase" },
    }
    .page()
}

/// The fields of the dates of a phase, in the zone of the release.
#[must_use]
pub fn dates(form: &Form, zone: &str) -> AnyView {
    view! {
        {Field::new(form, "starts_on", "First day")
            .kind("date")
            .width("narrow")
            .hint(format!("In {zone}, like 2026-12-01"))
            .line()}
        {Field::new(form, "ends_on", "Last day (optional)")
            .kind("date")
            .width("narrow")
            .hint("When everybody in the cohort has it. Empty means the first day.")
            .line()}
        {Field::new(form, "window_from", "Window from (optional)")
            .kind("time")
            .width("narrow")
            .hint("The hours in which the change is made, local time, like 06:00")
            .line()}
        {Field::new(form, "window_to", "Window to (optional)").kind("time").width("narrow").line()}
        {Field::new(form, "bake_days", "Bake time in days")
            .hint(format!("Wait and watch after everybody has it, up to {} days", limits::PHASE_DAYS))
            .width("narrow")
            .line()}
    }
    .into_any()
}

/// The way out for somebody who has no cohort to choose.
pub(super) fn missing_cohort(phases: &Phases) -> Option<AnyView> {
    let href = format!("/products/{}/cohorts/new", phases.seen.release.product);
    let view = view! {
        {warning("A phase is for a cohort, and this product has none yet.")}
        <p>
            <a class="button" href=href>
                "Add a cohort"
            </a>
        </p>
    };
    phases.cohorts.is_empty().then(|| view.into_any())
}

pub(super) fn cohorts(cohorts: &[Cohort]) -> Vec<Choice> {
    let none = std::iter::once(Choice::new("", "Choose a cohort"));
    none.chain(cohorts.iter().map(|cohort| Choice::new(cohort.id, cohort.in_words()))).collect()
}

/// What somebody else saved, with the names of the cohort and the owner that both chose.
fn theirs(phases: &Phases, phase: &Phase, people: &[Person], form: &Form) -> Option<AnyView> {
    let kept = phase_form(&phase.plan);
    let cohort = |id: &str| {
        let found = phases.cohorts.iter().find(|cohort| cohort.id.to_string() == id);
        found.map(|cohort| cohort.text.name.to_string()).unwrap_or_default()
    };
    let owner = |id: &str| {
        let found = people.iter().find(|person| person.id.to_string() == id);
        found.map(|person| person.name.clone()).unwrap_or_default()
    };
    let named = |form: &Form| {
        form.clone()
            .with("cohort-name", cohort(form.value("cohort")))
            .with("owner-name", owner(form.value("owner")))
    };
    let (mine, kept) = (named(form), named(&kept));
    let fields = [
        ("name", "Name"),
        ("cohort-name", "Cohort"),
        ("access", "Way of access"),
        ("planned", "Planned exposure"),
        ("unit", "Unit"),
        ("owner-name", "Owner"),
    ];
    conflict(&mine, &fields.map(|(name, label)| (name, label, kept.value(name).to_owned())))
}
