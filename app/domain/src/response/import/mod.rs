//! From a document that people already have to templates: CSV, JSON, YAML, Markdown and plain text, one
//! template or many, and the variables of other programs.
//!
//! Reading is pure and changes nothing. What is wrong is said with its line and keeps the whole
//! document out; what a person has to decide is said with its line beside the template.

mod convert;
mod detect;
mod draft;
mod entry;
pub mod field;
mod format;
mod html;
mod json;
mod markdown;
mod name;
mod node;
mod own;
mod plain;
mod plan;
mod table;
mod tree;
mod variable;
mod yaml;

use thiserror::Error;

use crate::limits;
pub use draft::Draft;
pub use format::FileFormat;
pub use plan::{About, Outcome, Plan, Planned, Templates, There};
pub use variable::{Syntax, Variable};

/// Variables and remarks that one document may have.
const VARIABLES: usize = 20_000;

/// What a document would become. Nothing is kept before a person confirms it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    pub format: FileFormat,
    /// It is an export of Holdpoint: its variables are ours, and nothing is offered for conversion.
    pub own: bool,
    pub sketches: Vec<Sketch>,
    /// In the order of their lines.
    pub problems: Vec<Problem>,
}

/// One text of a template, as far as the document says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sketch {
    /// Where it begins, counted from 1.
    pub line: usize,
    pub title: String,
    pub short_code: Option<String>,
    pub topic: Option<String>,
    pub questions: Vec<String>,
    pub note: Option<String>,
    pub avoid: Option<String>,
    pub cohorts: Vec<String>,
    pub channel: Option<String>,
    pub situation: Option<String>,
    pub language: Option<String>,
    /// It also stands at the beginning of the body: what is sent has to have it.
    pub subject: Option<String>,
    pub valid_from: Option<String>,
    pub valid_to: Option<String>,
    pub body: String,
    /// Where the body begins.
    pub body_line: usize,
    pub variables: Vec<Variable>,
}

/// Something about a line of the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    pub line: usize,
    /// Nothing is brought in before it is put right. Otherwise a person decides.
    pub wrong: bool,
    pub sentence: String,
}

/// Why a document cannot be looked at. The sentences are shown at the field.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ImportError {
    #[error("Paste templates or choose a file: this one is empty")]
    Empty,
    #[error("The document must be {} MB or smaller", limits::IMPORT / 1024 / 1024)]
    TooLarge,
    #[error("The file is {0} and not text. Save it as CSV, JSON, YAML, Markdown or plain text")]
    Binary(&'static str),
    #[error("The file is not in UTF-8. Save it as UTF-8 and choose it again")]
    NotUtf8,
    #[error(
        "The name of the file says {says}, and what is in it is {holds}. Give it the right name"
    )]
    Lies { says: &'static str, holds: &'static str },
    #[error(
        "The document has more than {} templates. Split it and import the parts",
        limits::IMPORT_ROWS
    )]
    TooMany,
    #[error(
        "The document has more than {VARIABLES} things that look like variables. Split it and import the parts"
    )]
    TooManyVariables,
    #[error("The document has no templates: no text that could be an answer")]
    None,
}

impl Problem {
    pub(crate) fn wrong(line: usize, sentence: impl Into<String>) -> Self {
        Self { line, wrong: true, sentence: sentence.into() }
    }

    pub(crate) fn note(line: usize, sentence: impl Into<String>) -> Self {
        Self { line, wrong: false, sentence: sentence.into() }
    }

    /// With its place.
    #[must_use]
    pub fn said(&self) -> String {
        format!("Line {}: {}", self.line, self.sentence)
    }
}

impl Import {
    /// Reads a document that came as bytes; `name` is what its file is called, or empty.
    ///
    /// # Errors
    /// It is no text, too large, empty, or not what its name says.
    pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Self, ImportError> {
        if bytes.len() > limits::IMPORT {
            return Err(ImportError::TooLarge);
        }
        if let Some(what) = format::of_bytes(bytes) {
            return Err(ImportError::Binary(what));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        Self::read(name, str::from_utf8(bytes).map_err(|_| ImportError::NotUtf8)?)
    }

    /// # Errors
    /// As for bytes.
    pub fn read(name: &str, text: &str) -> Result<Self, ImportError> {
        if text.len() > limits::IMPORT {
            return Err(ImportError::TooLarge);
        }
        if text.trim().is_empty() {
            return Err(ImportError::Empty);
        }
        let text = &text.replace("\r\n", "\n").replace('\r', "\n");
        let format = detect::format_of(name, text)?;
        let mut import = match format {
            FileFormat::Csv => table::read(text),
            FileFormat::Json => tree::read(format, json::read(text)),
            FileFormat::Yaml => tree::read(format, yaml::read(text)),
            FileFormat::Markdown => markdown::read(name, text),
            FileFormat::Text => plain::read(name, text),
        };
        if import.sketches.len() > limits::IMPORT_ROWS {
            return Err(ImportError::TooMany);
        }
        if import.sketches.is_empty() && !import.is_wrong() {
            return Err(ImportError::None);
        }
        import.look_for_variables()?;
        import.problems.sort_by_key(|problem| problem.line);
        Ok(import)
    }

    fn empty(format: FileFormat) -> Self {
        Self { format, own: false, sketches: Vec::new(), problems: Vec::new() }
    }

    /// Something has to be put right first.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.problems.iter().any(|problem| problem.wrong)
    }

    /// How many variables of other programs there are.
    #[must_use]
    pub fn variables(&self) -> usize {
        self.sketches.iter().map(|sketch| sketch.variables.len()).sum()
    }

    fn look_for_variables(&mut self) -> Result<(), ImportError> {
        if self.own {
            return Ok(());
        }
        let mut there = self.problems.len();
        for sketch in &mut self.sketches {
            let (variables, problems) = variable::find(&sketch.body, sketch.body_line);
            there += variables.len() + problems.len();
            if there > VARIABLES {
                return Err(ImportError::TooManyVariables);
            }
            sketch.variables = variables;
            variable::tell_apart(&mut sketch.variables);
            self.problems.extend(problems);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
