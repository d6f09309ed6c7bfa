//! The steps of a run while it runs. Whatever order the clicks arrive in, no step ends before it
//! began, and an ending that was said counts until somebody reopens the step.

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use crate::ids::{PersonId, StepId};
use crate::runbook::{Step, groups};
use crate::words;

/// A step, and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunStep {
    pub step: Step,
    /// Who does it instead of its owner.
    pub substitute: Option<PersonId>,
    pub standing: Standing,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    Waiting,
    Running { since: Timestamp },
    Ended { since: Timestamp, at: Timestamp, how: Ending, by: PersonId },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
    Done,
    /// Why it failed.
    Failed(String),
    /// Why it was skipped.
    Skipped(String),
}

words! {
    /// The standing of a step without what it carries: what is stored.
    pub enum StepState(word) {
        Waiting = "waiting", "waiting";
        Running = "running", "running";
        Done = "done", "done";
        Failed = "failed", "failed";
        Skipped = "skipped", "skipped";
    }
}

/// What somebody does to a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StepAction {
    Start,
    End(Ending),
    /// Takes an ending back.
    Reopen,
}

/// What came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Applied {
    /// These steps are different now.
    Changed(Vec<StepId>),
    /// It was so already.
    Already,
}

/// Why it was not taken. The sentences are shown.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Refused {
    #[error("This step is not part of the run")]
    NoSuchStep,
    #[error("Somebody else ended this step as {0} meanwhile. Reopen it if that is wrong")]
    Ended(&'static str),
    #[error("This step is open, so there is nothing to reopen")]
    NotEnded,
}

/// A run that runs: when it began, and its steps in their order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LiveRun {
    pub started_at: Timestamp,
    pub steps: Vec<RunStep>,
}

impl LiveRun {
    /// The clock starts, and with it the first step and what may go beside it.
    #[must_use]
    pub fn start(steps: Vec<Step>, started_at: Timestamp) -> Self {
        let steps = steps.into_iter().map(|step| RunStep {
            step,
            substitute: None,
            standing: Standing::Waiting,
        });
        let mut run = Self { started_at, steps: steps.collect() };
        run.start_next(started_at);
        run
    }

    /// Takes what somebody did, as it was at `at`. A moment before the run is the beginning of the run;
    /// a moment after `now` is now.
    ///
    /// # Errors
    /// There is no such step, or it stands otherwise.
    pub fn apply(
        &mut self,
        step: StepId,
        action: &StepAction,
        by: PersonId,
        (at, now): (Timestamp, Timestamp),
    ) -> Result<Applied, Refused> {
        let at = at.min(now).max(self.started_at);
        let before = self.last_end(at);
        let found = self.steps.iter_mut().find(|found| found.step.id == step);
        let found = found.ok_or(Refused::NoSuchStep)?;
        match (&found.standing, action) {
            (Standing::Waiting, StepAction::Start) => {
                found.standing = Standing::Running { since: at };
                return Ok(Applied::Changed(vec![step]));
            }
            (_, StepAction::Start) => return Ok(Applied::Already),
            (Standing::Ended { how, .. }, StepAction::End(ending)) => {
                let (was, asked) = (how.state(), ending.state());
                return if was == asked {
                    Ok(Applied::Already)
                } else {
                    Err(Refused::Ended(was.word()))
                };
            }
            (Standing::Ended { since, .. }, StepAction::Reopen) => {
                found.standing = Standing::Running { since: *since };
                return Ok(Applied::Changed(vec![step]));
            }
            (_, StepAction::Reopen) => return Err(Refused::NotEnded),
            (Standing::Waiting, StepAction::End(how)) => found.end(before, at, how, by),
            (Standing::Running { since }, StepAction::End(how)) => {
                let since = *since;
                found.end(since, at, how, by);
            }
        }
        let mut changed = vec![step];
        changed.extend(self.start_next(self.ended_at()));
        Ok(Applied::Changed(changed))
    }

    /// When everything that has ended had ended.
    #[must_use]
    pub fn ended_at(&self) -> Timestamp {
        self.last_end(Timestamp::MAX)
    }

    #[must_use]
    pub fn open(&self) -> usize {
        self.steps.iter().filter(|step| !step.is_ended()).count()
    }

    /// The last moment up to `at` at which a step ended, or the beginning.
    fn last_end(&self, at: Timestamp) -> Timestamp {
        let ends = self.steps.iter().filter_map(|step| match step.standing {
            Standing::Ended { at: end, .. } if end <= at => Some(end),
            _ => None,
        });
        ends.max().unwrap_or(self.started_at)
    }

    /// When nothing runs, the first step that is open starts, and what may go beside it.
    fn start_next(&mut self, at: Timestamp) -> Vec<StepId> {
        if self.steps.iter().any(|step| matches!(step.standing, Standing::Running { .. })) {
            return Vec::new();
        }
        let next = groups(&self.steps, |step| step.step.text.parallel)
            .find(|group| group.iter().any(|step| !step.is_ended()));
        let waits = |step: &&RunStep| step.standing == Standing::Waiting;
        let next: Vec<StepId> =
            next.into_iter().flatten().filter(waits).map(|step| step.step.id).collect();
        for step in self.steps.iter_mut().filter(|step| next.contains(&step.step.id)) {
            step.standing = Standing::Running { since: at };
        }
        next
    }
}

impl RunStep {
    /// Pressed before the server knew that the step had begun, it took no time.
    fn end(&mut self, since: Timestamp, at: Timestamp, how: &Ending, by: PersonId) {
        self.standing = Standing::Ended { since, at: at.max(since), how: how.clone(), by };
    }

    #[must_use]
    pub const fn is_ended(&self) -> bool {
        matches!(self.standing, Standing::Ended { .. })
    }

    /// Why it failed, if it did.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        match &self.standing {
            Standing::Ended { how: Ending::Failed(reason), .. } => Some(reason),
            _ => None,
        }
    }

    /// When it began, if it has.
    #[must_use]
    pub const fn since(&self) -> Option<Timestamp> {
        match self.standing {
            Standing::Waiting => None,
            Standing::Running { since } | Standing::Ended { since, .. } => Some(since),
        }
    }

    /// How long it took, or has taken so far.
    #[must_use]
    pub fn elapsed(&self, now: Timestamp) -> Option<SignedDuration> {
        let (since, until) = match self.standing {
            Standing::Waiting => return None,
            Standing::Running { since } => (since, now),
            Standing::Ended { since, at, .. } => (since, at),
        };
        Some(until.duration_since(since).max(SignedDuration::ZERO))
    }

    /// The same in whole seconds.
    #[must_use]
    pub fn seconds(&self, now: Timestamp) -> Option<i64> {
        self.elapsed(now).map(|elapsed| elapsed.as_secs())
    }

    /// How long it took, when it was done: what failed or was skipped says nothing about that.
    #[must_use]
    pub fn measured(&self) -> Option<i64> {
        match &self.standing {
            Standing::Ended { since, at, how: Ending::Done, .. } => {
                Some(at.duration_since(*since).as_secs().max(0))
            }
            _ => None,
        }
    }
}

impl Standing {
    /// Which of the table it is, without what it carries.
    #[must_use]
    pub const fn state(&self) -> StepState {
        match self {
            Self::Waiting => StepState::Waiting,
            Self::Running { .. } => StepState::Running,
            Self::Ended { how, .. } => how.state(),
        }
    }
}

impl Ending {
    #[must_use]
    pub const fn state(&self) -> StepState {
        match self {
            Self::Done => StepState::Done,
            Self::Failed(_) => StepState::Failed,
            Self::Skipped(_) => StepState::Skipped,
        }
    }

    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Done => None,
            Self::Failed(reason) | Self::Skipped(reason) => Some(reason),
        }
    }
}

#[cfg(test)]
mod tests;
