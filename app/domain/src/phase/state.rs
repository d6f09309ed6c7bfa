use crate::words;
use thiserror::Error;

words! {
    /// Where a phase is in its life.
    pub enum PhaseState(label, word) {
        Planned = "planned", "Planned", "planned";
        /// The gate is open: the invited roles vote.
        InDecision = "in_decision", "In decision", "in decision";
        /// The decision was go.
        Scheduled = "scheduled", "Scheduled", "scheduled";
        /// The cohort gets it, one after the other.
        Live = "live", "Live", "live";
        /// Everybody in the cohort has it: wait and watch.
        Baking = "baking", "Baking", "baking";
        Complete = "complete", "Complete", "complete";
        PausedLive = "paused_live", "Paused", "paused";
        PausedBaking = "paused_baking", "Paused while baking", "paused while baking";
        Halted = "halted", "Halted", "halted";
        RolledBack = "rolled_back", "Rolled back", "rolled back";
        Skipped = "skipped", "Skipped", "skipped";
    }
}

words! {
    /// What moves a phase on. The buttons stand in this order, the usual one first.
    pub enum PhaseStep(label) {
        OpenGate = "open_gate", "Start go/no-go vote";
        /// Only a decision does this.
        Go = "go", "Go";
        /// Only a decision does this.
        NoGo = "no_go", "No-go";
        Start = "start", "Start";
        ReachEverybody = "reach_everybody", "Fully rolled out: start bake";
        Resume = "resume", "Resume";
        Complete = "complete", "Complete";
        PlanAgain = "plan_again", "Plan again";
        CloseGate = "close_gate", "Cancel vote";
        /// The decision no longer holds, so it is taken again.
        DecideAgain = "decide_again", "Decide again";
        Pause = "pause", "Pause";
        Halt = "halt", "Halt";
        RollBack = "roll_back", "Roll back";
        Skip = "skip", "Skip";
    }
}

/// Why a step was not taken. The sentences are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum PhaseStepError {
    #[error("A phase that is {} cannot do this: {}.", from.word(), step.label())]
    NoSuchStep { from: PhaseState, step: PhaseStep },
    #[error("Enter a reason")]
    ReasonMissing,
}

impl PhaseState {
    /// Takes a step.
    ///
    /// # Errors
    /// There is no such step from here, or it needs a reason and has none.
    pub fn take(self, step: PhaseStep, has_reason: bool) -> Result<Self, PhaseStepError> {
        let to = self.after(step).ok_or(PhaseStepError::NoSuchStep { from: self, step })?;
        if step.needs_reason() && !has_reason {
            return Err(PhaseStepError::ReasonMissing);
        }
        Ok(to)
    }

    /// The whole table of the life of a phase.
    const fn after(self, step: PhaseStep) -> Option<Self> {
        Some(match (self, step) {
            (Self::Planned, PhaseStep::OpenGate) => Self::InDecision,
            (Self::InDecision, PhaseStep::CloseGate | PhaseStep::NoGo) => Self::Planned,
            (Self::InDecision, PhaseStep::Go) => Self::Scheduled,
            (Self::Scheduled, PhaseStep::DecideAgain) => Self::InDecision,
            (Self::Scheduled, PhaseStep::Start) => Self::Live,
            (Self::Live, PhaseStep::ReachEverybody) => Self::Baking,
            (Self::Live, PhaseStep::Pause) => Self::PausedLive,
            (Self::Baking, PhaseStep::Pause) => Self::PausedBaking,
            (Self::PausedLive, PhaseStep::Resume) => Self::Live,
            (Self::PausedBaking, PhaseStep::Resume) => Self::Baking,
            (from, PhaseStep::Halt) if from.is_out() && !matches!(from, Self::Halted) => {
                Self::Halted
            }
            // What is complete is still with people, and may turn out to be wrong.
            (from, PhaseStep::RollBack) if from.is_out() || matches!(from, Self::Complete) => {
                Self::RolledBack
            }
            (Self::Baking, PhaseStep::Complete) => Self::Complete,
            (Self::Planned | Self::InDecision | Self::Scheduled, PhaseStep::Skip) => Self::Skipped,
            (
                Self::Scheduled | Self::Halted | Self::RolledBack | Self::Skipped,
                PhaseStep::PlanAgain,
            ) => Self::Planned,
            _ => return None,
        })
    }

    /// The steps that a person can take from here, the usual one first. What belongs to the gate is
    /// not among them.
    #[must_use]
    pub fn steps(self) -> Vec<PhaseStep> {
        let by_hand = |step: &PhaseStep| !step.is_of_gate();
        PhaseStep::ALL
            .into_iter()
            .filter(by_hand)
            .filter(|step| self.after(*step).is_some())
            .collect()
    }

    /// People have it, or had it until it was halted.
    #[must_use]
    pub const fn is_out(self) -> bool {
        matches!(
            self,
            Self::Live | Self::Baking | Self::PausedLive | Self::PausedBaking | Self::Halted
        )
    }

    /// It has not begun: its dates can move, its gate is still to come.
    #[must_use]
    pub const fn is_ahead(self) -> bool {
        matches!(self, Self::Planned | Self::InDecision | Self::Scheduled)
    }

    /// Its gate said go, and nothing has stopped it: the migration may begin.
    #[must_use]
    pub const fn has_go(self) -> bool {
        matches!(self, Self::Scheduled | Self::Live | Self::Baking)
    }

    /// Its gate has said go since it was planned, whatever came afterwards.
    #[must_use]
    pub const fn had_go(self) -> bool {
        !matches!(self, Self::Planned | Self::InDecision | Self::Skipped)
    }

    /// Nothing of it is to come.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Complete | Self::Halted | Self::RolledBack | Self::Skipped)
    }

    /// It takes up the days it was planned for.
    #[must_use]
    pub const fn takes_time(self) -> bool {
        !matches!(self, Self::Skipped | Self::RolledBack)
    }
}

impl PhaseStep {
    /// Steps that stop, undo or leave out something are kept with their reason.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        !matches!(
            self,
            Self::OpenGate
                | Self::Go
                | Self::NoGo
                | Self::Start
                | Self::ReachEverybody
                | Self::Complete
        )
    }

    /// It opens the gate, closes it or goes through it, so it is taken there and not by hand.
    #[must_use]
    pub const fn is_of_gate(self) -> bool {
        matches!(self, Self::OpenGate | Self::CloseGate | Self::DecideAgain | Self::Go | Self::NoGo)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_steps() -> impl Strategy<Value = Vec<(PhaseStep, bool)>> {
        let step = prop::sample::select(PhaseStep::ALL.to_vec());
        prop::collection::vec((step, any::<bool>()), 0..60)
    }

    proptest! {
        /// Whatever is tried in whatever order: people get it only after a go that still holds.
        #[test]
        fn no_path_leads_around_the_gate(steps in any_steps()) {
            let mut state = PhaseState::Planned;
            let mut decided = false;
            for (step, reason) in steps {
                let Ok(next) = state.take(step, reason) else { continue };
                prop_assert!(reason || !step.needs_reason());
                match step {
                    PhaseStep::Go => decided = true,
                    PhaseStep::DecideAgain | PhaseStep::PlanAgain => decided = false,
                    _ => {}
                }
                prop_assert!(decided || !next.is_out(), "{state:?} {step:?}");
                state = next;
            }
        }

        #[test]
        fn a_phase_leaves_the_plan_only_with_a_reason(steps in any_steps()) {
            let mut state = PhaseState::Planned;
            for (step, reason) in steps {
                if let Ok(next) = state.take(step, reason) {
                    let left = matches!(next, PhaseState::Skipped | PhaseState::Halted | PhaseState::RolledBack);
                    prop_assert!(!left || reason);
                    state = next;
                }
            }
        }
    }

    #[test]
    fn whatever_people_have_can_be_rolled_back_with_a_reason() {
        let complete = [PhaseState::Complete];
        for state in PhaseState::ALL.into_iter().filter(|state| state.is_out()).chain(complete) {
            assert_eq!(state.take(PhaseStep::RollBack, true), Ok(PhaseState::RolledBack));
            assert_eq!(state.take(PhaseStep::RollBack, false), Err(PhaseStepError::ReasonMissing));
        }
    }

    #[test]
    fn a_pause_goes_back_to_where_it_was() {
        for state in [PhaseState::Live, PhaseState::Baking] {
            let paused = state.take(PhaseStep::Pause, true).unwrap();
            assert_eq!(paused.take(PhaseStep::Resume, true), Ok(state));
        }
    }

    #[test]
    fn every_state_and_step_is_found_by_its_key() {
        for state in PhaseState::ALL {
            assert_eq!(PhaseState::from_key(state.key()), Some(state));
        }
        for step in PhaseStep::ALL {
            assert_eq!(PhaseStep::from_key(step.key()), Some(step));
        }
    }
}
