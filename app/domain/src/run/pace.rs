//! How a run stands against its plan, and until when one can still go back.

use jiff::{SignedDuration, Timestamp};

use super::{LiveRun, RunStep, Standing};
use crate::minutes::Minutes;
use crate::runbook::groups;

/// How a run stands against its plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pace {
    /// Seconds since it started.
    pub elapsed: i64,
    /// Seconds behind the plan; before it when negative.
    pub slip: i64,
    pub projected_end: Timestamp,
    /// Steps still to come that say nothing about how long they take: with any, it ends later.
    pub untimed: usize,
}

impl Pace {
    /// What is still to come takes as long as planned, or as long as `expected` where nothing was.
    #[must_use]
    pub fn of(run: &LiveRun, now: Timestamp, expected: impl Fn(&RunStep) -> Option<i64>) -> Self {
        let planned = |step: &RunStep| {
            step.step.text.planned.map(Minutes::seconds).or_else(|| expected(step))
        };
        let rest = |step: &RunStep| match step.standing {
            Standing::Ended { .. } => 0,
            Standing::Waiting => planned(step).unwrap_or(0),
            Standing::Running { .. } => {
                (planned(step).unwrap_or(0) - step.seconds(now).unwrap_or(0)).max(0)
            }
        };
        // A step without a time is never late: it takes as long as it takes.
        let allowed = |step: &RunStep| planned(step).or_else(|| step.seconds(now)).unwrap_or(0);
        let parallel = |step: &RunStep| step.step.text.parallel;
        let sum = |of: &dyn Fn(&RunStep) -> i64| -> i64 {
            groups(&run.steps, parallel).map(|group| group.iter().map(of).max().unwrap_or(0)).sum()
        };
        let end = if run.open() == 0 { run.ended_at() } else { now };
        let projected_end = after(end, sum(&rest));
        let planned_end = after(run.started_at, sum(&allowed));
        let untimed = run.steps.iter().filter(|step| !step.is_ended() && planned(step).is_none());
        Self {
            elapsed: end.duration_since(run.started_at).as_secs().max(0),
            slip: projected_end.duration_since(planned_end).as_secs(),
            projected_end,
            untimed: untimed.count(),
        }
    }
}

/// The last moment at which going back still ends inside the window, with time to decide. None when
/// going back was never measured: then nobody knows.
#[must_use]
pub fn latest_safe_rollback(
    window_ends: Timestamp,
    rollback_seconds: Option<i64>,
    margin: Minutes,
) -> Option<Timestamp> {
    let needed = rollback_seconds?.max(0).saturating_add(margin.seconds());
    window_ends.checked_sub(SignedDuration::from_secs(needed)).ok()
}

fn after(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(at)
}
