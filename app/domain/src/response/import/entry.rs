//! What a document says about one template, and the template that it gives.

use super::field::Field;
use super::{Problem, Sketch};
use crate::limits;

/// What was said of one field, and on which line it begins.
pub(super) struct Said {
    pub(super) field: Field,
    pub(super) line: usize,
    pub(super) text: String,
}

pub(super) struct Entry {
    pub(super) line: usize,
    pub(super) said: Vec<Said>,
}

impl Entry {
    /// The template, and what to say about it.
    ///
    /// # Errors
    /// What keeps it from being one.
    pub(super) fn sketch(self, own: bool, notes: &mut Vec<Problem>) -> Result<Sketch, Problem> {
        let Some(body) = self.find(Field::Body) else {
            let sentence = match self.find(Field::Title) {
                Some(title) => format!("“{}” has no text", super::variable::short(&title.text)),
                None => "There is neither a title nor a text".to_owned(),
            };
            return Err(Problem::wrong(self.line, sentence));
        };
        let mut sketch = Sketch {
            line: self.line,
            title: self.text(Field::Title).unwrap_or_default(),
            short_code: self.text(Field::ShortCode),
            topic: self.text(Field::Topic),
            questions: self.each(Field::Questions),
            cohorts: self.each(Field::Cohorts),
            note: self.lines(Field::Note),
            avoid: self.lines(Field::Avoid),
            channel: self.text(Field::Channel),
            situation: self.text(Field::Situation),
            language: self.text(Field::Language),
            subject: self.text(Field::Subject),
            valid_from: self.text(Field::ValidFrom),
            valid_to: self.text(Field::ValidTo),
            body: body.text.trim_end().to_owned(),
            body_line: body.line,
            variables: Vec::new(),
        };
        if self.text(Field::Active).is_some_and(|active| matches!(&*active, "false" | "0" | "no")) {
            notes.push(Problem::note(self.line, "It is switched off where it comes from"));
        }
        if let Some(subject) = sketch.subject.clone().filter(|_| !own) {
            sketch.body = format!("Subject: {subject}\n\n{}", sketch.body);
            sketch.body_line = sketch.body_line.saturating_sub(2).max(1);
        }
        if sketch.title.is_empty() {
            sketch.title = title_of(sketch.subject.as_deref().unwrap_or(&sketch.body));
        }
        measured(sketch)
    }

    fn find(&self, field: Field) -> Option<&Said> {
        self.said.iter().find(|said| said.field == field && !said.text.trim().is_empty())
    }

    fn text(&self, field: Field) -> Option<String> {
        self.find(field).map(|said| said.text.trim().to_owned())
    }

    fn lines(&self, field: Field) -> Option<String> {
        self.find(field).map(|said| said.text.trim_end().to_owned())
    }

    fn each(&self, field: Field) -> Vec<String> {
        let said = self.said.iter().filter(|said| said.field == field);
        let lines = said.flat_map(|said| said.text.lines());
        lines.map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}

/// Keeps a template to the limits that a form has.
///
/// # Errors
/// What is too long.
pub(super) fn measured(mut sketch: Sketch) -> Result<Sketch, Problem> {
    let title = sketch.title.split_whitespace().collect::<Vec<_>>().join(" ");
    sketch.title = title.chars().filter(|one| !one.is_control()).collect();
    let length = sketch.title.chars().count();
    if length > limits::TITLE {
        let sentence = format!("The title has {length} characters and may have {}", limits::TITLE);
        return Err(Problem::wrong(sketch.line, sentence));
    }
    let texts = [Some(&sketch.body), sketch.note.as_ref(), sketch.avoid.as_ref()];
    if texts.into_iter().flatten().any(|text| text.len() > limits::MARKDOWN) {
        let sentence = format!("A text must be {} KB or smaller", limits::MARKDOWN / 1024);
        return Err(Problem::wrong(sketch.line, sentence));
    }
    if sketch.body.contains('\0') {
        return Err(Problem::wrong(sketch.line, "The text has a character that cannot be shown"));
    }
    Ok(sketch)
}

/// A title out of a text: its first line that says something.
pub(super) fn title_of(text: &str) -> String {
    let mut lines = text.lines().map(|line| line.trim_matches(['#', '*', '_', '-', ' ']));
    let line = lines.find(|line| !line.is_empty()).unwrap_or("Untitled");
    super::variable::short(line)
}

/// A title out of the name of a file.
pub(super) fn title_of_file(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words = stem.replace(['_', '-'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    let first = letters.next()?;
    let title: String = first.to_uppercase().chain(letters).take(limits::TITLE).collect();
    Some(title)
}
