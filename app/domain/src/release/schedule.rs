use jiff::civil::Date;
use jiff::{Timestamp, Unit};

use crate::day::{DateError, Zone};
use crate::limits;

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
                "Only {} of buffer between feature-complete and launch; recommended: 30 days.",
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
