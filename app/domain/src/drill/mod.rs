//! Practising an incident: what is planned, who takes part, what was said, and what it showed.

mod coverage;
mod mark;
mod recap;
mod scenario;
mod state;
mod timeline_entry;
mod times;

pub use coverage::{Attendance, Coverage, Covered};
pub use mark::Mark;
pub use recap::{Recap, recap, suggestions};
pub use scenario::{Scenario, Script};
pub use state::{DrillState, DrillStateError, DrillStep};
pub use timeline_entry::{LineKind, ScribeLine, TimelineEntry, TimelineEntryKind};
pub use times::Times;

use jiff::Timestamp;

use crate::ids::{DrillId, InjectId, ObjectiveId, PersonId, ReleaseId};
use crate::text::{Line, Markdown, Title};
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drill {
    pub id: DrillId,
    pub release: ReleaseId,
    /// The first drill of the release is 1.
    pub ordinal: i64,
    pub plan: DrillPlan,
    pub state: DrillState,
    /// How often it was put off.
    pub postponed: u32,
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub debrief: Debrief,
    pub version: i64,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DrillPlan {
    pub title: Title,
    /// The risk that it practises.
    pub scenario: Scenario,
    pub kind: DrillKind,
    pub story: Markdown,
    pub environment: Option<Line>,
    /// Who outside was told that it is a drill.
    pub third_parties: Option<Line>,
    pub starts_at: Option<Timestamp>,
}

/// What people say when it is over.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Debrief {
    pub went_well: Markdown,
    pub went_badly: Markdown,
    pub lucky: Markdown,
}

words! {
    /// How real it is.
    pub enum DrillKind(label, explanation) {
        Tabletop = "tabletop", "Tabletop", "Talked through around a table.";
        Functional = "functional", "Functional", "Done with the real tools, away from production.";
        GameDay = "game_day", "Game day", "Something is really broken, at a time that everybody knows.";
        Surprise = "surprise", "Surprise", "Like a game day, and only the facilitator knows when.";
    }
}

words! {
    /// What somebody does in a drill.
    pub enum DrillRole(label) {
        Facilitator = "facilitator", "Facilitator";
        Scribe = "scribe", "Scribe";
        Player = "player", "Player";
        Observer = "observer", "Observer";
    }
}

/// Somebody in a drill.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Participant {
    pub person: PersonId,
    pub role: DrillRole,
    pub attended: bool,
}

/// What a drill is to show, and whether it did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Objective {
    pub id: ObjectiveId,
    pub words: String,
    pub rating: Option<Rating>,
}

words! {
    pub enum Rating(label) {
        Met = "met", "Met";
        MetWithDifficulty = "difficulty", "Met with difficulty";
        PartlyMet = "partly", "Partly met";
        NotMet = "not", "Not met";
    }
}

/// A scripted event. Only the facilitator sees it before it is released.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inject {
    pub id: InjectId,
    pub minute: u32,
    pub words: String,
    /// What a good answer looks like.
    pub expected: Option<String>,
    pub released: Option<(PersonId, Timestamp)>,
}

impl Rating {
    /// It showed what it was to show.
    #[must_use]
    pub const fn is_met(self) -> bool {
        matches!(self, Self::Met | Self::MetWithDifficulty)
    }
}

impl Drill {
    /// `Drill 2: The database is deleted`.
    #[must_use]
    pub fn title(&self) -> String {
        format!("Drill {}: {}", self.ordinal, self.plan.title)
    }

    /// How often it was put off, in words; none when it never was.
    #[must_use]
    pub fn put_off(&self) -> Option<String> {
        match self.postponed {
            0 => None,
            1 => Some("postponed once".to_owned()),
            2 => Some("postponed twice".to_owned()),
            count => Some(format!("postponed {count} times")),
        }
    }

    /// It was done and looked back at, so it proves something.
    #[must_use]
    pub const fn is_reported(&self) -> bool {
        matches!(self.state, DrillState::Reported | DrillState::Closed)
    }
}
