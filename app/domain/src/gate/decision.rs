use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{DecisionId, PersonId, PhaseId, ReleaseId};

/// What was decided at a gate. It is never changed; a newer one takes its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    pub id: DecisionId,
    pub release: ReleaseId,
    pub phase: PhaseId,
    /// Counts the decisions of a phase, from 1.
    pub number: i64,
    pub go: bool,
    /// What the owner said.
    pub words: String,
    pub at: Timestamp,
    pub by: PersonId,
    pub snapshot: Snapshot,
}

/// Everything a decision rested on, in the words of that moment: names and texts, no references, so
/// that it says the same for ever.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Snapshot {
    pub release: String,
    pub phase: String,
    pub cohort: String,
    pub dates: String,
    pub exposure: String,
    pub decided_by: String,
    pub verdict: String,
    pub criteria: Vec<SnapshotCriterion>,
    pub votes: Vec<SnapshotVote>,
    /// What the go was given on. Decisions from before conditions had owners do not say it.
    #[serde(default)]
    pub conditions: Vec<SnapshotCondition>,
    pub exceptions: Vec<SnapshotException>,
    /// Who asked to go in spite of the verdict, why, and who approved it.
    pub overridden: Option<String>,
    pub items: String,
    /// Trigger, action, authority, deadline and time of the rollback card.
    pub rollback: Vec<(String, String)>,
    /// What the phase has to show.
    pub successes: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SnapshotCriterion {
    pub name: String,
    /// The key of what was found, such as `pass`.
    pub found: String,
    pub sentence: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SnapshotVote {
    pub role: String,
    pub person: String,
    /// None for somebody who did not vote.
    pub voice: Option<String>,
    pub words: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SnapshotCondition {
    pub role: String,
    pub words: String,
    pub owner: String,
    pub due: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SnapshotException {
    pub criterion: String,
    pub risk: String,
    pub control: String,
    pub until: String,
    pub approved_by: String,
}
