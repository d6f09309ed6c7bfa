//! The words of an address: made from a name or a version, unique, and changed by an owner.

use thiserror::Error;

use crate::limits;

/// What stands first in addresses of other kinds, now or soon: no product is called so. A test compares it with the
/// addresses that there are.
pub const RESERVED: &[&str] = &[
    "account",
    "activity",
    "admin",
    "api",
    "assets",
    "audit",
    "cohorts",
    "contacts",
    "decisions",
    "deployments",
    "desk",
    "docs",
    "drills",
    "environments",
    "exceptions",
    "favicon.ico",
    "favicon.svg",
    "feeds",
    "findings",
    "fn",
    "fragments",
    "freezes",
    "health",
    "help",
    "home",
    "inbox",
    "injects",
    "invitations",
    "items",
    "launch",
    "livez",
    "login",
    "materials",
    "metrics",
    "notices",
    "outcomes",
    "password",
    "people",
    "phases",
    "products",
    "proposals",
    "questions",
    "read",
    "reader-links",
    "readers",
    "readyz",
    "releases",
    "responses",
    "robots.txt",
    "runbooks",
    "runs",
    "search",
    "settings",
    "setup",
    "sign-in",
    "sign-out",
    "static",
    "status",
    "steps",
    "successes",
    "templates",
    "tokens",
    "variants",
    "version",
    "webhooks",
];

/// What stands behind a product in addresses of its own pages: no release is called so.
pub const RESERVED_IN_PRODUCT: &[&str] = &[
    "activity",
    "cohorts",
    "contacts",
    "contacts.csv",
    "deployments",
    "edit",
    "environments",
    "findings",
    "fragments",
    "freezes",
    "library",
    "people",
    "proposals",
    "questions",
    "readers",
    "releases",
    "responses",
    "settings",
    "status",
    "support",
    "templates",
    "training",
];

/// Small letters, digits, dots and hyphens; it begins and ends with a letter or a digit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slug(String);

/// Why the words of an address were not taken. The sentences are shown at the field.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SlugError {
    #[error("Use small letters, digits, dots and hyphens, as in permit-portal or 2.4.0")]
    Form,
    #[error("The address must be {} characters or fewer", limits::SLUG)]
    TooLong,
    #[error("“{0}” is an address of Holdpoint itself. Choose another one")]
    Reserved(String),
}

impl Slug {
    /// # Errors
    /// Other characters, or too long.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let text = text.trim().to_lowercase();
        if text.len() > limits::SLUG {
            return Err(SlugError::TooLong);
        }
        if Self::is_one(&text) { Ok(Self(text)) } else { Err(SlugError::Form) }
    }

    /// # Errors
    /// As [`Self::parse`], or a word that other addresses begin with.
    pub fn parse_for_product(text: &str) -> Result<Self, SlugError> {
        Self::parse(text)?.unless(RESERVED)
    }

    /// # Errors
    /// As [`Self::parse`], or a word of the pages of a product.
    pub fn parse_for_release(text: &str) -> Result<Self, SlugError> {
        Self::parse(text)?.unless(RESERVED_IN_PRODUCT)
    }

    /// The words of a name, `Bürgeramt (neu)` as `buergeramt-neu`, or `otherwise` when nothing is left of it.
    #[must_use]
    pub fn of_words(words: &str, otherwise: &str) -> Self {
        let mut slug = String::new();
        for c in words.chars().flat_map(char::to_lowercase) {
            match plain(c) {
                Some(plain) => slug.push_str(plain),
                None if c.is_ascii_alphanumeric() || (c == '.' && !slug.is_empty()) => slug.push(c),
                None if slug.is_empty() || slug.ends_with(['-', '.']) => {}
                None => slug.push('-'),
            }
            if slug.len() >= limits::SLUG {
                break;
            }
        }
        let slug: String = slug.chars().take(limits::SLUG).collect();
        let slug = slug.trim_end_matches(['-', '.']);
        Self(if slug.is_empty() { otherwise } else { slug }.to_owned())
    }

    /// What is tried when it is taken: `permit-portal-2`.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let end = format!("-{number}");
        let room: String = self.0.chars().take(limits::SLUG.saturating_sub(end.len())).collect();
        Self(format!("{room}{end}"))
    }

    #[must_use]
    pub fn is_one(text: &str) -> bool {
        let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        text.starts_with(inside)
            && text.ends_with(inside)
            && text.len() <= limits::SLUG
            && text.chars().all(|c| inside(c) || c == '.' || c == '-')
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn unless(self, reserved: &[&str]) -> Result<Self, SlugError> {
        if reserved.contains(&self.0.as_str()) {
            Err(SlugError::Reserved(self.0))
        } else {
            Ok(self)
        }
    }
}

/// Letters that have an established spelling without their marks.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'ç' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'š' => "s",
        'ù' | 'ú' | 'û' => "u",
        'ž' => "z",
        _ => return None,
    })
}
