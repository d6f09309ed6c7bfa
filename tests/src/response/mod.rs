//! Templates of answers.

mod exchange;
mod import;
