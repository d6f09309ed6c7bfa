//! Coverage: who of the critical users of a cohort has read what is published for them, and who should
//! have by now.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Material, Reading};
use crate::ids::{CohortId, PersonId, ReaderId, ReaderLinkId};
use crate::phase::{Phase, PhaseState};
use crate::words;

words! {
    /// How a reader stands to a material.
    pub enum Coverage(label, word) {
        Read = "read", "Read", "read";
        /// They read a version, and a later one asks them again.
        OlderVersion = "older_version", "Older version", "older version";
        NotYet = "not_yet", "Not yet", "not yet";
        /// They read nothing of it, and their phase has begun.
        Overdue = "overdue", "Overdue", "overdue";
    }
}

impl Coverage {
    /// None for a material that asks nobody. From the day on which their phase begins, who has read
    /// nothing is late; who read an older version knows most of it and is asked again.
    #[must_use]
    pub fn of(reading: Reading, due: Option<Date>, today: Date) -> Option<Self> {
        match reading {
            Reading::NotAsked => None,
            Reading::Read(_) => Some(Self::Read),
            Reading::Older(_) => Some(Self::OlderVersion),
            Reading::NotYet if is_over(due, today) => Some(Self::Overdue),
            Reading::NotYet => Some(Self::NotYet),
        }
    }
}

/// Whether it should have been read by now.
#[must_use]
pub fn is_over(due: Option<Date>, today: Date) -> bool {
    due.is_some_and(|due| due <= today)
}

/// The day before which a cohort has to have read a material: on which its first phase of the release
/// begins. A material that is closed until that phase cannot be read before, so it has none.
#[must_use]
pub fn due(material: &Material, cohort: CohortId, phases: &[Phase]) -> Option<Date> {
    let of_cohort =
        |phase: &&Phase| phase.plan.cohort == cohort && !matches!(phase.state, PhaseState::Skipped);
    let first = phases.iter().filter(of_cohort).min_by_key(|phase| phase.plan.dates.starts_on())?;
    (material.text.embargo != Some(first.id)).then(|| first.plan.dates.starts_on())
}

/// A critical user, and what is known about them and one material.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReaderStanding {
    pub reader: ReaderId,
    pub cohort: CohortId,
    pub name: String,
    pub email: Option<String>,
    pub person: Option<PersonId>,
    pub reading: Reading,
    /// When they had read what counts now.
    pub read_at: Option<Timestamp>,
    /// How often they were asked, and when last.
    pub reminded: i64,
    pub reminded_at: Option<Timestamp>,
    /// Their personal link, while it works, and until when it does.
    pub link: Option<(ReaderLinkId, Timestamp)>,
}

/// How many of the critical users of a cohort have read a material.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    pub readers: i64,
    pub read: i64,
    pub older: i64,
}

impl Counts {
    /// Who has read nothing of it.
    #[must_use]
    pub const fn unread(self) -> i64 {
        self.readers - self.read - self.older
    }

    /// Whether everybody has read what is published now.
    #[must_use]
    pub const fn is_reached(self) -> bool {
        self.readers > 0 && self.read == self.readers
    }

    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            readers: self.readers + other.readers,
            read: self.read + other.read,
            older: self.older + other.older,
        }
    }

    /// How many of those who have not read it should have by now.
    #[must_use]
    pub fn overdue(self, due: Option<Date>, today: Date) -> i64 {
        if is_over(due, today) { self.unread() } else { 0 }
    }

    /// The worst of them, which is the shape that stands for all.
    #[must_use]
    pub const fn worst(self, is_over: bool) -> Coverage {
        match (self.unread(), self.older) {
            (0, 0) => Coverage::Read,
            (0, _) => Coverage::OlderVersion,
            _ if is_over => Coverage::Overdue,
            _ => Coverage::NotYet,
        }
    }

    /// `7 of 9 read, 1 older version, 1 overdue`: so many of those who have not read it should have by now.
    #[must_use]
    pub fn in_words(self, overdue: i64) -> String {
        let mut words = format!("{} of {} {}", self.read, self.readers, Coverage::Read.word());
        if self.older > 0 {
            words.extend([", ", &*self.older.to_string(), " ", Coverage::OlderVersion.word()]);
        }
        let waits = self.unread() - overdue;
        for (count, of) in [(overdue, Coverage::Overdue), (waits, Coverage::NotYet)] {
            if count > 0 {
                words.extend([", ", &*count.to_string(), " ", of.word()]);
            }
        }
        words
    }
}

impl FromIterator<Reading> for Counts {
    fn from_iter<I: IntoIterator<Item = Reading>>(readings: I) -> Self {
        let one = |counts: Self, reading: Reading| {
            let (read, older) = match reading {
                Reading::NotAsked => return counts,
                Reading::Read(_) => (1, 0),
                Reading::Older(_) => (0, 1),
                Reading::NotYet => (0, 0),
            };
            counts.and(Self { readers: 1, read, older })
        };
        readings.into_iter().fold(Self::default(), one)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn any_reading() -> impl Strategy<Value = Reading> {
        prop_oneof![
            Just(Reading::NotAsked),
            Just(Reading::NotYet),
            (1i64..9).prop_map(Reading::Older),
            (1i64..9).prop_map(Reading::Read),
        ]
    }

    proptest! {
        #[test]
        fn whoever_is_asked_is_counted_exactly_once(
            readings in prop::collection::vec(any_reading(), 0..40), due: Option<bool>,
        ) {
            let today = date(2027, 1, 12);
            let due = due.map(|late| if late { today } else { date(2027, 1, 13) });
            let counts: Counts = readings.iter().copied().collect();
            let found: Vec<_> =
                readings.iter().filter_map(|one| Coverage::of(*one, due, today)).collect();
            let count = |of| i64::try_from(found.iter().filter(|one| **one == of).count()).unwrap();
            prop_assert_eq!(counts.readers, i64::try_from(found.len()).unwrap());
            prop_assert_eq!(counts.read, count(Coverage::Read));
            prop_assert_eq!(counts.older, count(Coverage::OlderVersion));
            prop_assert_eq!(counts.unread(), count(Coverage::NotYet) + count(Coverage::Overdue));
            prop_assert!(count(Coverage::NotYet) == 0 || !is_over(due, today));
            prop_assert!(count(Coverage::Overdue) == 0 || is_over(due, today));
        }
    }

    #[test]
    fn it_is_overdue_from_the_day_of_the_phase_on_and_an_older_version_is_not() {
        let day = date(2027, 1, 12);
        let of = |reading, today| Coverage::of(reading, Some(day), today);
        assert_eq!(of(Reading::NotYet, date(2027, 1, 11)), Some(Coverage::NotYet));
        assert_eq!(of(Reading::NotYet, day), Some(Coverage::Overdue));
        assert_eq!(of(Reading::Older(1), day), Some(Coverage::OlderVersion));
        assert_eq!(Coverage::of(Reading::NotYet, None, day), Some(Coverage::NotYet));
    }

    #[test]
    fn counts_are_said_in_words() {
        let counts = Counts { readers: 9, read: 7, older: 1 };
        assert_eq!(counts.in_words(counts.unread()), "7 of 9 read, 1 older version, 1 overdue");
        assert_eq!(counts.in_words(0), "7 of 9 read, 1 older version, 1 not yet");
        assert_eq!(counts.worst(true), Coverage::Overdue);
        let all = Counts { readers: 9, read: 9, older: 0 };
        assert!(all.is_reached() && all.in_words(all.unread()) == "9 of 9 read");
        assert!(!Counts::default().is_reached(), "nobody is not everybody");
    }
}
