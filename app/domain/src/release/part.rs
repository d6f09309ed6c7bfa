use serde::{Deserialize, Serialize};

/// What a person is in one release.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Owner,
    Approver,
    Contributor,
}

impl Part {
    pub const ALL: [Self; 3] = [Self::Owner, Self::Approver, Self::Contributor];

    /// The word in the database and in forms.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Approver => "approver",
            Self::Contributor => "contributor",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == key)
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Approver => "Approver",
            Self::Contributor => "Contributor",
        }
    }
}
