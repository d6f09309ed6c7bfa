//! The lines that YAML is made of.

use crate::response::import::Problem;

/// A line of a document and how far in it begins.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) number: usize,
    pub(super) indent: usize,
    pub(super) text: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn bare(&self) -> &'a str {
        self.text.trim()
    }

    /// What of it is not read.
    pub(super) fn wrong(&self, what: &str) -> Problem {
        let what =
            format!("This YAML is not understood: {what}. Lists, maps, texts and blocks are");
        Problem::wrong(self.number, what)
    }
}
