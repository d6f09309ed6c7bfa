//! How a release goes out, and how much rigour it gets.

/// How a release goes to people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Standard,
    BigBang,
    Emergency,
}

/// How much has to be proven before the verdict is ready. The lowest asks for a checklist and a
/// date and is the default.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tier {
    Low,
    Standard,
    High,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Standard, Self::BigBang, Self::Emergency];

    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::BigBang => "big_bang",
            Self::Emergency => "emergency",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Standard => "Standard: in steps",
            Self::BigBang => "Big bang: everybody at once",
            Self::Emergency => "Emergency: a fix that cannot wait",
        }
    }
}

impl Tier {
    pub const ALL: [Self; 3] = [Self::Low, Self::Standard, Self::High];

    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Standard => "standard",
            Self::High => "high",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.key() == key)
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Low => "Low: checklist and launch date",
            Self::Standard => {
                "Standard: also a month of buffer, a rollback card, success criteria and votes"
            }
            Self::High => "High: also evidence for every critical item and a measured rollback",
        }
    }
}
