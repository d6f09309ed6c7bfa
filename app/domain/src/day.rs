//! Days, times and zones, as people write and read them.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, Timestamp, tz::TimeZone};
use thiserror::Error;

use crate::limits;

/// Days from the first to the last, both included: of a phase, a freeze, an absence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dates {
    starts_on: Date,
    ends_on: Date,
}

/// A time zone by its name, as in `Europe/Zurich`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Zone(TimeZone);

/// Why a date or a zone was not taken. The sentences are shown at the field.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum DateError {
    #[error("Enter a date, like 2026-11-23")]
    Date,
    #[error("Enter a date and a time, like 2026-11-23 17:00")]
    DateTime,
    #[error("{0} is not a time zone. Enter one like Europe/Zurich or America/New_York")]
    Zone(String),
    #[error("Feature-complete must not be after the launch")]
    Backwards,
}

impl Zone {
    /// # Errors
    /// No such zone in the time zone database.
    pub fn parse(name: &str) -> Result<Self, DateError> {
        let name = name.trim();
        let zone = TimeZone::get(name).map_err(|_| DateError::Zone(name.to_owned()))?;
        Ok(Self(zone))
    }

    /// What the zones are called, as they are chosen from a list.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn names() -> Vec<String> {
        jiff::tz::db().available().map(|name| name.to_string()).collect()
    }

    /// For what lies nowhere in particular.
    #[must_use]
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The day that it is there.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    #[must_use]
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.0.to_datetime(at)
    }

    /// The moment of a local time; of the two when clocks go back, the earlier; in the gap when
    /// they go forward, the same distance after it.
    ///
    /// # Errors
    /// Outside the years that can be calculated.
    pub fn moment(&self, local: DateTime) -> Result<Timestamp, DateError> {
        self.0.to_timestamp(local).map_err(|_| DateError::DateTime)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Reads `2026-11-23`, as date fields send it, in a year that somebody plans for.
///
/// # Errors
/// Anything else.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let date: Date = text.trim().parse().map_err(|_| DateError::Date)?;
    if (2000..=2200).contains(&date.year()) { Ok(date) } else { Err(DateError::Date) }
}

/// Reads `2026-11-23T17:00`, as date-and-time fields send it, or with a space between. A date
/// alone means the end of the working day, 17:00.
///
/// # Errors
/// Anything else.
pub fn parse_date_time(text: &str) -> Result<DateTime, DateError> {
    let text = text.trim();
    if let Ok(date) = parse_date(text)
        && text.len() == 10
    {
        return Ok(date.at(17, 0, 0, 0));
    }
    let moment: DateTime = text.parse().map_err(|_| DateError::DateTime)?;
    if (2000..=2200).contains(&moment.year()) { Ok(moment) } else { Err(DateError::DateTime) }
}

/// Why days or times from and to were not taken.
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

impl Dates {
    /// # Errors
    /// Backwards, or longer than anybody plans.
    pub fn new(starts_on: Date, ends_on: Date) -> Result<Self, DatesError> {
        if ends_on < starts_on {
            return Err(DatesError::Backwards);
        }
        let dates = Self { starts_on, ends_on };
        if dates.days() > i64::from(limits::PHASE_DAYS) {
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

    /// Whether a day is one of them.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.starts_on <= day && day <= self.ends_on
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

/// # Errors
/// Not a time like `06:00`.
pub fn parse_time(text: &str) -> Result<Time, DatesError> {
    Time::strptime("%H:%M", text.trim()).map_err(|_| DatesError::Time)
}

/// A date as it stands in sentences: `Mon 23 Nov`, with the year when it is another one.
#[must_use]
pub fn day_in_words(day: Date, today: Date) -> String {
    let pattern = if day.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
    day.strftime(pattern).to_string()
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
        assert_eq!(parse_time("06:00").unwrap().hour(), 6);
    }

    #[test]
    fn a_local_time_on_the_night_the_clocks_change_is_still_a_moment() {
        let gap = date(2026, 3, 29).at(2, 30, 0, 0);
        assert_eq!(
            Zone::parse("Europe/Zurich").unwrap().moment(gap).unwrap().to_string(),
            "2026-03-29T01:30:00Z"
        );
    }

    #[test]
    fn what_is_not_a_date_or_a_zone_is_refused() {
        assert!(parse_date("23.11.2026").is_err());
        assert!(parse_date("0001-01-01").is_err());
        assert!(parse_date_time("2026-11-23 25:00").is_err());
        assert!(Zone::parse("Mars/Olympus").is_err());
        assert_eq!(parse_date_time("2026-11-23").unwrap().hour(), 17);
    }
}
