//! The texts of YAML: plain, in quotes, in lists, and in blocks.

use super::line::Line;
use crate::response::import::json;

/// A text without quotes: a comment behind it is none of it.
pub(super) fn plain(text: &str) -> &str {
    match text.find(" #") {
        Some(at) => text.get(..at).unwrap_or_default().trim_end(),
        None => text,
    }
}

/// A text in quotes, all of it on one line; behind it there may be a comment.
pub(super) fn quoted(text: &str) -> Option<String> {
    let mark = text.chars().next()?;
    let end = end_of(text, mark)?;
    let (whole, behind) = text.split_at_checked(end)?;
    let behind = behind.trim();
    if !behind.is_empty() && !behind.starts_with('#') {
        return None;
    }
    if mark == '\'' {
        return Some(whole.get(1..whole.len() - 1)?.replace("''", "'"));
    }
    let node = json::read(whole).ok()?;
    node.text().map(str::to_owned)
}

/// The texts of a list in brackets.
pub(super) fn flow(text: &str) -> Option<Vec<String>> {
    let mut rest = text.strip_prefix('[')?.trim();
    let mut list = Vec::new();
    loop {
        if let Some(behind) = rest.strip_prefix(']') {
            let behind = behind.trim();
            return (behind.is_empty() || behind.starts_with('#')).then_some(list);
        }
        let first = rest.chars().next()?;
        let end = match first {
            '"' | '\'' => end_of(rest, first)?,
            '[' | '{' => return None,
            _ => rest.find([',', ']'])?,
        };
        let (one, behind) = rest.split_at_checked(end)?;
        list.push(match first {
            '"' | '\'' => quoted(one)?,
            _ => one.trim().to_owned(),
        });
        let behind = behind.trim_start();
        rest = match behind.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if behind.starts_with(']') => behind,
            None => return None,
        };
    }
}

/// A block: its text, and how many lines it takes.
pub(super) fn block(head: &str, lines: &[Line<'_>], indent: usize) -> Option<(String, usize)> {
    let head = plain(head);
    let folds = head.starts_with('>');
    let (mut keeps, mut strips, mut said) = (false, false, None);
    for mark in head.chars().skip(1) {
        match mark {
            '+' => keeps = true,
            '-' => strips = true,
            '1'..='9' => said = mark.to_digit(10),
            _ => return None,
        }
    }
    let mut taken: Vec<&Line<'_>> = Vec::new();
    let inner = match said {
        Some(more) => indent + usize::try_from(more).ok()?,
        None => lines.iter().find(|line| !line.bare().is_empty()).map_or(0, |line| line.indent),
    };
    if inner > indent || said.is_some() {
        let inside = |line: &&Line<'_>| line.bare().is_empty() || line.indent >= inner;
        taken = lines.iter().take_while(inside).collect();
    }
    let texts: Vec<&str> =
        taken.iter().map(|line| line.text.get(inner..).unwrap_or_default()).collect();
    let mut text = if folds { fold(&texts) } else { texts.join("\n") };
    let end = text.trim_end_matches('\n').len();
    if !keeps {
        text.truncate(end);
        if !strips && end > 0 {
            text.push('\n');
        }
    }
    Some((text, taken.len()))
}

/// Lines become one, an empty line a line end; what is further in stays as it is.
fn fold(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut stands = true;
    for line in lines {
        let further = line.starts_with(' ');
        match (line.is_empty(), stands || further || text.is_empty()) {
            (true, _) => text.push('\n'),
            (false, true) => {
                if further && !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                text.push_str(line);
            }
            (false, false) => {
                text.push(' ');
                text.push_str(line);
            }
        }
        stands = line.is_empty();
    }
    text
}

/// Where a text in quotes ends, behind its quotes.
pub(super) fn end_of(text: &str, mark: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if mark == '"' => at += 2,
            b'\'' if mark == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 2,
            byte if char::from(*byte) == mark => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}
