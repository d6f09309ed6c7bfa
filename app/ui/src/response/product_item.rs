//! The library of a product: on its page, and as the beginning of a checklist.

use domain::product::Product;
use domain::response::product_item::ProductItem;
use leptos::prelude::*;
use service::response::product_item::Library;

use crate::form::Form;
use crate::kit::{FormPage, notice, prose};
use crate::page::{Page, Section};
use crate::words::counted;

/// The library on the page of a product; nothing while it is empty.
pub(crate) fn library_sheet(product: &Product, items: &[ProductItem]) -> Option<AnyView> {
    if items.is_empty() {
        return None;
    }
    let rows: Vec<_> = items
        .iter()
        .map(|item| {
            let title = item.title.to_string();
            let title = match item.proposal {
                Some(id) => view! { <a href=format!("/proposals/{id}")>{title}</a> }.into_any(),
                None => title.into_any(),
            };
            view! {
                <li>
                    <span>{title}</span>
                </li>
            }
        })
        .collect();
    let name = product.name.clone();
    let view = view! {
        <section class="sheet" aria-labelledby="library">
            <h2 id="library">"Library of checklist items"</h2>
            <p>{format!("The checklist of the next release of {name} can begin with these.")}</p>
            <ul class="rows">{rows}</ul>
        </section>
    };
    Some(view.into_any())
}

/// What of the library a checklist lacks, and the way to add it.
#[must_use]
pub fn library_page(library: &Library, form: &Form) -> Page {
    let release = &library.seen.release;
    let here = release.address();
    let above = (format!("{here}/checklist"), format!("{}: checklist", release.name));
    let rows: Vec<_> = library
        .missing
        .iter()
        .map(|item| {
            view! {
                <li>
                    <span>{item.title.to_string()} {prose(item.explanation.as_str())}</span>
                </li>
            }
        })
        .collect();
    let sentence = match (library.all, library.missing.len()) {
        (0, _) => {
            "The library of the product has no items yet. Accepted proposals go there.".to_owned()
        }
        (_, 0) => "Every item of the library is on this checklist already.".to_owned(),
        (all, lacks) => {
            format!("{} of {} are not on this checklist yet.", lacks, counted(all, "item", "items"))
        }
    };
    if library.missing.is_empty() {
        let content = view! {
            <div class="narrow-page">
                {crate::kit::crumb(above.0, above.1)} <h1>"Items of the library"</h1> {notice(sentence)}
            </div>
        };
        return Page::new("Items of the library", Section::Home, content);
    }
    FormPage {
        title: "Items of the library",
        section: Section::Home,
        above,
        form,
        action: format!("{here}/library"),
        version: 0,
        theirs: None,
        fields: view! {
            <p>{sentence}</p>
            <ul class="rows">{rows}</ul>
        }
        .into_any(),
        button: "Add items",
    }
    .page()
}
