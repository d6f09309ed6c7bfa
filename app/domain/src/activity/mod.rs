//! What happened, as the audit trail keeps it.

mod action;
mod object;

pub use action::Action;
pub use object::Object;

use jiff::Timestamp;

/// An entry as the activity of a release shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub at: Timestamp,
    /// Nobody, when the program did it by itself.
    pub actor: Option<String>,
    pub action: Action,
    /// What the object is called now, or was called when it was deleted.
    pub object: String,
    pub reason: Option<String>,
}

impl Entry {
    /// What stands behind the person: `ticked “Tell the desk”`.
    #[must_use]
    pub fn sentence(&self) -> String {
        self.action.sentence().replace("{}", &self.object)
    }
}
