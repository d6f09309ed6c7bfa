use super::Criterion;

/// What one criterion found. The order is from best to worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Found {
    NotApplicable,
    Pass,
    /// Not met, and somebody said until when that is acceptable.
    Waived,
    Unknown,
    /// It was proven once, before something changed.
    Stale,
    Fail,
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
    pub const ALL: [Self; 6] =
        [Self::NotApplicable, Self::Pass, Self::Waived, Self::Unknown, Self::Stale, Self::Fail];

    /// It keeps the verdict from being ready.
    #[must_use]
    pub const fn is_in_the_way(self) -> bool {
        matches!(self, Self::Unknown | Self::Stale | Self::Fail)
    }

    /// The word in snapshots.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotApplicable => "na",
            Self::Pass => "pass",
            Self::Waived => "waived",
            Self::Unknown => "unknown",
            Self::Stale => "stale",
            Self::Fail => "fail",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|found| found.key() == key)
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotApplicable => "Not applicable",
            Self::Pass => "Pass",
            Self::Waived => "Waived",
            Self::Unknown => "Unknown",
            Self::Stale => "Stale",
            Self::Fail => "Fail",
        }
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
