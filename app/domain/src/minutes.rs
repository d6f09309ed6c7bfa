//! How long something takes, as people write it and as a clock shows it.

use std::fmt;

use jiff::{SignedDuration, Span, SpanRelativeTo};
use thiserror::Error;

/// The most that a step or a window may take: a week.
const MOST: u32 = 7 * 24 * 60;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum MinutesError {
    #[error("Enter how long it takes, like 45 or 1h 15m")]
    NoDuration,
    #[error("Enter a time of at most {} days", MOST / 24 / 60)]
    TooLong,
}

/// Whole minutes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Minutes(u32);

impl Minutes {
    #[must_use]
    pub const fn new(minutes: u32) -> Self {
        Self(minutes)
    }

    /// Reads `45`, `~1h 15m`, `90 min`, `1:15`, `30 seconds`. Less than a minute counts as one.
    ///
    /// # Errors
    /// Not a duration, or longer than a week.
    pub fn parse(text: &str) -> Result<Self, MinutesError> {
        let about = |c: char| c.is_whitespace() || "~≈<>".contains(c);
        let text = text.trim_matches(about).trim_start_matches("ca.").trim_start_matches("about ");
        let text = text.trim().to_lowercase();
        if let Ok(minutes) = text.parse() {
            return Self::at_most(minutes);
        }
        let clock = text.split_once(':').and_then(|(hours, minutes)| {
            let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
            (minutes < 60).then(|| hours.checked_mul(60)?.checked_add(minutes)).flatten()
        });
        if let Some(minutes) = clock {
            return Self::at_most(minutes);
        }
        let span: Span = text.parse().map_err(|_| MinutesError::NoDuration)?;
        let seconds = span.total((jiff::Unit::Second, SpanRelativeTo::days_are_24_hours()));
        let seconds = seconds.map_err(|_| MinutesError::NoDuration)?;
        if !(0.0..=f64::from(MOST) * 60.0).contains(&seconds) {
            return Err(MinutesError::TooLong);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked above"
        )]
        Self::at_most((seconds / 60.0).ceil() as u32)
    }

    fn at_most(minutes: u32) -> Result<Self, MinutesError> {
        if minutes > MOST { Err(MinutesError::TooLong) } else { Ok(Self(minutes)) }
    }

    #[must_use]
    pub const fn count(self) -> u32 {
        self.0
    }

    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0 as i64 * 60
    }

    #[must_use]
    pub fn duration(self) -> SignedDuration {
        SignedDuration::from_secs(self.seconds())
    }
}

impl fmt::Display for Minutes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => write!(formatter, "{minutes} min"),
            (hours, 0) => write!(formatter, "{hours} h"),
            (hours, minutes) => write!(formatter, "{hours} h {minutes} min"),
        }
    }
}

/// As a stopwatch shows it: `4:10`, `1:22:05`.
#[must_use]
pub fn clock(seconds: i64) -> String {
    let seconds = seconds.max(0);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 {
        format!("{minutes}:{seconds:02}")
    } else {
        format!("{hours}:{minutes:02}:{seconds:02}")
    }
}

/// In words, to the minute: `12 min`, `1 h 22 min`.
#[must_use]
pub fn in_words(seconds: i64) -> String {
    let minutes = seconds.max(0).saturating_add(30) / 60;
    match u32::try_from(minutes) {
        Ok(0) => "less than a minute".to_owned(),
        Ok(minutes) => Minutes(minutes).to_string(),
        Err(_) => "too long to say".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("45", 45),
            ("~1h 15m", 75),
            ("1 hour 15 minutes", 75),
            ("90 min", 90),
            ("≈ 2 hrs", 120),
            ("1:15", 75),
            ("30s", 1),
            ("0", 0),
            ("1d", 1440),
        ] {
            assert_eq!(Minutes::parse(text), Ok(Minutes(minutes)), "{text}");
        }
        for text in ["", "soon", "1:75", "-5", "-5m"] {
            assert!(Minutes::parse(text).is_err(), "{text}");
        }
        assert_eq!(Minutes::parse("9d"), Err(MinutesError::TooLong));
    }

    #[test]
    fn a_stopwatch_and_words_say_the_same_time() {
        assert_eq!(
            (clock(250), clock(4925), clock(-3)),
            ("4:10".into(), "1:22:05".into(), "0:00".into())
        );
        assert_eq!(
            (in_words(250), in_words(4925), in_words(7)),
            ("4 min".into(), "1 h 22 min".into(), "less than a minute".into())
        );
    }
}
