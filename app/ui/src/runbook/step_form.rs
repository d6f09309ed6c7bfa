use domain::person::Person;
use domain::runbook::{Runbook, Step, StepText};
use domain::text::Line;
use leptos::prelude::*;

use crate::form::Form;
use crate::kit::{self, Field, FormPage, checkbox, choose, conflict};
use crate::page::{Page, Section};

/// The form of a step as it is kept.
#[must_use]
pub fn step_form(text: &StepText) -> Form {
    let line = |line: &Option<Line>| line.as_ref().map(Line::to_string).unwrap_or_default();
    Form::default()
        .with("title", &text.title)
        .with("instruction", text.instruction.as_str())
        .with("owner", text.owner.map(|owner| owner.to_string()).unwrap_or_default())
        .with("planned", text.planned.map(|planned| planned.to_string()).unwrap_or_default())
        .with("check", line(&text.check))
        .with("rollback", line(&text.rollback))
        .ticked("no_return", text.no_return)
        .ticked("parallel", text.parallel)
}

/// Adds a step to a runbook, or changes the one that is given.
#[must_use]
pub fn step_form_page(
    runbook: &Runbook,
    step: Option<&Step>,
    people: &[Person],
    form: &Form,
) -> Page {
    let here = format!("/runbooks/{}", runbook.id);
    let action =
        step.map_or(format!("{here}/steps/new"), |step| format!("/steps/{}/edit", step.id));
    let behind = form.value("behind").to_owned();
    let fields = view! {
        <input r#type="hidden" name="behind" value=behind />
        {Field::new(form, "title", "What is done")
            .hint("One thing, such as Take a snapshot of the database")
            .line()}
        {Field::new(form, "instruction", "How (optional)")
            .hint("Markdown. Commands between lines of ```")
            .area(6)}
        {choose(form, "owner", "Owner", None, kit::people(people, form.value("owner")))}
        {Field::new(form, "planned", "Planned time (optional)")
            .hint("Like 20 min or 1h 15m")
            .width("narrow")
            .line()}
        {Field::new(form, "check", "Check (optional)").hint("How one sees that it worked").line()}
        {Field::new(form, "rollback", "If it fails (optional)").hint("How to undo it").line()}
        {checkbox(
            form,
            "parallel",
            "May go at the same time as the step before",
            "The next step waits for both.",
        )}
        {checkbox(form, "no_return", "Point of no return", "Behind it there is no way back.")}
        {step
            .map(|_| checkbox(
                form,
                "wording",
                "Only the words are better",
                "Runs before this still prove that it works.",
            ))}
    };
    let theirs = step.and_then(|step| {
        let kept = step_form(&step.text);
        let of = |name| kept.value(name).to_owned();
        conflict(
            form,
            &[
                ("title", "What is done", of("title")),
                ("instruction", "How", of("instruction")),
                ("planned", "Planned time", of("planned")),
                ("check", "Check", of("check")),
                ("rollback", "If it fails", of("rollback")),
            ],
        )
    });
    FormPage {
        title: if step.is_some() { "Edit the step" } else { "Add a step" },
        section: Section::Home,
        above: (here, runbook.text.name.to_string()),
        form,
        action,
        version: step.map_or(0, |step| step.version),
        theirs,
        fields: fields.into_any(),
        button: if step.is_some() { "Save" } else { "Add the step" },
    }
    .page()
}
