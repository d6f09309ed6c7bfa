use domain::access::Operation;
use domain::release::Release;

use crate::access::{Granted, GrantedAt, Permit};

/// A release with what everybody who sees it needs for any of its pages.
#[derive(Clone, Debug)]
pub struct Seen {
    pub release: Release,
    pub can_plan: bool,
    pub can_work: bool,
    pub can_vote: bool,
    pub can_decide: bool,
    pub can_request: bool,
    pub can_approve: bool,
}

impl Seen {
    pub(crate) fn of<P: Permit>(granted: &Granted<P>) -> Self {
        Self::with(granted.release.clone(), |operation| granted.may(operation))
    }

    /// The release in which something lies, if it lies in one.
    pub(crate) fn at<P: Permit>(granted: &GrantedAt<P>) -> Option<Self> {
        let release = granted.release.clone()?;
        Some(Self::with(release, |operation| granted.may(operation)))
    }

    fn with(release: Release, can: impl Fn(Operation) -> bool) -> Self {
        Self {
            release,
            can_plan: can(Operation::PlanRelease),
            can_work: can(Operation::WorkChecklist),
            can_vote: can(Operation::Vote),
            can_decide: can(Operation::Decide),
            can_request: can(Operation::RequestException),
            can_approve: can(Operation::Approve),
        }
    }
}
