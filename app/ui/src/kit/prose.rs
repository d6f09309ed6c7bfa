use domain::ids::MaterialId;
use domain::markdown::SafeHtml;
use domain::training::document;
use leptos::prelude::*;

use super::kept::kept;

/// A text in Markdown.
#[must_use]
pub fn prose(markdown: &str) -> Option<AnyView> {
    if markdown.trim().is_empty() {
        return None;
    }
    Some(safe(&kept("prose", markdown, || domain::markdown::render(markdown))))
}

/// The text of a material: its headings can be linked to, and its own pictures are shown.
#[must_use]
pub fn document(material: MaterialId, markdown: &str) -> Option<AnyView> {
    if markdown.trim().is_empty() {
        return None;
    }
    let how = format!("document {material}");
    Some(safe(&kept(&how, markdown, || document::render(material, markdown))))
}

/// An answer in which what was filled in is marked.
#[must_use]
pub fn filled(answer: &SafeHtml) -> AnyView {
    safe(answer)
}

/// The same for whoever reads it by a link of their own, with the address of its files behind that link.
#[must_use]
pub fn document_behind(material: MaterialId, markdown: &str, files: &str) -> Option<AnyView> {
    if markdown.trim().is_empty() {
        return None;
    }
    // The address of a link is nobody else's: what is made for it is not kept.
    Some(safe(&document::render_behind(material, markdown, files)))
}

/// The one place where HTML is not escaped, because only the sanitiser makes it.
fn safe(html: &SafeHtml) -> AnyView {
    view! { <div class="prose" inner_html=html.as_str().to_owned()></div> }.into_any()
}
