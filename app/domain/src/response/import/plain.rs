//! Plain text: a mail with a subject, a text, or several of them between rules.

use super::entry::{measured, title_of, title_of_file};
use super::markdown::subject;
use super::{FileFormat, Import, Sketch};

pub(super) fn read(name: &str, text: &str) -> Import {
    let mut import = Import::empty(FileFormat::Text);
    let lines: Vec<&str> = text.split('\n').collect();
    let parts = parts(&lines);
    let several = parts.len() > 1;
    for (start, end) in parts {
        let inside = lines.get(start..end).unwrap_or_default();
        let blank = inside.iter().take_while(|line| line.trim().is_empty()).count();
        let body = inside.get(blank..).unwrap_or_default().join("\n");
        let subject = body.lines().take(3).find_map(subject).map(str::to_owned);
        let file = if several { None } else { title_of_file(name) };
        let title = subject.clone().or(file).unwrap_or_else(|| title_of(&body));
        let line = start + blank + 1;
        let sketch = Sketch {
            line,
            title: super::variable::short(&title),
            subject,
            body: body.trim_end().to_owned(),
            body_line: line,
            ..Sketch::default()
        };
        match measured(sketch) {
            Ok(sketch) => import.sketches.push(sketch),
            Err(problem) => import.problems.push(problem),
        }
    }
    import
}

/// A rule separates two texts when both begin with a subject; otherwise it belongs to the text.
fn parts(lines: &[&str]) -> Vec<(usize, usize)> {
    let is_rule = |line: &str| {
        let bare = line.trim();
        bare.len() >= 3 && ["-", "=", "*", "_"].iter().any(|mark| bare.replace(mark, "").is_empty())
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        if is_rule(line) {
            parts.push((start, at));
            start = at + 1;
        }
    }
    parts.push((start, lines.len()));
    let begins = |(start, end): &(usize, usize)| {
        let inside = lines.get(*start..*end).unwrap_or_default();
        let first = inside.iter().find(|line| !line.trim().is_empty());
        first.is_none_or(|line| subject(line).is_some())
    };
    if !parts.iter().all(begins) {
        return vec![(0, lines.len())];
    }
    parts.retain(|(start, end)| {
        lines.get(*start..*end).unwrap_or_default().iter().any(|l| !l.trim().is_empty())
    });
    parts
}
