//! Steps in a table, as a spreadsheet saves it.

use super::facts::Fact;
use super::{Import, ImportError, ImportedStep, Skipped};
use crate::text::bare_cell;

/// Reads a table with a line of names on top; none when the text is no such table.
///
/// # Errors
/// It is one, and broken.
pub(super) fn read(text: &str) -> Result<Option<Import>, ImportError> {
    let Some(first) = text.lines().find(|line| !line.trim().is_empty()) else { return Ok(None) };
    let Some(delimiter) = delimiter(first) else { return Ok(None) };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let broken = |error: csv::Error| ImportError::Table(error.to_string());
    let names: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
    let columns: Vec<Option<Fact>> = names.iter().map(|name| Fact::named(name)).collect();
    let mut import = Import::default();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record
            .position()
            .map_or(0, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
        let mut step = ImportedStep { line, ..ImportedStep::default() };
        for ((cell, fact), name) in record.iter().zip(&columns).zip(&names) {
            let cell = bare_cell(cell);
            match fact {
                // What a column means that nobody knows, a person knows.
                None if !cell.is_empty() => step.say(&format!("{name}: {cell}")),
                Some(Fact::Title) if !step.title.is_empty() => step.say(cell),
                Some(fact) if !step.take(*fact, cell) => {
                    import.skipped.push(Skipped { line, text: cell.to_owned() });
                }
                _ => {}
            }
        }
        let instruction = step.instruction.trim_matches('\n').to_owned();
        step.instruction = instruction;
        if step.title.is_empty() {
            let text = record.iter().collect::<Vec<_>>().join(" ");
            import.skipped.push(Skipped { line, text });
        } else {
            import.steps.push(step);
        }
    }
    Ok(Some(import))
}

/// The sign between the names of the columns, when one of them is that of the steps.
fn delimiter(first: &str) -> Option<u8> {
    [b',', b';', b'\t'].into_iter().find(|sign| {
        let names: Vec<_> = first
            .split(char::from(*sign))
            .map(|name| Fact::named(name.trim().trim_matches('"')))
            .collect();
        names.len() > 1 && names.contains(&Some(Fact::Title))
    })
}
