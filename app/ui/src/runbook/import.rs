use domain::limits;
use domain::runbook::import::{Import, ImportedStep};
use leptos::prelude::*;
use service::runbook::{Preview, Shown};

use crate::form::Form;
use crate::kit::{UploadForm, confirm_upload, crumb, error_summary, prose, warning};
use crate::page::{Page, Section};
use crate::words::counted;

/// How many lines that were left out are listed; the rest is counted.
const SKIPPED_SHOWN: usize = 100;

/// Where a runbook is pasted or chosen.
#[must_use]
pub fn import_page(shown: &Shown, form: &Form) -> Page {
    let here = format!("/runbooks/{}", shown.runbook.id);
    let content = view! {
        <div class="narrow-page">
            {crumb(here.clone(), shown.runbook.text.name.to_string())} <h1>"Import steps"</h1>
            {error_summary(form)}
            <p>
                "Every numbered line becomes a step: " <code>"1. Take a snapshot (~20 min)"</code>
                ". What stands below it, commands between lines of ``` included, is how it is done. "
                "Lines such as " <code>"Owner: Ada"</code>", " <code>"Check: …"</code>" and "
                <code>"Rollback: …"</code>
                " are understood. Without numbers, headings are steps, or bullets."
            </p>
            <p>
                "A table needs a line with names on top, such as title, minutes, owner, check, rollback. \
                Nothing is added before you have seen it."
            </p>
            {UploadForm {
                form,
                action: format!("{here}/import"),
                hint: format!("Markdown or CSV, up to {} steps", limits::STEPS),
                accept: ".md,.markdown,.txt,.csv,text/markdown,text/plain,text/csv",
                example: "runbook.md or cutover.csv",
                back: &here,
            }
                .view()}
        </div>
    };
    Page::new(format!("Import steps · {}", shown.runbook.text.name), Section::Home, content)
        .refused_if(form.is_refused())
}

/// What a document would become; nothing is kept yet.
#[must_use]
pub fn preview_page(preview: &Preview, document: &str) -> Page {
    let runbook = &preview.shown.runbook;
    let here = format!("/runbooks/{}", runbook.id);
    let import = &preview.import;
    let steps = counted(import.steps.len(), "step", "steps");
    let timed = import.steps.iter().filter(|step| step.planned.is_some()).count();
    let rows: Vec<_> =
        (1usize..).zip(&import.steps).map(|(number, step)| row(number, step)).collect();
    let unknown = (!preview.unknown.is_empty()).then(|| {
        let names = preview.unknown.join(", ");
        warning(format!(
            "Nobody here is called {names}. These names stay in the text of their steps."
        ))
    });
    let content = view! {
        <div>{crumb(here.clone(), runbook.text.name.to_string())}<h1>"Import steps"</h1></div>
        <section class="sheet" aria-labelledby="preview">
            <h2 class="large" id="preview">
                {format!("{steps}, {timed} of them with a time")}
            </h2>
            {unknown}
            {confirm_upload(
                format!("{here}/import/confirm"),
                document,
                format!("Add {steps}"),
                format!("{here}/import"),
            )}
        </section>
        {left_out(import)}
        <section class="sheet" aria-labelledby="steps">
            <h2 id="steps">"The steps"</h2>
            <ol class="run-steps">{rows}</ol>
        </section>
    };
    Page::new(format!("Preview · {}", runbook.text.name), Section::Home, content)
}

fn row(number: usize, step: &ImportedStep) -> impl IntoView + use<> {
    let facts = [
        step.planned.map(|planned| planned.to_string()),
        step.owner.clone(),
        step.check.as_ref().map(|check| format!("check: {check}")),
        step.rollback.as_ref().map(|rollback| format!("if it fails: {rollback}")),
        step.parallel.then(|| "in parallel with the previous step".to_owned()),
        step.no_return.then(|| "point of no return".to_owned()),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let title = step.title.clone();
    view! {
        <li>
            <span class="number">{number}</span>
            <div>
                <b>{title}</b>
                {(!facts.is_empty()).then(|| view! { <p class="small">{facts}</p> })}
                {prose(&step.instruction)}
            </div>
        </li>
    }
}

fn left_out(import: &Import) -> Option<AnyView> {
    if import.skipped.is_empty() {
        return None;
    }
    let row = |skipped: &domain::runbook::import::Skipped| {
        let (line, text) = (format!("Line {}", skipped.line), skipped.text.clone());
        view! {
            <tr>
                <td>{line}</td>
                <td class="verbatim">{text}</td>
            </tr>
        }
    };
    let rows: Vec<_> = import.skipped.iter().take(SKIPPED_SHOWN).map(row).collect();
    let more = import.skipped.len().saturating_sub(SKIPPED_SHOWN);
    let summary = format!("{} skipped", counted(import.skipped.len(), "line", "lines"));
    let view = view! {
        <details class="sheet">
            <summary>{summary}</summary>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">"Where"</th>
                        <th scope="col">"What"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {(more > 0).then(|| view! { <p class="small">{format!("and {more} more")}</p> })}
        </details>
    };
    Some(view.into_any())
}
