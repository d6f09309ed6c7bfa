use jiff::civil::{Date, Time};
use jiff::{Span, Timestamp};

use super::{PhaseState, RollbackCard};
use crate::day::{DateError, Dates, DatesError, Zone};
use crate::ids::{CohortId, PersonId, PhaseId, ReleaseId};
use crate::product::freeze::Freeze;
use crate::text::{Label, Line};
use crate::words;

/// A cohort's turn in a release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phase {
    pub id: PhaseId,
    pub release: ReleaseId,
    /// The order among the phases of a release, from 1.
    pub position: i64,
    pub plan: PhasePlan,
    pub cohort_name: String,
    pub state: PhaseState,
    /// How many have it, in the unit of the plan.
    pub reached: Option<u32>,
    pub card: RollbackCard,
    pub clocks: Clocks,
    /// Why it may be in a freeze or on a holiday.
    pub freeze_reason: Option<FreezeReason>,
    /// Grows whenever a date moves; calendars ask for it (RFC 5545, section 3.8.7.4).
    pub sequence: i64,
    pub version: i64,
}

/// Why a phase may be in a freeze. It speaks of the freezes that were known when it was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FreezeReason {
    pub words: String,
    pub at: Timestamp,
}

/// What a person plans for a phase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhasePlan {
    pub name: Label,
    pub cohort: CohortId,
    /// How these people get it and nobody else: a flag, a link, a list of sites.
    pub access: Option<Line>,
    pub dates: Dates,
    /// Local time on the first day.
    pub window: Option<Window>,
    /// Days to wait and watch after everybody has it.
    pub bake_days: u32,
    pub exposure: Exposure,
    pub owner: Option<PersonId>,
}

/// The hours in which the change is made, local time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    from: Time,
    to: Time,
}

/// How many get it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exposure {
    pub planned: u32,
    pub unit: Unit,
}

words! {
    pub enum Unit(label) {
        People = "people", "People";
        Sites = "sites", "Sites";
        Percent = "percent", "Percent of the users";
    }
}

/// When what happened.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Clocks {
    pub started_at: Option<Timestamp>,
    /// Since when the bake time counts. A pause moves it on by its length.
    pub baking_since: Option<Timestamp>,
    pub paused_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
}

impl Window {
    /// # Errors
    /// It would end before it begins.
    pub fn new(from: Time, to: Time) -> Result<Self, DatesError> {
        if from < to { Ok(Self { from, to }) } else { Err(DatesError::Window) }
    }

    #[must_use]
    pub const fn from(self) -> Time {
        self.from
    }

    #[must_use]
    pub const fn to(self) -> Time {
        self.to
    }

    /// `06:00 to 10:00`.
    #[must_use]
    pub fn in_words(self) -> String {
        format!("{} to {}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"))
    }
}

impl Exposure {
    /// `7 people, 2 more than planned`, of how many have it.
    #[must_use]
    pub fn against(self, reached: u32) -> String {
        let counted = self.unit.counted(reached);
        match reached.checked_sub(self.planned).filter(|more| *more > 0 && self.planned > 0) {
            Some(more) => format!("{counted}, {more} more than planned"),
            None => counted,
        }
    }

    /// `25 %`, `62 sites`, `1 person`.
    #[must_use]
    pub fn in_words(self) -> String {
        self.unit.counted(self.planned)
    }
}

impl Unit {
    #[must_use]
    pub fn counted(self, count: u32) -> String {
        match (self, count) {
            (Self::People, 1) => "1 person".to_owned(),
            (Self::People, count) => format!("{count} people"),
            (Self::Sites, 1) => "1 site".to_owned(),
            (Self::Sites, count) => format!("{count} sites"),
            (Self::Percent, count) => format!("{count} %"),
        }
    }
}

impl PhasePlan {
    /// The moment it is planned to begin, where the release is.
    ///
    /// # Errors
    /// Outside the years that can be calculated.
    pub fn starts_at(&self, zone: &Zone) -> Result<Timestamp, DateError> {
        let time = self.window.map_or_else(Time::midnight, Window::from);
        zone.moment(self.dates.starts_on().to_datetime(time))
    }

    /// The last day of the bake time as planned.
    #[must_use]
    pub fn baked_on(&self) -> Date {
        let bake = Span::new().days(i64::from(self.bake_days));
        self.dates.ends_on().checked_add(bake).unwrap_or(Date::MAX)
    }
}

impl FreezeReason {
    #[must_use]
    pub fn covers(&self, freeze: &Freeze) -> bool {
        freeze.since <= self.at
    }
}

impl Phase {
    /// `Phase 2: regional offices`.
    #[must_use]
    pub fn title(&self) -> String {
        format!("Phase {}: {}", self.position, self.plan.name)
    }

    /// Whole days of baking so far, pauses not counted.
    #[must_use]
    pub fn baked_days(&self, now: Timestamp) -> Option<i64> {
        let since = self.clocks.baking_since?;
        let until = self.clocks.paused_at.or(self.clocks.ended_at).unwrap_or(now);
        Some(until.duration_since(since).as_hours().max(0) / 24)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::parse_time;

    #[test]
    fn a_window_ends_after_it_begins() {
        let six = parse_time("06:00").unwrap();
        assert_eq!(Window::new(six, six), Err(DatesError::Window));
    }
}
