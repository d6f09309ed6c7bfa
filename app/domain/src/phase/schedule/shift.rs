use jiff::civil::Date;
use thiserror::Error;

use super::{Clash, Timeline};
use crate::day::Dates;
use crate::ids::PhaseId;
use crate::phase::{Overlap, Phase, PhaseState, Window, require_room, sort};
use crate::release::Schedule;

/// A move of a phase to other dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shift {
    pub phase: PhaseId,
    pub dates: Dates,
    pub window: Option<Window>,
    pub bake_days: u32,
    /// Phases that come later move by as many days.
    pub later_too: bool,
}

/// Why a move cannot be made. The sentences are shown.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ShiftError {
    #[error("This phase has begun on {0}, so its first day stays")]
    Begun(Date),
    #[error("This phase is {}, so its dates stay", .0.word())]
    Over(PhaseState),
    #[error("Its gate is open for the dates it has. Decide or close the gate first")]
    InDecision,
    #[error("No phase can be moved that far")]
    TooFar,
    #[error(transparent)]
    Overlap(#[from] Overlap),
}

/// What a move would change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// The phases whose dates change, as they would be.
    pub moved: Vec<Phase>,
    /// Phases that get another number, with the one that they have now: phases are numbered by their days.
    pub renumbered: Vec<(i64, Phase)>,
    /// What clashes afterwards and does not now.
    pub broken: Vec<Clash>,
    /// What clashes now and would not afterwards.
    pub mended: Vec<Clash>,
    /// What clashes either way.
    pub left: Vec<Clash>,
    /// Phases whose decision was for other dates, so that it has to be taken again.
    pub undecided: Vec<PhaseId>,
}

impl Preview {
    /// Everything that would clash after the move.
    pub fn after(&self) -> impl Iterator<Item = &Clash> {
        self.broken.iter().chain(&self.left)
    }
}

impl Timeline<'_> {
    /// What a move would change. Saving does exactly this.
    ///
    /// # Errors
    /// The phase has begun or is in decision, or there is no room on the new dates.
    pub fn preview(&self, shift: &Shift) -> Result<Preview, ShiftError> {
        let after = Timeline { phases: self.shifted(shift)?, ..self.clone() };
        Ok(self.compare(&after))
    }

    /// What other dates of the release would change.
    #[must_use]
    pub fn preview_schedule(&self, schedule: &Schedule) -> Preview {
        let after = Timeline { schedule: schedule.clone(), ..self.clone() };
        self.compare(&after)
    }

    fn compare(&self, after: &Timeline<'_>) -> Preview {
        let (now, then) = (self.clashes(), after.clashes());
        let is_in = |all: &[Clash], clash: &Clash| all.iter().any(|other| other.is_same(clash));
        let (left, broken) = then.iter().cloned().partition(|clash| is_in(&now, clash));
        let mended = now.into_iter().filter(|clash| !is_in(&then, clash)).collect();
        let dates = |phase: &Phase| (phase.plan.dates, phase.plan.window, phase.plan.bake_days);
        let changed = |phase: &&Phase| {
            self.phases.iter().any(|old| old.id == phase.id && dates(old) != dates(phase))
        };
        let moved: Vec<Phase> = after.phases.iter().filter(changed).cloned().collect();
        let decided = moved.iter().filter(|phase| phase.state == PhaseState::Scheduled);
        let undecided = decided.map(|phase| phase.id).collect();
        let number = |phase: &Phase| {
            let old = self.phases.iter().find(|old| old.id == phase.id);
            old.map(|old| old.position).filter(|old| *old != phase.position)
        };
        let renumbered = after.phases.iter();
        let renumbered =
            renumbered.filter_map(|phase| Some((number(phase)?, phase.clone()))).collect();
        Preview { moved, renumbered, broken, mended, left, undecided }
    }

    /// The phases as they would be, in their new order.
    fn shifted(&self, shift: &Shift) -> Result<Vec<Phase>, ShiftError> {
        let mut phases = self.phases.clone();
        let Some(old) = self.phases.iter().find(|phase| phase.id == shift.phase) else {
            return Ok(phases);
        };
        let kept = old.plan.dates;
        match old.state {
            state if state.is_ahead() => {}
            PhaseState::Live | PhaseState::PausedLive
                if kept.starts_on() == shift.dates.starts_on() => {}
            PhaseState::Baking | PhaseState::PausedBaking if kept == shift.dates => {}
            state if state.is_out() => return Err(ShiftError::Begun(kept.starts_on())),
            state => return Err(ShiftError::Over(state)),
        }
        let days = kept
            .starts_on()
            .until((jiff::Unit::Day, shift.dates.starts_on()))
            .map_or(0, |span| i64::from(span.get_days()));
        for phase in &mut phases {
            let follows = phase.position > old.position && phase.state.is_ahead();
            if phase.id == shift.phase {
                phase.plan.dates = shift.dates;
                phase.plan.window = shift.window;
                phase.plan.bake_days = shift.bake_days;
            } else if shift.later_too && follows {
                phase.plan.dates = phase.plan.dates.moved(days).ok_or(ShiftError::TooFar)?;
            } else {
                continue;
            }
            if phase.state == PhaseState::InDecision {
                return Err(ShiftError::InDecision);
            }
        }
        for phase in phases.iter().filter(|phase| phase.state.takes_time()) {
            require_room(&phases, Some(phase.id), &phase.plan)?;
        }
        sort(&mut phases);
        Ok(phases)
    }
}
