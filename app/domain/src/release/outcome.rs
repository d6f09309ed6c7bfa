//! What a release is expected to change, looked at afterwards.

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use crate::ids::{OutcomeId, PersonId, ReleaseId};
use crate::text::{Line, Link, Title};
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    pub id: OutcomeId,
    pub release: ReleaseId,
    pub text: OutcomeText,
    /// None until somebody has looked.
    pub found: Option<OutcomeFound>,
    pub version: i64,
}

/// What a person expects.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutcomeText {
    pub metric: Title,
    pub target: Line,
    pub source: Option<Link>,
    /// The day on which somebody looks.
    pub look_on: Date,
}

/// What it was, and what was learned from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutcomeFound {
    pub actual: Line,
    pub learned: Line,
    pub by: PersonId,
    pub at: Timestamp,
}

words! {
    /// The two looks back after a launch.
    pub enum CheckInKind(label) {
        Week = "week", "One week after the launch";
        Month = "month", "One month after the launch";
    }
}

/// A look back that was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckIn {
    pub kind: CheckInKind,
    pub notes: String,
    pub by: PersonId,
    pub at: Timestamp,
}

impl Outcome {
    /// Somebody should have looked and has not.
    #[must_use]
    pub fn is_blank(&self, today: Date) -> bool {
        self.found.is_none() && self.text.look_on <= today
    }
}

impl CheckInKind {
    /// The day of the look back.
    #[must_use]
    pub fn day(self, launch: Date) -> Date {
        let after = match self {
            Self::Week => Span::new().days(7),
            Self::Month => Span::new().months(1),
        };
        launch.checked_add(after).unwrap_or(launch)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_after_the_last_of_january_is_the_last_of_february() {
        assert_eq!(CheckInKind::Month.day(date(2027, 1, 31)), date(2027, 2, 28));
        assert_eq!(CheckInKind::Week.day(date(2026, 12, 29)), date(2027, 1, 5));
    }
}
