//! Personal links: the address by which one reader without an account reads one material and says so.

use jiff::Timestamp;

use crate::ids::{MaterialId, PersonId, ReaderId, ReaderLinkId};

/// Whoever has the secret of it reads as this reader, until it is over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReaderLink {
    pub id: ReaderLinkId,
    pub material: MaterialId,
    pub reader: ReaderId,
    pub made_by: PersonId,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

impl ReaderLink {
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}
