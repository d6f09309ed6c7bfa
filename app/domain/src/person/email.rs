use std::fmt;

use thiserror::Error;

use crate::limits;

/// An e-mail address, in lower case, because people do not type the same case twice.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Email(String);

#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum EmailError {
    #[error("Enter an email address")]
    Missing,
    #[error("Enter an email address in the correct format, like name@example.com")]
    Malformed,
}

impl Email {
    /// Checks the shape only: whether mail arrives there, only mail can tell.
    ///
    /// # Errors
    /// Empty, or without exactly one `@` between two parts, or too long.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err(EmailError::Missing);
        }
        let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()[]\\,;:\"".contains(c);
        match text.split_once('@') {
            Some((local, host))
                if !local.is_empty()
                    && host.split('.').all(|label| !label.is_empty())
                    && !host.contains('@')
                    && !text.contains(odd)
                    && text.chars().count() <= limits::EMAIL =>
            {
                Ok(Self(text))
            }
            _ => Err(EmailError::Malformed),
        }
    }

    /// The address of nobody, for whoever runs commands on the machine: no mail goes there (RFC 2606).
    #[must_use]
    pub fn operator() -> Self {
        Self("operator@holdpoint.invalid".to_owned())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_compared_without_its_case() {
        assert_eq!(Email::parse(" Ada@Example.ORG "), Email::parse("ada@example.org"));
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        assert_eq!(Email::parse(""), Err(EmailError::Missing));
        for text in ["ada", "@example.org", "a@b@c", "a b@c.d", "ada@", "ada@x..y", "<a@b.c>"] {
            assert_eq!(Email::parse(text), Err(EmailError::Malformed), "{text}");
        }
    }
}
