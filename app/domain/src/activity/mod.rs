//! What happened, as the audit trail keeps it.

mod action;
mod object;
mod sealed;

pub use action::Action;
pub use object::Object;
pub use sealed::{AuditRecord, FIRST, words_bytes};

use std::fmt;

use jiff::Timestamp;

use crate::ids::AuditId;

/// An entry as the activity of a release shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditEntry {
    pub place: Place,
    /// Nobody, when the program did it by itself.
    pub actor: Option<String>,
    pub action: Action,
    /// What the object is called now, or was called when it was deleted.
    pub object: String,
    /// Whom it is about, when the object is something else.
    pub subject: Option<String>,
    pub reason: Option<String>,
}

/// Where an entry stands in the trail: many can happen in one microsecond, and each is shown once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    pub at: Timestamp,
    pub id: AuditId,
}

impl AuditEntry {
    /// What stands behind the person: `ticked “Tell the desk”`. Older records have the name of whom
    /// they are about in their text.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (sentence, object) = (self.action.sentence(), &*self.object);
        match (&self.subject, self.action) {
            (None, _) => sentence.replace("{}", object),
            (Some(subject), Action::RunActed) => {
                format!("{} by {subject}", sentence.replace("{}", object))
            }
            (Some(subject), _) => sentence.replace("“{}”", &format!("{subject}: “{object}”")),
        }
    }
}

impl Place {
    /// Reads what stood in an address. None for anything that is no place.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('.')?;
        Some(Self { at: Timestamp::from_microsecond(at.parse().ok()?).ok()?, id: id.parse().ok()? })
    }
}

/// As it stands in an address: the microseconds and the id.
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.at.as_microsecond(), self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written_and_nothing_else_is_one() {
        let id = AuditId::new(uuid::Uuid::from_u128(7));
        let place = Place { at: Timestamp::from_microsecond(1_795_251_600_000_001).unwrap(), id };
        assert_eq!(Place::parse(&place.to_string()), Some(place));
        for other in ["", "1795251600000001", "1795251600000001.x", ".", "x.y"] {
            assert_eq!(Place::parse(other), None, "{other}");
        }
    }
}
