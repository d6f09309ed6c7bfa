use domain::limits;
use leptos::prelude::*;

use super::{Field, back};
use crate::form::Form;

/// A document that is pasted or chosen, to be looked at before anything is kept.
pub struct UploadForm<'a> {
    pub form: &'a Form,
    pub action: String,
    /// What the document is, such as `Markdown, up to 2000 items`.
    pub hint: String,
    /// Which files a browser offers.
    pub accept: &'static str,
    /// What such a file is called, as an example.
    pub example: &'static str,
    pub back: &'a str,
}

impl UploadForm<'_> {
    #[must_use]
    pub fn view(self) -> AnyView {
        let size = limits::IMPORT / 1024 / 1024;
        let class = if self.form.error("document").is_some() { "field refused" } else { "field" };
        let hint = format!("Text in UTF-8, up to {size} MB, such as {}", self.example);
        view! {
            <form class="stack" method="post" action=self.action enctype="multipart/form-data">
                {Field::new(self.form, "document", "Paste the document").hint(self.hint).area(12)}
                <div class=class>
                    <label for="file">"Or choose a file"</label>
                    <p class="hint" id="file-hint">
                        {hint}
                    </p>
                    <input
                        r#type="file"
                        id="file"
                        name="file"
                        accept=self.accept
                        aria-describedby="file-hint"
                    />
                </div>
                <div class="actions">
                    <button class="primary">"Preview"</button>
                    {back(self.back)}
                </div>
            </form>
        }
        .into_any()
    }
}

/// Sends a document that was looked at, as it is.
#[must_use]
pub fn confirm_upload(action: String, document: &str, button: String, again: String) -> AnyView {
    // A line end right behind the tag would be dropped by the browser.
    let document = format!("\n{document}");
    view! {
        <form class="actions" method="post" action=action enctype="multipart/form-data">
            <textarea name="document" hidden=true aria-hidden="true" tabindex="-1">
                {document}
            </textarea>
            <button class="primary">{button}</button>
            <a class="button" href=again>
                "Choose another document"
            </a>
        </form>
    }
    .into_any()
}
