//! What an answer says, in Markdown with placeholders: `{{name | fallback}}` for a variable, `{{> name}}` for a
//! fragment. There is nothing else: no expression, no loop, nothing inside of a placeholder.

pub mod fill;
pub mod known;
pub mod resolve;

mod parse;
mod show;

pub use fill::{Filled, Values, fill};
pub use known::Known;
pub use parse::{Body, BodyError, Part, Problem, Variable, VariableName};
pub use resolve::{Fragments, ResolveError};
