use super::Criterion;
use crate::words;

words! {
    /// What one criterion found. The order is from best to worst.
    #[derive(PartialOrd, Ord)]
    pub enum Found(label) {
        NotApplicable = "na", "Not applicable";
        Pass = "pass", "Pass";
        /// Not met, and somebody said until when that is acceptable.
        Waived = "waived", "Waived";
        Unknown = "unknown", "Unknown";
        /// It was proven once, before something changed.
        Stale = "stale", "Stale";
        Fail = "fail", "Fail";
    }
}

/// The answer in one word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Answer {
    Ready,
    ReadyWithExceptions,
    Unknown,
    NotReady,
}

impl Found {
    /// It keeps the verdict from being ready.
    #[must_use]
    pub const fn is_in_the_way(self) -> bool {
        matches!(self, Self::Unknown | Self::Stale | Self::Fail)
    }
}

impl Answer {
    /// The worst of the criteria; without any that applies, nothing is known.
    #[must_use]
    pub fn of(criteria: &[Criterion]) -> Self {
        match criteria.iter().map(|criterion| criterion.found).max() {
            Some(Found::Fail | Found::Stale) => Self::NotReady,
            Some(Found::Waived) => Self::ReadyWithExceptions,
            Some(Found::Pass) => Self::Ready,
            Some(Found::Unknown | Found::NotApplicable) | None => Self::Unknown,
        }
    }

    /// Whether one may go without passing over the verdict.
    #[must_use]
    pub const fn may_go(self) -> bool {
        matches!(self, Self::Ready | Self::ReadyWithExceptions)
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ready => "Ready",
            Self::ReadyWithExceptions => "Ready with exceptions",
            Self::Unknown => "Unknown",
            Self::NotReady => "Not ready",
        }
    }

    /// The word in a sentence.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::ReadyWithExceptions => "ready with exceptions",
            Self::Unknown => "unknown",
            Self::NotReady => "not ready",
        }
    }
}
