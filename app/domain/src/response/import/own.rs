//! The Markdown that Holdpoint exports: a heading, what is said of the text in a list, and the texts in
//! blocks, so that nothing in them is taken for anything else.

use super::entry::{Entry, Said};
use super::field::Field;
use super::variable::fence;
use super::{FileFormat, Import, Problem};

pub(super) fn read(lines: &[&str], first: usize) -> Import {
    let mut import = Import { own: true, ..Import::empty(FileFormat::Markdown) };
    let mut at = first;
    let mut entry: Option<Entry> = None;
    while let Some(line) = lines.get(at) {
        if let Some(title) = line.strip_prefix("## ") {
            close(entry.take(), &mut import);
            let title = Said { field: Field::Title, line: at + 1, text: title.to_owned() };
            entry = Some(Entry { line: at + 1, said: vec![title] });
        } else if let Some(mark) = fence(line) {
            let rest = lines.get(at + 1..).unwrap_or_default();
            let Some(length) = rest.iter().position(|line| *line == mark) else {
                import.problems.push(Problem::wrong(at + 1, "The block has no end"));
                break;
            };
            let name = line.strip_prefix(mark).unwrap_or_default();
            let text = rest.get(..length).unwrap_or_default().join("\n");
            say(&mut entry, &mut import, (name, at + 2), text);
            at += length + 1;
        } else if let Some((name, text)) =
            line.strip_prefix("- ").and_then(|rest| rest.split_once(':'))
        {
            let text = text.strip_prefix(' ').unwrap_or(text).to_owned();
            say(&mut entry, &mut import, (name, at + 1), text);
        } else if !line.trim().is_empty() && entry.is_some() {
            import.problems.push(Problem::note(at + 1, "It is in no block, and left out"));
        }
        at += 1;
    }
    close(entry, &mut import);
    import
}

fn say(entry: &mut Option<Entry>, import: &mut Import, (name, line): (&str, usize), text: String) {
    match (entry, Field::of(name)) {
        (Some(entry), Some(field)) => entry.said.push(Said { field, line, text }),
        (_, None) => {
            let sentence = format!("“{}” is not read", super::variable::short(name));
            import.problems.push(Problem::note(line, sentence));
        }
        (None, Some(_)) => {}
    }
}

fn close(entry: Option<Entry>, import: &mut Import) {
    let Some(entry) = entry else { return };
    match entry.sketch(true, &mut import.problems) {
        Ok(sketch) => import.sketches.push(sketch),
        Err(problem) => import.problems.push(problem),
    }
}
