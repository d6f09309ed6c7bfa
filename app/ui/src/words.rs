//! Dates and people in words.

use domain::day::Dates;
use domain::day::Zone;
use domain::day::day_in_words;
use domain::release::{Countdown, Schedule};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
pub use service::person::name;

/// `Mon 23 Nov`, in the zone of the release.
#[must_use]
pub fn day(at: Timestamp, zone: &Zone, now: Timestamp) -> String {
    day_in_words(zone.day(at), zone.day(now))
}

/// `Mon 23 Nov, 17:00`.
#[must_use]
pub fn moment(at: Timestamp, zone: &Zone, now: Timestamp) -> String {
    format!("{}, {}", day(at, zone, now), zone.local(at).strftime("%H:%M"))
}

/// What stands beneath a due date: how late it is, or how far before the launch.
#[must_use]
pub fn offset(due: Timestamp, schedule: &Schedule, now: Timestamp) -> Option<String> {
    if due < now {
        let day = |at| schedule.zone().day(at);
        let days = day(due).until((jiff::Unit::Day, day(now))).map_or(0, |span| span.get_days());
        return Some(lateness(days, now.duration_since(due)));
    }
    let countdown: Countdown = schedule.countdown(due)?;
    Some(countdown.short())
}

/// By the calendar, as people count: what was due on Friday evening is late by four days on Tuesday morning.
fn lateness(days: i32, late: SignedDuration) -> String {
    match (days, late.as_hours()) {
        (0, 0) => "less than an hour late".to_owned(),
        (0, 1) => "an hour late".to_owned(),
        (0, hours) => format!("{hours} hours late"),
        (1, _) => "one day late".to_owned(),
        (days, _) => format!("{days} days late"),
    }
}

/// How long ago something was.
#[must_use]
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(at).as_mins();
    match minutes {
        ..=0 => "just now".to_owned(),
        1 => "a minute ago".to_owned(),
        2..=59 => format!("{minutes} minutes ago"),
        60..=119 => "an hour ago".to_owned(),
        _ => format!("{} hours ago", minutes / 60),
    }
}

/// `1 item`, `7 items`.
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// `12 KiB`, `1.4 MiB`.
#[must_use]
pub fn bytes(bytes: u64) -> String {
    match bytes / 1024 {
        0 => format!("{bytes} bytes"),
        kib @ 1..1024 => format!("{kib} KiB"),
        kib => format!("{}.{} MiB", kib / 1024, kib % 1024 * 10 / 1024),
    }
}

/// `Tue 1 Dec`, or `Tue 1 Dec to Fri 4 Dec`.
#[must_use]
pub fn days(dates: Dates, today: Date) -> String {
    dates.in_words(|day| day_in_words(day, today))
}

/// Two letters for the mark of a person.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let letters = [words.next(), words.next_back()];
    letters.into_iter().flatten().flat_map(char::to_uppercase).collect()
}
