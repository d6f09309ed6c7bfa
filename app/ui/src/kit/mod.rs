//! The pieces that pages are made of. Markup and wording follow GOV.UK Frontend and USWDS.

pub mod symbol;

#[cfg(feature = "ssr")]
pub(crate) mod chart;
#[cfg(feature = "ssr")]
mod choice;
#[cfg(feature = "ssr")]
mod confirm;
#[cfg(feature = "ssr")]
mod field;
#[cfg(feature = "ssr")]
mod form_page;
#[cfg(feature = "ssr")]
mod heading;
#[cfg(feature = "ssr")]
mod message;
#[cfg(feature = "ssr")]
mod prose;
#[cfg(feature = "ssr")]
mod summary;
#[cfg(feature = "ssr")]
mod upload;

#[cfg(feature = "ssr")]
pub(crate) use choice::options;
#[cfg(feature = "ssr")]
pub use choice::{Choice, Radios, checkbox, people, radios, select};
#[cfg(feature = "ssr")]
pub use confirm::{Confirm, ask_first};
#[cfg(feature = "ssr")]
pub use field::{Field, secret_field};
#[cfg(feature = "ssr")]
pub use form_page::FormPage;
#[cfg(feature = "ssr")]
pub use heading::{back, crumb, empty};
#[cfg(feature = "ssr")]
pub use message::{conflict, error_summary, notice, warning};
#[cfg(feature = "ssr")]
pub use prose::prose;
#[cfg(feature = "ssr")]
pub use summary::summary_list;
#[cfg(feature = "ssr")]
pub use upload::{UploadForm, confirm_upload};
