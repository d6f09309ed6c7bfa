use jiff::Timestamp;

use super::{Mark, TimelineEntry, TimelineEntryKind};

/// How long it took, in seconds, where both ends are marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Times {
    /// From the injection until somebody saw it.
    pub detect: Option<i64>,
    /// From there until somebody took it on.
    pub acknowledge: Option<i64>,
    /// From the injection until people could work again.
    pub restore: Option<i64>,
}

impl Times {
    /// The first of each mark counts. Without a mark, the first inject is the injection. What was
    /// marked in the wrong order took no time.
    #[must_use]
    pub fn of(entries: &[TimelineEntry]) -> Self {
        let first = |kind: &dyn Fn(TimelineEntryKind) -> bool| {
            entries.iter().filter(|entry| kind(entry.kind)).map(|entry| entry.at).min()
        };
        let mark = |mark| first(&|kind| kind == TimelineEntryKind::Mark(mark));
        let injected = mark(Mark::Injected).or(first(&|kind| kind == TimelineEntryKind::Inject));
        let detected = mark(Mark::Detected);
        let restored = mark(Mark::Mitigated).into_iter().chain(mark(Mark::Resolved)).min();
        Self {
            detect: between(injected, detected),
            acknowledge: between(detected, mark(Mark::Acknowledged)),
            restore: between(injected, restored),
        }
    }
}

fn between(from: Option<Timestamp>, to: Option<Timestamp>) -> Option<i64> {
    Some(to?.duration_since(from?).as_secs().max(0))
}
