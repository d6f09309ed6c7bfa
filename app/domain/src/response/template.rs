//! What a template is, beside what it says.

use std::fmt;

use jiff::Timestamp;
use thiserror::Error;

use crate::ids::{CohortId, FindingId, MaterialId, PersonId, ProductId, ReleaseId, ResponseId};
use crate::product::Place;
use crate::text::{Line, Markdown, TextError, Title, Topic};
use crate::{limits, words};

/// An answer to one thing that people ask. What it says stands in its variants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Response {
    pub id: ResponseId,
    pub product: ProductId,
    /// None for all releases of the product.
    pub release: Option<ReleaseId>,
    pub text: ResponseText,
    pub retired_at: Option<Timestamp>,
    pub created_by: PersonId,
    pub created_at: Timestamp,
    pub version: i64,
}

/// What people write about a template. None of it is copied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResponseText {
    pub topic: Topic,
    pub title: Title,
    pub short_code: ShortCode,
    /// How people ask.
    pub questions: Questions,
    /// For the agent, never sent.
    pub note: Markdown,
    /// When it is the wrong answer.
    pub avoid: Markdown,
    pub channel: Channel,
    /// For whom it is; none means everybody.
    pub cohorts: Vec<CohortId>,
    /// Training about the same thing.
    pub material: Option<MaterialId>,
    /// The known issue that it answers.
    pub finding: Option<FindingId>,
    pub owner: Option<PersonId>,
}

words! {
    /// Where an answer is given.
    pub enum Channel(label) {
        Any = "any", "Any channel";
        Email = "email", "Email";
        Chat = "chat", "Chat";
        Phone = "phone", "Phone";
        Web = "web", "Web form";
        Social = "social", "Social media";
    }
}

impl Response {
    /// Where it lies, and so who may see it.
    #[must_use]
    pub fn place(&self) -> Place {
        self.release.map_or(Place::Product(self.product), Place::Release)
    }
}

/// What agents type to find a template: unique in its product.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ShortCode(String);

/// Why a short code was not taken. The sentences are shown at the field.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ShortCodeError {
    #[error("Enter a short code")]
    Missing,
    #[error(
        "The short code must be {} characters or fewer; this one has {length}",
        limits::SHORT_CODE
    )]
    TooLong { length: usize },
    #[error("Use letters from a to z, digits and hyphens; “{0}” is none of them")]
    Sign(char),
}

impl ShortCode {
    /// Capital letters become small.
    ///
    /// # Errors
    /// Empty, too long, or with another sign than letters, digits and hyphens.
    pub fn parse(text: &str) -> Result<Self, ShortCodeError> {
        let code = text.trim().to_ascii_lowercase();
        let fits = |c: &char| matches!(c, 'a'..='z' | '0'..='9' | '-');
        if code.is_empty() {
            return Err(ShortCodeError::Missing);
        }
        if let Some(sign) = code.chars().find(|c| !fits(c)) {
            return Err(ShortCodeError::Sign(sign));
        }
        match code.len() {
            length if length > limits::SHORT_CODE => Err(ShortCodeError::TooLong { length }),
            _ => Ok(Self(code)),
        }
    }

    /// What a template with a title may be called, and what it may be called while the first are taken.
    pub fn proposed(title: &str) -> impl Iterator<Item = Self> {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
        let words: String = title.chars().map(plain).collect();
        let mut code = words.split_whitespace().collect::<Vec<_>>().join("-");
        code.truncate(limits::SHORT_CODE - 5);
        let code = match code.trim_matches('-') {
            "" => "answer".to_owned(),
            code => code.to_owned(),
        };
        let first = std::iter::once(Self(code.clone()));
        first.chain((2..1_000).map(move |number| Self(format!("{code}-{number}"))))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ShortCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Example questions, one on a line.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Questions(Vec<Line>);

/// Why questions were not taken. The sentences are shown at the field.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum QuestionsError {
    #[error("Enter {} questions or fewer; these are {count}", limits::QUESTIONS)]
    TooMany { count: usize },
    #[error("Line {line}: {error}")]
    Line { line: usize, error: TextError },
}

impl Questions {
    /// Empty lines are left out.
    ///
    /// # Errors
    /// There are too many, or one is too long.
    pub fn parse(text: &str) -> Result<Self, QuestionsError> {
        let asked = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let lines: Vec<Line> = asked
            .map(|(index, line)| {
                Line::parse(line).map_err(|error| QuestionsError::Line { line: index + 1, error })
            })
            .collect::<Result<_, _>>()?;
        match lines.len() {
            count if count > limits::QUESTIONS => Err(QuestionsError::TooMany { count }),
            _ => Ok(Self(lines)),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(Line::as_str)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As they are typed and stored.
    #[must_use]
    pub fn as_lines(&self) -> String {
        self.iter().collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_code_is_small_letters_digits_and_hyphens() {
        assert_eq!(ShortCode::parse(" Find-2 ").unwrap().as_str(), "find-2");
        assert_eq!(ShortCode::parse("a b"), Err(ShortCodeError::Sign(' ')));
        assert_eq!(ShortCode::parse("<b>"), Err(ShortCodeError::Sign('<')));
        assert_eq!(ShortCode::parse(""), Err(ShortCodeError::Missing));
        assert_eq!(ShortCode::parse(&"a".repeat(41)), Err(ShortCodeError::TooLong { length: 41 }));
    }

    #[test]
    fn a_proposed_short_code_is_one_that_is_taken_as_it_is() {
        for title in ["I can't find Z!", "", "日本", &"word ".repeat(40)] {
            for code in ShortCode::proposed(title).take(3) {
                assert_eq!(ShortCode::parse(code.as_str()), Ok(code));
            }
        }
        let codes: Vec<String> =
            ShortCode::proposed("Where is Z?").take(2).map(|code| code.to_string()).collect();
        assert_eq!(codes, ["where-is-z", "where-is-z-2"]);
    }

    #[test]
    fn questions_are_at_most_twenty_lines() {
        let questions = Questions::parse("Where is it?\r\n\r\n  I can't   find it ").unwrap();
        assert_eq!(questions.as_lines(), "Where is it?\nI can't find it");
        assert_eq!(Questions::parse(&"x\n".repeat(21)), Err(QuestionsError::TooMany { count: 21 }));
        let long = format!("x\n\n{}", "y".repeat(limits::REASON + 1));
        assert!(Questions::parse(&long).unwrap_err().to_string().starts_with("Line 3: "));
    }
}
