use leptos::prelude::*;

use super::{back, crumb, error_summary, warning};
use crate::form::Form;
use crate::page::{Page, Section};

/// A conflict that is not about a version: what was chosen is not there any more.
const GONE: &str = "Something that this form names was deleted or changed at the same time. \
                    Nothing of yours was saved yet. Look at it again, then save.";

/// A page that is one form: where it belongs, what is wrong, what is asked, and one button.
pub struct FormPage<'a> {
    pub title: &'a str,
    pub section: Section,
    /// What it is part of: its address and its name. Cancelling leads there.
    pub above: (String, String),
    pub form: &'a Form,
    pub action: String,
    /// The version of what is changed; 0 for what does not exist yet.
    pub version: i64,
    /// Both texts, when somebody else saved first.
    pub theirs: Option<AnyView>,
    pub fields: AnyView,
    pub button: &'static str,
}

impl FormPage<'_> {
    #[must_use]
    pub fn page(self) -> Page {
        let (href, label) = self.above;
        let is_gone = self.form.is_conflict() && self.theirs.is_none();
        let gone = is_gone.then(|| warning(GONE));
        let content = view! {
            <div class="narrow-page">
                {crumb(href.clone(), label)} <h1>{self.title.to_owned()}</h1> {error_summary(self.form)}
                {gone} {self.theirs} <form class="stack" method="post" action=self.action>
                    <input r#type="hidden" name="version" value=self.form.version(self.version) />
                    {self.fields}
                    <div class="actions">
                        <button class="primary">{self.button}</button>
                        {back(&href)}
                    </div>
                </form>
            </div>
        };
        Page::new(self.title, self.section, content).refused_if(self.form.is_refused())
    }
}
