use leptos::prelude::*;

/// A text in Markdown. The one place where HTML is not escaped, because only the sanitiser makes it.
#[must_use]
pub fn prose(markdown: &str) -> Option<AnyView> {
    if markdown.trim().is_empty() {
        return None;
    }
    let html = domain::markdown::render(markdown);
    Some(view! { <div class="prose" inner_html=html.as_str().to_owned()></div> }.into_any())
}
