//! Numbers that people type, checked once at the edge.

use std::fmt;

use thiserror::Error;

/// Why a number was not taken. The sentences are shown at the field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum NumberError {
    #[error("Enter a whole number, like 250")]
    Count,
    #[error("Enter a number of at most {0}")]
    TooMany(u32),
    #[error("Enter a percentage from 0 to 100")]
    Percent,
    #[error("Enter a number with at most three decimals, like 99.5")]
    Amount,
}

/// The most that anybody counts here: more people than there are.
const MOST: u32 = 4_000_000_000;

/// Reads a whole number from 0 to `most`; spaces between the digits are for the eye.
///
/// # Errors
/// No number, or a larger one.
pub fn parse_count(text: &str, most: u32) -> Result<u32, NumberError> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(NumberError::Count);
    }
    digits.parse().ok().filter(|count| *count <= most).ok_or(NumberError::TooMany(most))
}

/// How many people or sites there are.
///
/// # Errors
/// No number.
pub fn parse_size(text: &str) -> Result<u32, NumberError> {
    parse_count(text, MOST)
}

/// How many rows there are: more than there are people.
///
/// # Errors
/// No number, or one with more than fifteen digits.
pub fn parse_rows(text: &str) -> Result<i64, NumberError> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let fits = (1..=15).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    digits.parse().ok().filter(|_| fits).ok_or(NumberError::Count)
}

/// # Errors
/// No number from 0 to 100.
pub fn parse_percent(text: &str) -> Result<u32, NumberError> {
    let text = text.trim().trim_end_matches('%');
    parse_count(text, 100).map_err(|_| NumberError::Percent)
}

/// A measured number, exact to three decimals: what was typed is what is compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Amount(i64);

impl Amount {
    #[must_use]
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// Reads `0.4`, `-3` or `1,5`.
    ///
    /// # Errors
    /// No number, more than three decimals, or beyond a billion.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let text = text.trim().replace(',', ".");
        let (negative, digits) =
            text.strip_prefix('-').map_or((false, text.as_str()), |digits| (true, digits));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let fits = !whole.is_empty() && whole.len() <= 9 && part.len() <= 3;
        let dot_ends = digits.ends_with('.');
        if !fits || dot_ends || !whole.chars().chain(part.chars()).all(|c| c.is_ascii_digit()) {
            return Err(NumberError::Amount);
        }
        let thousandths: i64 =
            format!("{whole}{part:0<3}").parse().map_err(|_| NumberError::Amount)?;
        Ok(Self(if negative { -thousandths } else { thousandths }))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if part == 0 {
            return write!(formatter, "{sign}{whole}");
        }
        let part = format!("{part:03}");
        write!(formatter, "{sign}{whole}.{}", part.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_percentage_is_from_0_to_100() {
        assert_eq!(parse_percent(" 25 % "), Ok(25));
        assert_eq!(parse_percent("101"), Err(NumberError::Percent));
        assert_eq!(parse_percent("-1"), Err(NumberError::Percent));
    }

    #[test]
    fn a_count_may_be_grouped_and_is_never_larger_than_the_most() {
        assert_eq!(parse_size("5 100"), Ok(5100));
        assert_eq!(parse_count("11", 10), Err(NumberError::TooMany(10)));
        assert_eq!(parse_size(""), Err(NumberError::Count));
        assert_eq!(parse_size("99999999999999999999"), Err(NumberError::TooMany(MOST)));
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["", "-", ".", "1.", "1.2345", "1e3", "0x1", "12345678901", "NaN", "--1"] {
            assert_eq!(Amount::parse(text), Err(NumberError::Amount), "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_amount_is_read_as_it_is_written(thousandths in -999_999_999_999..=999_999_999_999i64) {
            let amount = Amount::from_thousandths(thousandths);
            prop_assert_eq!(Amount::parse(&amount.to_string()), Ok(amount));
        }
    }
}
