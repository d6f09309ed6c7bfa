use std::fmt;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, Unit, tz::TimeZone};
use thiserror::Error;

use crate::limits;

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

/// The two dates of a release, in the order they have to be in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Schedule {
    feature_complete: Option<Date>,
    launch: Option<Date>,
    zone: Zone,
}

/// The days between feature-complete and launch, and what they mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Buffer {
    pub days: i32,
}

/// How far the launch is away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Countdown {
    /// Negative before the launch, as in T-3.
    pub days: i32,
}

impl Schedule {
    /// # Errors
    /// The launch would be before everything is built.
    pub fn new(
        feature_complete: Option<Date>,
        launch: Option<Date>,
        zone: Zone,
    ) -> Result<Self, DateError> {
        match (feature_complete, launch) {
            (Some(complete), Some(launch)) if complete > launch => Err(DateError::Backwards),
            _ => Ok(Self { feature_complete, launch, zone }),
        }
    }

    #[must_use]
    pub const fn feature_complete(&self) -> Option<Date> {
        self.feature_complete
    }

    #[must_use]
    pub const fn launch(&self) -> Option<Date> {
        self.launch
    }

    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }

    #[must_use]
    pub fn buffer(&self) -> Option<Buffer> {
        let days = days_between(self.feature_complete?, self.launch?);
        Some(Buffer { days })
    }

    #[must_use]
    pub fn countdown(&self, now: Timestamp) -> Option<Countdown> {
        Some(Countdown { days: days_between(self.launch?, self.zone.day(now)) })
    }
}

impl Buffer {
    #[must_use]
    pub const fn is_short(self) -> bool {
        self.days < limits::BUFFER_DAYS
    }

    #[must_use]
    pub fn sentence(self) -> String {
        match (self.days, self.is_short()) {
            (0, _) => "No buffer: feature-complete and launch are on the same day.".to_owned(),
            (days, true) => format!(
                "Only {} of buffer between feature-complete and launch; a month is the rule.",
                counted(days)
            ),
            (days, false) => {
                format!("{} of buffer between feature-complete and launch.", counted(days))
            }
        }
    }
}

impl Countdown {
    /// `T-3`, `T+2`, or `Launch day`.
    #[must_use]
    pub fn short(self) -> String {
        match self.days {
            0 => "Launch day".to_owned(),
            days if days < 0 => format!("T-{}", -days),
            days => format!("T+{days}"),
        }
    }

    #[must_use]
    pub fn sentence(self) -> String {
        match self.days {
            0 => "today".to_owned(),
            -1 => "tomorrow".to_owned(),
            1 => "yesterday".to_owned(),
            days if days < 0 => format!("in {} days", -days),
            days => format!("{days} days ago"),
        }
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until((Unit::Day, to)).map_or(0, |span| span.get_days())
}

fn counted(days: i32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn zurich() -> Zone {
        Zone::parse("Europe/Zurich").unwrap()
    }

    #[test]
    fn a_launch_cannot_be_before_feature_complete() {
        let backwards = Schedule::new(Some(date(2026, 5, 2)), Some(date(2026, 5, 1)), zurich());
        assert_eq!(backwards, Err(DateError::Backwards));
    }

    #[test]
    fn a_buffer_under_a_month_is_short() {
        let plan = |day| Schedule::new(Some(date(2026, 5, 1)), Some(date(2026, 5, day)), zurich());
        assert!(plan(30).unwrap().buffer().unwrap().is_short());
        assert!(!plan(31).unwrap().buffer().unwrap().is_short());
    }

    #[test]
    fn the_days_to_launch_are_counted_where_the_launch_is() {
        let plan = Schedule::new(None, Some(date(2026, 11, 23)), zurich()).unwrap();
        let late_evening: Timestamp = "2026-11-21T23:30:00Z".parse().unwrap();
        assert_eq!(plan.countdown(late_evening).unwrap().short(), "T-1");
    }

    #[test]
    fn a_local_time_on_the_night_the_clocks_change_is_still_a_moment() {
        let gap = date(2026, 3, 29).at(2, 30, 0, 0);
        assert_eq!(zurich().moment(gap).unwrap().to_string(), "2026-03-29T01:30:00Z");
    }

    #[test]
    fn what_is_not_a_date_or_a_zone_is_refused() {
        assert!(parse_date("23.11.2026").is_err());
        assert!(parse_date("0001-01-01").is_err());
        assert!(parse_date_time("2026-11-23 25:00").is_err());
        assert!(Zone::parse("Mars/Olympus").is_err());
        assert_eq!(parse_date_time("2026-11-23").unwrap().hour(), 17);
    }

    proptest! {
        #[test]
        fn buffer_is_never_negative(from in 0..20_000i64, length in 0..2_000i64) {
            let first = date(2001, 1, 1);
            let complete = first.checked_add(jiff::Span::new().days(from)).unwrap();
            let launch = complete.checked_add(jiff::Span::new().days(length)).unwrap();
            let plan = Schedule::new(Some(complete), Some(launch), zurich()).unwrap();
            prop_assert_eq!(i64::from(plan.buffer().unwrap().days), length);
        }
    }
}
