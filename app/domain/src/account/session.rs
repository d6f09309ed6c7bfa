use jiff::Timestamp;

use crate::ids::{InvitationId, PersonId, SessionId};
use crate::person::{Email, Role};

/// A sign-in on one browser, as its owner sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    pub id: SessionId,
    pub person: PersonId,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// What the browser called itself.
    pub browser: String,
}

/// Somebody who has been asked to join and has not yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    pub id: InvitationId,
    pub email: Email,
    pub role: Role,
    pub invited_by: PersonId,
    pub expires_at: Timestamp,
}
