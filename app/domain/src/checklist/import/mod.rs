//! From a Markdown document, as people write them, to the items of a checklist.
//!
//! The reader goes line by line and not by the grammar of `CommonMark`: real checklists indent by
//! two, three or four spaces, by tabs, under quotes and under bullets without boxes, and a box is a
//! box in all of them. Nothing is taken silently: what does not become an item is listed with why.

mod line;
mod reader;

use thiserror::Error;
use uuid::Uuid;

use crate::checklist::{ItemStatus, Node, Outline, names_after_launch};
use crate::ids::ItemId;
use crate::limits;
use crate::text::{Markdown, TextError};

/// What a document would become. Nothing is kept until a person confirms it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Import {
    pub items: Vec<ImportedItem>,
    pub skipped: Vec<Skipped>,
}

/// A task of the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportedItem {
    /// The line of the document, counted from 1.
    pub line: usize,
    /// Plain text of at most [`limits::TITLE`] characters.
    pub title: String,
    /// Markdown: what stood below the task, and the task itself when it had links or was too long.
    pub explanation: String,
    /// The headings above, outermost first.
    pub section: Vec<String>,
    /// The place of the task above in [`Import::items`].
    pub parent: Option<usize>,
    pub mark: Mark,
}

/// What the box of a task said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    Open,
    Checked,
    NotApplicable,
}

/// Something that did not become an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// The first line, counted from 1.
    pub line: usize,
    /// How many lines in a row.
    pub lines: usize,
    /// The beginning of the text.
    pub text: String,
    pub why: Why,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    FrontMatter,
    Comment,
    Code,
    Table,
    PlainListItem,
    Prose,
}

/// Why a document cannot be imported. The sentences are shown at the field.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ImportError {
    #[error("Paste a checklist or choose a file: this one is empty")]
    Empty,
    #[error("The document must be {} MB or smaller", limits::IMPORT / 1024 / 1024)]
    TooLarge,
    #[error("The file is not text. Choose a Markdown file, such as checklist.md")]
    Binary,
    #[error("The file is not in UTF-8. Save it as UTF-8 and choose it again")]
    NotUtf8,
    #[error(
        "The document has more than {} lines. Split it and import the parts",
        limits::IMPORT_LINES
    )]
    TooManyLines,
    #[error("The document has no tasks. A task is a line such as “- [ ] Tell the support desk”")]
    NoItems,
    #[error(
        "The document has {found} tasks and a release can have {}. Split it and import the parts you need",
        limits::ITEMS
    )]
    TooManyItems { found: usize },
    #[error(
        "The task on line {line} is nested more than {} levels deep. Move it up and import again",
        limits::ITEM_DEPTH
    )]
    TooDeep { line: usize },
    #[error("What stands below the task on line {line} is too much for it. {error}")]
    Explanation { line: usize, error: TextError },
}

impl Why {
    /// Why it was left out, in words.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::FrontMatter => "Front matter",
            Self::Comment => "Inside an HTML comment",
            Self::Code => "Inside a code block",
            Self::Table => "A table",
            Self::PlainListItem => "Not a checkbox",
            Self::Prose => "Body text",
        }
    }
}

impl Import {
    /// Reads a document that came as bytes, from an upload.
    ///
    /// # Errors
    /// The bytes are no text, or [`Import::read`] refuses it.
    pub fn read_bytes(bytes: &[u8]) -> Result<Self, ImportError> {
        if bytes.len() > limits::IMPORT {
            return Err(ImportError::TooLarge);
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if bytes.contains(&0) {
            return Err(ImportError::Binary);
        }
        Self::read(str::from_utf8(bytes).map_err(|_| ImportError::NotUtf8)?)
    }

    /// Reads a document and keeps to the limits of a release.
    ///
    /// # Errors
    /// The document is empty, too large, without tasks, with too many or too deep ones.
    pub fn read(text: &str) -> Result<Self, ImportError> {
        if text.len() > limits::IMPORT {
            return Err(ImportError::TooLarge);
        }
        if text.trim().is_empty() {
            return Err(ImportError::Empty);
        }
        if text.lines().count() > limits::IMPORT_LINES {
            return Err(ImportError::TooManyLines);
        }
        let import = Self::survey(text);
        match import.items.len() {
            0 => return Err(ImportError::NoItems),
            found if found > limits::IMPORT_ITEMS => {
                return Err(ImportError::TooManyItems { found });
            }
            _ => {}
        }
        import.refuse_depth()?;
        import.refuse_explanations()?;
        Ok(import)
    }

    /// Reads a document without judging it: a document without tasks gives no items.
    #[must_use]
    pub fn survey(text: &str) -> Self {
        reader::Reader::default().read(text)
    }

    /// How many boxes were ticked.
    #[must_use]
    pub fn checked(&self) -> usize {
        self.items.iter().filter(|item| item.mark == Mark::Checked).count()
    }

    /// The sections that have items, in the order of the document.
    #[must_use]
    pub fn sections(&self) -> Vec<&[String]> {
        let mut sections: Vec<&[String]> = Vec::new();
        for item in self.items.iter().filter(|item| !item.section.is_empty()) {
            if !sections.contains(&item.section.as_slice()) {
                sections.push(&item.section);
            }
        }
        sections
    }

    /// The outermost sections whose headings say that they are work of after the launch.
    #[must_use]
    pub fn after_launch(&self) -> Vec<&[String]> {
        let mut after: Vec<&[String]> = Vec::new();
        for section in self.sections() {
            let depth = section.iter().position(|heading| names_after_launch(heading));
            if let Some(named) = depth.and_then(|depth| section.get(..=depth))
                && !after.contains(&named)
            {
                after.push(named);
            }
        }
        after
    }

    /// The items as they will stand together: a task with sub-items is done when they are. The ids
    /// are the places in [`Import::items`].
    #[must_use]
    pub fn outline(&self) -> Outline {
        let id = |place: usize| ItemId::new(Uuid::from_u128(place as u128));
        let nodes = self.items.iter().enumerate().map(|(place, item)| Node {
            id: id(place),
            parent: item.parent.map(id),
            status: match item.mark {
                Mark::Open => ItemStatus::Pending,
                Mark::Checked => ItemStatus::Done,
                Mark::NotApplicable => ItemStatus::NotApplicable,
            },
            required: true,
            critical: false,
        });
        Outline::of(&nodes.collect::<Vec<_>>())
    }

    /// How many tasks stand above the one at `place`.
    #[must_use]
    pub fn depth(&self, place: usize) -> usize {
        let parent = |place: &usize| self.items.get(*place).and_then(|item| item.parent);
        std::iter::successors(parent(&place), parent).count()
    }

    /// What nobody could type into the form does not come in by a file either.
    fn refuse_explanations(&self) -> Result<(), ImportError> {
        for item in &self.items {
            Markdown::parse(&item.explanation)
                .map_err(|error| ImportError::Explanation { line: item.line, error })?;
        }
        Ok(())
    }

    fn refuse_depth(&self) -> Result<(), ImportError> {
        let mut depths: Vec<usize> = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let above = item.parent.and_then(|parent| depths.get(parent));
            let depth = above.map_or(0, |above| above + 1);
            if depth >= limits::ITEM_DEPTH {
                return Err(ImportError::TooDeep { line: item.line });
            }
            depths.push(depth);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
