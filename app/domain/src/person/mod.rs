//! People: how they are named, what they are in the organisation, and their passwords.

#[cfg(feature = "server")]
mod account;
mod email;
mod password;
mod role;

#[cfg(feature = "server")]
pub use account::{Invitation, Person, Session};
pub use email::{Email, EmailError};
#[cfg(feature = "server")]
pub use password::compose;
pub use password::{NewPassword, PasswordError};
pub use role::Role;
