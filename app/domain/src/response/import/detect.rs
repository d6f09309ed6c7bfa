//! What a document is: what its name says, what is in it, and whether the two agree.

use super::field::Field;
use super::format::FileFormat;
use super::{ImportError, json, table, yaml};

/// What a document is read as.
///
/// # Errors
/// It is something else than its name says.
pub(super) fn format_of(name: &str, text: &str) -> Result<FileFormat, ImportError> {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    let said = FileFormat::ALL.into_iter().find(|format| format.ends().contains(&end.as_str()));
    let start = text.trim_start();
    let page = ["<!doctype html", "<html"];
    let lower = start.get(..14).unwrap_or(start).to_ascii_lowercase();
    if page.iter().any(|page| lower.starts_with(page)) {
        let says = said.map_or("something else", FileFormat::label);
        return Err(ImportError::Lies { says, holds: "a web page" });
    }
    let is_json = start.starts_with(['{', '[']) && json::read(text).is_ok();
    match said {
        Some(said) if is_json && said != FileFormat::Json => {
            Err(ImportError::Lies { says: said.label(), holds: FileFormat::Json.label() })
        }
        Some(FileFormat::Json) if !start.starts_with(['{', '[']) => {
            Err(ImportError::Lies { says: "JSON", holds: guess(text).label() })
        }
        Some(said) => Ok(said),
        // What begins so and is broken is still no text for people: the reader says where it breaks.
        None if is_json || begins_json(start) => Ok(FileFormat::Json),
        None => Ok(guess(text)),
    }
}

fn begins_json(start: &str) -> bool {
    let mut signs = start.chars().filter(|sign| !sign.is_whitespace());
    matches!((signs.next(), signs.next()), (Some('['), Some('{')) | (Some('{'), Some('"')))
}

fn guess(text: &str) -> FileFormat {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if table::head(first).is_some() {
        return FileFormat::Csv;
    }
    let named = first.trim_start().trim_start_matches("- ");
    let is_field = |(name, _): (String, &str)| {
        Field::of(&name).is_some()
            || matches!(name.as_str(), "holdpoint" | "templates" | "responses")
    };
    if yaml::key(named).is_some_and(is_field) && yaml::read(text).is_ok() {
        return FileFormat::Yaml;
    }
    let marks = |line: &str| {
        let bare = line.trim_start_matches('#');
        line == "---" || line.starts_with("```") || bare.len() < line.len() && bare.starts_with(' ')
    };
    if text.lines().any(marks) { FileFormat::Markdown } else { FileFormat::Text }
}
