//! What comes in the next days, over all releases.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::day::Zone;
use crate::ids::ReleaseId;
use crate::words;

words! {
    /// What has a day.
    pub enum UpcomingKind(verb) {
        Launch = "launch", "Launch";
        FeatureComplete = "feature_complete", "Feature-complete";
        PhaseStarts = "phase_starts", "Starts";
        PhaseEnds = "phase_ends", "Last day";
        VoteCloses = "vote_closes", "Vote closes";
        Run = "run", "Run";
        Cutover = "cutover", "Cutover";
        Drill = "drill", "Drill";
    }
}

/// One thing that comes. The day of a moment is a question of the zone of its release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Upcoming {
    pub kind: UpcomingKind,
    pub release: ReleaseId,
    /// The number of the phase, the run or the drill; 0 for the release itself.
    pub number: i64,
    /// What the phase, the run or the drill is called; empty for the release itself.
    pub title: String,
    pub when: When,
}

/// A whole day, or a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    Day(Date),
    Moment(Timestamp),
}

impl When {
    #[must_use]
    pub fn day(self, zone: &Zone) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Moment(at) => zone.day(at),
        }
    }
}
