use jiff::Span;
use jiff::civil::{Date, Weekday};

use crate::kit::chart::Line;

domain::words! {
    /// How much of the time is in sight.
    #[derive(Default)]
    pub enum Zoom(label) {
        Week = "week", "Weeks";
        #[default]
        Month = "month", "Months";
        Quarter = "quarter", "Quarters";
    }
}

impl Zoom {
    /// How far one step to the side goes.
    #[must_use]
    pub const fn days(self) -> i64 {
        self.measure().0 / 2
    }

    /// Days in sight, and how wide a day is.
    const fn measure(self) -> (i64, f64) {
        match self {
            Self::Week => (35, 26.0),
            Self::Month => (98, 9.4),
            Self::Quarter => (280, 3.3),
        }
    }
}

/// From days to places in a picture.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub(super) first: Date,
    pub(super) days: i64,
    pub(super) per_day: f64,
    pub(super) left: f64,
}

impl Scale {
    /// A scale that begins on the Monday before `from`.
    pub(super) fn new(zoom: Zoom, from: Date, left: f64) -> Self {
        let (days, per_day) = zoom.measure();
        let back = i64::from(from.weekday().to_monday_zero_offset());
        let first = from.checked_sub(Span::new().days(back)).unwrap_or(from);
        Self { first, days, per_day, left }
    }

    /// A scale in which some days fill a picture of a width; and how close that is.
    #[expect(clippy::cast_precision_loss, reason = "a release has at most some hundred days")]
    pub(super) fn fitting((first, last): (Date, Date), width: f64, left: f64) -> (Self, Zoom) {
        let span =
            first.until((jiff::Unit::Day, last)).map_or(0, |span| i64::from(span.get_days()));
        let days = (span + 1).clamp(21, 1_000);
        let zoom = match days {
            ..=45 => Zoom::Week,
            46..=140 => Zoom::Month,
            _ => Zoom::Quarter,
        };
        (Self { first, days, per_day: (width - left) / days as f64, left }, zoom)
    }

    pub(super) fn day(self, number: i64) -> Date {
        self.first.checked_add(Span::new().days(number)).unwrap_or(self.first)
    }

    /// The left edge of a day; days out of sight are at the edges.
    pub(super) fn x(self, day: Date) -> f64 {
        let number =
            self.first.until((jiff::Unit::Day, day)).map_or(0, |span| i64::from(span.get_days()));
        Line { left: self.left, width: self.width() - self.left, most: self.days }.x(number)
    }

    pub(super) fn is_in_sight(self, day: Date) -> bool {
        day >= self.first && day < self.day(self.days)
    }

    #[expect(clippy::cast_precision_loss, reason = "a picture has at most some hundred days")]
    pub(super) fn width(self) -> f64 {
        self.left + self.days as f64 * self.per_day
    }

    /// The days that get a line and a word: Mondays, or the first of a month.
    pub(super) fn ticks(self, zoom: Zoom) -> Vec<(Date, String)> {
        let all = (0..self.days).map(|number| self.day(number));
        let of = |day: &Date| match zoom {
            Zoom::Week => day.weekday() == Weekday::Monday,
            Zoom::Month => day.weekday() == Weekday::Monday && (day.day() - 1) / 7 % 2 == 0,
            Zoom::Quarter => day.day() == 1,
        };
        let pattern = if zoom == Zoom::Quarter { "%b" } else { "%-d %b" };
        all.filter(of).map(|day| (day, day.strftime(pattern).to_string())).collect()
    }
}
