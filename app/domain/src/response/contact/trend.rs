//! What people ask about most, and what they ask about more than a week ago.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;

use super::ContactText;

/// A topic that fewer people asked about in a week does not rise, whatever it was before.
pub const FEWEST: u64 = 5;

/// One topic: the seven days up to today, and the seven days before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trend {
    pub name: String,
    pub now: u64,
    pub before: u64,
}

impl Trend {
    /// At least five in this week, and at least half as many again as in the week before.
    #[must_use]
    pub const fn rises(&self) -> bool {
        self.now >= FEWEST && self.now * 2 >= self.before * 3
    }

    /// `“Sign-in” rises: 12 contacts this week, 4 the week before`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let contacts = if self.now == 1 { "contact" } else { "contacts" };
        format!(
            "“{}”: {} {contacts} this week, {} the week before",
            self.name, self.now, self.before
        )
    }
}

/// The topics of these two weeks, what was asked most on top. Topics are the same whatever their capitals.
#[must_use]
pub fn topics<'a>(contacts: impl IntoIterator<Item = &'a ContactText>, today: Date) -> Vec<Trend> {
    let days_ago = |days: i64| today.checked_sub(Span::new().days(days)).unwrap_or(Date::MIN);
    let (week, fortnight) = (days_ago(7), days_ago(14));
    let mut topics: BTreeMap<String, Trend> = BTreeMap::new();
    for text in contacts {
        if text.day <= fortnight || text.day > today {
            continue;
        }
        let name = text.topic.to_string();
        let topic =
            topics.entry(name.to_lowercase()).or_insert_with(|| Trend { name, now: 0, before: 0 });
        let week = if text.day > week { &mut topic.now } else { &mut topic.before };
        *week += u64::from(text.count);
    }
    let mut topics: Vec<Trend> = topics.into_values().collect();
    topics.sort_by_key(|one| std::cmp::Reverse((one.now, one.before)));
    topics
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::ids::CohortId;
    use crate::text::Topic;

    fn text(topic: &str, day: i8, count: u32) -> ContactText {
        ContactText {
            cohort: CohortId::new(Uuid::nil()),
            day: date(2026, 11, day),
            topic: Topic::parse(topic).unwrap(),
            count,
        }
    }

    #[test]
    fn a_topic_rises_from_five_on_and_by_half() {
        let rises = |now, before| Trend { name: "x".into(), now, before }.rises();
        assert!(rises(5, 0) && rises(6, 4) && rises(12, 8));
        assert!(!rises(4, 0) && !rises(5, 4) && !rises(11, 8));
    }

    #[test]
    fn the_weeks_are_the_seven_days_up_to_today_and_the_seven_before() {
        let all = [
            text("Sign-in", 21, 3),
            text("sign-in", 15, 4),
            text("Sign-in", 14, 1),
            text("Sign-in", 8, 1),
            text("Sign-in", 7, 50),
            text("Sign-in", 22, 50),
            text("Print", 20, 9),
        ];
        let topics = topics(&all, date(2026, 11, 21));
        let found: Vec<_> = topics.iter().map(|one| (&*one.name, one.now, one.before)).collect();
        assert_eq!(found, [("Print", 9, 0), ("Sign-in", 7, 2)]);
        assert_eq!(topics[1].in_words(), "“Sign-in”: 7 contacts this week, 2 the week before");
    }
}
