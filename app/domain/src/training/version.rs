//! What a material says, version by version, and the life of each: nothing is read that only its author saw.

use jiff::Timestamp;
use thiserror::Error;

use crate::ids::{MaterialId, PersonId};
use crate::text::{Line, Link, Markdown};
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MaterialVersion {
    pub material: MaterialId,
    /// 1 for the first.
    pub number: i64,
    pub text: VersionText,
    pub state: VersionState,
    /// Everybody who wrote in it, the first of them first.
    pub authors: Vec<PersonId>,
    pub written_at: Timestamp,
    /// Grows with every save. The next version goes on from here, so that no two drafts of a material ever
    /// had the same.
    pub version: i64,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VersionText {
    pub body: Markdown,
    /// Where it is when it is somewhere else: a video, a course.
    pub link: Option<Link>,
    /// Whoever read an older version has to read this one as well.
    pub asks_again: bool,
    /// What is different, for those who read the one before.
    pub changes: Option<Line>,
}

/// Where a version is in its life. Whether one that people read needs a review again follows from the day
/// and is not kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum VersionState {
    /// Written at, and why it was sent back if it was.
    Draft {
        sent_back: Option<SentBack>,
    },
    InReview,
    Approved(Review),
    /// What people read.
    Published {
        review: Review,
        at: Timestamp,
    },
    /// People read it until a later one was published.
    Replaced {
        review: Review,
        at: Timestamp,
    },
    /// People read it until the material was retired.
    Retired {
        review: Review,
        at: Timestamp,
    },
}

/// Somebody else looked at it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Review {
    pub by: PersonId,
    pub at: Timestamp,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SentBack {
    pub review: Review,
    pub reason: String,
}

words! {
    /// The state without what it carries: what is stored and shown.
    pub enum VersionStatus(label, word) {
        Draft = "draft", "Draft", "a draft";
        InReview = "in_review", "In review", "in review";
        Approved = "approved", "Approved", "approved";
        Published = "published", "Published", "published";
        Replaced = "replaced", "Replaced", "replaced";
        Retired = "retired", "Retired", "retired";
    }
}

/// In which versions of a material something is that lies beside its text: a file, a pitfall. So nobody reads what
/// nobody reviewed, and what is taken away stays until the version without it is published.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VersionRange {
    /// The number of the first version that has it.
    pub since: i64,
    /// The number of the first that no longer has it.
    pub until: Option<i64>,
}

impl VersionRange {
    #[must_use]
    pub const fn since(number: i64) -> Self {
        Self { since: number, until: None }
    }

    /// Whether a version has it.
    #[must_use]
    pub fn holds(self, number: i64) -> bool {
        self.since <= number && self.until.is_none_or(|until| number < until)
    }

    /// What is left of it when a version no longer has it; nothing when none before had it.
    #[must_use]
    pub fn ended(self, number: i64) -> Option<Self> {
        (self.since < number).then_some(Self { until: Some(number), ..self })
    }
}

/// Why a version does not move on. The sentences are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum VersionError {
    #[error("A version that is {} already cannot do this", .0)]
    NoSuchStep(&'static str),
    #[error("You wrote in this version. Somebody else has to review it")]
    Own,
    #[error("Write a text or give a link first")]
    Empty,
    #[error("Say what changed, for those who read the version before")]
    NoChanges,
}

impl MaterialVersion {
    /// The first version of a material, or the one behind another, which begins with what that one says.
    #[must_use]
    pub fn begin(
        material: MaterialId,
        before: Option<&Self>,
        (by, at): (PersonId, Timestamp),
    ) -> Self {
        let link = before.and_then(|before| before.text.link.clone());
        Self {
            material,
            number: before.map_or(1, |before| before.number + 1),
            text: VersionText {
                body: before.map(|before| before.text.body.clone()).unwrap_or_default(),
                link,
                asks_again: true,
                changes: None,
            },
            state: VersionState::Draft { sent_back: None },
            authors: vec![by],
            written_at: at,
            version: before.map_or(1, |before| before.version + 1),
        }
    }

    /// Whether somebody may write in it.
    #[must_use]
    pub const fn is_draft(&self) -> bool {
        matches!(self.state, VersionState::Draft { .. })
    }

    /// Asks others to look at it.
    ///
    /// # Errors
    /// It is no draft, says nothing, or does not say what changed.
    pub fn submit(&self) -> Result<VersionState, VersionError> {
        if self.text.body.as_str().is_empty() && self.text.link.is_none() {
            return Err(VersionError::Empty);
        }
        if self.number > 1 && self.text.changes.is_none() {
            return Err(VersionError::NoChanges);
        }
        self.state.clone().submit()
    }
}

impl VersionText {
    /// What is kept of it for this version: the first one always asks, there is nothing older to have read.
    #[must_use]
    pub fn of_number(self, number: i64) -> Self {
        Self { asks_again: self.asks_again || number == 1, ..self }
    }
}

impl VersionState {
    /// Whether there is something to write: this draft, or the version after what is published. While it is with
    /// others nobody changes it.
    #[must_use]
    pub const fn is_open_to_write(&self) -> bool {
        matches!(self, Self::Draft { .. } | Self::Published { .. })
    }

    /// # Errors
    /// It is no draft.
    pub fn submit(self) -> Result<Self, VersionError> {
        match self {
            Self::Draft { .. } => Ok(Self::InReview),
            other => Err(VersionError::NoSuchStep(other.word())),
        }
    }

    /// Its author wants to go on writing.
    ///
    /// # Errors
    /// It is not with others.
    pub fn take_back(self) -> Result<Self, VersionError> {
        match self {
            Self::InReview | Self::Approved(_) => Ok(Self::Draft { sent_back: None }),
            other => Err(VersionError::NoSuchStep(other.word())),
        }
    }

    /// Somebody who wrote nothing in it says that it is right.
    ///
    /// # Errors
    /// It is not in review, or it is their own.
    pub fn approve(self, review: Review, authors: &[PersonId]) -> Result<Self, VersionError> {
        self.reviewed(review, authors).map(Self::Approved)
    }

    /// Somebody who wrote nothing in it says what has to change.
    ///
    /// # Errors
    /// It is not in review, or it is their own.
    pub fn send_back(
        self,
        review: Review,
        authors: &[PersonId],
        reason: &str,
    ) -> Result<Self, VersionError> {
        let review = self.reviewed(review, authors)?;
        Ok(Self::Draft { sent_back: Some(SentBack { review, reason: reason.to_owned() }) })
    }

    fn reviewed(self, review: Review, authors: &[PersonId]) -> Result<Review, VersionError> {
        match self {
            Self::InReview if authors.contains(&review.by) => Err(VersionError::Own),
            Self::InReview => Ok(review),
            other => Err(VersionError::NoSuchStep(other.word())),
        }
    }

    /// From now on people read it.
    ///
    /// # Errors
    /// Nobody approved it.
    pub fn publish(self, at: Timestamp) -> Result<Self, VersionError> {
        match self {
            Self::Approved(review) => Ok(Self::Published { review, at }),
            other => Err(VersionError::NoSuchStep(other.word())),
        }
    }

    /// A later one is published.
    ///
    /// # Errors
    /// People do not read it.
    pub fn replace(self) -> Result<Self, VersionError> {
        match self {
            Self::Published { review, at } => Ok(Self::Replaced { review, at }),
            other => Err(VersionError::NoSuchStep(other.word())),
        }
    }

    /// The material is retired.
    ///
    /// # Errors
    /// People do not read it.
    pub fn retire(self) -> Result<Self, VersionError> {
        match self {
            Self::Published { review, at } => Ok(Self::Retired { review, at }),
            other => Err(VersionError::NoSuchStep(other.word())),
        }
    }

    /// Who approved it.
    #[must_use]
    pub const fn review(&self) -> Option<Review> {
        match self {
            Self::Approved(review)
            | Self::Published { review, .. }
            | Self::Replaced { review, .. }
            | Self::Retired { review, .. } => Some(*review),
            Self::Draft { .. } | Self::InReview => None,
        }
    }

    /// Since when people read it.
    #[must_use]
    pub const fn published_at(&self) -> Option<Timestamp> {
        match self {
            Self::Published { at, .. } | Self::Replaced { at, .. } | Self::Retired { at, .. } => {
                Some(*at)
            }
            Self::Draft { .. } | Self::InReview | Self::Approved(_) => None,
        }
    }

    /// Which of the table it is, without what it carries.
    #[must_use]
    pub const fn status(&self) -> VersionStatus {
        match self {
            Self::Draft { .. } => VersionStatus::Draft,
            Self::InReview => VersionStatus::InReview,
            Self::Approved(_) => VersionStatus::Approved,
            Self::Published { .. } => VersionStatus::Published,
            Self::Replaced { .. } => VersionStatus::Replaced,
            Self::Retired { .. } => VersionStatus::Retired,
        }
    }

    #[must_use]
    pub const fn word(&self) -> &'static str {
        self.status().word()
    }

    #[must_use]
    pub const fn label(&self) -> &'static str {
        self.status().label()
    }
}
