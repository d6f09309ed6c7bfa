use domain::minutes::{Minutes, in_words};
use domain::run::RunState;
use domain::runbook::{Step, planned_seconds};
use jiff::Timestamp;
use leptos::prelude::*;
use service::runbook::Shown;

use crate::form::Form;
use crate::kit::{Confirm, ask_first, crumb, empty, notice, prose, warning};
use crate::page::{Page, Section};
use crate::release::{Tab, tabs};
use crate::run::{forecast_sheet, run_rows};
use crate::words::{self, counted};

/// A runbook: its steps, what past runs say about the next one, and the runs.
#[must_use]
pub fn runbook_page(shown: &Shown, added: Option<usize>, now: Timestamp) -> Page {
    let runbook = &shown.runbook;
    let release = &shown.seen.release;
    let here = format!("/runbooks/{}", runbook.id);
    let writes = shown.seen.can_work && shown.is_newest();
    let (seconds, untimed) = planned_seconds(&shown.steps);
    let planned = match (shown.steps.len(), untimed) {
        (0, _) => None,
        (all, untimed) if all == untimed => None,
        (_, 0) => Some(in_words(seconds)),
        (_, untimed) => Some(format!(
            "{} and {} without a time",
            in_words(seconds),
            counted(untimed, "step", "steps")
        )),
    };
    let older = (!shown.is_newest()).then(|| {
        warning(format!(
            "This is version {}, as a run had it. Version {} is the newest.",
            shown.number, runbook.number
        ))
    });
    let plan = (writes && !shown.steps.is_empty()).then(|| {
        view! {
            <a class="button primary" href=format!("{here}/runs/new")>
                "Plan a run"
            </a>
        }
    });
    let unused = shown.runs.iter().all(|run| run.state == RunState::Planned);
    let delete = unused.then(|| ask_first(format!("{here}/delete"), "Delete runbook …", ""));
    let write = writes.then(|| {
        view! {
            <a class="button" href=format!("{here}/steps/new")>
                "Add a step"
            </a>
            <a class="button" href=format!("{here}/import")>
                "Import steps"
            </a>
            <a class="button" href=format!("{here}/edit")>
                "Edit name and window"
            </a>
            {delete}
        }
    });
    let margin = runbook.text.margin.to_string();
    let window = runbook.text.window.map(|window| window.to_string());
    let content = view! {
        <div>
            {crumb(format!("{}/runs", release.address()), format!("{}: dry runs", release.name))}
            <h1>{runbook.text.name.to_string()}</h1> <p class="facts">
                <span>"Version " <b>{shown.number}</b></span>
                <span>{counted(shown.steps.len(), "step", "steps")}</span>
                {planned.map(|planned| view! { <span>"Planned " <b>{planned}</b></span> })}
                {window.map(|window| view! { <span>"Window " <b>{window}</b></span> })}
                <span>"Decision margin " <b>{margin}</b></span>
            </p>
        </div>
        {tabs(release, Tab::Runs, None)}
        {added.map(|count| notice(format!("{} added.", counted(count, "step", "steps"))))}
        {older}
        <p class="actions">{plan}{write}</p>
        <div class="two">
            <div class="stack">
                <section class="sheet" aria-labelledby="steps">
                    <h2 id="steps">"Steps"</h2>
                    {steps(shown, writes)}
                </section>
            </div>
            <div class="stack">
                {forecast_sheet(&shown.forecast, runbook.text.window)}
                <section class="sheet" aria-labelledby="runs">
                    <h2 id="runs">"Runs"</h2>
                    {run_rows(release, (&shown.runs, &shown.markers), now)}
                </section> {versions(shown)} <section class="sheet" aria-labelledby="export">
                    <h2 id="export">"Export"</h2>
                    <p>
                        <a href=format!("{here}/export.md?version={}", shown.number)>"Markdown"</a>
                        ", "
                        <a href=format!("{here}/export.csv?version={}", shown.number)>"CSV"</a>
                        ". Both can be imported again."
                    </p>
                </section>
            </div>
        </div>
    };
    Page::new(format!("{} · {}", runbook.text.name, release.name), Section::Home, content)
}

fn steps(shown: &Shown, writes: bool) -> AnyView {
    if shown.steps.is_empty() {
        let here = format!("/runbooks/{}", shown.runbook.id);
        return empty(
            "No steps yet",
            "Import the document that you have, or write the first step. Each has an owner, a planned time, \
            a check, and what to do when it fails.",
            writes.then(|| (format!("{here}/import"), "Import steps")),
        );
    }
    let last = shown.steps.len();
    let rows: Vec<_> = (1usize..)
        .zip(&shown.steps)
        .map(|(number, step)| row(shown, step, writes.then_some((number > 1, number < last))))
        .collect();
    view! { <ol class="run-steps">{rows}</ol> }.into_any()
}

/// One step, and, where it can be changed, whether it can go up and down.
fn row(shown: &Shown, step: &Step, moves: Option<(bool, bool)>) -> impl IntoView + use<> {
    let text = &step.text;
    let past = shown.forecast.steps.get(&step.id).map(|spread| spread.in_words().to_lowercase());
    let facts = [
        text.planned.map(|planned: Minutes| format!("planned {planned}")),
        text.owner.map(|owner| words::name(&shown.names, owner)),
        text.parallel.then(|| "in parallel with the previous step".to_owned()),
        past,
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let fact = |name: &'static str, line: &Option<domain::text::Line>| {
        line.as_ref().map(|line| view! { <p class="small">{name}": "<i>{line.to_string()}</i></p> })
    };
    let no_return = text.no_return.then(|| view! { <p class="no-return">"Point of no return"</p> });
    let title = text.title.to_string();
    let change = moves.map(|(up, down)| changes(step, up, down));
    view! {
        <li id=format!("step-{}", step.id)>
            <span class="number">{step.position}</span>
            <div>
                {no_return}<b>{title}</b>{(!facts.is_empty()).then(|| view! { <p class="small">{facts}</p> })}
                {prose(text.instruction.as_str())}{fact("Check", &text.check)}
                {fact("If it fails", &text.rollback)}{change}
            </div>
        </li>
    }
}

fn changes(step: &Step, up: bool, down: bool) -> AnyView {
    let (id, title) = (step.id, step.text.title.to_string());
    let place = |label: &'static str, to: &'static str| {
        let named = format!("Move {label}: {title}");
        view! {
            <form method="post" action=format!("/steps/{id}/place")>
                <input r#type="hidden" name="to" value=to />
                <button aria-label=named>{label}</button>
            </form>
        }
    };
    view! {
        <details class="step-menu">
            <summary>"Change"</summary>
            <div class="actions">
                <a class="button" href=format!("/steps/{id}/edit")>
                    "Edit"
                </a>
                <a class="button" href=format!("/runbooks/{}/steps/new?behind={id}", step.runbook)>
                    "Add one behind"
                </a>
                {up.then(|| place("up", "up"))}
                {down.then(|| place("down", "down"))}
                {ask_first(format!("/steps/{id}/delete"), "Delete", &title)}
            </div>
        </details>
    }
    .into_any()
}

fn versions(shown: &Shown) -> Option<AnyView> {
    if shown.runbook.number == 1 {
        return None;
    }
    let rows: Vec<_> = (1..=shown.runbook.number)
        .rev()
        .map(|number| {
            let runs: Vec<String> = shown
                .runs
                .iter()
                .filter(|run| run.number == number)
                .map(domain::run::Run::title)
                .collect();
            let href = format!("/runbooks/{}?version={number}", shown.runbook.id);
            let current = (number == shown.number).then_some("true");
            let had =
                if runs.is_empty() { "No run had it yet".to_owned() } else { runs.join(", ") };
            view! {
                <li>
                    <a href=href aria-current=current>
                        {format!("Version {number}")}
                    </a>
                    <span class="small">{had}</span>
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <section class="sheet" aria-labelledby="versions">
                <h2 id="versions">"Versions"</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

/// Asks before a runbook goes, with its steps and the runs that are planned of it.
#[must_use]
pub fn runbook_delete_page(shown: &Shown, form: &Form) -> Page {
    let runbook = &shown.runbook;
    let here = format!("/runbooks/{}", runbook.id);
    let runs = match shown.runs.len() {
        0 => String::new(),
        count => format!(" and {}", counted(count, "planned run", "planned runs")),
    };
    Confirm {
        question: format!("Delete runbook {}?", runbook.text.name),
        section: Section::Home,
        above: (here.clone(), runbook.text.name.to_string()),
        losses: vec![format!(
            "{}{runs} are deleted with it and cannot be restored. Export it first if you may need it.",
            counted(shown.steps.len(), "step", "steps")
        )],
        form,
        fields: None,
        action: format!("{here}/delete"),
        button: "Delete runbook",
    }
    .page()
}

/// Asks before a step goes.
#[must_use]
pub fn step_delete_page(shown: &Shown, step: &Step, form: &Form) -> Page {
    let title = step.text.title.to_string();
    let started = shown.runs.iter().any(|run| run.state != RunState::Planned);
    let mut losses = vec!["Its instruction, check and rollback are deleted with it.".to_owned()];
    if started {
        losses.push(
            "Runs that have started keep the step. They prove less afterwards, because the runbook has changed."
                .to_owned(),
        );
    }
    Confirm {
        question: format!("Delete step {}, “{title}”?", step.position),
        section: Section::Home,
        above: (
            format!("/runbooks/{}#step-{}", step.runbook, step.id),
            shown.runbook.text.name.to_string(),
        ),
        losses,
        form,
        fields: None,
        action: format!("/steps/{}/delete", step.id),
        button: "Delete step",
    }
    .page()
}
