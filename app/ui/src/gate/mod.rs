//! The gate of a phase: its page, opening it, exceptions, the decision pack, and which criteria a
//! release asks for.

pub mod evidence;
pub mod verdict;

mod condition;
mod criteria;
mod decision;
mod exception;
mod open;
mod page;
mod votes;

pub use condition::{conditions_sheet, due_field, owner_field};
pub use criteria::criteria_page;
pub use decision::decision_page;
pub use exception::exception_form_page;
pub use open::{open_form, open_page, role_field};
pub use page::gate_page;
pub(crate) use votes::voice_of;
