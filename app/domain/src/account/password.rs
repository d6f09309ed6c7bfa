use std::fmt;

use thiserror::Error;

use crate::limits;

/// A password that somebody chose and that may be kept: long enough, and the same however the
/// keyboard composed its letters.
///
/// Whether it is a common one, the service decides, which has the list.
#[cfg_attr(not(feature = "server"), expect(dead_code, reason = "only the server takes passwords"))]
pub struct NewPassword(String);

#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum PasswordError {
    #[error("Enter a password")]
    Missing,
    #[error("Password must be {} characters or more. Several unrelated words work well", limits::PASSWORD.start())]
    TooShort,
    #[error("Password must be {} characters or fewer", limits::PASSWORD.end())]
    TooLong,
    #[error("This password is easy to guess. Several unrelated words work well")]
    Common,
}

#[cfg(feature = "server")]
impl NewPassword {
    /// Counts characters, composes them (NFC), and changes nothing else: no trimming, no rules
    /// about digits.
    ///
    /// # Errors
    /// Shorter or longer than allowed.
    pub fn parse(text: &str) -> Result<Self, PasswordError> {
        let password = compose(text);
        match password.chars().count() {
            0 => Err(PasswordError::Missing),
            length if length < *limits::PASSWORD.start() => Err(PasswordError::TooShort),
            length if length > *limits::PASSWORD.end() => Err(PasswordError::TooLong),
            _ => Ok(Self(password)),
        }
    }

    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// The one form in which a password is hashed and compared.
#[cfg(feature = "server")]
#[must_use]
pub fn compose(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().collect()
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("NewPassword(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_15_to_256_characters() {
        assert_eq!(NewPassword::parse(&"x".repeat(14)).unwrap_err(), PasswordError::TooShort);
        assert!(NewPassword::parse(&"🐘".repeat(15)).is_ok());
        assert!(NewPassword::parse(&"x".repeat(256)).is_ok());
        assert_eq!(NewPassword::parse(&"x".repeat(257)).unwrap_err(), PasswordError::TooLong);
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same_password() {
        let composed = NewPassword::parse("caf\u{e9} on the corner").unwrap();
        let decomposed = NewPassword::parse("cafe\u{301} on the corner").unwrap();
        assert_eq!(composed.reveal(), decomposed.reveal());
    }

    #[test]
    fn a_password_does_not_show_in_debug_output() {
        let password = NewPassword::parse("several unrelated words").unwrap();
        assert!(!format!("{password:?}").contains("unrelated"));
    }
}
