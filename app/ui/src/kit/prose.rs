use domain::ids::MaterialId;
use domain::markdown::SafeHtml;
use leptos::prelude::*;

/// A text in Markdown.
#[must_use]
pub fn prose(markdown: &str) -> Option<AnyView> {
    if markdown.trim().is_empty() {
        return None;
    }
    Some(safe_prose(&domain::markdown::render(markdown)))
}

/// The text of a material: its headings can be linked to, and its own pictures are shown.
#[must_use]
pub fn document(material: MaterialId, markdown: &str) -> Option<AnyView> {
    if markdown.trim().is_empty() {
        return None;
    }
    Some(safe_prose(&domain::training::document::render(material, markdown)))
}

/// The same for what the sanitiser has made already: the one place where HTML is not escaped.
#[must_use]
pub fn safe_prose(html: &SafeHtml) -> AnyView {
    view! { <div class="prose" inner_html=html.as_str().to_owned()></div> }.into_any()
}
