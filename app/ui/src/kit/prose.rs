use domain::markdown::SafeHtml;
use leptos::prelude::*;

/// A text in Markdown. The one place where HTML is not escaped, because only the sanitiser makes it.
#[must_use]
pub fn prose(markdown: &str) -> Option<AnyView> {
    if markdown.trim().is_empty() {
        return None;
    }
    Some(safe_prose(&domain::markdown::render(markdown)))
}

/// The same for what the sanitiser has made already.
#[must_use]
pub fn safe_prose(html: &SafeHtml) -> AnyView {
    view! { <div class="prose" inner_html=html.as_str().to_owned()></div> }.into_any()
}
