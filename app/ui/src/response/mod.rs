//! Pages of templates of answers.

pub mod import;
