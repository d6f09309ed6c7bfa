use domain::limits;
use domain::search::{Entry, EntryKind, Query};
use leptos::prelude::*;
use service::search::{Found, Only};

use super::{address, marked, place};
use crate::form::Form;
use crate::kit::{Choice, empty, select};
use crate::page::{Page, Section};
use crate::words::counted;

/// What was found, by kinds; `text` is what was typed.
#[must_use]
pub fn search_page(found: &Found, text: &str, query: &Query, only: &Only) -> Page {
    let title = if query.is_empty() { "Search".to_owned() } else { format!("Search: {text}") };
    let sheets: Vec<_> =
        kinds(&found.entries).into_iter().map(|kind| group(kind, found, query)).collect();
    let content = view! {
        <h1>"Search"</h1>
        {form(found, text, only)}
        {said(found, query, only)}
        {sheets}
        {at_the_desk(found, text, query, only)}
    };
    Page::new(title, Section::None, content)
}

fn form(found: &Found, text: &str, only: &Only) -> impl IntoView + use<> {
    let kept = Form::default()
        .with("kind", only.kinds.first().map_or("", |kind| kind.key()))
        .with("product", only.product.map(|product| product.to_string()).unwrap_or_default());
    let kinds = EntryKind::ALL.into_iter().map(|kind| Choice::new(kind.key(), kind.heading()));
    let kinds = std::iter::once(Choice::new("", "Everything")).chain(kinds).collect();
    let products = found.products.iter();
    let products = products.map(|product| Choice::new(product.id, product.name.clone()));
    let products = std::iter::once(Choice::new("", "Every product")).chain(products).collect();
    let text = text.to_owned();
    view! {
        <form class="sheet searched" action="/search" aria-label="Search">
            <div class="field">
                <label r#for="q">"Look for"</label>
                <input
                    class="input wide"
                    id="q"
                    name="q"
                    r#type="search"
                    value=text
                    maxlength=limits::SEARCH
                    autocomplete="off"
                />
            </div>
            {select(&kept, "kind", "Kind", None, kinds)}
            {select(&kept, "product", "Product", None, products)}
            <button class="primary">"Search"</button>
        </form>
    }
}

/// How it went, in a sentence. Nothing is said about what is not shown.
fn said(found: &Found, query: &Query, only: &Only) -> AnyView {
    if query.is_empty() {
        let why = "Releases and what is in them, training, answers, products and people: by their titles and by \
            what they say; answers by their questions, and by their texts at the desk. The beginning of a word is \
            enough, and small mistakes are forgiven. Ctrl K finds from every page.";
        return sheet(empty("Anything you may see", why, None));
    }
    if found.entries.is_empty() {
        let narrowed = only.product.is_some() || !only.kinds.is_empty();
        let why = if narrowed {
            "Every word has to be there. Look in everything and in every product, try fewer words, or only the \
            beginning of one."
        } else {
            "Every word has to be there. Try fewer words, only the beginning of one, or another word for it."
        };
        return sheet(empty("Nothing found", why, None));
    }
    let sentence = if found.more {
        format!(
            "The best {} are here. Another word, a kind or a product finds less.",
            limits::FOUND
        )
    } else {
        format!("{} found.", counted(found.entries.len(), "thing", "things"))
    };
    view! { <p role="status">{sentence}</p> }.into_any()
}

/// Texts of answers are right for some people on some days: they are found where that is known.
fn at_the_desk(found: &Found, text: &str, query: &Query, only: &Only) -> Option<AnyView> {
    let answers = only.kinds.is_empty() || only.kinds.contains(&EntryKind::Response);
    (found.uses_desk && answers && !query.is_empty()).then(|| {
        let product = only.product.map(|product| {
            view! { <input r#type="hidden" name="product" value=product.to_string() /> }
        });
        view! {
            <form class="actions" action="/desk">
                {product}
                <input r#type="hidden" name="q" value=text.to_owned() />
                <button>"Search answers at the desk"</button>
            </form>
        }
        .into_any()
    })
}

fn sheet(content: AnyView) -> AnyView {
    view! {
        <section class="sheet" aria-label="Results">
            {content}
        </section>
    }
    .into_any()
}

/// The kinds that were found, the one with the best first.
fn kinds(entries: &[Entry]) -> Vec<EntryKind> {
    let mut kinds = Vec::new();
    for entry in entries {
        if !kinds.contains(&entry.kind) {
            kinds.push(entry.kind);
        }
    }
    kinds
}

fn group(kind: EntryKind, found: &Found, query: &Query) -> impl IntoView + use<> {
    let id = format!("found-{}", kind.key());
    let named = id.clone();
    let entries = found.entries.iter().filter(|entry| entry.kind == kind);
    let rows: Vec<_> = entries.map(|entry| row(entry, query, found.can_open_people)).collect();
    view! {
        <section class="sheet" aria-labelledby=id>
            <h2 id=named>{kind.heading()}</h2>
            <ul class="rows found">{rows}</ul>
        </section>
    }
}

fn row(entry: &Entry, query: &Query, can_open_people: bool) -> impl IntoView + use<> {
    let title = marked(query.marks(&entry.title));
    let title = match address(entry, can_open_people) {
        Some(href) => view! { <a href=href>{title}</a> }.into_any(),
        None => view! { <span>{title}</span> }.into_any(),
    };
    let excerpt = query.excerpt(&entry.words).map(|pieces| {
        view! { <span class="small">{marked(pieces)}</span> }
    });
    view! {
        <li>
            <span>
                {title}
                {excerpt}
            </span>
            <span class="small">{place(entry)}</span>
        </li>
    }
}
