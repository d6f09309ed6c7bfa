//! Words that people type, checked once at the edge and trusted afterwards.

#[cfg(feature = "server")]
pub mod diff;
pub mod table;

use std::fmt;

use thiserror::Error;

use crate::limits;

/// Why a text was not taken. The sentences are shown at the field.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum TextError {
    #[error("Enter {0}")]
    Missing(&'static str),
    #[error("{what} must be {limit} characters or fewer; this one has {length}")]
    TooLong { what: &'static str, limit: usize, length: usize },
    #[error("{what} must be {limit} KB or smaller; this one has {size} KB")]
    TooLarge { what: &'static str, limit: usize, size: usize },
    #[error(
        "{what} has tables with {cells} cells, and {} fit. Split them, or leave empty columns out",
        limits::TABLE_CELLS
    )]
    TooWide { what: &'static str, cells: usize },
    #[error("{0} contains a control character that cannot be shown")]
    Control(&'static str),
    #[error("Enter a link that starts with https:// or http://")]
    NotALink,
}

macro_rules! line {
    ($(#[$doc:meta] $name:ident($limit:expr, $missing:literal, $what:literal);)*) => {$(
        #[$doc]
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub struct $name(String);

        impl $name {
            /// White space around the text and runs of it inside count as one space.
            ///
            /// # Errors
            /// Empty, too long, or with control characters.
            pub fn parse(text: &str) -> Result<Self, TextError> {
                single_line(text, $limit, $missing, $what).map(Self)
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}

line! {
    /// What a thing is called.
    Title(limits::TITLE, "a title", "The title");
    /// What a product or a release is called.
    Label(limits::TITLE, "a name", "The name");
    /// What people ask about, as in `Sign-in`.
    Topic(limits::TITLE, "a topic", "The topic");
    /// What a person is called.
    Name(limits::NAME, "a name", "The name");
    /// Which version it is, as in `2.4.1`.
    VersionLabel(limits::VERSION, "a version", "The version");
    /// A line about something: a contact, a way of access, a trigger.
    Line(limits::REASON, "a text", "The text");
    /// Why something was skipped, held, reopened or moved.
    Reason(limits::REASON, "a reason", "The reason");
}

fn single_line(
    text: &str,
    limit: usize,
    missing: &'static str,
    what: &'static str,
) -> Result<String, TextError> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return Err(TextError::Missing(missing));
    }
    if line.chars().any(char::is_control) {
        return Err(TextError::Control(what));
    }
    match line.chars().count() {
        length if length > limit => Err(TextError::TooLong { what, limit, length }),
        _ => Ok(line),
    }
}

/// A text of several lines in Markdown. It may be empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Markdown(String);

impl Markdown {
    /// Line ends become `\n`, whatever the browser sent.
    ///
    /// # Errors
    /// Too large, with tables of too many cells, or with a NUL character, which PostgreSQL cannot keep.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let markdown = Self::stored(text)?;
        let cells = table::cells(markdown.as_str());
        if cells > limits::TABLE_CELLS {
            return Err(TextError::TooWide { what: "The text", cells });
        }
        Ok(markdown)
    }

    /// What was saved before. It may have tables from when nobody counted their cells: they are shown as they were
    /// typed.
    ///
    /// # Errors
    /// Too large, or with a NUL character.
    pub fn stored(text: &str) -> Result<Self, TextError> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_end();
        if text.contains('\0') {
            return Err(TextError::Control("The text"));
        }
        if text.len() > limits::MARKDOWN {
            return Err(TextError::TooLarge {
                what: "The text",
                limit: limits::MARKDOWN / 1024,
                size: text.len().div_ceil(1024),
            });
        }
        Ok(Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A web address that is safe to put behind a link: `http` or `https`, nothing else.
#[cfg(feature = "server")]
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link(String);

#[cfg(feature = "server")]
impl Link {
    /// # Errors
    /// Not a web address, or too long.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = single_line(text, limits::LINK, "a link", "The link")?;
        let address = url::Url::parse(&text).map_err(|_| TextError::NotALink)?;
        match (address.scheme(), address.has_host()) {
            ("http" | "https", true) => Ok(Self(address.into())),
            _ => Err(TextError::NotALink),
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads an optional field: empty means none, anything else must parse.
///
/// # Errors
/// Whatever `parse` says about a text that is not empty.
pub fn optional<T, E>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, E> {
    match text.trim() {
        "" => Ok(None),
        text => parse(text).map(Some),
    }
}

/// Bytes in hexadecimal digits.
#[cfg(feature = "server")]
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A cell of a table that begins like a formula is a text (OWASP, CSV injection).
#[cfg(feature = "server")]
#[must_use]
pub fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

/// The same for a table that is read again: a cell that begins with an apostrophe gets another, so that reading takes
/// away what was added and nothing else.
#[cfg(feature = "server")]
pub(crate) fn harmless_and_back(cell: String) -> String {
    if cell.starts_with('\'') { format!("'{cell}") } else { harmless(cell) }
}

/// A cell as it was before it was made harmless.
#[cfg(feature = "server")]
pub(crate) fn bare_cell(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_tidy_line() {
        assert_eq!(Title::parse("  Tell \n the  desk ").unwrap().as_str(), "Tell the desk");
        assert_eq!(Title::parse(" \t "), Err(TextError::Missing("a title")));
        assert!(matches!(
            Title::parse(&"é".repeat(201)),
            Err(TextError::TooLong { limit: 200, length: 201, .. })
        ));
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert_eq!(
            Link::parse("https://example.org/a b").unwrap().as_str(),
            "https://example.org/a%20b"
        );
        for text in ["javascript:alert(1)", "data:text/html,x", "//example.org", "wiki", "http://"]
        {
            assert_eq!(Link::parse(text), Err(TextError::NotALink), "{text}");
        }
    }

    #[test]
    fn markdown_keeps_its_lines_whatever_ends_them() {
        assert_eq!(Markdown::parse("a\r\nb\rc\n\n").unwrap().as_str(), "a\nb\nc");
        assert!(Markdown::parse(&"x".repeat(64 * 1024 + 1)).is_err());
        assert!(Markdown::parse("\0").is_err());
    }
}
