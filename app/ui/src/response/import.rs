//! Bringing in templates that people already have, and what was brought in.

use domain::limits;
use domain::product::Product;
use domain::response::export::ExportTarget;
use domain::response::import::{Import, Outcome, Planned, Problem, Variable};
use leptos::prelude::*;
use service::product::Shelf;
use service::response::import::{Done, Preview};

use crate::form::Form;
use crate::kit::{UploadForm, crumb, error_summary, notice};
use crate::page::{Page, Section};
use crate::product::shelf::{named, path};
use crate::symbol::{Symbol, Tag};
use crate::words::counted;

/// How many remarks are listed; the rest is counted.
const PROBLEMS_SHOWN: usize = 200;

/// The address of the templates of a place.
#[must_use]
pub fn responses_of(shelf: &Shelf) -> String {
    format!("{}/responses", path(shelf))
}

/// The ways in and out, for those who write templates. What leaves is of the whole product.
#[must_use]
pub fn exchange(shelf: &Shelf) -> AnyView {
    let import = format!("{}/import", responses_of(shelf));
    let links: Vec<_> = ExportTarget::ALL
        .into_iter()
        .map(|target| {
            let (href, label) = (export_of(&shelf.product, target), target.label());
            view! {
                <li>
                    <a href=href>
                        {label}
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <p>
            <a href=import>"Import templates"</a>
        </p>
        <details>
            <summary>"Export the templates of the product"</summary>
            <ul>{links}</ul>
        </details>
    }
    .into_any()
}

fn export_of(product: &Product, target: ExportTarget) -> String {
    let name = match target {
        ExportTarget::Zendesk | ExportTarget::Zammad => target.key(),
        _ => "export",
    };
    format!("{}/responses/{name}.{}", product.address(), target.ends())
}

/// Where templates are pasted or chosen; what was wrong with them, and what was done with the last ones.
#[must_use]
pub fn import_page(at: &Shelf, form: &Form, problems: &[Problem], done: Option<Done>) -> Page {
    let here = responses_of(at);
    let content = view! {
        <div class="narrow-page">
            {crumb(here.clone(), named(at))} <h1>"Import templates"</h1> {error_summary(form)}
            {done.map(|done| notice(format!("Imported: {}.", parts(done).join(", "))))} {remarks(problems)}
            <p>
                "A table with a column for the title and one for the text; JSON or YAML; Markdown with a heading for \
                each template; a mail with its subject. Macros of Zendesk, text modules of Zammad and what Holdpoint \
                exports are understood."
            </p>
            <p>
                "Variables such as " <code>"[name]"</code>", " <code>"{NAME}"</code>" or "
                <code>"<name>"</code>
                " are found and offered for conversion. What comes in is a draft. Nothing is added before you have \
                seen it."
            </p>
            {UploadForm {
                form,
                action: format!("{here}/import"),
                hint: format!("CSV, JSON, YAML, Markdown or text, up to {} templates", limits::IMPORT_ROWS),
                accept: ".csv,.tsv,.json,.yaml,.yml,.md,.markdown,.txt,text/*,application/json",
                example: "templates.csv",
                back: &here,
            }
                .view()}
        </div>
    };
    Page::new(format!("Import templates · {}", named(at)), Section::Home, content)
        .refused_if(form.is_refused())
}

/// What came in or would, without what does not.
fn parts(done: Done) -> Vec<String> {
    let said = [
        (done.new, "new template", "new templates"),
        (done.variants, "new variant", "new variants"),
        (done.changed, "new draft of what is there", "new drafts of what is there"),
    ];
    let said = said.into_iter().filter(|(count, ..)| *count > 0);
    let mut parts: Vec<String> = said.map(|(count, one, many)| counted(count, one, many)).collect();
    if done.unchanged > 0 {
        parts.push(format!("{} unchanged", done.unchanged));
    }
    parts
}

/// What a document would become; nothing is kept yet.
#[must_use]
pub fn preview_page(preview: &Preview, file: &str, document: &str) -> Page {
    let here = responses_of(&preview.at);
    let plan = &preview.plan;
    let (unchanged, waiting) = (plan.count(Outcome::Unchanged), plan.count(Outcome::Waiting));
    let coming = plan.planned.len() - unchanged - waiting;
    let mut parts = parts(Done {
        new: plan.count(Outcome::New),
        variants: plan.count(Outcome::Variant),
        changed: plan.count(Outcome::Changed),
        unchanged,
    });
    if waiting > 0 {
        parts.push(format!("{waiting} left out"));
    }
    let again = format!("{here}/import");
    let name = file.to_owned();
    // A line end right behind the tag would be dropped by the browser.
    let document = format!("\n{document}");
    let form = if coming == 0 {
        view! {
            <section class="sheet" aria-label="Import">
                <p>
                    "The text of every template of the document is here, or has a draft. There is nothing to \
                    import."
                </p>
                <p class="actions">
                    <a class="button" href=again>
                        "Choose another document"
                    </a>
                </p>
            </section>
        }
        .into_any()
    } else {
        view! {
            <form class="stack" method="post" action=format!("{here}/import/confirm") enctype="multipart/form-data">
                <input r#type="hidden" name="name" value=name />
                <textarea name="document" hidden=true aria-hidden="true" tabindex="-1">
                    {document}
                </textarea>
                {variables(&preview.import)} {templates(preview)}
                <div class="actions at-hand">
                    <button class="primary">"Import templates"</button>
                    <a class="button" href=again>
                        "Choose another document"
                    </a>
                </div>
            </form>
        }
        .into_any()
    };
    let content = view! {
        <div>{crumb(here, named(&preview.at))}<h1>"Import templates"</h1></div>
        <section class="sheet" aria-labelledby="preview">
            <h2 class="large" id="preview">
                {parts.join(", ")}
            </h2>
            <p>
                {format!("Read as {}. ", preview.import.format.label())}
                "What comes in is a draft until another person approves it. Of a template that is here only the \
                text gets a new draft; its title and notes stay."
            </p>
        </section>
        {remarks(&plan.problems)}
        {form}
    };
    Page::new(format!("Preview · {}", named(&preview.at)), Section::Home, content)
}

fn variables(import: &Import) -> Option<AnyView> {
    let distinct = import.distinct();
    if distinct.is_empty() {
        return None;
    }
    let rows: Vec<_> = distinct
        .iter()
        .take(limits::IMPORT_SHOWN)
        .enumerate()
        .map(|(nth, (one, count))| variable(nth, one, *count))
        .collect();
    let more = distinct.len().saturating_sub(limits::IMPORT_SHOWN);
    let view = view! {
        <section class="sheet" aria-labelledby="variables">
            <h2 id="variables">"Variables"</h2>
            <p>"What is ticked becomes a variable that agents fill in; the rest stays as it is written."</p>
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">"Convert"</th>
                            <th scope="col">"Becomes"</th>
                            <th scope="col">"Where"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            {(more > 0).then(|| view! { <p class="small">{format!("and {more} more, which are converted")}</p> })}
        </section>
    };
    Some(view.into_any())
}

fn variable(nth: usize, variable: &Variable, count: usize) -> impl IntoView + use<> {
    let (text, becomes) = (variable.text.clone(), variable.becomes());
    let place = match count {
        1 => format!("Line {}", variable.line),
        count => format!("Line {} and {} more", variable.line, counted(count - 1, "time", "times")),
    };
    let id = format!("convert-{nth}");
    view! {
        <tr>
            <td>
                <div class="field check">
                    <input r#type="checkbox" id=id.clone() name="convert" value=nth.to_string() checked=true />
                    <label for=id class="verbatim">
                        {text}
                    </label>
                </div>
            </td>
            <td>
                <code>{becomes}</code>
            </td>
            <td>{place}</td>
        </tr>
    }
}

fn templates(preview: &Preview) -> AnyView {
    let planned = &preview.plan.planned;
    let rows: Vec<_> = planned
        .iter()
        .filter(|one| one.nth < limits::IMPORT_SHOWN)
        .map(|one| template(&preview.import, one))
        .collect();
    let more = planned.len() - rows.len();
    view! {
        <section class="sheet" aria-labelledby="templates">
            <h2 id="templates">"Templates"</h2>
            {rows}
            {(more > 0).then(|| view! { <p class="small">{format!("and {more} more, which come in too")}</p> })}
        </section>
    }
    .into_any()
}

fn template(import: &Import, planned: &Planned) -> impl IntoView + use<> {
    let draft = &planned.draft;
    let line = import.sketches.get(planned.nth).map_or(1, |sketch| sketch.line);
    let (id, nth) = (format!("take-{}", planned.nth), planned.nth.to_string());
    let takes = planned.outcome.comes_in();
    let symbol = if takes { Symbol::Open } else { Symbol::Na };
    let about = format!(
        "Line {line} · {} · {} · {} · {}",
        planned.code,
        draft.topic,
        draft.situation.label(),
        draft.language.name(),
    );
    let (title, body) = (draft.title.to_string(), planned.body.as_str().to_owned());
    let note = draft.note.as_str().to_owned();
    let note = (!note.is_empty()).then(|| {
        view! {
            <p class="small">"Note to the agent, never sent:"</p>
            <p class="verbatim">{note}</p>
        }
    });
    view! {
        <div class="preview-of-template">
            <div class="field check">
                <input r#type="checkbox" id=id.clone() name="take" value=nth checked=takes disabled=!takes />
                <label for=id>{title}</label>
                <Tag symbol=symbol word=planned.outcome.label().to_owned() />
            </div>
            <p class="small">{about}</p>
            <details>
                <summary>"Text"</summary>
                <p class="verbatim">{body}</p>
                {note}
            </details>
        </div>
    }
}

fn remarks(problems: &[Problem]) -> Option<AnyView> {
    if problems.is_empty() {
        return None;
    }
    let wrong = problems.iter().filter(|problem| problem.wrong).count();
    let title = match wrong {
        0 => counted(problems.len(), "remark", "remarks"),
        wrong => counted(wrong, "line is wrong", "lines are wrong"),
    };
    // What has to be put right comes first.
    let mut listed: Vec<&Problem> = problems.iter().collect();
    listed.sort_by_key(|problem| !problem.wrong);
    let rows: Vec<_> = listed
        .into_iter()
        .take(PROBLEMS_SHOWN)
        .map(|problem| {
            let said = problem.said();
            view! { <li>{said}</li> }
        })
        .collect();
    let more = problems.len().saturating_sub(PROBLEMS_SHOWN);
    let view = view! {
        <section class="sheet" aria-labelledby="remarks">
            <h2 id="remarks">{title}</h2>
            <ul>{rows}</ul>
            {(more > 0).then(|| view! { <p class="small">{format!("and {more} more")}</p> })}
        </section>
    };
    Some(view.into_any())
}
