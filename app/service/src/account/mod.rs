//! Access: the first start, invitations, sign-in, sessions, passwords, and calendars.

pub mod calendar;
pub mod invitation;
pub mod new_password;

pub(crate) mod password;

pub mod second_step;
pub(crate) mod secret;
pub mod session;
pub mod setup;
pub mod sign_in;
