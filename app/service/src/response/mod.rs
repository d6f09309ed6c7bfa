//! Templates of answers.

pub mod export;
pub mod import;
