//! Asks before anything is lost.
//!
//! Enter in any field of a form presses its first button. A form with a second button that deletes, or that decides,
//! was once sent by somebody who only wanted to leave a field. So a form of ours has one button, whose name says what
//! Enter does, and what cannot be undone is never in a form beside something else: a link leads to a page of its own
//! that says what is lost. This file is the only one that draws a destructive button; `tests/src/house` and
//! `tests/src/access/enter.rs` see to it.

use leptos::prelude::*;

use super::{back, crumb, error_summary};
use crate::form::Form;
use crate::page::{Page, Section};

/// A page that asks one question: what will be lost, what stays, one named button, and the way back.
pub struct Confirm<'a> {
    /// The question with the name of the thing: “Delete cohort Pilots?”
    pub question: String,
    pub section: Section,
    /// What it is part of: its address and its name. Cancelling leads there.
    pub above: (String, String),
    /// What goes with it, and what stays.
    pub losses: Vec<String>,
    /// Why it was refused, and what was typed.
    pub form: &'a Form,
    /// What has to be said first, such as a reason.
    pub fields: Option<AnyView>,
    pub action: String,
    /// The verb and its object: “Delete cohort”.
    pub button: &'static str,
}

impl Confirm<'_> {
    #[must_use]
    pub fn page(self) -> Page {
        let (href, label) = self.above;
        let losses: Vec<_> =
            self.losses.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect();
        let content = view! {
            <div class="narrow-page">
                {crumb(href.clone(), label)} <h1>{self.question.clone()}</h1> {error_summary(self.form)}
                {losses} <form class="stack" method="post" action=self.action>
                    {self.fields}
                    <div class="actions">
                        <button class="danger">{self.button}</button>
                        {back(&href)}
                    </div>
                </form>
            </div>
        };
        Page::new(self.question, self.section, content).refused_if(self.form.is_refused())
    }
}

/// The link to such a page, where a button would delete at once. `whom` is read out behind the label.
#[must_use]
pub fn ask_first(href: String, label: &'static str, whom: &str) -> AnyView {
    let whom = (!whom.is_empty()).then(|| format!(" {whom}"));
    view! {
        <a class="button" href=href>
            {label}
            {whom.map(|whom| view! { <span class="hidden-label">{whom}</span> })}
        </a>
    }
    .into_any()
}
