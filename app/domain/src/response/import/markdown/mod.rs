//! Markdown: one template or many.
//!
//! What separates them is looked for in this order: `Subject:` lines, each with its heading; blocks of
//! code that hold prose, which is how people keep what is to be copied; a title in the front matter,
//! which makes one template of the document; `---` before headings; headings of one level. Otherwise the
//! document is one template. What is in none of them is said.

mod outline;

use super::entry::{measured, title_of, title_of_file};
use super::node::Node;
use super::{FileFormat, Import, Problem, Sketch, own, yaml};
pub(super) use outline::subject;
use outline::{Outline, Part};

pub(super) fn read(name: &str, text: &str) -> Import {
    let mut import = Import::empty(FileFormat::Markdown);
    let lines: Vec<&str> = text.split('\n').collect();
    let (front, first) = front_matter(&lines);
    if front.as_ref().and_then(|front| front.get("holdpoint")).and_then(Node::text)
        == Some("responses")
    {
        return own::read(&lines, first);
    }
    let outline = Outline::of(&lines, first);
    let title = front.as_ref().and_then(|front| front.get("title")).and_then(Node::text);
    let parts = outline.parts(title.is_some());
    if parts.is_empty() {
        one(&mut import, (&lines, first), title, name);
    } else {
        many(&mut import, &lines, (&parts, first), name);
    }
    import
}

/// The settings at the top, and the line behind them, counted from 0.
fn front_matter(lines: &[&str]) -> (Option<Node>, usize) {
    let ends = |line: &&str| matches!(line.trim_end(), "---" | "...");
    if lines.first().map(|line| line.trim_end()) != Some("---") {
        return (None, 0);
    }
    let Some(length) = lines.iter().skip(1).take(200).position(ends) else { return (None, 0) };
    let inside = lines.get(1..=length).unwrap_or_default().join("\n");
    // A line between two others is no front matter unless it says something.
    if !inside.contains(':') {
        return (None, 0);
    }
    (yaml::read(&inside).ok(), length + 2)
}

fn one(import: &mut Import, (lines, first): (&[&str], usize), title: Option<&str>, name: &str) {
    let rest = lines.get(first..).unwrap_or_default();
    let blank = rest.iter().take_while(|line| line.trim().is_empty()).count();
    let (mut start, mut said) = (first + blank, title.map(str::to_owned));
    let heading = lines.get(start).and_then(|line| outline::heading(line));
    if let (Some((level, words)), None) = (heading, title) {
        let others = rest.iter().filter_map(|line| outline::heading(line));
        if others.filter(|(other, _)| *other == level).count() == 1 {
            said = Some(words.to_owned());
            start += 1;
        }
    }
    let part = Part { title: said, topic: None, note: None, from: start, start, end: lines.len() };
    push(import, lines, &part, name);
}

fn many(import: &mut Import, lines: &[&str], (parts, first): (&[Part], usize), name: &str) {
    let mut behind = first;
    for part in parts {
        left_out(import, lines, (behind, part.from));
        push(import, lines, part, name);
        behind = part.end;
    }
    left_out(import, lines, (behind, lines.len()));
}

/// Says which lines are in no template, when they say something.
fn left_out(import: &mut Import, lines: &[&str], (start, end): (usize, usize)) {
    let says = |line: &&str| {
        !line.trim().is_empty()
            && outline::heading(line).is_none()
            && !outline::is_rule(line)
            && !line.starts_with("```")
    };
    let between = lines.get(start..end).unwrap_or_default();
    let (Some(from), Some(to)) = (between.iter().position(says), between.iter().rposition(says))
    else {
        return;
    };
    let sentence = match to - from {
        0 => "It is in no template, and left out".to_owned(),
        _ => format!("From here to line {} it is in no template, and left out", start + to + 1),
    };
    import.problems.push(Problem::note(start + from + 1, sentence));
}

fn push(import: &mut Import, lines: &[&str], part: &Part, name: &str) {
    let inside = lines.get(part.start..part.end).unwrap_or_default();
    let blank = inside.iter().take_while(|line| line.trim().is_empty()).count();
    let body = inside.get(blank..).unwrap_or_default().join("\n");
    let body = body.trim_end();
    let line = part.start + blank + 1;
    if body.is_empty() {
        let title = part.title.as_deref().unwrap_or("It");
        import.problems.push(Problem::note(
            line.min(lines.len()),
            format!("“{title}” has no text, and is left out"),
        ));
        return;
    }
    let subject = body.lines().take(3).find_map(subject).map(str::to_owned);
    let title = part.title.clone().or_else(|| subject.clone()).or_else(|| title_of_file(name));
    let sketch = Sketch {
        line,
        title: super::variable::short(&title.unwrap_or_else(|| title_of(body))),
        topic: part.topic.clone(),
        note: part.note.clone(),
        subject,
        body: body.to_owned(),
        body_line: line,
        ..Sketch::default()
    };
    match measured(sketch) {
        Ok(sketch) => import.sketches.push(sketch),
        Err(problem) => import.problems.push(problem),
    }
}
