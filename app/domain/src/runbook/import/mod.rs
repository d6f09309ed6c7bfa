//! From a runbook as people write it to its steps: numbered lines, headings or bullets in Markdown,
//! or a table. Nothing is taken silently: what does not become a step is listed.

mod facts;
mod outline;
mod table;

use thiserror::Error;

use crate::limits;
use crate::minutes::Minutes;

/// What a document would become. Nothing is kept until a person confirms it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Import {
    pub steps: Vec<ImportedStep>,
    pub skipped: Vec<Skipped>,
}

/// A step of the document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportedStep {
    /// The line of the document, counted from 1.
    pub line: usize,
    /// At most [`limits::TITLE`] characters.
    pub title: String,
    /// Markdown.
    pub instruction: String,
    pub planned: Option<Minutes>,
    /// The name of a person, as it is written.
    pub owner: Option<String>,
    pub check: Option<String>,
    pub rollback: Option<String>,
    pub no_return: bool,
    pub parallel: bool,
    /// By how much its text is indented, once there is some.
    indent: Option<usize>,
}

/// A line that became no step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    pub line: usize,
    pub text: String,
}

/// Why a document cannot be imported. The sentences are shown at the field.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ImportError {
    #[error("Paste a runbook or choose a file: this one is empty")]
    Empty,
    #[error("The document must be {} MB or smaller", limits::IMPORT / 1024 / 1024)]
    TooLarge,
    #[error("The file is not text in UTF-8. Choose a Markdown or CSV file")]
    NotText,
    #[error(
        "The document has no steps. A step is a numbered line, such as “1. Take a snapshot (20 min)”"
    )]
    NoSteps,
    #[error("The document has {found} steps and a runbook can have {}", limits::STEPS)]
    TooMany { found: usize },
    #[error("The table cannot be read: {0}")]
    Table(String),
}

impl Import {
    /// Reads a document that came as bytes.
    ///
    /// # Errors
    /// It is no text, has no steps, or too many.
    pub fn read(document: &[u8]) -> Result<Self, ImportError> {
        if document.len() > limits::IMPORT {
            return Err(ImportError::TooLarge);
        }
        let text = std::str::from_utf8(document).map_err(|_| ImportError::NotText)?;
        let text = text.trim_start_matches('\u{feff}');
        if text.contains('\0') {
            return Err(ImportError::NotText);
        }
        if text.trim().is_empty() {
            return Err(ImportError::Empty);
        }
        let import = match table::read(text)? {
            Some(import) => import,
            None => outline::read(text),
        };
        match import.steps.len() {
            0 => Err(ImportError::NoSteps),
            found if found > limits::STEPS => Err(ImportError::TooMany { found }),
            _ => Ok(import),
        }
    }
}

#[cfg(test)]
mod tests;
