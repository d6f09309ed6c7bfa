//! A list of readers: pasted or chosen, looked at, then taken as a whole.

use domain::limits;
use domain::training::reader_list::{ReaderList, WrongLine};
use leptos::prelude::*;
use service::training::reader::OfCohort;

use super::readers::above;
use crate::form::Form;
use crate::kit::{UploadForm, confirm_upload, crumb, error_summary};
use crate::page::{Page, Section};
use crate::words::counted;

/// How many lines that are wrong, or right, are shown; the rest is counted.
const SHOWN: usize = 100;

/// Where a list is pasted or chosen; with what is wrong in the one that was sent.
#[must_use]
pub fn reader_list_page(of: &OfCohort, wrong: &[WrongLine], form: &Form) -> Page {
    let (href, label) = above(of);
    let title = format!("Add a list to {}", of.cohort.text.name);
    let content = view! {
        <div class="narrow-page">
            {crumb(href.clone(), label)} <h1>{title.clone()}</h1> {error_summary(form)}
            {wrong_lines(wrong)}
            <p>
                "A line for each reader: " <code>"Lena Roth, lena@example.org"</code>
                ". The address may be left out, and a third column may say yes or no: whether they are critical. "
                "A line with the names of the columns on top is left out. Nothing is added before you have seen it."
            </p>
            {UploadForm {
                form,
                action: format!("/cohorts/{}/readers/import", of.cohort.id),
                hint: format!("Name, email; up to {} lines", limits::LISTED_READERS),
                accept: ".csv,.txt,text/csv,text/plain",
                example: "readers.csv",
                back: &href,
            }
                .view()}
        </div>
    };
    Page::new(title, Section::Products, content).refused_if(form.is_refused())
}

/// Who would be added; nothing is kept yet.
#[must_use]
pub fn reader_list_preview_page(of: &OfCohort, list: &ReaderList, document: &str) -> Page {
    let (href, label) = above(of);
    let here = format!("/cohorts/{}/readers/import", of.cohort.id);
    let readers = counted(list.readers.len(), "reader", "readers");
    let addressed = list.readers.iter().filter(|one| one.text.email.is_some()).count();
    let rows: Vec<_> = list
        .readers
        .iter()
        .take(SHOWN)
        .map(|one| {
            let email = one.text.email.as_ref().map(ToString::to_string);
            let critical = if one.text.critical { "critical" } else { "not counted" };
            let facts = [email.as_deref(), Some(critical)];
            let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            view! {
                <li>
                    <span>{one.text.name.to_string()}</span>
                    <span class="small">{facts}</span>
                </li>
            }
        })
        .collect();
    let more = list.readers.len().saturating_sub(SHOWN);
    let content = view! {
        <div>
            {crumb(href, label)} <h1>{format!("Add a list to {}", of.cohort.text.name)}</h1>
        </div>
        <section class="sheet" aria-labelledby="preview">
            <h2 class="large" id="preview">
                {format!("{readers}, {addressed} of them with an address")}
            </h2>
            {confirm_upload(format!("{here}/confirm"), document, format!("Add {readers}"), here.clone())}
            <ul class="rows">{rows}</ul>
            {(more > 0).then(|| view! { <p class="small">{format!("and {more} more")}</p> })}
        </section>
    };
    Page::new(format!("Preview · {}", of.cohort.text.name), Section::Products, content)
}

fn wrong_lines(wrong: &[WrongLine]) -> Option<AnyView> {
    if wrong.is_empty() {
        return None;
    }
    let rows: Vec<_> = wrong
        .iter()
        .take(SHOWN)
        .map(|one| {
            view! {
                <tr>
                    <td>{format!("Line {}", one.line)}</td>
                    <td class="verbatim">{one.text.clone()}</td>
                    <td>{one.reason.clone()}</td>
                </tr>
            }
        })
        .collect();
    let more = wrong.len().saturating_sub(SHOWN);
    let view = view! {
        <section class="sheet" aria-labelledby="wrong">
            <h2 id="wrong">{format!("{} cannot be taken", counted(wrong.len(), "line", "lines"))}</h2>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">"Where"</th>
                        <th scope="col">"What"</th>
                        <th scope="col">"Why"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {(more > 0).then(|| view! { <p class="small">{format!("and {more} more")}</p> })}
        </section>
    };
    Some(view.into_any())
}
