//! Files of a material. What a file is, is decided by what is in it; a name that says something else is
//! refused, and so is everything that a browser would run.

use std::fmt;

use jiff::Timestamp;
use thiserror::Error;

use crate::ids::{MaterialFileId, MaterialId, PersonId};
use crate::limits;
use crate::training::version::VersionRange;
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MaterialFile {
    pub id: MaterialFileId,
    pub material: MaterialId,
    pub range: VersionRange,
    pub name: FileName,
    pub kind: FileKind,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of what is in it, in hexadecimal digits. It is kept under this name.
    pub hash: String,
    pub added_by: PersonId,
    pub added_at: Timestamp,
}

words! {
    /// What may be added. Nothing here runs anything when a browser opens it.
    pub enum FileKind(label, ending, media) {
        Pdf = "pdf", "PDF", "pdf", "application/pdf";
        Png = "png", "PNG picture", "png", "image/png";
        Jpeg = "jpeg", "JPEG picture", "jpg", "image/jpeg";
        Gif = "gif", "GIF picture", "gif", "image/gif";
        Webp = "webp", "WebP picture", "webp", "image/webp";
        Mp4 = "mp4", "MP4 video", "mp4", "video/mp4";
        Docx = "docx", "Word document", "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        Xlsx = "xlsx", "Excel workbook", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        Pptx = "pptx", "PowerPoint presentation", "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation";
        Csv = "csv", "CSV table", "csv", "text/csv; charset=utf-8";
        Text = "text", "Plain text", "txt", "text/plain; charset=utf-8";
    }
}

/// What a file is called, without folders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileName(String);

/// Why a file was not taken. The sentences are shown at the field.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum FileError {
    #[error("Choose a file")]
    Missing,
    #[error("The file is empty")]
    Empty,
    #[error("The file must be {} MiB or smaller", limits::UPLOAD / 1024 / 1024)]
    TooLarge,
    #[error(
        "The name of the file must be {} characters or fewer, without signs that cannot be shown",
        limits::TITLE
    )]
    Name,
    #[error("Files like this cannot be added. Choose one of: {}", endings())]
    NotAllowed,
    #[error(
        "Its name says that it is a {named}, and what is in it is {found}. Give it the right name or save it again"
    )]
    Lies { named: &'static str, found: &'static str },
}

impl FileName {
    /// # Errors
    /// Empty, too long, or with signs that cannot be seen.
    pub fn parse(text: &str) -> Result<Self, FileError> {
        let name = text.rsplit(['/', '\\']).next().unwrap_or_default().trim();
        if name.is_empty() {
            return Err(FileError::Missing);
        }
        let unseen = |c: char| c.is_control() || ('\u{200b}'..='\u{200f}').contains(&c) || turns(c);
        if name.chars().count() > limits::TITLE || name.chars().any(unseen) {
            return Err(FileError::Name);
        }
        Ok(Self(name.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What its ending says that it is.
    fn kind(&self) -> Option<FileKind> {
        let (_, ending) = self.0.rsplit_once('.')?;
        let ending = ending.to_lowercase();
        match ending.as_str() {
            "jpeg" => Some(FileKind::Jpeg),
            _ => FileKind::ALL.into_iter().find(|kind| kind.ending() == ending),
        }
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FileKind {
    /// What a file is, by what is in it. Its name has to agree.
    ///
    /// # Errors
    /// Empty, too large, of a kind that is not taken, or named as what it is not.
    pub fn of(name: &FileName, bytes: &[u8]) -> Result<Self, FileError> {
        if bytes.is_empty() {
            return Err(FileError::Empty);
        }
        if bytes.len() > limits::UPLOAD {
            return Err(FileError::TooLarge);
        }
        let named = name.kind().ok_or(FileError::NotAllowed)?;
        match found(bytes) {
            Found::Kind(kind) if kind == named => Ok(kind),
            // A table is a text as well; its name says which it is.
            Found::Kind(Self::Text) if named == Self::Csv => Ok(Self::Csv),
            Found::Kind(kind) => Err(FileError::Lies { named: named.label(), found: kind.label() }),
            Found::Other(found) => Err(FileError::Lies { named: named.label(), found }),
        }
    }

    /// Whether it can stand in a text.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::Webp)
    }
}

enum Found {
    Kind(FileKind),
    Other(&'static str),
}

/// What the first bytes say; for documents in a zip archive, the folders in it.
fn found(bytes: &[u8]) -> Found {
    let begins = |with: &[u8]| bytes.starts_with(with);
    let behind =
        |at: usize, with: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(with));
    if begins(b"%PDF-") {
        Found::Kind(FileKind::Pdf)
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        Found::Kind(FileKind::Png)
    } else if begins(b"\xff\xd8\xff") {
        Found::Kind(FileKind::Jpeg)
    } else if begins(b"GIF87a") || begins(b"GIF89a") {
        Found::Kind(FileKind::Gif)
    } else if begins(b"RIFF") && behind(8, b"WEBP") {
        Found::Kind(FileKind::Webp)
    } else if behind(4, b"ftyp") {
        Found::Kind(FileKind::Mp4)
    } else if begins(b"PK\x03\x04") {
        archive(bytes)
    } else {
        text(bytes)
    }
}

fn archive(bytes: &[u8]) -> Found {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    if has(b"vbaProject.bin") {
        return Found::Other("a document with macros");
    }
    if !has(b"[Content_Types].xml") {
        return Found::Other("a zip archive");
    }
    match (has(b"word/document.xml"), has(b"xl/workbook.xml"), has(b"ppt/presentation.xml")) {
        (true, false, false) => Found::Kind(FileKind::Docx),
        (false, true, false) => Found::Kind(FileKind::Xlsx),
        (false, false, true) => Found::Kind(FileKind::Pptx),
        _ => Found::Other("a zip archive"),
    }
}

fn text(bytes: &[u8]) -> Found {
    let Ok(text) = str::from_utf8(bytes) else {
        return Found::Other("something else, or text that is not UTF-8");
    };
    let text = text.trim_start_matches('\u{feff}');
    if text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}')) {
        return Found::Other("something else");
    }
    // A page or a picture that could run scripts, whatever it is called.
    if text.trim_start().starts_with('<') {
        Found::Other("HTML, SVG or XML")
    } else {
        Found::Kind(FileKind::Text)
    }
}

/// Signs that turn the direction of what stands behind them: `gpj.exe` would look like another name.
const fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn endings() -> String {
    FileKind::ALL.map(FileKind::ending).join(", ")
}
