//! Access: sessions, invitations, passwords, and calendars to subscribe to.

#[cfg(feature = "server")]
pub mod calendar;
mod password;
#[cfg(feature = "server")]
mod session;

#[cfg(feature = "server")]
pub use password::compose;
pub use password::{NewPassword, PasswordError};
#[cfg(feature = "server")]
pub use session::{Invitation, Session};
