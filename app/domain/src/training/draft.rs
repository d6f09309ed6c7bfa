//! What somebody types into a material, kept while they type.

use crate::text::Markdown;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub body: Markdown,
    /// The version of what they opened.
    pub based_on: i64,
    /// Grows with every keeping, so that a second tab is noticed.
    pub version: i64,
}
