//! What a document says about a template, in our types.

use jiff::civil::Date;

use super::{Problem, Sketch};
use crate::response::{Channel, Language, Questions, ShortCode, Situation, Validity};
use crate::text::{Markdown, Title, Topic};

/// What a template says when the document does not name a topic.
const TOPIC: &str = "Imported";

/// A template whose every field was understood, without its body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub title: Title,
    pub topic: Topic,
    pub questions: Questions,
    pub note: Markdown,
    pub avoid: Markdown,
    pub channel: Channel,
    pub situation: Situation,
    pub language: Language,
    pub validity: Validity,
    /// As the document names it.
    pub short_code: Option<ShortCode>,
}

impl Draft {
    /// What the document says that no form would take goes to `problems`. A channel or a situation of another
    /// program is only remarked on; in our own export it is wrong.
    #[must_use]
    pub fn of(sketch: &Sketch, own: bool, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut read = Reading { line: sketch.line, own, problems };
        let title = read.needed(Title::parse(&sketch.title));
        let topic = read.needed(Topic::parse(sketch.topic.as_deref().unwrap_or(TOPIC)));
        let questions = read.needed(Questions::parse(&sketch.questions.join("\n")));
        let note = read.needed(Markdown::parse(sketch.note.as_deref().unwrap_or_default()));
        let avoid = read.needed(Markdown::parse(sketch.avoid.as_deref().unwrap_or_default()));
        let short_code = read.short_code(sketch.short_code.as_deref());
        let language = match sketch.language.as_deref() {
            Some(tag) => read.needed(Language::parse(tag)),
            None => Some(Language::english()),
        };
        let channel = read.word("channel", sketch.channel.as_deref(), Channel::from_key);
        let situation = read.word("situation", sketch.situation.as_deref(), Situation::from_key);
        let (from, to) =
            (read.day(sketch.valid_from.as_deref()), read.day(sketch.valid_to.as_deref()));
        let validity = read.needed(Validity::new(from?, to?));
        Some(Self {
            title: title?,
            topic: topic?,
            questions: questions?,
            note: note?,
            avoid: avoid?,
            channel: channel?.unwrap_or(Channel::Any),
            situation: situation?.unwrap_or(Situation::Always),
            language: language?,
            validity: validity?,
            short_code: short_code?,
        })
    }
}

struct Reading<'a> {
    line: usize,
    own: bool,
    problems: &'a mut Vec<Problem>,
}

impl Reading<'_> {
    fn needed<T, E: std::fmt::Display>(&mut self, parsed: Result<T, E>) -> Option<T> {
        parsed
            .map_err(|error| self.problems.push(Problem::wrong(self.line, error.to_string())))
            .ok()
    }

    /// A code that could not be typed here is proposed anew from the title.
    fn short_code(&mut self, text: Option<&str>) -> Option<Option<ShortCode>> {
        match text.map(ShortCode::parse) {
            None => Some(None),
            Some(Ok(code)) => Some(Some(code)),
            Some(Err(error)) if self.own => self.needed(Err(error)),
            Some(Err(_)) => Some(None),
        }
    }

    fn word<T>(
        &mut self,
        what: &str,
        text: Option<&str>,
        known: impl Fn(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        let Some(text) = text else { return Some(None) };
        let key = text.to_lowercase().replace([' ', '-'], "_");
        if let Some(found) = known(&key) {
            return Some(Some(found));
        }
        let sentence = format!("There is no {what} “{}”", super::variable::short(text));
        let problem = if self.own { Problem::wrong } else { Problem::note };
        self.problems.push(problem(self.line, sentence));
        (!self.own).then_some(None)
    }

    fn day(&mut self, text: Option<&str>) -> Option<Option<Date>> {
        let Some(text) = text else { return Some(None) };
        let day = text.parse::<Date>();
        let said = super::variable::short(text);
        self.needed(
            day.map(Some).map_err(|_| format!("“{said}” is no day. Write it as 2026-11-16")),
        )
    }
}
