use jiff::civil::Date;

use crate::ids::{DecisionId, ItemId, PersonId, PhaseId, ReleaseId};

/// What a go was given on. It is an item of the checklist, and the phase does not start before that is
/// done. It is never changed: it belongs to its decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    pub item: ItemId,
    pub release: ReleaseId,
    pub phase: PhaseId,
    pub decision: DecisionId,
    /// The role that asked for it.
    pub role: String,
    /// What it said, whatever the item is called later.
    pub words: String,
}

/// Who meets a condition and by when. Whoever decides says it, before there is a go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Assignment {
    /// Who voted go-if.
    pub voter: PersonId,
    pub owner: PersonId,
    pub due: Date,
}
