//! A release: its head, its overview, its plan, its state, its people.

pub mod big_bang;
pub mod outcome;

mod burn_up;
mod form;
mod head;
mod overview;
mod participants;
mod readiness;
mod state;

pub use form::{release_form, release_form_page};
pub use head::{Tab, head, tabs};
pub use overview::overview_page;
pub use participants::{participant_remove_page, participants_page};
pub use state::state_page;
