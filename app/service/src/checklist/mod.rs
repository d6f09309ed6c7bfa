//! Checklists: writing them, bringing them in, and working through them.

mod append;
pub(crate) mod burn_up;
mod import;
mod order;
mod section;
mod steps;
mod write;

pub(crate) use append::{Appended, append};
pub use import::{confirm_import, preview_import};
pub use section::ask_section;
pub use steps::{Step, apply_step};
pub use write::{Deletion, add, delete, edit, find, place};
