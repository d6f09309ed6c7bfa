use domain::minutes::Minutes;
use domain::runbook::{Runbook, RunbookText};
use leptos::prelude::*;
use service::release::Seen;

use crate::form::Form;
use crate::kit::{Field, FormPage, conflict};
use crate::page::Section;

/// The form of a runbook as it is kept.
#[must_use]
pub fn runbook_form(text: &RunbookText) -> Form {
    Form::default()
        .with("name", &text.name)
        .with("window", text.window.map(|window| window.to_string()).unwrap_or_default())
        .with("margin", text.margin)
}

/// Writes a runbook, or changes the one that is given.
#[must_use]
pub fn runbook_form_page(seen: &Seen, runbook: Option<&Runbook>, form: &Form) -> crate::page::Page {
    let runs = format!("{}/runs", seen.release.address());
    let (above, action) = match runbook {
        Some(runbook) => {
            let here = format!("/runbooks/{}", runbook.id);
            ((here.clone(), runbook.text.name.to_string()), format!("{here}/edit"))
        }
        None => (
            (runs, format!("{}: dry runs", seen.release.name)),
            format!("{}/runbooks/new", seen.release.address()),
        ),
    };
    let fields = view! {
        {Field::new(form, "name", "Name").hint("Such as Move the claims to the new database").line()}
        {Field::new(form, "window", "Window (optional)")
            .hint("How long the whole may take, like 3h or 90 min. The forecast says whether it fits.")
            .width("narrow")
            .line()}
        {Field::new(form, "margin", "Decision margin")
            .hint("Kept free before going back has to begin, like 15 min")
            .width("narrow")
            .line()}
    };
    let theirs = runbook.and_then(|runbook| {
        let kept = runbook_form(&runbook.text);
        let of = |name| kept.value(name).to_owned();
        conflict(
            form,
            &[
                ("name", "Name", of("name")),
                ("window", "Window", of("window")),
                ("margin", "Decision margin", of("margin")),
            ],
        )
    });
    FormPage {
        title: if runbook.is_some() { "Edit the runbook" } else { "Write a runbook" },
        section: Section::Home,
        above,
        form,
        action,
        version: runbook.map_or(0, |runbook| runbook.version),
        theirs,
        fields: fields.into_any(),
        button: "Save",
    }
    .page()
}

/// What a form proposes before anybody has typed.
pub const MARGIN: Minutes = Minutes::new(15);
