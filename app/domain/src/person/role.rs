use serde::{Deserialize, Serialize};

/// What a person is in the organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Admin,
    Member,
    Viewer,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Admin, Self::Member, Self::Viewer];

    /// The word in the database, in forms and on the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Member => "member",
            Self::Viewer => "viewer",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Admin => "Administrator",
            Self::Member => "Member",
            Self::Viewer => "Viewer",
        }
    }

    /// What the role is for, as it stands beside the choice.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Admin => "Manages people. Works on releases like a member.",
            Self::Member => "Creates releases and works on their checklists.",
            Self::Viewer => "Reads everything that is open, changes nothing.",
        }
    }
}
