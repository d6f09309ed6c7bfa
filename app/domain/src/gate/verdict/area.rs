//! Readiness by area: what somebody looks for first when they ask how far a release is.

use super::{Criterion, CriterionKind, Found, Verdict};
use crate::words;

words! {
    /// What criteria are about, in the order in which a page names them.
    pub enum Area(label) {
        Checklist = "checklist", "Checklist";
        Rehearsals = "rehearsals", "Dry runs";
        Drills = "drills", "Drills";
        Findings = "findings", "Findings";
        Training = "training", "Training";
        Responses = "responses", "Responses";
        Votes = "votes", "Votes";
        Dates = "dates", "Dates and phases";
        Rollback = "rollback", "Rollback";
    }
}

impl CriterionKind {
    #[must_use]
    pub const fn area(self) -> Area {
        match self {
            Self::RequiredItems
            | Self::BlockedItems
            | Self::CriticalItems
            | Self::CriticalEvidence => Area::Checklist,
            Self::DryRun | Self::SameArtifact | Self::Forecast => Area::Rehearsals,
            Self::Drills => Area::Drills,
            Self::Findings => Area::Findings,
            Self::Training => Area::Training,
            Self::AnswersActive | Self::ContactRate => Area::Responses,
            Self::Approvals => Area::Votes,
            Self::LaunchDate
            | Self::Buffer
            | Self::PreviousPhase
            | Self::BakeTime
            | Self::Freeze
            | Self::SuccessCriteria => Area::Dates,
            Self::RollbackCard | Self::RollbackMeasured => Area::Rollback,
        }
    }
}

/// How one area stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AreaStanding<'a> {
    pub area: Area,
    /// The criterion that stands worst: it speaks for the area.
    pub worst: &'a Criterion,
    /// Of how many criteria that are asked.
    pub asked: usize,
    /// How many of them are met.
    pub met: usize,
}

impl Verdict {
    /// The areas of which something is asked, in their order. What does not apply is not asked.
    #[must_use]
    pub fn areas(&self) -> Vec<AreaStanding<'_>> {
        let standing = |area| {
            let asked = self.criteria.iter().filter(|criterion| criterion.kind.area() == area);
            let asked: Vec<_> =
                asked.filter(|criterion| criterion.found != Found::NotApplicable).collect();
            // Of those that stand equally the first: `max_by_key` would take the last.
            let worst = asked.iter().rev().max_by_key(|criterion| criterion.found)?;
            let met = asked.iter().filter(|criterion| criterion.found == Found::Pass).count();
            Some(AreaStanding { area, worst, asked: asked.len(), met })
        };
        Area::ALL.into_iter().filter_map(standing).collect()
    }
}
