//! People: how they are named, what they are in the organisation, and when they are away.

#[cfg(feature = "server")]
pub mod absence;
mod email;
mod role;

pub use email::{Email, EmailError};
pub use role::{Role, Standing, Support};

use crate::ids::PersonId;

/// What stands behind the name of somebody who had something and has no access any more.
pub const ACCESS_ENDED: &str = "(access ended)";

/// Somebody of the organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    pub id: PersonId,
    pub email: Email,
    pub name: String,
    pub role: Role,
    pub support: Support,
    /// Their access has not been ended.
    pub active: bool,
    /// Single-key shortcuts are on (WCAG 2.1.4 lets people switch them off).
    pub shortcuts: bool,
    pub version: i64,
}

impl Person {
    /// What permission asks about them.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        Standing { role: self.role, support: self.support }
    }
}
