//! A list of readers as people have it: a line for each, `Name, email`, typed or saved by a spreadsheet.
//! A list is taken as a whole or not at all, so everything that is wrong with it is said at once.

use std::collections::HashMap;

use thiserror::Error;

use super::reader::ReaderText;
use crate::limits;
use crate::person::Email;
use crate::text::{Name, bare_cell, optional};

/// What a list says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReaderList {
    pub readers: Vec<ListedReader>,
    /// What cannot be taken, in the order of the lines.
    pub wrong: Vec<WrongLine>,
}

/// One of them, and the line where they stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedReader {
    pub line: u64,
    pub text: ReaderText,
}

/// A line that cannot be taken, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrongLine {
    pub line: u64,
    pub text: String,
    pub reason: String,
}

/// Why a list was not read at all.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ListError {
    #[error("Paste a list, or choose a file")]
    Empty,
    #[error("A list must be text in UTF-8. Save it again as CSV UTF-8")]
    NotText,
    #[error(
        "A list has at most {} readers; this one has more. Cut it in two",
        limits::LISTED_READERS
    )]
    TooMany,
}

impl ReaderList {
    /// Reads a list. A line with the names of the columns on top is left out; columns are separated by
    /// commas, semicolons or tabs.
    ///
    /// # Errors
    /// It is empty, no text, or too long.
    pub fn read(document: &[u8]) -> Result<Self, ListError> {
        let text = str::from_utf8(document).map_err(|_| ListError::NotText)?;
        let text = text.trim_start_matches('\u{feff}');
        let mut list = Self::default();
        let mut seen = HashMap::new();
        // Lines are counted by their ends, and a browser sends two characters for each.
        let text = text.replace("\r\n", "\n");
        let mut rows = reader(&text).into_records();
        let mut first = true;
        while let Some(row) = rows.next() {
            let Ok(row) = row else {
                let line = rows.reader().position().line();
                list.refuse(line, String::new(), "This line cannot be read as a table".to_owned());
                continue;
            };
            if row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if std::mem::take(&mut first) && is_head(&row) {
                continue;
            }
            if list.readers.len() + list.wrong.len() >= limits::LISTED_READERS {
                return Err(ListError::TooMany);
            }
            let line = row.position().map_or(0, csv::Position::line);
            match read(&row).and_then(|text| once(&mut seen, line, text)) {
                Ok(text) => list.readers.push(ListedReader { line, text }),
                Err(reason) => list.refuse(line, row.iter().collect::<Vec<_>>().join(", "), reason),
            }
        }
        if list.readers.is_empty() && list.wrong.is_empty() {
            return Err(ListError::Empty);
        }
        Ok(list)
    }

    fn refuse(&mut self, line: u64, text: String, reason: String) {
        self.wrong.push(WrongLine {
            line,
            text: text.chars().take(limits::TITLE).collect(),
            reason,
        });
    }

    /// Says about some of the readers why they cannot be taken, for a reason that the list cannot know.
    #[must_use]
    pub fn without(self, why: impl Fn(&ReaderText) -> Option<String>) -> Self {
        let mut wrong = self.wrong;
        let mut readers = Vec::with_capacity(self.readers.len());
        for one in self.readers {
            match why(&one.text) {
                None => readers.push(one),
                Some(reason) => {
                    let email = one.text.email.map(|email| format!(", {email}"));
                    let text = format!("{}{}", one.text.name, email.unwrap_or_default());
                    wrong.push(WrongLine { line: one.line, text, reason });
                }
            }
        }
        wrong.sort_by_key(|wrong| wrong.line);
        Self { readers, wrong }
    }
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let often = |sign: char| first.matches(sign).count();
    let delimiter = [';', '\t'].into_iter().find(|sign| often(*sign) > often(','));
    csv::ReaderBuilder::new()
        .delimiter(delimiter.map_or(b',', |sign| if sign == ';' { b';' } else { b'\t' }))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
}

fn is_head(row: &csv::StringRecord) -> bool {
    let name = |at: usize| row.get(at).unwrap_or_default().to_lowercase();
    name(0) == "name" && matches!(name(1).as_str(), "" | "email" | "e-mail" | "mail")
}

fn read(row: &csv::StringRecord) -> Result<ReaderText, String> {
    // Our own list has an apostrophe before what a spreadsheet would compute.
    let cell = |at: usize| bare_cell(row.get(at).unwrap_or_default());
    let name = Name::parse(cell(0)).map_err(|error| error.to_string())?;
    let email = optional(cell(1), Email::parse).map_err(|error| error.to_string())?;
    let critical = match cell(2).to_lowercase().as_str() {
        "" | "yes" | "true" | "1" | "critical" => true,
        "no" | "false" | "0" => false,
        _ => return Err("Say yes or no in the third column, or leave it out".to_owned()),
    };
    if row.iter().skip(3).any(|cell| !cell.is_empty()) {
        return Err("There are more columns than name, email and critical".to_owned());
    }
    Ok(ReaderText { name, email, critical })
}

/// The same address twice would be the same person twice.
fn once(
    seen: &mut HashMap<String, u64>,
    line: u64,
    text: ReaderText,
) -> Result<ReaderText, String> {
    let Some(email) = &text.email else { return Ok(text) };
    match seen.insert(email.to_string(), line) {
        None => Ok(text),
        Some(first) => {
            seen.insert(email.to_string(), first);
            Err(format!("The same email address is on line {first}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_names_and_addresses_with_or_without_a_head() {
        for text in [
            "Lena Roth, Lena@example.org\n\nJ. Doe",
            "Name;Email;Critical\nLena Roth;lena@example.org;yes\nJ. Doe;;",
            "\u{feff}name,email\r\n\"Lena Roth\",lena@example.org\r\nJ. Doe\r\n",
        ] {
            let list = ReaderList::read(text.as_bytes()).unwrap();
            let names: Vec<_> = list.readers.iter().map(|one| one.text.name.as_str()).collect();
            assert_eq!((names, list.wrong.len()), (vec!["Lena Roth", "J. Doe"], 0), "{text}");
            let first = list.readers[0].text.email.as_ref().unwrap();
            assert_eq!(first.as_str(), "lena@example.org");
            assert_eq!(list.readers[1].text.email, None);
        }
    }

    #[test]
    fn of_ten_thousand_lines_the_three_that_are_wrong_are_said_with_their_reason() {
        let mut lines: Vec<String> =
            (1..=limits::LISTED_READERS).map(|n| format!("Reader {n}, r{n}@example.org")).collect();
        lines[1] = ", nobody@example.org".to_owned();
        lines[4_999] = "Reader, no address".to_owned();
        lines[9_998] = "Again, r1@example.org".to_owned();
        let list = ReaderList::read(lines.join("\n").as_bytes()).unwrap();
        assert_eq!(list.readers.len(), limits::LISTED_READERS - 3);
        let wrong: Vec<_> = list.wrong.iter().map(|one| (one.line, one.reason.as_str())).collect();
        let malformed = "Enter an email address in the correct format, like name@example.com";
        assert_eq!(
            wrong,
            [
                (2, "Enter a name"),
                (5_000, malformed),
                (9_999, "The same email address is on line 1")
            ]
        );
        lines.push("One, more@example.org".to_owned());
        assert_eq!(ReaderList::read(lines.join("\n").as_bytes()), Err(ListError::TooMany));
    }

    #[test]
    fn what_is_no_list_says_so() {
        assert_eq!(ReaderList::read(b" \n\n"), Err(ListError::Empty));
        assert_eq!(ReaderList::read(b"name,email\n"), Err(ListError::Empty));
        assert_eq!(ReaderList::read(b"\xff\xfe"), Err(ListError::NotText));
        let list = ReaderList::read(b"A, a@example.org, perhaps\nB, b@example.org, no, x").unwrap();
        assert_eq!((list.readers.len(), list.wrong.len()), (0, 2));
    }
}
