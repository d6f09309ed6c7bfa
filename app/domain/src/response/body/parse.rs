//! Reads a text with placeholders once, from left to right, and never goes back.

use std::fmt;

use thiserror::Error;

use crate::limits;

/// A text whose placeholders were all understood.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Body {
    parts: Vec<Part>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Markdown, without `{{`.
    Text(String),
    Variable(Variable),
    Fragment(VariableName),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable {
    pub name: VariableName,
    /// What stands there when nothing is filled in. It is text and no Markdown.
    pub fallback: Option<String>,
}

/// What a variable or a fragment is called. Small and capital letters are the same.
#[derive(Clone, Debug)]
pub struct VariableName(String);

/// Where a text was not understood, and why.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("Line {line}: {problem}")]
pub struct BodyError {
    pub line: usize,
    pub problem: Problem,
}

/// The sentences are shown behind the number of the line.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Problem {
    #[error("{{{{ has no }}}}. Close the placeholder, as in {{{{first name}}}}")]
    Unclosed,
    #[error("the placeholder has no name. Write one, as in {{{{first name}}}}")]
    Empty,
    #[error("there is a brace inside of a placeholder. Close the first one before the next begins")]
    Nested,
    #[error("“{0}” is not a name. Use letters, digits, spaces, . _ and -")]
    Name(String),
    #[error("a name must be {} characters or fewer", limits::VARIABLE)]
    TooLong,
    #[error("a fallback must be {} characters or fewer", limits::VALUE)]
    LongFallback,
    #[error("a fragment has no fallback. Write {{{{> name}}}}")]
    FragmentFallback,
    #[error("there are more than {} placeholders", limits::PLACEHOLDERS)]
    TooMany,
}

impl Body {
    /// # Errors
    /// A placeholder is not closed, is inside of another, has no name or a wrong one, or there are too many.
    pub fn parse(text: &str) -> Result<Self, BodyError> {
        let mut parts = Vec::new();
        let mut placeholders = 0;
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("{{") {
            let here = text.len() - behind.len();
            let fail = |problem| BodyError { line: line_at(text, here), problem };
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            let (inside, after) = inside(behind).map_err(fail)?;
            placeholders += 1;
            if placeholders > limits::PLACEHOLDERS {
                return Err(fail(Problem::TooMany));
            }
            parts.push(placeholder(inside).map_err(fail)?);
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self { parts })
    }

    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The variables, each once, in the order in which they are read.
    #[must_use]
    pub fn variables(&self) -> Vec<&Variable> {
        let mut found: Vec<&Variable> = Vec::new();
        for part in &self.parts {
            if let Part::Variable(variable) = part
                && !found.iter().any(|one| one.name == variable.name)
            {
                found.push(variable);
            }
        }
        found
    }

    /// The fragments that it includes, each once.
    #[must_use]
    pub fn fragments(&self) -> Vec<&VariableName> {
        let mut found: Vec<&VariableName> = Vec::new();
        for part in &self.parts {
            if let Part::Fragment(name) = part
                && !found.contains(&name)
            {
                found.push(name);
            }
        }
        found
    }
}

impl From<Vec<Part>> for Body {
    fn from(parts: Vec<Part>) -> Self {
        Self { parts }
    }
}

impl VariableName {
    /// White space around and runs of it inside count as one space.
    ///
    /// # Errors
    /// Empty, too long, or with another sign than letters, digits, spaces and `.`, `_`, `-`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        // What is far too long is not looked at: 64 KiB of it would be quoted back.
        if text.trim().chars().nth(limits::VARIABLE * 2).is_some() {
            return Err(Problem::TooLong);
        }
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-');
        if name.is_empty() {
            return Err(Problem::Empty);
        }
        if !name.chars().all(fits) || !name.chars().any(char::is_alphanumeric) {
            let quoted = name.chars().filter(|c| !c.is_control()).take(limits::VARIABLE);
            return Err(Problem::Name(quoted.collect()));
        }
        if name.chars().count() > limits::VARIABLE {
            return Err(Problem::TooLong);
        }
        Ok(Self(name))
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Equal for equal names.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl PartialEq for VariableName {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for VariableName {}

impl fmt::Display for VariableName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What stands between the braces, and what comes behind them.
fn inside(behind: &str) -> Result<(&str, &str), Problem> {
    let brace = behind.find(['{', '}']).ok_or(Problem::Unclosed)?;
    let (inside, rest) = behind.split_at(brace);
    if rest.starts_with('{') {
        return Err(Problem::Nested);
    }
    match rest.strip_prefix("}}") {
        Some(after) => Ok((inside, after)),
        None if rest.contains("}}") => Err(Problem::Nested),
        None => Err(Problem::Unclosed),
    }
}

fn placeholder(inside: &str) -> Result<Part, Problem> {
    if let Some(name) = inside.trim_start().strip_prefix('>') {
        if name.contains('|') {
            return Err(Problem::FragmentFallback);
        }
        return VariableName::parse(name).map(Part::Fragment);
    }
    let (name, fallback) = match inside.split_once('|') {
        Some((name, fallback)) => (name, Some(fallback)),
        None => (inside, None),
    };
    let name = VariableName::parse(name)?;
    let fallback = fallback.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    if fallback.as_ref().is_some_and(|text| text.chars().count() > limits::VALUE) {
        return Err(Problem::LongFallback);
    }
    Ok(Part::Variable(Variable { name, fallback }))
}

/// Counted only for the one error that ends the reading.
fn line_at(text: &str, position: usize) -> usize {
    text.bytes().take(position).filter(|byte| *byte == b'\n').count() + 1
}
