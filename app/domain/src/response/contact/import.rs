//! Contacts from a table, as a help desk or a spreadsheet gives it. Everything in it is taken, or nothing.

use std::collections::HashMap;

use jiff::civil::Date;
use thiserror::Error;

use super::{ContactText, parse_contacts};
use crate::day::parse_date;
use crate::ids::CohortId;
use crate::limits;
use crate::product::cohort::Cohort;
use crate::text::{Topic, bare_cell};

/// What a table says, and what is wrong with it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct ContactImport {
    pub rows: Vec<ContactText>,
    pub wrong: Vec<Wrong>,
}

/// A line that cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("Line {line}: {why}")]
pub struct Wrong {
    pub line: u64,
    pub why: String,
}

/// Why nothing of it can be read. The sentences are shown.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ContactImportError {
    #[error("There is no row in this table")]
    Empty,
    #[error("The document is not text in UTF-8")]
    NotText,
    #[error("The document must be {} MB or smaller", limits::IMPORT / 1024 / 1024)]
    TooLarge,
    #[error("The first line must name the columns day, topic, count and cohort; {0} is missing")]
    Columns(&'static str),
    #[error("A table has at most {} rows; this one has more", limits::CONTACT_ROWS)]
    TooMany,
    #[error("The table is broken: {0}")]
    Broken(String),
}

/// What a column may be called.
const NAMES: [(&str, &[&str]); 4] = [
    ("day", &["day", "date"]),
    ("topic", &["topic", "subject", "category"]),
    ("count", &["count", "contacts", "number", "tickets"]),
    ("cohort", &["cohort", "group"]),
];

impl ContactImport {
    /// Reads a table with a line of names on top. Cohorts are recognised by their names, whatever the capitals.
    ///
    /// # Errors
    /// It is no such table, or too large.
    pub fn read(
        document: &[u8],
        cohorts: &[Cohort],
        today: Date,
    ) -> Result<Self, ContactImportError> {
        if document.len() > limits::IMPORT {
            return Err(ContactImportError::TooLarge);
        }
        let text = std::str::from_utf8(document).map_err(|_| ContactImportError::NotText)?;
        // Lines are counted by their ends, and a browser sends two characters for each.
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let first = text.lines().find(|line| !line.trim().is_empty());
        let delimiter = delimiter(first.ok_or(ContactImportError::Empty)?);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let broken = |error: csv::Error| ContactImportError::Broken(error.to_string());
        let columns = columns(reader.headers().map_err(broken)?)?;
        let known = by_name(cohorts);
        let mut import = Self::default();
        let mut lines = HashMap::new();
        for record in reader.records() {
            let record = record.map_err(broken)?;
            if import.rows.len() + import.wrong.len() >= limits::CONTACT_ROWS {
                return Err(ContactImportError::TooMany);
            }
            let line = record.position().map_or(0, csv::Position::line);
            let found = row(&record, columns, &known).and_then(|row| {
                if row.day > today {
                    return Err("The day is still to come".to_owned());
                }
                let key = (row.cohort, row.day, row.topic.as_str().to_lowercase());
                match lines.insert(key, line) {
                    Some(first) => {
                        Err(format!("It is about the same cohort, day and topic as line {first}"))
                    }
                    None => Ok(row),
                }
            });
            match found {
                Ok(row) => import.rows.push(row),
                Err(why) => import.wrong.push(Wrong { line, why }),
            }
        }
        if import.rows.is_empty() && import.wrong.is_empty() {
            return Err(ContactImportError::Empty);
        }
        Ok(import)
    }
}

fn row(
    record: &csv::StringRecord,
    [day, topic, count, cohort]: [usize; 4],
    known: &HashMap<String, CohortId>,
) -> Result<ContactText, String> {
    let cell = |at: usize| bare_cell(record.get(at).unwrap_or_default());
    let said = |error: &dyn std::fmt::Display| error.to_string();
    Ok(ContactText {
        cohort: match known.get(&cell(cohort).to_lowercase()) {
            Some(id) => *id,
            None if cell(cohort).is_empty() => return Err("There is no cohort".to_owned()),
            None => return Err(format!("There is no cohort “{}”", shortened(cell(cohort)))),
        },
        day: parse_date(cell(day)).map_err(|error| said(&error))?,
        topic: Topic::parse(cell(topic)).map_err(|_| {
            if cell(topic).is_empty() {
                "There is no topic".to_owned()
            } else {
                format!("The topic must be {} characters or fewer", limits::TITLE)
            }
        })?,
        count: parse_contacts(cell(count)).map_err(|error| said(&error))?,
    })
}

fn columns(header: &csv::StringRecord) -> Result<[usize; 4], ContactImportError> {
    let find = |(name, names): (&'static str, &[&str])| {
        header
            .iter()
            .position(|cell| names.contains(&&*cell.to_lowercase()))
            .ok_or(ContactImportError::Columns(name))
    };
    let [day, topic, count, cohort] = NAMES;
    Ok([find(day)?, find(topic)?, find(count)?, find(cohort)?])
}

/// Two cohorts of one name are told apart by nobody, so neither is recognised.
fn by_name(cohorts: &[Cohort]) -> HashMap<String, CohortId> {
    let mut names: HashMap<String, Option<CohortId>> = HashMap::new();
    for cohort in cohorts {
        names
            .entry(cohort.text.name.as_str().to_lowercase())
            .and_modify(|twice| *twice = None)
            .or_insert(Some(cohort.id));
    }
    names.into_iter().filter_map(|(name, id)| Some((name, id?))).collect()
}

/// The sign that stands most often between the names of the columns.
fn delimiter(first: &str) -> u8 {
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests;
