use domain::checklist::import::Import;
use domain::limits;
use jiff::Timestamp;
use leptos::prelude::*;
use service::release::Seen;

use super::{symbol, word};
use crate::form::Form;
use crate::kit::{UploadForm, confirm_upload, error_summary};
use crate::page::{Page, Section};
use crate::release::{Tab, head};
use crate::symbol::Tag;
use crate::words::counted;

/// How many things that were left out are listed; the rest is counted.
const SKIPPED_SHOWN: usize = 100;

/// Where a document is pasted or chosen.
#[must_use]
pub fn import_page(seen: &Seen, form: &Form, now: Timestamp) -> Page {
    let here = format!("{}/checklist", seen.release.address());
    let content = view! {
        {head(seen, Tab::Checklist, None, now)}
        <div class="narrow-page">
            <h2 class="large">"Import a checklist"</h2>
            {error_summary(form)}
            <p>
                "Every line with a box becomes an item: " <code>"- [ ] Tell the support desk"</code>
                ". Headings become sections, indented tasks sub-items. Nothing is added before you have seen it."
            </p>
            {UploadForm {
                form,
                action: format!("{here}/import"),
                hint: format!("Markdown, up to {} items", limits::IMPORT_ITEMS),
                accept: ".md,.markdown,.txt,text/markdown,text/plain",
                example: "checklist.md",
                back: &here,
            }
                .view()}
        </div>
    };
    Page::new(format!("Import a checklist · {}", seen.release.name), Section::Home, content)
        .refused_if(form.is_refused())
}

/// What a document would become; nothing is kept yet.
#[must_use]
pub fn preview_page(seen: &Seen, import: &Import, document: &str, now: Timestamp) -> Page {
    let here = format!("{}/checklist", seen.release.address());
    let items = counted(import.items.len(), "item", "items");
    let checked = import.checked();
    let sections = counted(import.sections().len(), "section", "sections");
    let content = view! {
        {head(seen, Tab::Checklist, None, now)}
        <section class="sheet" aria-labelledby="preview">
            <h2 class="large" id="preview">
                {format!("{items} in {sections}, {checked} ticked")}
            </h2>
            <p>
                "This is what the document becomes. Items that are ticked count as ticked by you; an item \
                with sub-items is done when they are."
            </p>
            {after_launch(import)}
            {confirm_upload(
                format!("{here}/import/confirm"),
                document,
                format!("Add {items}"),
                format!("{here}/import"),
            )}
        </section>
        {left_out(import)}
        <section class="sheet" aria-labelledby="items">
            <h2 id="items">"The items"</h2>
            {becomes(import)}
        </section>
    };
    Page::new(format!("Preview · {}", seen.release.name), Section::Home, content)
}

/// What holds no gate back: the headings say so, and anybody can say otherwise afterwards.
fn after_launch(import: &Import) -> Option<AnyView> {
    let sections: Vec<String> =
        import.after_launch().iter().map(|section| format!("“{}”", section.join(" › "))).collect();
    let words = match sections.len() {
        0 => return None,
        1 => "is work of after the launch and holds no gate back",
        _ => "are work of after the launch and hold no gate back",
    };
    let words = format!("By its heading, {} {words}. You can change that.", sections.join(", "));
    Some(view! { <p>{words}</p> }.into_any())
}

fn becomes(import: &Import) -> AnyView {
    let outline = import.outline();
    let mut section: Option<&[String]> = None;
    let mut parts = Vec::new();
    for (item, line) in import.items.iter().zip(outline.lines()) {
        if section != Some(&item.section) {
            section = Some(&item.section);
            let path = item.section.join(" › ");
            parts.push((!path.is_empty()).then(|| view! { <h3>{path}</h3> }).into_any());
        }
        let class = format!("task preview depth-{}", line.depth);
        let status = line.status;
        let more = (!item.explanation.is_empty()).then_some("with an explanation");
        let title = item.title.clone();
        parts.push(
            view! {
                <div class=class>
                    <div class="title">
                        {title}{more.map(|more| view! { <span class="small">{more}</span> })}
                    </div>
                    <span class="state">
                        <Tag symbol=symbol(status, false) word=word(status, false).to_owned() />
                    </span>
                </div>
            }
            .into_any(),
        );
    }
    parts.into_any()
}

fn left_out(import: &Import) -> Option<AnyView> {
    if import.skipped.is_empty() {
        return None;
    }
    let rows: Vec<_> = import
        .skipped
        .iter()
        .take(SKIPPED_SHOWN)
        .map(|skipped| {
            let line = match skipped.lines {
                1 => format!("Line {}", skipped.line),
                lines => format!("Lines {} to {}", skipped.line, skipped.line + lines - 1),
            };
            let text = skipped.text.clone();
            view! {
                <tr>
                    <td>{line}</td>
                    <td>{skipped.why.sentence()}</td>
                    <td class="verbatim">{text}</td>
                </tr>
            }
        })
        .collect();
    let more = import.skipped.len().saturating_sub(SKIPPED_SHOWN);
    let summary =
        format!("{} left out, and why", counted(import.skipped.len(), "passage", "passages"));
    let view = view! {
        <details class="sheet">
            <summary>{summary}</summary>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">"Where"</th>
                        <th scope="col">"Why"</th>
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
