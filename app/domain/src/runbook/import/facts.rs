//! What a step says about itself between the lines: how long, who, how to check.

use super::ImportedStep;
use crate::limits;
use crate::minutes::Minutes;

/// What a line such as `Time: 20 min` is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fact {
    Title,
    Time,
    Owner,
    Instruction,
    Check,
    Rollback,
    NoReturn,
    Parallel,
}

impl Fact {
    /// Finds what a name stands for, in a table or before a colon.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = name.trim_matches(|c: char| c.is_whitespace() || "*_`".contains(c));
        Some(match name.to_lowercase().replace(['_', '-'], " ").as_str() {
            "title" | "step" | "task" | "activity" | "description" | "name" => Self::Title,
            "time" | "minutes" | "duration" | "planned" | "planned minutes" | "estimate"
            | "estimated time" | "min" | "mins" => Self::Time,
            "owner" | "who" | "responsible" | "assignee" | "resource" | "role" => Self::Owner,
            "instruction" | "instructions" | "command" | "commands" | "details" | "notes"
            | "how" => Self::Instruction,
            "check" | "verify" | "verification" | "validation" | "expected" => Self::Check,
            "rollback" | "roll back" | "back out" | "backout" | "undo" => Self::Rollback,
            "point of no return" | "no return" => Self::NoReturn,
            "parallel" | "in parallel" => Self::Parallel,
            _ => return None,
        })
    }
}

impl ImportedStep {
    pub(super) fn new(line: usize, title: &str) -> Self {
        let mut step = Self { line, ..Self::default() };
        step.set_title(title);
        step
    }

    /// Takes the title, and what stands in brackets behind it when that is a duration.
    pub(super) fn set_title(&mut self, title: &str) {
        let plain: String = title.replace("**", "").replace("__", "");
        let plain = plain.trim().trim_start_matches("[ ]").trim_start_matches("[x]").trim();
        let (plain, planned) = timed(plain);
        self.planned = self.planned.or(planned);
        self.no_return |= plain.to_lowercase().contains("point of no return");
        let whole = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        self.title = whole.chars().take(limits::TITLE).collect();
        if whole.chars().count() > limits::TITLE {
            self.say(&whole);
        }
    }

    /// Adds a line to the instruction.
    pub(super) fn say(&mut self, line: &str) {
        self.instruction.push_str(line.trim_end());
        self.instruction.push('\n');
    }

    /// Takes a fact; says whether it was understood.
    pub(super) fn take(&mut self, fact: Fact, value: &str) -> bool {
        let value = value.trim();
        let words = || {
            let short: String = value.chars().take(limits::REASON).collect();
            (!short.is_empty()).then_some(short)
        };
        match fact {
            Fact::Title => self.set_title(value),
            Fact::Time => match Minutes::parse(value) {
                Ok(planned) => self.planned = Some(planned),
                Err(_) => return value.is_empty(),
            },
            Fact::Owner => self.owner = words(),
            Fact::Instruction => value.lines().for_each(|line| self.say(line)),
            Fact::Check => self.check = words(),
            Fact::Rollback => self.rollback = words(),
            Fact::NoReturn => self.no_return = is_yes(value),
            Fact::Parallel => self.parallel = is_yes(value),
        }
        true
    }
}

fn is_yes(value: &str) -> bool {
    matches!(value.to_lowercase().as_str(), "yes" | "y" | "true" | "x" | "1")
}

/// Takes a duration off the end of a title: `(~1h 15m)`, `[20 min]`, `– 5 min`.
fn timed(title: &str) -> (&str, Option<Minutes>) {
    for (open, close) in [('(', ")"), ('[', "]")] {
        let inside = title.strip_suffix(close).and_then(|start| start.rsplit_once(open));
        if let Some((start, inside)) = inside
            && let Some(planned) = with_unit(inside)
        {
            return (start.trim_end(), Some(planned));
        }
    }
    for dash in [" – ", " — ", " - ", ": "] {
        if let Some((start, end)) = title.rsplit_once(dash)
            && let Some(planned) = with_unit(end)
        {
            return (start.trim_end(), Some(planned));
        }
    }
    (title, None)
}

/// A bare number behind a title is no duration: it could be anything.
fn with_unit(text: &str) -> Option<Minutes> {
    text.chars().any(char::is_alphabetic).then(|| Minutes::parse(text).ok()).flatten()
}
