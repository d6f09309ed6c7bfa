//! Ordered, timed steps of a migration or a cutover.

mod export;
pub mod import;

pub use export::{csv, markdown};

use crate::ids::{PersonId, ReleaseId, RunbookId, StepId};
use crate::minutes::Minutes;
use crate::text::{Label, Line, Markdown, Title};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Runbook {
    pub id: RunbookId,
    pub release: ReleaseId,
    /// Its short number in the release, from 1.
    pub ordinal: i64,
    pub text: RunbookText,
    /// Which version of its steps is worked on. A run that has started keeps the version it had.
    pub number: i64,
    pub version: i64,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunbookText {
    pub name: Label,
    /// How long the cutover may take.
    pub window: Option<Minutes>,
    /// Time to decide, before going back has to begin.
    pub margin: Minutes,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The same over all versions of the runbook.
    pub id: StepId,
    pub runbook: RunbookId,
    /// The version of the runbook that this is a part of.
    pub number: i64,
    /// From 1.
    pub position: i64,
    pub text: StepText,
    pub version: i64,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepText {
    pub title: Title,
    pub instruction: Markdown,
    pub owner: Option<PersonId>,
    pub planned: Option<Minutes>,
    /// How one sees that it worked.
    pub check: Option<Line>,
    /// How to undo it.
    pub rollback: Option<Line>,
    /// Behind it there is no way back.
    pub no_return: bool,
    /// May go at the same time as the step before it.
    pub parallel: bool,
}

impl StepText {
    /// A step that says only what it is called.
    #[must_use]
    pub fn named(title: Title) -> Self {
        Self {
            title,
            instruction: Markdown::default(),
            owner: None,
            planned: None,
            check: None,
            rollback: None,
            no_return: false,
            parallel: false,
        }
    }
}

/// Steps that go at the same time: each group waits for the one before it.
pub fn groups<T>(steps: &[T], is_parallel: impl Fn(&T) -> bool) -> impl Iterator<Item = &[T]> {
    steps.chunk_by(move |_, next| is_parallel(next))
}

/// How long a plan takes, in seconds, when steps in parallel wait for the longest of them; and how
/// many steps say nothing.
#[must_use]
pub fn planned_seconds(steps: &[Step]) -> (i64, usize) {
    let planned = |step: &Step| step.text.planned.map_or(0, Minutes::seconds);
    let sum = groups(steps, |step| step.text.parallel)
        .map(|group| group.iter().map(planned).max().unwrap_or(0))
        .sum();
    (sum, steps.iter().filter(|step| step.text.planned.is_none()).count())
}
