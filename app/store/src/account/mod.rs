//! Access: sessions, invitations, the first start, what slows guessing down, second steps, and calendars.

pub mod attempt;
pub mod calendar;
pub mod invitation;
pub mod password_link;
pub mod second_step;
pub mod session;
pub mod setup;
