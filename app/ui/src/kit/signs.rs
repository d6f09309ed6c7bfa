use leptos::prelude::*;

/// Buttons for the signs of Markdown. They need the script, which shows them.
#[must_use]
pub fn signs() -> AnyView {
    let sign =
        |label: &'static str, keys: &'static str, key: &'static str, put: [&'static str; 3]| {
            let [before, after, line] = put;
            let line = (!line.is_empty()).then_some(line);
            view! {
                <button
                    r#type="button"
                    title=keys
                    data-key=key
                    data-before=before
                    data-after=after
                    data-line=line
                >
                    {label}
                </button>
            }
        };
    view! {
        <div class="actions" id="signs" role="toolbar" aria-label="Signs of Markdown" aria-controls="body" hidden>
            {sign("Bold", "Ctrl+B", "b", ["**", "**", ""])} {sign("Italic", "Ctrl+I", "i", ["_", "_", ""])}
            {sign("Link", "Ctrl+K", "k", ["[", "](https://)", ""])}
            {sign("Heading", "Ctrl+Shift+H", "H", ["## ", "", "line"])}
            {sign("List", "Ctrl+Shift+L", "L", ["- ", "", "line"])}
        </div>
    }
    .into_any()
}
