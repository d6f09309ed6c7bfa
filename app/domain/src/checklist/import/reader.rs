//! The walk over the lines of a document.

use super::line::{Line, indentation, unquoted};
use super::{Import, ImportedItem, Mark, Skipped, Why};
use crate::{limits, markdown};

/// The level of a bold line that stands for a heading: below every real one.
const BOLD: usize = 7;

#[derive(Default)]
pub(super) struct Reader {
    import: Import,
    headings: Vec<(usize, String)>,
    /// The list entries that are open at this line, outermost first.
    entries: Vec<Entry>,
    /// The marker that ends the code block we are in.
    fence: Option<String>,
    in_comment: bool,
    after_blank: bool,
}

struct Entry {
    indent: usize,
    kind: EntryKind,
}

enum EntryKind {
    Task(usize),
    /// A bullet without a box; its text is a section for the tasks below it.
    Bullet(String),
}

impl Reader {
    pub(super) fn read(mut self, text: &str) -> Import {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<&str> = text.split('\n').collect();
        let front = front_matter(&lines);
        if front > 0 {
            let text = lines.get(1).copied().unwrap_or_default();
            self.import.skipped.push(Skipped {
                line: 1,
                lines: front,
                text: text.to_owned(),
                why: Why::FrontMatter,
            });
        }
        for (place, line) in lines.iter().enumerate().skip(front) {
            let next = lines.get(place + 1).copied().unwrap_or_default();
            self.line(place + 1, line, next);
        }
        for item in &mut self.import.items {
            item.explanation.truncate(item.explanation.trim_end().len());
        }
        self.import
    }

    fn line(&mut self, number: usize, line: &str, next: &str) {
        if self.fence.is_some() {
            return self.inside_fence(number, line);
        }
        let Some(visible) = self.without_comments(number, line) else { return };
        let blank_before = std::mem::replace(&mut self.after_blank, false);
        match Line::of(&visible) {
            Line::Blank => {
                self.after_blank = true;
                self.explain_blank();
            }
            Line::Heading { level, text } => self.heading(level, text),
            Line::BoldHeading(text) => self.heading(BOLD, text),
            Line::Task { indent, mark, text } => self.task(number, indent, mark, text),
            Line::Bullet { indent, text } => self.bullet(number, indent, text, &visible),
            Line::Fence { indent, marker, .. } => self.open_fence(number, indent, marker, &visible),
            Line::Table => self.text(number, 0, blank_before, &visible, Why::Table),
            Line::Text { indent } => match underline(next) {
                Some(level) if indent < 4 && self.entries.is_empty() => {
                    self.heading(level, visible.trim());
                }
                _ if is_underline(&visible) => {}
                _ => self.text(number, indent, blank_before, &visible, Why::Prose),
            },
        }
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.entries.clear();
        while self.headings.last().is_some_and(|(above, _)| *above >= level) {
            self.headings.pop();
        }
        let text = markdown::plain(text);
        if !text.is_empty() {
            self.headings.push((level, shortened(&text)));
        }
    }

    fn task(&mut self, line: usize, indent: usize, mark: Mark, text: &str) {
        self.close_entries(indent);
        let parent = self.entries.iter().rev().find_map(|entry| match entry.kind {
            EntryKind::Task(place) => Some(place),
            EntryKind::Bullet(_) => None,
        });
        let plain = markdown::plain(text);
        let title =
            if plain.is_empty() { "Task without a text".to_owned() } else { shortened(&plain) };
        let explanation =
            if title == plain && plain == text { String::new() } else { format!("{text}\n") };
        let section = self.section(parent);
        self.entries.push(Entry { indent, kind: EntryKind::Task(self.import.items.len()) });
        self.import.items.push(ImportedItem { line, title, explanation, section, parent, mark });
    }

    /// The headings above and the plain bullets above; a sub-item is where its parent is.
    fn section(&self, parent: Option<usize>) -> Vec<String> {
        if let Some(parent) = parent.and_then(|place| self.import.items.get(place)) {
            return parent.section.clone();
        }
        let bullets = self.entries.iter().filter_map(|entry| match &entry.kind {
            EntryKind::Bullet(text) => Some(text.clone()),
            EntryKind::Task(_) => None,
        });
        self.headings.iter().map(|(_, text)| text.clone()).chain(bullets).collect()
    }

    fn bullet(&mut self, number: usize, indent: usize, text: &str, whole: &str) {
        self.close_entries(indent);
        if self.explain(whole) {
            return;
        }
        self.skip(number, text, Why::PlainListItem);
        let text = shortened(&markdown::plain(text));
        self.entries.push(Entry { indent, kind: EntryKind::Bullet(text) });
    }

    fn text(&mut self, number: usize, indent: usize, blank_before: bool, line: &str, why: Why) {
        let lazy = !blank_before && why == Why::Prose;
        if !lazy {
            self.close_entries(indent);
        }
        if !self.explain(line) {
            self.skip(number, line.trim(), why);
        }
    }

    fn open_fence(&mut self, number: usize, indent: usize, marker: &str, line: &str) {
        self.fence = Some(marker.to_owned());
        self.close_entries(indent);
        if !self.explain(line) {
            self.skip(number, line.trim(), Why::Code);
        }
    }

    fn inside_fence(&mut self, number: usize, line: &str) {
        let ends = match (Line::of(line), &self.fence) {
            (Line::Fence { marker, bare: true, .. }, Some(open)) => {
                marker.starts_with(open.as_str())
            }
            _ => false,
        };
        if ends {
            self.fence = None;
        }
        let has_box = matches!(Line::of(line), Line::Task { .. });
        let explained = self.explain(line);
        if !explained || has_box {
            self.skip(number, line.trim(), Why::Code);
        }
    }

    /// The line without its comments; `None` when a comment is all it has.
    fn without_comments(&mut self, number: usize, line: &str) -> Option<String> {
        let mut visible = String::new();
        let mut rest = line;
        let mut hidden = self.in_comment;
        loop {
            let (mark, skip) = if self.in_comment { ("-->", 3) } else { ("<!--", 4) };
            let Some(at) = rest.find(mark) else { break };
            if !self.in_comment {
                visible.push_str(rest.get(..at).unwrap_or_default());
            }
            hidden = true;
            self.in_comment = !self.in_comment;
            rest = rest.get(at + skip..).unwrap_or_default();
        }
        if !self.in_comment {
            visible.push_str(rest);
        }
        if hidden {
            self.skip(number, line.trim(), Why::Comment);
        }
        (!hidden || !visible.trim().is_empty()).then_some(visible)
    }

    fn close_entries(&mut self, indent: usize) {
        while self.entries.last().is_some_and(|entry| entry.indent >= indent) {
            self.entries.pop();
        }
    }

    /// Adds a line to the explanation of the task it belongs to; says whether there is one.
    fn explain(&mut self, line: &str) -> bool {
        let task = self.entries.iter().rev().find_map(|entry| match entry.kind {
            EntryKind::Task(place) => Some((place, entry.indent)),
            EntryKind::Bullet(_) => None,
        });
        let Some((place, task_indent)) = task else { return false };
        let Some(item) = self.import.items.get_mut(place) else { return false };
        let (indent, text) = indentation(unquoted(line));
        item.explanation.push_str(&" ".repeat(indent.saturating_sub(task_indent + 2)));
        item.explanation.push_str(text);
        item.explanation.push('\n');
        true
    }

    fn explain_blank(&mut self) {
        if let Some(Entry { kind: EntryKind::Task(place), .. }) = self.entries.last()
            && let Some(item) = self.import.items.get_mut(*place)
            && !item.explanation.is_empty()
            && !item.explanation.ends_with("\n\n")
        {
            item.explanation.push('\n');
        }
    }

    /// Notes what was left out; neighbours with the same reason are one entry.
    fn skip(&mut self, line: usize, text: &str, why: Why) {
        if let Some(last) = self.import.skipped.last_mut()
            && last.why == why
            && last.line + last.lines >= line
        {
            last.lines = line + 1 - last.line;
            return;
        }
        self.import.skipped.push(Skipped { line, lines: 1, text: shortened(text), why });
    }
}

/// How many lines the settings between `---` at the top of a document take.
fn front_matter(lines: &[&str]) -> usize {
    if lines.first().map(|line| line.trim_end()) != Some("---") {
        return 0;
    }
    let end = lines.iter().skip(1).position(|line| matches!(line.trim_end(), "---" | "..."));
    end.map_or(0, |end| end + 2)
}

/// The level of the heading that this line, drawn under a text, makes of it.
fn underline(line: &str) -> Option<usize> {
    match line.trim() {
        line if line.len() >= 3 && line.chars().all(|c| c == '=') => Some(1),
        line if line.len() >= 3 && line.chars().all(|c| c == '-') => Some(2),
        _ => None,
    }
}

/// A rule across the page, or the line under a heading: nothing to read.
fn is_underline(line: &str) -> bool {
    let line: String = line.split_whitespace().collect();
    line.len() >= 3 && ['=', '-', '*', '_'].iter().any(|mark| line.chars().all(|c| c == *mark))
}

/// At most as long as a title may be, cut between words.
fn shortened(text: &str) -> String {
    if text.chars().count() <= limits::TITLE {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() + 2 > limits::TITLE {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    if short.is_empty() {
        short = text.chars().take(limits::TITLE - 1).collect();
    }
    format!("{}…", short.trim_end())
}
