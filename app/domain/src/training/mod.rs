//! Training materials: what prepares people before a release reaches them.

pub mod coverage;
pub mod coverage_export;
pub mod document;
pub mod draft;
pub mod file;
pub mod pitfall;
pub mod reader;
pub mod reader_link;
pub mod reader_list;
pub mod version;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{CohortId, MaterialId, PersonId, PhaseId, ProductId, ReleaseId};
use crate::phase::PhaseState;
use crate::product::Place;
use crate::text::{Line, Title};
use crate::words;

pub use version::{MaterialVersion, VersionError, VersionState, VersionStatus, VersionText};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Material {
    pub id: MaterialId,
    pub product: ProductId,
    /// None for what belongs to all releases of the product.
    pub release: Option<ReleaseId>,
    pub text: MaterialText,
    /// For whom it is. Without any it is for everybody.
    pub cohorts: Vec<CohortId>,
    /// The version that people read.
    pub published: Option<i64>,
    /// The newest published version that asks everybody to read it, also who read an older one.
    pub asked: Option<i64>,
    /// Where the phase is that it waits for, if it waits for one.
    pub embargo: Option<PhaseState>,
    pub retired_at: Option<Timestamp>,
    pub created_by: PersonId,
    pub created_at: Timestamp,
    pub version: i64,
}

/// What a person says about it, beside what it says itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MaterialText {
    pub title: Title,
    pub format: Format,
    /// How long it takes to read.
    pub minutes: Option<u32>,
    /// For whom in the cohorts it is, such as nurses.
    pub roles: Option<Line>,
    /// Nobody but who writes it sees it before this phase has begun.
    pub embargo: Option<PhaseId>,
    /// When somebody has to look whether it is still true.
    pub review_on: Option<Date>,
    pub owner: Option<PersonId>,
}

words! {
    pub enum Format(label) {
        Guide = "guide", "Guide";
        Walkthrough = "walkthrough", "Walkthrough";
        Video = "video", "Video";
        Slides = "slides", "Slides";
        Faq = "faq", "Questions and answers";
        Exercise = "exercise", "Exercise";
        Course = "course", "Course";
        Card = "card", "Card to print";
    }
}

/// What somebody has read of a material.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// Nothing that was published asks for it.
    NotAsked,
    NotYet,
    /// They read this version, and what changed since then asks again.
    Older(i64),
    /// They read this version, and nothing since then asks again.
    Read(i64),
}

impl Material {
    #[must_use]
    pub fn place(&self) -> Place {
        self.release.map_or(Place::Product(self.product), Place::Release)
    }

    /// Whether those who do not write it may see it: published, not retired, and the phase that it waits
    /// for has begun.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.published.is_some() && self.retired_at.is_none() && !self.is_embargoed()
    }

    /// The phase that it waits for has not begun.
    #[must_use]
    pub fn is_embargoed(&self) -> bool {
        self.text.embargo.is_some() && !self.embargo.is_some_and(has_begun)
    }

    /// People read it, and its day to look whether it is still true is over.
    #[must_use]
    pub fn needs_review(&self, today: Date) -> bool {
        self.published.is_some()
            && self.retired_at.is_none()
            && self.text.review_on.is_some_and(|day| day < today)
    }

    /// What it counts that somebody has acknowledged this version as their newest: enough when nothing that
    /// was published since then asks again.
    #[must_use]
    pub fn current_for_readers(&self, acknowledged: Option<i64>) -> Reading {
        match (self.asked.filter(|_| self.published.is_some()), acknowledged) {
            (None, _) => Reading::NotAsked,
            (Some(_), None) => Reading::NotYet,
            (Some(asked), Some(number)) if number >= asked => Reading::Read(number),
            (Some(_), Some(number)) => Reading::Older(number),
        }
    }

    /// Whether it is for somebody in these cohorts.
    #[must_use]
    pub fn is_for(&self, cohorts: &[CohortId]) -> bool {
        self.cohorts.is_empty() || self.cohorts.iter().any(|cohort| cohorts.contains(cohort))
    }
}

/// The cohort has it, or had it: from the moment it went live.
const fn has_begun(state: PhaseState) -> bool {
    match state {
        PhaseState::Planned
        | PhaseState::InDecision
        | PhaseState::Scheduled
        | PhaseState::Skipped => false,
        PhaseState::Live
        | PhaseState::Baking
        | PhaseState::Complete
        | PhaseState::PausedLive
        | PhaseState::PausedBaking
        | PhaseState::Halted
        | PhaseState::RolledBack => true,
    }
}

#[cfg(test)]
mod tests;
