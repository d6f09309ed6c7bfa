//! What a document can be.

use crate::words;

words! {
    pub enum FileFormat(label, ends: &'static [&'static str]) {
        Csv = "csv", "CSV", &["csv", "tsv"];
        Json = "json", "JSON", &["json"];
        Yaml = "yaml", "YAML", &["yaml", "yml"];
        Markdown = "markdown", "Markdown", &["md", "markdown"];
        Text = "text", "plain text", &["txt", "text"];
    }
}

/// Beginnings of files that are no text.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\xff\xfe", "in UTF-16"),
    (b"\xfe\xff", "in UTF-16"),
];

/// What is in a file that is no text.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<&'static str> {
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| *what);
    known.or_else(|| bytes.contains(&0).then_some("made of bytes"))
}
