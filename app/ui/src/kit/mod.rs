//! The pieces that pages are made of. Markup and wording follow GOV.UK Frontend and USWDS.

mod changes;
pub(crate) mod chart;
mod choice;
mod confirm;
mod field;
mod form_page;
mod heading;
mod kept;
mod message;
mod prose;
mod signs;
pub(crate) mod steps;
mod summary;
mod unsent;
mod upload;

pub use changes::{changes, written};
pub(crate) use choice::options;
pub use choice::{Choice, Radios, checkbox, choose, people, radios, select};
pub use confirm::{Confirm, ask_first};
pub use field::{Field, secret_field};
pub use form_page::FormPage;
pub use heading::{back, crumb, empty};
pub use message::{conflict, error_summary, notice, warning};
pub use prose::{document, document_behind, filled, prose};
pub use signs::signs;
pub use summary::summary_list;
pub use unsent::{ASKED_BEFORE, SENT_FROM, unsent};
pub use upload::{UploadForm, confirm_upload};
