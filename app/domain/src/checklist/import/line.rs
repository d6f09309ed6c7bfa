//! What one line of a document is, seen by itself.

use super::Mark;

/// A line, with the quote marks before it taken off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Line<'a> {
    Blank,
    Heading {
        level: usize,
        text: &'a str,
    },
    /// A line that is bold from end to end: people use it as a heading.
    BoldHeading(&'a str),
    Task {
        indent: usize,
        mark: Mark,
        text: &'a str,
    },
    Bullet {
        indent: usize,
        text: &'a str,
    },
    /// The beginning or the end of a code block, with its marker.
    Fence {
        indent: usize,
        marker: &'a str,
        bare: bool,
    },
    Table,
    Text {
        indent: usize,
    },
}

impl<'a> Line<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        let line = unquoted(line);
        let (indent, text) = indentation(line);
        if text.is_empty() {
            return Self::Blank;
        }
        if let Some(fence) = fence(indent, text) {
            return fence;
        }
        if let Some(rest) = after_list_marker(text) {
            let (_, rest) = indentation(rest);
            if let Some(fence) = fence(indent, rest) {
                return fence;
            }
            return boxed(rest).map_or(Self::Bullet { indent, text: rest }, |(mark, text)| {
                Self::Task { indent, mark, text }
            });
        }
        heading(indent, text).unwrap_or(match text.starts_with('|') {
            true => Self::Table,
            false => Self::Text { indent },
        })
    }
}

/// The line without the `>` of quotes.
pub(super) fn unquoted(line: &str) -> &str {
    let mut rest = line;
    while let Some(inner) = rest.trim_start().strip_prefix('>') {
        rest = inner;
    }
    rest
}

/// Columns of white space before the text, a tab going to the next multiple of four.
pub(super) fn indentation(line: &str) -> (usize, &str) {
    let text = line.trim_start();
    let white = line.get(..line.len() - text.len()).unwrap_or_default();
    let columns =
        white.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 });
    (columns, text.trim_end())
}

fn fence(indent: usize, text: &str) -> Option<Line<'_>> {
    let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = text.chars().take_while(|c| *c == mark).count();
    let (marker, info) = text.split_at_checked(length)?;
    // `inline` code may start a line; a fence has no other back-tick.
    let fence = length >= 3 && !info.contains('`');
    fence.then_some(Line::Fence { indent, marker, bare: info.trim().is_empty() })
}

/// What follows `- `, `* `, `+ `, `1. ` or `1) `.
fn after_list_marker(text: &str) -> Option<&str> {
    let rest = match text.strip_prefix(['-', '*', '+']) {
        Some(rest) => rest,
        None => {
            let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let some = digits.len() < text.len() && text.len() - digits.len() <= 9;
            digits.strip_prefix(['.', ')']).filter(|_| some)?
        }
    };
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(rest)
}

/// The mark in the box and the text behind it.
fn boxed(text: &str) -> Option<(Mark, &str)> {
    let (inside, rest) = text.strip_prefix('[')?.split_once(']')?;
    let mark = match inside {
        " " | "\u{a0}" => Mark::Open,
        "x" | "X" => Mark::Checked,
        _ if is_not_applicable(inside) => Mark::NotApplicable,
        _ => return None,
    };
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| {
        match without_note(rest.trim()) {
            (text, true) => (Mark::NotApplicable, text),
            (text, false) => (mark, text),
        }
    })
}

fn is_not_applicable(text: &str) -> bool {
    text.eq_ignore_ascii_case("n/a") || text.eq_ignore_ascii_case("na")
}

/// Takes `(N/A)` off the beginning or the end of a task.
fn without_note(text: &str) -> (&str, bool) {
    let begins = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    if let Some((note, rest)) = begins
        && is_not_applicable(note)
    {
        return (rest.trim(), true);
    }
    let ends = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match ends {
        Some((rest, note)) if is_not_applicable(note) => (rest.trim(), true),
        _ => (text, false),
    }
}

fn heading(indent: usize, text: &str) -> Option<Line<'_>> {
    let level = text.chars().take_while(|c| *c == '#').count();
    if (1..=6).contains(&level) && indent < 4 {
        let rest = text.get(level..)?;
        if rest.is_empty() || rest.starts_with([' ', '\t']) {
            return Some(Line::Heading { level, text: rest.trim().trim_end_matches('#').trim() });
        }
    }
    let bold = ["**", "__"].iter().find_map(|mark| {
        let text = text.trim_end_matches(':');
        text.strip_prefix(mark)?.strip_suffix(mark).filter(|inner| !inner.contains(mark))
    });
    bold.filter(|_| indent < 4).map(|text| Line::BoldHeading(text.trim().trim_end_matches(':')))
}
