use jiff::Timestamp;

use super::{Email, Role};
use crate::ids::{InvitationId, PersonId, SessionId};

/// Somebody of the organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    pub id: PersonId,
    pub email: Email,
    pub name: String,
    pub role: Role,
    /// Their access has not been ended.
    pub active: bool,
    /// Single-key shortcuts are on (WCAG 2.1.4 lets people switch them off).
    pub shortcuts: bool,
    pub version: i64,
}

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
