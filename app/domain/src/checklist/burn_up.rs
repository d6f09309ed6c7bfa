//! How much work there was and how much of it was finished, day by day, and when the rest is finished at this pace.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::day::Zone;
use crate::limits;

/// A line of the checklist that is or was work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemLife {
    pub added: Timestamp,
    pub deleted: Option<Timestamp>,
    /// When it was finished (true) or opened again (false), in the order in which it happened.
    pub turns: Vec<(Timestamp, bool)>,
    /// It came finished: the document said so.
    pub came_finished: bool,
}

/// How it was at the end of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BurnUpDay {
    pub day: Date,
    pub items: usize,
    pub finished: usize,
}

/// The days from the first item to today.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BurnUp {
    /// One for each day on which something changed, and today. At most [`limits::BURN_UP_DAYS`], the newest.
    pub days: Vec<BurnUpDay>,
    pub pace: Pace,
}

/// What the last days say about the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pace {
    /// Nothing is left.
    Done,
    /// There are fewer than three days to go by.
    TooEarly,
    /// Not more was finished than opened again.
    Stands { days: i64 },
    /// So many more in so many days; the rest would be finished then.
    Goes { finished: i64, days: i64, until: Date },
}

impl BurnUp {
    /// None before there is anything to do.
    #[must_use]
    pub fn of(lives: &[ItemLife], zone: &Zone, now: Timestamp) -> Option<Self> {
        let today = zone.day(now);
        let mut changes: Vec<(Date, i64, i64)> = Vec::new();
        for life in lives {
            life.add_to(&mut changes, zone);
        }
        changes.sort_by_key(|(day, ..)| *day);
        let mut days: Vec<BurnUpDay> = Vec::new();
        let (mut items, mut finished) = (0_i64, 0_i64);
        for (day, more, done) in changes {
            (items, finished) = (items + more, finished + done);
            let now = BurnUpDay { day, items: count(items), finished: count(finished) };
            match days.last_mut() {
                Some(last) if last.day == day => *last = now,
                _ => days.push(now),
            }
        }
        let last = *days.last()?;
        if last.day < today {
            days.push(BurnUpDay { day: today, ..last });
        }
        let pace = pace(&days, today);
        let surplus = days.len().saturating_sub(limits::BURN_UP_DAYS);
        days.drain(..surplus);
        Some(Self { days, pace })
    }
}

impl ItemLife {
    /// What it changes on which days: how much work there is, and how much of it is finished.
    fn add_to(&self, changes: &mut Vec<(Date, i64, i64)>, zone: &Zone) {
        let mut finished = self.came_finished;
        changes.push((zone.day(self.added), 1, i64::from(finished)));
        for (at, is_finished) in &self.turns {
            if *is_finished != finished && self.deleted.is_none_or(|deleted| *at <= deleted) {
                finished = *is_finished;
                changes.push((zone.day(*at), 0, if finished { 1 } else { -1 }));
            }
        }
        if let Some(deleted) = self.deleted {
            changes.push((zone.day(deleted), -1, -i64::from(finished)));
        }
    }
}

fn pace(days: &[BurnUpDay], today: Date) -> Pace {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Pace::TooEarly };
    let open = last.items.saturating_sub(last.finished);
    if open == 0 {
        return Pace::Done;
    }
    let since = |day: Date| i64::from(day.until(today).map_or(0, |span| span.get_days()));
    let span = since(first.day).min(limits::BURN_UP_PACE);
    if span < 3 {
        return Pace::TooEarly;
    }
    let before = days.iter().rfind(|day| since(day.day) >= span).map_or(0, |day| day.finished);
    let finished = signed(last.finished) - signed(before);
    if finished <= 0 {
        return Pace::Stands { days: span };
    }
    let left = (signed(open) * span).div_euclid(finished)
        + i64::from((signed(open) * span).rem_euclid(finished) > 0);
    let until = today.checked_add(jiff::Span::new().days(left.min(limits::BURN_UP_FAR)));
    Pace::Goes { finished, days: span, until: until.unwrap_or(today) }
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}

fn signed(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i8) -> Timestamp {
        format!("2026-11-{day:02}T09:00:00Z").parse().unwrap()
    }

    fn life(added: i8, turns: &[(i8, bool)]) -> ItemLife {
        let turns = turns.iter().map(|(day, finished)| (at(*day), *finished)).collect();
        ItemLife { added: at(added), deleted: None, turns, came_finished: false }
    }

    fn of(lives: &[ItemLife], now: i8) -> BurnUp {
        BurnUp::of(lives, &Zone::utc(), at(now)).unwrap()
    }

    #[test]
    fn each_day_says_how_much_there_was_and_how_much_was_finished() {
        let deleted = ItemLife { deleted: Some(at(8)), ..life(1, &[(3, true)]) };
        let came = ItemLife { came_finished: true, ..life(5, &[]) };
        let lives = [life(1, &[(3, true), (4, false), (6, true)]), deleted, came, life(2, &[])];
        let days: Vec<_> =
            of(&lives, 9).days.iter().map(|day| (day.day.day(), day.items, day.finished)).collect();
        assert_eq!(
            days,
            [
                (1, 2, 0),
                (2, 3, 0),
                (3, 3, 2),
                (4, 3, 1),
                (5, 4, 2),
                (6, 4, 3),
                (8, 3, 2),
                (9, 3, 2)
            ]
        );
    }

    #[test]
    fn the_rest_is_finished_at_the_pace_of_the_last_days() {
        let done = |day| life(1, &[(day, true)]);
        let open = || life(1, &[]);
        let goes = of(&[done(4), done(5), open(), open()], 9).pace;
        let until = Zone::utc().day(at(17));
        assert_eq!(goes, Pace::Goes { finished: 2, days: 8, until });
        assert_eq!(of(&[open()], 9).pace, Pace::Stands { days: 8 });
        assert_eq!(of(&[open()], 3).pace, Pace::TooEarly);
        assert_eq!(of(&[done(4)], 9).pace, Pace::Done);
        assert_eq!(BurnUp::of(&[], &Zone::utc(), at(1)), None);
    }

    #[test]
    fn only_what_happened_lately_is_the_pace() {
        let old: Vec<_> = (0..9).map(|_| life(1, &[(2, true)])).chain([life(1, &[])]).collect();
        assert_eq!(of(&old, 28).pace, Pace::Stands { days: 14 });
    }
}
