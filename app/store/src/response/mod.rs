//! Answers.

pub mod found;
pub mod question;
pub mod response_use;
pub mod search;
