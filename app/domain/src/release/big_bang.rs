//! How big the bang of a release is, what makes it big, and how to soften it.
//!
//! The factors follow “Planning a big-bang launch” (`seeds/000`): each names what helps against it.

use crate::phase::{Phase, PhaseState, Unit};
use crate::release::{Schedule, Tier};
use crate::run::Run;
use crate::words;

words! {
    pub enum Factor(label, softener) {
        NoCohorts = "no_cohorts",
            "A partner wants everybody to get it at once",
            "Offer the partner a pilot of volunteers: a week with a few people costs little and shows most of what \
             would go wrong with all.";
        LongApproval = "long_approval",
            "It needs a long approval, such as an authority to operate",
            "Ask the approvers for an early, smaller scope, so that something runs in production long before \
             everything does.";
        Mandate = "mandate",
            "Fixed by law or contract",
            "Launch what the law asks for, and nothing else, on its day; let the rest follow in phases.";
        FirstProduction = "first_production",
            "It is the first deployment to production ever",
            "Deploy something empty to production now: the way there is then known before it matters.";
        LargeFirstPhase = "large_first_phase",
            "The first phase is more than a quarter of all users",
            "Cut the first phase: a site or a tenth of the users shows the same faults to fewer people.";
        OldChange = "old_change",
            "The oldest unreleased change is older than a month",
            "Release what is finished behind a switch, so that old changes are not all new on the same day.";
        NoRollback = "no_rollback",
            "No rehearsal has shown that going back works",
            "Rehearse going back once, with a clock: then the latest safe time to decide is known.";
        ShortBuffer = "short_buffer",
            "There is less than a month between feature-complete and launch",
            "Move the launch or cut the scope, so that a month is left for what nobody has thought of.";
    }
}

words! {
    /// Something that helps against a factor. Choosing it makes it an item of the checklist.
    pub enum Mitigation(title, against: Factor) {
        Volunteers = "volunteers", "Find volunteers who get it a week before everybody else", Factor::NoCohorts;
        Staffing = "staffing", "Double the support desk for the first three days", Factor::NoCohorts;
        ApprovalDates = "approval_dates", "Agree the dates of the approval in writing", Factor::LongApproval;
        ApprovalScope = "approval_scope", "Ask for an approval of a smaller scope first", Factor::LongApproval;
        Scope = "scope", "Mark what the law asks for, and leave the rest out of this day", Factor::Mandate;
        Fallback = "fallback", "Agree with the owner of the law what happens if the day is missed", Factor::Mandate;
        EmptyDeployment = "empty_deployment", "Deploy an empty version to production", Factor::FirstProduction;
        Load = "load", "Test production with twice the load that is expected", Factor::FirstProduction;
        SmallerPhase = "smaller_phase", "Plan a first phase of a tenth of the users or less", Factor::LargeFirstPhase;
        EarlyRelease = "early_release", "Release finished changes behind a switch", Factor::OldChange;
        RehearseRollback = "rehearse_rollback", "Rehearse going back and measure how long it takes", Factor::NoRollback;
        DecideRollback = "decide_rollback", "Agree who decides, and until when", Factor::NoRollback;
        Buffer = "buffer", "Make a month of room between feature-complete and launch", Factor::ShortBuffer;
    }
}

/// How much can go wrong at once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Risk {
    Low,
    Medium,
    High,
}

/// What makes the bang big, and what follows from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assessment {
    pub factors: Vec<Factor>,
    /// Of what nobody knows yet whether it is there.
    pub unknown: Vec<Factor>,
    pub risk: Risk,
}

/// What the plan and the rehearsals of a release show.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    pub schedule: &'a Schedule,
    pub phases: &'a [Phase],
    pub runs: &'a [Run],
}

impl Factor {
    /// What the plan itself shows is not asked.
    #[must_use]
    pub const fn is_asked(self) -> bool {
        !matches!(self, Self::LargeFirstPhase | Self::NoRollback | Self::ShortBuffer)
    }

    pub fn mitigations(self) -> impl Iterator<Item = Mitigation> {
        Mitigation::ALL.into_iter().filter(move |mitigation| mitigation.against() == self)
    }
}

impl Assessment {
    /// What was said, together with what the plan shows. What was not asked, or not planned yet, is unknown:
    /// it makes nothing bigger, and nothing smaller either.
    #[must_use]
    pub fn of(said: Option<&[Factor]>, shown: Shown<'_>) -> Self {
        let there = |factor: Factor| match factor {
            Factor::LargeFirstPhase => is_first_phase_large(shown.phases),
            Factor::NoRollback => Some(!is_rollback_rehearsed(shown)),
            Factor::ShortBuffer => shown.schedule.buffer().map(super::schedule::Buffer::is_short),
            asked => said.map(|said| said.contains(&asked)),
        };
        let all = |answer| Factor::ALL.into_iter().filter(|one| there(*one) == answer).collect();
        let (factors, unknown): (Vec<Factor>, Vec<Factor>) = (all(Some(true)), all(None));
        let risk = match factors.len() {
            0..=1 => Risk::Low,
            2..=3 => Risk::Medium,
            _ => Risk::High,
        };
        Self { factors, unknown, risk }
    }

    /// The tier that asks for what this risk needs. While something is unknown it is none lower than the
    /// release has: missing answers lower nothing.
    #[must_use]
    pub fn tier(&self, present: Tier) -> Tier {
        let found = match self.risk {
            Risk::Low => Tier::Low,
            Risk::Medium => Tier::Standard,
            Risk::High => Tier::High,
        };
        if self.unknown.is_empty() { found } else { found.max(present) }
    }
}

/// Whether the first phase is more than a quarter of everybody. Nobody knows before something is planned.
fn is_first_phase_large(phases: &[Phase]) -> Option<bool> {
    let mut planned = phases.iter().filter(|phase| phase.state != PhaseState::Skipped);
    let first = planned.next()?;
    let share = u64::from(first.plan.exposure.planned);
    if first.plan.exposure.unit == Unit::Percent {
        return Some(share > 25);
    }
    let same = planned.filter(|phase| phase.plan.exposure.unit == first.plan.exposure.unit);
    let all: u64 = share + same.map(|phase| u64::from(phase.plan.exposure.planned)).sum::<u64>();
    Some(share * 4 > all)
}

/// A run has measured it and somebody has looked, or a rollback card says when it was done.
fn is_rollback_rehearsed(shown: Shown<'_>) -> bool {
    shown.phases.iter().any(|phase| phase.card.rehearsed_on.is_some())
        || shown.runs.iter().any(Run::proves_rollback)
}

impl Risk {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Zone;

    fn found(said: Option<&[Factor]>, schedule: &Schedule) -> Assessment {
        Assessment::of(said, Shown { schedule, phases: &[], runs: &[] })
    }

    #[test]
    fn what_is_not_planned_or_not_answered_is_unknown_and_lowers_nothing() {
        let empty = Schedule::new(None, None, Zone::parse("UTC").unwrap()).unwrap();
        let nothing = found(None, &empty);
        assert_eq!(nothing.factors, [Factor::NoRollback]);
        assert_eq!(nothing.unknown.len(), 7);
        assert_eq!((nothing.tier(Tier::High), nothing.tier(Tier::Low)), (Tier::High, Tier::Low));
        let mandate = found(Some(&[Factor::Mandate]), &empty);
        assert_eq!(mandate.factors, [Factor::Mandate, Factor::NoRollback]);
        assert_eq!(mandate.unknown, [Factor::LargeFirstPhase, Factor::ShortBuffer]);
        assert_eq!((mandate.risk, mandate.tier(Tier::Low)), (Risk::Medium, Tier::Standard));
    }

    #[test]
    fn every_factor_has_a_softener_and_mitigations() {
        for factor in Factor::ALL {
            assert!(!factor.softener().is_empty() && factor.mitigations().next().is_some());
        }
    }
}
