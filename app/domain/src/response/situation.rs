//! While what happens to the people who ask.

use crate::phase::PhaseState;
use crate::words;

words! {
    /// Where the phase of a cohort is, as far as an answer depends on it.
    #[derive(PartialOrd, Ord)]
    pub enum Situation(label, phrase) {
        Always = "always", "Always", "at any time";
        Before = "before", "Before the phase", "before the phase";
        During = "during", "During the phase", "while the phase is live";
        Paused = "paused", "While paused", "while the phase is paused";
        After = "after", "After the phase", "after the phase";
        RolledBack = "rolled_back", "After a rollback", "after a rollback";
    }
}

impl Situation {
    /// What the state of a phase means for who asks; without a phase it is still to come.
    #[must_use]
    pub const fn of(state: Option<PhaseState>) -> Self {
        match state {
            None
            | Some(
                PhaseState::Planned
                | PhaseState::InDecision
                | PhaseState::Scheduled
                | PhaseState::Skipped,
            ) => Self::Before,
            Some(PhaseState::Live | PhaseState::Baking) => Self::During,
            Some(PhaseState::PausedLive | PhaseState::PausedBaking | PhaseState::Halted) => {
                Self::Paused
            }
            Some(PhaseState::Complete) => Self::After,
            Some(PhaseState::RolledBack) => Self::RolledBack,
        }
    }

    /// Whose texts are right in it, the best first. What holds while a phase is live holds while it is paused,
    /// unless there is an answer for the pause.
    #[must_use]
    pub const fn right(self) -> &'static [Self] {
        match self {
            Self::Always => &[Self::Always],
            Self::Before => &[Self::Before, Self::Always],
            Self::During => &[Self::During, Self::Always],
            Self::Paused => &[Self::Paused, Self::During, Self::Always],
            Self::After => &[Self::After, Self::Always],
            Self::RolledBack => &[Self::RolledBack, Self::Always],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_a_phase_has_its_situation() {
        for state in PhaseState::ALL {
            let situation = Situation::of(Some(state));
            assert_ne!(situation, Situation::Always, "{state:?}");
            assert_eq!(situation.right().first(), Some(&situation));
            assert_eq!(situation.right().last(), Some(&Situation::Always));
        }
        assert_eq!(Situation::of(Some(PhaseState::Halted)), Situation::Paused);
        assert_eq!(Situation::of(None), Situation::Before);
    }
}
