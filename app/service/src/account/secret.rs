use std::fmt;

use domain::text::hex;
use sha2::{Digest, Sha256};

use crate::Fault;

/// 32 random bytes that prove something: a session, an invitation, the set-up link.
///
/// Whoever holds it can use it, so only its SHA-256 is stored and its `Debug` shows nothing.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// # Errors
    /// The machine gives no randomness.
    #[expect(clippy::disallowed_methods, reason = "this is where secrets are made")]
    pub fn new() -> Result<Self, Fault> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| Fault::Randomness(error.to_string()))?;
        Ok(Self(hex(&bytes)))
    }

    /// Takes what a browser sent. Anything that is no secret finds nothing later.
    #[must_use]
    pub fn received(text: &str) -> Self {
        Self(text.chars().take(64).collect())
    }

    /// The text for a cookie or a link.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// A text that stands for another and does not tell it.
pub(crate) fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// The SHA-256 of what is in a file, in hexadecimal digits.
pub(crate) fn digest_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
