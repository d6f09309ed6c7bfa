//! Whether a release is ready, computed from its evidence and explained.
//!
//! A list of pure functions, one for each criterion; later features add theirs. The verdict is the
//! worst of them, and missing evidence is unknown, never green.

mod criteria;
mod next;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::checklist::{Kept, Line, Outline};
use crate::ids::{ItemId, PersonId};
use crate::release::{Schedule, Tier};

/// What is known about a release.
pub struct Evidence<'a> {
    pub tier: Tier,
    pub schedule: &'a Schedule,
    pub items: &'a [ItemEvidence],
}

/// A line of the checklist that is work, with what the criteria ask about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemEvidence {
    pub id: ItemId,
    pub title: String,
    pub kept: Kept,
    pub required: bool,
    pub critical: bool,
    pub has_evidence: bool,
    pub owner: Option<PersonId>,
    pub due_at: Option<Timestamp>,
    /// Whom a blocked item waits for, in words.
    pub blocked_on: Option<String>,
}

/// What one criterion found. The order is from best to worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Found {
    NotApplicable,
    Pass,
    Unknown,
    Fail,
}

/// One criterion with its sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Criterion {
    pub name: &'static str,
    pub found: Found,
    pub sentence: String,
    /// Where to look.
    pub evidence: Place,
}

/// Something that would bring the release closer to ready.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub found: Found,
    pub sentence: String,
    pub place: Place,
    pub owner: Option<PersonId>,
    pub due_at: Option<Timestamp>,
}

/// Where a sentence leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Checklist,
    Import,
    Item(ItemId),
    Plan,
}

/// The answer in one word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Answer {
    Ready,
    Unknown,
    NotReady,
}

/// The answer and everything it rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    pub answer: Answer,
    pub criteria: Vec<Criterion>,
    /// Everything that stands between this and ready, the most pressing first.
    pub changes: Vec<Change>,
}

impl Verdict {
    /// Judges a release at a moment.
    #[must_use]
    pub fn of(evidence: &Evidence<'_>, now: Timestamp) -> Self {
        let criteria = criteria::all(evidence);
        Self { answer: Answer::of(&criteria), changes: next::changes(evidence, now), criteria }
    }

    /// The answer as the first line of a page.
    #[must_use]
    pub fn sentence(&self) -> String {
        let count =
            |found| self.criteria.iter().filter(|criterion| criterion.found == found).count();
        match self.answer {
            Answer::Ready => {
                format!("Ready. {} proven.", of_criteria(count(Found::Pass), "is", "are"))
            }
            Answer::Unknown => {
                format!(
                    "Unknown. {} no evidence yet.",
                    of_criteria(count(Found::Unknown), "has", "have")
                )
            }
            Answer::NotReady => {
                format!("Not ready. {} not met.", of_criteria(count(Found::Fail), "is", "are"))
            }
        }
    }
}

fn of_criteria(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 criterion {one}"),
        count => format!("{count} criteria {many}"),
    }
}

impl Answer {
    /// The worst of the criteria; without any that applies, nothing is known.
    #[must_use]
    pub fn of(criteria: &[Criterion]) -> Self {
        match criteria.iter().map(|criterion| criterion.found).max() {
            Some(Found::Fail) => Self::NotReady,
            Some(Found::Pass) => Self::Ready,
            Some(Found::Unknown | Found::NotApplicable) | None => Self::Unknown,
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ready => "Ready",
            Self::Unknown => "Unknown",
            Self::NotReady => "Not ready",
        }
    }
}

impl ItemEvidence {
    /// Is still to be done, or to be verified.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self.kept {
            Kept::Done => self.critical,
            kept => !kept.is_finished(),
        }
    }

    /// What the outline says about a line goes before what the item itself says.
    #[must_use]
    pub const fn at(mut self, line: &Line) -> Self {
        self.kept = line.kept;
        self.required = line.required;
        self.critical = line.critical;
        self
    }
}

/// Keeps the items that are work, as the outline sees them.
#[must_use]
pub fn work(
    outline: &Outline,
    mut find: impl FnMut(ItemId) -> Option<ItemEvidence>,
) -> Vec<ItemEvidence> {
    outline.work().filter_map(|line| find(line.id).map(|item| item.at(line))).collect()
}

/// A date as it stands in sentences: `Mon 23 Nov`, with the year when it is another one.
#[must_use]
pub fn day_in_words(day: Date, today: Date) -> String {
    let pattern = if day.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
    day.strftime(pattern).to_string()
}

#[cfg(test)]
mod tests;
