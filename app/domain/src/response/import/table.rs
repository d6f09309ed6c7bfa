//! CSV (RFC 4180), with commas, semicolons or tabs.

use super::entry::{Entry, Said};
use super::field::Field;
use super::{FileFormat, Import, Problem, html};
use crate::text::bare_cell;

/// The columns that only our own export has all of.
const OWN: [Field; 4] = [Field::ShortCode, Field::Situation, Field::Language, Field::State];

/// What separates the cells, and what the columns mean.
pub(super) struct Head {
    separator: u8,
    columns: Vec<Option<Field>>,
    names: Vec<String>,
}

/// The head of a table of templates, when the line is one: it has a column for the text and another.
pub(super) fn head(line: &str) -> Option<Head> {
    let read = |separator: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .from_reader(line.as_bytes());
        let record = reader.records().next()?.ok()?;
        let names: Vec<String> = record.iter().map(str::to_owned).collect();
        let columns: Vec<_> = names.iter().map(|name| Field::of(name)).collect();
        Some(Head { separator, columns, names })
    };
    let heads = [b',', b';', b'\t'].into_iter().filter_map(read);
    heads
        .filter(|head| head.columns.contains(&Some(Field::Body)) && head.columns.len() > 1)
        .max_by_key(|head| head.columns.iter().flatten().count())
}

pub(super) fn read(text: &str) -> Import {
    let mut import = Import::empty(FileFormat::Csv);
    let blank = text.lines().take_while(|line| line.trim().is_empty()).count();
    let Some(head) = text.lines().nth(blank).and_then(head) else {
        let sentence = "The first line must name the columns, one of them “body” and one “title”";
        import.problems.push(Problem::wrong(blank + 1, sentence));
        return import;
    };
    import.own = OWN.iter().all(|field| head.columns.contains(&Some(*field)));
    for (name, _) in head.names.iter().zip(&head.columns).filter(|(_, field)| field.is_none()) {
        let sentence = format!("The column “{}” is not read", super::variable::short(name));
        import.problems.push(Problem::note(blank + 1, sentence));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(head.separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut last = 1;
    for record in reader.records().skip(1) {
        let Ok(record) = record else { continue };
        last = record.position().map_or(last, csv::Position::line).max(last);
        let line = usize::try_from(last).unwrap_or(usize::MAX);
        if record.len() != head.columns.len() {
            let (found, wanted) = (record.len(), head.columns.len());
            let sentence = format!("It has {found} cells, and the first line has {wanted}");
            import.problems.push(Problem::wrong(line, sentence));
            continue;
        }
        match entry(line, &head, &record, import.own).sketch(import.own, &mut import.problems) {
            Ok(sketch) => import.sketches.push(sketch),
            Err(problem) => import.problems.push(problem),
        }
    }
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        let line = usize::try_from(last).unwrap_or(usize::MAX);
        import.problems.push(Problem::wrong(line, "A “\"” is not closed"));
    }
    import
}

fn entry(line: usize, head: &Head, record: &csv::StringRecord, own: bool) -> Entry {
    let mut said = Vec::new();
    let mut at = line;
    for (field, cell) in head.columns.iter().zip(record) {
        let lines = cell.matches('\n').count();
        if let Some(field) = *field {
            let text = match field {
                Field::Body if !own && html::is_html(cell) => html::to_markdown(cell),
                _ if own => bare_cell(cell).to_owned(),
                _ => cell.to_owned(),
            };
            said.push(Said { field, line: at, text });
        }
        at += lines;
    }
    Entry { line, said }
}
