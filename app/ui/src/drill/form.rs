use domain::drill::{Drill, DrillKind, DrillPlan, Objective, Scenario};
use domain::text::Line;
use leptos::prelude::*;
use service::release::Seen;

use crate::form::Form;
use crate::kit::{Choice, Field, FormPage, conflict, radios, select};
use crate::page::{Page, Section};

/// What a form proposes for an incident of the library.
#[must_use]
pub fn proposed(scenario: Scenario) -> Form {
    let script = scenario.script();
    Form::default()
        .with("title", scenario.name())
        .with("scenario", scenario.key())
        .with("kind", DrillKind::Tabletop.key())
        .with("story", script.story)
        .with("objectives", script.objectives.join("\n"))
}

/// The form of a drill as it is kept.
#[must_use]
pub fn drill_form(plan: &DrillPlan, objectives: &[Objective], seen: &Seen) -> Form {
    let line = |line: &Option<Line>| line.as_ref().map(Line::to_string).unwrap_or_default();
    let zone = seen.release.schedule.zone();
    let starts = plan.starts_at.map(|at| zone.local(at).strftime("%Y-%m-%dT%H:%M").to_string());
    let objectives: Vec<&str> = objectives.iter().map(|one| one.words.as_str()).collect();
    Form::default()
        .with("title", &plan.title)
        .with("scenario", plan.scenario.key())
        .with("kind", plan.kind.key())
        .with("story", plan.story.as_str())
        .with("objectives", objectives.join("\n"))
        .with("environment", line(&plan.environment))
        .with("third_parties", line(&plan.third_parties))
        .with("starts", starts.unwrap_or_default())
}

/// Plans a drill, or changes the one that is given.
#[must_use]
pub fn drill_form_page(
    seen: &Seen,
    drill: Option<&Drill>,
    objectives: &[Objective],
    form: &Form,
) -> Page {
    let list = format!("{}/drills", seen.release.address());
    let (above, action) = match drill {
        Some(drill) => {
            let here = format!("/drills/{}", drill.id);
            ((here.clone(), drill.title()), format!("{here}/edit"))
        }
        None => ((list.clone(), format!("{}: drills", seen.release.name)), format!("{list}/new")),
    };
    let scenarios = Scenario::ALL.map(|one| Choice::new(one.key(), one.name())).into();
    let kinds =
        DrillKind::ALL.map(|kind| Choice::new(kind.key(), kind.label()).hint(kind.explanation()));
    let fields = view! {
        {Field::new(form, "title", "What it is called").line()}
        {select(form, "scenario", "The risk that it practises", None, scenarios)}
        {radios(form, "kind", "How real", kinds.into())}
        {Field::new(form, "story", "Scenario")
            .hint("What everybody is told at the beginning. Markdown")
            .area(4)}
        {Field::new(form, "objectives", "What it is to show")
            .hint("One objective in each line. They are rated afterwards.")
            .area(4)}
        {Field::new(form, "starts", "Starts (optional)")
            .kind("datetime-local")
            .width("middle")
            .hint(format!("In {}", seen.release.schedule.zone()))
            .line()}
        {Field::new(form, "environment", "Where (optional)").hint("A room, a channel, an environment").line()}
        {Field::new(form, "third_parties", "Who outside was told that it is a drill (optional)")
            .hint("Providers, partners, the press office")
            .line()}
        {drill
            .is_none()
            .then(|| {
                view! {
                    <p class="small">
                        "The script of the library comes with it. Only you, who plan it, see what comes \
                        next, until you let somebody else lead."
                    </p>
                }
            })}
    };
    let theirs = drill.and_then(|drill| {
        let kept = drill_form(&drill.plan, objectives, seen);
        let of = |name| kept.value(name).to_owned();
        conflict(
            form,
            &[
                ("title", "What it is called", of("title")),
                ("story", "Scenario", of("story")),
                ("objectives", "What it is to show", of("objectives")),
                ("starts", "Starts", of("starts")),
                ("environment", "Where", of("environment")),
                ("third_parties", "Who was told", of("third_parties")),
            ],
        )
    });
    FormPage {
        title: if drill.is_some() { "Edit the drill" } else { "Plan a drill" },
        section: Section::Home,
        above,
        form,
        action,
        version: drill.map_or(0, |drill| drill.version),
        theirs,
        fields: fields.into_any(),
        button: if drill.is_some() { "Save" } else { "Plan the drill" },
    }
    .page()
}
