use jiff::civil::{Date, Time};
use jiff::{Span, Timestamp};
use thiserror::Error;

use super::{PhaseState, RollbackCard};
use crate::ids::{CohortId, PersonId, PhaseId, ReleaseId};
use crate::product::freeze::Freeze;
use crate::release::{DateError, Zone};
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

/// The days on which a cohort gets it, the first and the last included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dates {
    starts_on: Date,
    ends_on: Date,
}

/// Why the dates of a phase were not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum DatesError {
    #[error("The last day must not be before the first day")]
    Backwards,
    #[error("A phase lasts at most two years")]
    TooLong,
    #[error("Enter a time, like 06:00")]
    Time,
    #[error("The window must end after it begins")]
    Window,
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

impl Dates {
    /// # Errors
    /// Backwards, or longer than anybody plans.
    pub fn new(starts_on: Date, ends_on: Date) -> Result<Self, DatesError> {
        if ends_on < starts_on {
            return Err(DatesError::Backwards);
        }
        let dates = Self { starts_on, ends_on };
        if dates.days() > i64::from(crate::limits::PHASE_DAYS) {
            return Err(DatesError::TooLong);
        }
        Ok(dates)
    }

    #[must_use]
    pub const fn starts_on(self) -> Date {
        self.starts_on
    }

    #[must_use]
    pub const fn ends_on(self) -> Date {
        self.ends_on
    }

    /// How many days it lasts, at least one.
    #[must_use]
    pub fn days(self) -> i64 {
        days_between(self.starts_on, self.ends_on) + 1
    }

    /// The same length, so many days later; negative is earlier.
    #[must_use]
    pub fn moved(self, days: i64) -> Option<Self> {
        let move_day = |day: Date| day.checked_add(Span::new().try_days(days).ok()?).ok();
        Some(Self { starts_on: move_day(self.starts_on)?, ends_on: move_day(self.ends_on)? })
    }

    /// One day, or the first and the last, each in the words of `day`.
    #[must_use]
    pub fn in_words(self, day: impl Fn(Date) -> String) -> String {
        if self.starts_on == self.ends_on {
            return day(self.starts_on);
        }
        format!("{} to {}", day(self.starts_on), day(self.ends_on))
    }

    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.starts_on <= other.ends_on && other.starts_on <= self.ends_on
    }
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

/// # Errors
/// Not a time like `06:00`.
pub fn parse_time(text: &str) -> Result<Time, DatesError> {
    Time::strptime("%H:%M", text.trim()).map_err(|_| DatesError::Time)
}

impl Exposure {
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
        zone.moment(self.dates.starts_on.to_datetime(time))
    }

    /// The last day of the bake time as planned.
    #[must_use]
    pub fn baked_on(&self) -> Date {
        let bake = Span::new().days(i64::from(self.bake_days));
        self.dates.ends_on.checked_add(bake).unwrap_or(Date::MAX)
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

fn days_between(from: Date, to: Date) -> i64 {
    from.until((jiff::Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_phase_does_not_end_before_it_begins() {
        let (first, second) = (date(2026, 12, 1), date(2026, 12, 2));
        assert_eq!(Dates::new(second, first), Err(DatesError::Backwards));
        assert_eq!(Dates::new(first, first).unwrap().days(), 1);
        assert_eq!(Dates::new(first, date(2036, 1, 1)), Err(DatesError::TooLong));
    }

    #[test]
    fn a_move_keeps_the_length_across_the_end_of_summer_time() {
        let dates = Dates::new(date(2026, 10, 20), date(2026, 10, 23)).unwrap();
        let moved = dates.moved(7).unwrap();
        assert_eq!((moved.starts_on(), moved.ends_on()), (date(2026, 10, 27), date(2026, 10, 30)));
        assert_eq!(moved.days(), dates.days());
    }

    #[test]
    fn a_window_is_a_local_time_on_both_sides_of_the_change_of_the_clocks() {
        let zone = Zone::parse("Europe/Zurich").unwrap();
        let at = |day| zone.moment(date(2026, 10, day).at(6, 0, 0, 0)).unwrap().to_string();
        assert_eq!(at(24), "2026-10-24T04:00:00Z");
        assert_eq!(at(25), "2026-10-25T05:00:00Z");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        assert!(parse_time("25:00").is_err() && parse_time("six").is_err());
        let six = parse_time("06:00").unwrap();
        assert_eq!(Window::new(six, six), Err(DatesError::Window));
    }
}
