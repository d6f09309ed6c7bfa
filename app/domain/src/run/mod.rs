//! One rehearsal of a runbook: planned, run against the clock, validated, signed.

mod forecast;
mod live;
mod pace;
mod state;
mod totals;

pub use forecast::{Forecast, Measure, PastRun, Spread};
pub use live::{Applied, Ending, LiveRun, Refused, RunStep, Standing, StepAction, StepState};
pub use pace::{Pace, latest_safe_rollback};
pub use state::{RunState, RunStateError};
pub use totals::Totals;

use jiff::Timestamp;

use crate::ids::{ActionId, PersonId, PhaseId, ReleaseId, RunId, RunbookId, StepId};
use crate::minutes::Minutes;
use crate::text::{Line, VersionLabel};
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    pub id: RunId,
    pub release: ReleaseId,
    pub runbook: RunbookId,
    pub runbook_name: String,
    /// The version of the steps; the newest until the run has started.
    pub number: i64,
    /// The first run of the release is 1.
    pub ordinal: i64,
    pub plan: RunPlan,
    pub state: RunState,
    /// Written down afterwards, not run against the clock.
    pub typed_in: bool,
    /// Every step of it was done, none skipped or failed.
    pub whole: bool,
    pub clocks: RunClocks,
    pub abort_reason: Option<String>,
    pub totals: Totals,
    pub conclusion: Option<Conclusion>,
    /// Who agreed with the conclusion, and when. Never who concluded.
    pub signed: Option<(PersonId, Timestamp)>,
    pub version: i64,
}

/// What is said before it starts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunPlan {
    pub kind: RunKind,
    /// The phase that a cutover is for; none for a rehearsal.
    pub phase: Option<PhaseId>,
    pub environment: Option<Line>,
    pub people: Option<Line>,
    pub starts_at: Option<Timestamp>,
    pub window: Option<Minutes>,
    pub margin: Minutes,
    pub data: DataSet,
    /// The version that is rehearsed, as in `1.4.1`.
    pub candidate: Option<VersionLabel>,
    pub schema: Option<Line>,
}

/// What is migrated, and how much it resembles production.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DataSet {
    pub name: Option<Line>,
    /// In days.
    pub age: Option<u32>,
    /// Its size in percent of production.
    pub share: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RunClocks {
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    /// When going back was rehearsed in it.
    pub rollback_from: Option<Timestamp>,
    pub rollback_to: Option<Timestamp>,
}

/// Whether a run succeeded, once somebody has looked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conclusion {
    pub words: String,
    pub by: PersonId,
    pub at: Timestamp,
}

words! {
    /// How much of the real thing it is.
    pub enum RunKind(label, explanation) {
        Tabletop = "tabletop", "Tabletop", "Talked through. It measures nothing.";
        Mock = "mock", "Mock", "With invented data, weeks before.";
        DryRun = "dry_run", "Dry run", "With data like production, one or two weeks before.";
        DressRehearsal = "dress_rehearsal", "Dress rehearsal", "Everything as on the day, in the last week.";
        RollbackRehearsal = "rollback_rehearsal", "Rollback rehearsal", "Going back, against the clock.";
        Cutover = "cutover", "Cutover", "The migration itself, on the day. Its phase needs a go.";
    }
}

words! {
    /// What a line in the record of a run says was done, and how it stands in a sentence.
    pub enum NotedKind(did) {
        // The run as a whole.
        Started = "started", "started the clock";
        Finished = "finished", "finished the run";
        Aborted = "aborted", "aborted the run";
        Recorded = "written down afterwards", "wrote it down afterwards";

        // A step of it.
        StepStarted = "start", "started";
        StepDone = "done", "finished";
        StepFailed = "failed", "saw it fail:";
        StepSkipped = "skipped", "skipped";
        StepReopened = "reopened", "reopened";
        StepSubstituted = "substitute", "handed over";

        // Going back, and words.
        RollbackStarted = "rollback started", "began to go back";
        RollbackDone = "rollback done", "was back";
        RollbackCleared = "rollback cleared", "rollback cleared";
        Note = "note", "noted";
    }
}

/// A line in the record of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noted {
    pub id: ActionId,
    pub sequence: i64,
    pub step: Option<StepId>,
    pub kind: NotedKind,
    pub words: Option<String>,
    pub by: PersonId,
    /// When it was pressed, by the clock of the server.
    pub at: Timestamp,
    /// When it arrived.
    pub received_at: Timestamp,
}

impl RunPlan {
    #[must_use]
    pub fn is_cutover(&self) -> bool {
        self.kind == RunKind::Cutover
    }
}

impl Run {
    /// `Dress rehearsal 4`.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} {}", self.plan.kind.label(), self.ordinal)
    }

    /// How long it took, in seconds, once it is over.
    #[must_use]
    pub fn took(&self) -> Option<i64> {
        let (from, to) = (self.clocks.started_at?, self.clocks.ended_at?);
        Some(to.duration_since(from).as_secs().max(0))
    }

    /// How long going back took, in seconds, where it was rehearsed: by a clock of its own, or because
    /// that is all this run was.
    #[must_use]
    pub fn rollback_took(&self) -> Option<i64> {
        if self.plan.kind == RunKind::Tabletop {
            return None;
        }
        match (self.clocks.rollback_from, self.clocks.rollback_to) {
            (Some(from), Some(to)) => Some(to.duration_since(from).as_secs().max(0)),
            _ if self.plan.kind == RunKind::RollbackRehearsal && self.state.is_passed() => {
                self.took()
            }
            _ => None,
        }
    }

    /// When its window closes. A rehearsal has the length of the real window from when it began.
    #[must_use]
    pub fn window_ends(&self) -> Option<Timestamp> {
        let from = self.clocks.started_at.or(self.plan.starts_at)?;
        from.checked_add(self.plan.window?.duration()).ok()
    }

    /// Says how long going back takes: somebody has looked, and it worked.
    #[must_use]
    pub fn proves_rollback(&self) -> bool {
        self.state.is_passed() && self.rollback_took().is_some()
    }

    /// Says how long the whole takes: every step of it was done, with its hands on something real.
    #[must_use]
    pub fn is_measure(&self) -> bool {
        let real = !matches!(self.plan.kind, RunKind::Tabletop | RunKind::RollbackRehearsal);
        let stopped = matches!(self.state, RunState::Aborted | RunState::Failed);
        real && self.whole && self.state.is_over() && !stopped
    }
}
