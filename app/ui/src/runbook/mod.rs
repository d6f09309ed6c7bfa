//! Runbooks: their steps, their forms, their import.

mod form;
mod import;
mod page;
mod step_form;

pub use form::{MARGIN, runbook_form, runbook_form_page};
pub use import::{import_page, preview_page};
pub use page::{runbook_delete_page, runbook_page, step_delete_page};
pub use step_form::{step_form, step_form_page};
