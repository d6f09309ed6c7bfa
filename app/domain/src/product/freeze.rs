//! Days on which nothing is launched: freezes and holidays of a product.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::day::Dates;
use crate::ids::{FreezeId, ProductId};
use crate::text::Label;
use crate::words;

words! {
    pub enum FreezeKind(label) {
        Freeze = "freeze", "Freeze";
        Holiday = "holiday", "Holiday";
    }
}

/// A window that is closed for changes, or a day on which nobody works.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Freeze {
    pub id: FreezeId,
    pub product: ProductId,
    pub text: FreezeText,
    /// When somebody closed these days.
    pub since: Timestamp,
}

/// What a person says about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FreezeText {
    pub name: Label,
    pub kind: FreezeKind,
    pub dates: Dates,
}

impl Freeze {
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.text.dates.starts_on() <= day && day <= self.text.dates.ends_on()
    }

    /// Nothing happens during a freeze; on a holiday a phase may go on, not begin or end.
    #[must_use]
    pub fn stops(&self, dates: Dates) -> bool {
        match self.text.kind {
            FreezeKind::Freeze => self.text.dates.overlaps(dates),
            FreezeKind::Holiday => self.covers(dates.starts_on()) || self.covers(dates.ends_on()),
        }
    }

    /// `the freeze “Year end” (20 Dec to 4 Jan)`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let kind = self.text.kind.label().to_lowercase();
        let days = self.text.dates.in_words(|day| day.strftime("%-d %b").to_string());
        format!("the {kind} “{}” ({days})", self.text.name)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_freeze_stops_what_goes_on_during_it_and_a_holiday_only_what_begins_or_ends() {
        let days = |from, to| Dates::new(date(2026, 12, from), date(2026, 12, to)).unwrap();
        let closed = |kind| Freeze {
            id: FreezeId::new(Uuid::nil()),
            product: ProductId::new(Uuid::nil()),
            text: FreezeText { name: Label::parse("x").unwrap(), kind, dates: days(5, 8) },
            since: Timestamp::UNIX_EPOCH,
        };
        let (freeze, holiday) = (closed(FreezeKind::Freeze), closed(FreezeKind::Holiday));
        assert!(freeze.stops(days(1, 20)) && !holiday.stops(days(1, 20)));
        assert!(freeze.stops(days(1, 5)) && holiday.stops(days(1, 5)));
        assert!(!freeze.stops(days(1, 4)) && !holiday.stops(days(9, 20)));
    }
}
