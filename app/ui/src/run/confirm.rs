use service::run::Shown;

use crate::form::Form;
use crate::kit::{Confirm, Field};
use crate::page::{Page, Section};

/// Asks before a planned run goes.
#[must_use]
pub fn run_cancel_page(shown: &Shown, form: &Form) -> Page {
    let run = &shown.run;
    let here = format!("/runs/{}", run.id);
    Confirm {
        question: format!("Cancel {}?", run.title()),
        section: Section::Home,
        above: (here.clone(), run.title()),
        losses: vec![
            "Its plan is deleted: start, window, data, candidate and people. The runbook stays."
                .to_owned(),
        ],
        form,
        fields: None,
        action: format!("{here}/cancel"),
        button: "Delete planned run",
    }
    .page()
}

/// Asks before a run that goes on is given up, and why.
#[must_use]
pub fn run_abort_page(shown: &Shown, form: &Form) -> Page {
    let run = &shown.run;
    let here = format!("/runs/{}", run.id);
    let reason = Field::new(form, "reason", "Reason").hint("It is kept with your name.").line();
    Confirm {
        question: format!("Abort {}?", run.title()),
        section: Section::Home,
        above: (here.clone(), run.title()),
        losses: vec![
            "The clock stops for everybody and cannot be started again. The run keeps everything that was \
            recorded, and proves nothing.".to_owned(),
        ],
        form,
        fields: Some(reason),
        action: format!("{here}/abort"),
        button: "Abort run",
    }
    .page()
}
