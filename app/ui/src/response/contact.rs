//! Contacts: typing them, bringing them in as a table, and taking one away.

use domain::limits;
use domain::product::Product;
use domain::response::contact::Contact;
use leptos::prelude::*;
use service::response::contact::{Preview, Typing};

use super::above;
use crate::form::Form;
use crate::kit::{
    Choice, Confirm, Field, FormPage, UploadForm, confirm_upload, conflict, crumb, error_summary,
    select,
};
use crate::page::{Page, Section};
use crate::words::counted;

/// Rows of a table that are shown before it is taken.
const SHOWN: usize = 100;

/// One number for a cohort, a day and a topic. `kept` is the one that is there, when it is another.
#[must_use]
pub fn contact_form_page(typing: &Typing, kept: Option<&Contact>, form: &Form) -> Page {
    let cohorts = typing.cohorts.iter().map(|one| Choice::new(one.id, one.text.name.to_string()));
    let fields = view! {
        {select(form, "cohort", "Cohort", None, cohorts.collect())}
        {Field::new(form, "day", "Day").kind("date").width("narrow").line()}
        {Field::new(form, "topic", "Topic").hint("Such as Sign-in").width("middle").line()}
        {Field::new(form, "count", "Contacts")
            .hint("How many asked, also 0")
            .width("narrow")
            .line()}
    };
    let theirs =
        kept.and_then(|kept| conflict(form, &[("count", "Contacts", kept.text.count.to_string())]));
    FormPage {
        title: "Type contacts",
        section: Section::Products,
        above: above(&typing.product),
        form,
        action: format!("{}/contacts/new", typing.product.address()),
        version: kept.map_or(0, |kept| kept.version),
        theirs,
        fields: fields.into_any(),
        button: "Save contacts",
    }
    .page()
}

/// Where a table is pasted or chosen.
#[must_use]
pub fn contact_import_page(typing: &Typing, form: &Form) -> Page {
    let (href, label) = above(&typing.product);
    let names: Vec<String> =
        typing.cohorts.iter().map(|cohort| format!("“{}”", cohort.text.name)).collect();
    let names = match names.is_empty() {
        true => "The product has no cohort yet.".to_owned(),
        false => format!("Its cohorts are called {}.", names.join(", ")),
    };
    let content = view! {
        <div class="narrow-page">
            {crumb(href.clone(), label)} <h1>"Import contacts"</h1> {error_summary(form)}
            <p>
                "The first line names the columns " <code>"day,topic,count,cohort"</code>
                ". Every other line is one number. " {names}
            </p>
            {UploadForm {
                form,
                action: format!("{}/contacts/import", typing.product.address()),
                hint: format!("CSV, up to {} rows", limits::CONTACT_ROWS),
                accept: ".csv,.tsv,.txt,text/csv,text/plain",
                example: "contacts.csv",
                back: &href,
            }
                .view()}
        </div>
    };
    Page::new("Import contacts", Section::Products, content).refused_if(form.is_refused())
}

/// What a table becomes; nothing is kept yet.
#[must_use]
pub fn contact_preview_page(preview: &Preview, document: &str) -> Page {
    let product = &preview.typing.product;
    let here = format!("{}/contacts/import", product.address());
    let (href, label) = above(product);
    let rows = counted(preview.import.rows.len(), "row", "rows");
    let total: u64 = preview.import.rows.iter().map(|row| u64::from(row.count)).sum();
    let replaced = match preview.replaced {
        0 => "None of them is there yet.".to_owned(),
        1 => "One of them replaces a number that is there.".to_owned(),
        count => format!("{count} of them replace numbers that are there."),
    };
    let lines: Vec<_> = preview
        .import
        .rows
        .iter()
        .take(SHOWN)
        .map(|row| {
            let cohort = preview.typing.cohorts.iter().find(|cohort| cohort.id == row.cohort);
            view! {
                <tr>
                    <td>{row.day.to_string()}</td>
                    <td>{row.topic.to_string()}</td>
                    <td>{cohort.map(|cohort| cohort.text.name.to_string())}</td>
                    <td>{row.count}</td>
                </tr>
            }
        })
        .collect();
    let more = preview.import.rows.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| view! { <p class="small">{format!("and {more} more")}</p> });
    let content = view! {
        <div>{crumb(href, label)} <h1>"Import contacts"</h1></div>
        <section class="sheet" aria-labelledby="preview">
            <h2 class="large" id="preview">
                {format!("{rows}, {total} contacts")}
            </h2>
            <p>{replaced}</p>
            {confirm_upload(format!("{here}/confirm"), document, format!("Save {rows}"), here)}
        </section>
        <section class="sheet" aria-labelledby="rows">
            <h2 id="rows">"Rows"</h2>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">"Day"</th>
                        <th scope="col">"Topic"</th>
                        <th scope="col">"Cohort"</th>
                        <th scope="col">"Contacts"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            {more}
        </section>
    };
    Page::new("Import contacts", Section::Products, content)
}

/// Asks before a number goes.
#[must_use]
pub fn contact_delete_page(product: &Product, contact: &Contact, words: &str, form: &Form) -> Page {
    Confirm {
        question: format!("Delete contacts “{words}”?"),
        section: Section::Products,
        above: above(product),
        losses: vec!["The contact rate is then computed without them.".to_owned()],
        form,
        fields: None,
        action: format!("/contacts/{}/delete", contact.id),
        button: "Delete contacts",
    }
    .page()
}
