//! Puts fragments where they are named, and refuses what would never end.

use std::collections::HashMap;

use thiserror::Error;

use super::parse::{Body, Part, VariableName};
use crate::limits;

/// Fragments by their names.
#[derive(Clone, Default, Debug)]
pub struct Fragments(HashMap<String, Body>);

/// Why fragments cannot be put in. The sentences are shown.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ResolveError {
    #[error("There is no approved fragment “{0}”")]
    Missing(String),
    #[error("A fragment would include itself: {}", .0.join(" → "))]
    Circle(Vec<String>),
    #[error("Fragments include each other more than {} levels deep: {}", limits::FRAGMENT_DEPTH, .0.join(" → "))]
    TooDeep(Vec<String>),
    #[error("With its fragments the text is larger than {} KB", limits::MARKDOWN / 1024)]
    TooLarge,
    #[error("With its fragments the text has more than {} placeholders", limits::PLACEHOLDERS)]
    TooMany,
}

impl Fragments {
    pub fn insert(&mut self, name: &VariableName, body: Body) {
        self.0.insert(name.key(), body);
    }

    #[must_use]
    pub fn get(&self, name: &VariableName) -> Option<&Body> {
        self.0.get(&name.key())
    }

    /// The text with every fragment in its place.
    ///
    /// # Errors
    /// A fragment is missing or includes itself, or it becomes too deep or too large.
    pub fn resolve(&self, body: &Body) -> Result<Body, ResolveError> {
        let mut into = Resolved::default();
        self.expand(body, &mut Vec::new(), &mut into)?;
        Ok(Body::from(into.parts))
    }

    /// Whether a fragment of this name may say this: it includes itself by no detour, and no other fragment becomes
    /// too deep or too large by it. What it includes and is not there yet does not matter here.
    ///
    /// # Errors
    /// It would include itself, or make a fragment too deep or too large.
    pub fn check(&self, name: &VariableName, body: &Body) -> Result<(), ResolveError> {
        let mut changed = self.clone();
        changed.insert(name, body.clone());
        changed.includes(Part::Fragment(name.clone()))?;
        for key in self.0.keys().filter(|key| **key != name.key()) {
            let Ok(other) = VariableName::parse(key) else { continue };
            let other = Part::Fragment(other);
            if self.includes(other.clone()).is_ok() {
                changed.includes(other)?;
            }
        }
        Ok(())
    }

    fn includes(&self, fragment: Part) -> Result<(), ResolveError> {
        let mut into = Resolved { lenient: true, ..Resolved::default() };
        self.expand(&Body::from(vec![fragment]), &mut Vec::new(), &mut into)
    }

    /// `path` holds the fragments that are open. The depth is bounded, so this does not go deep.
    fn expand(
        &self,
        body: &Body,
        path: &mut Vec<VariableName>,
        into: &mut Resolved,
    ) -> Result<(), ResolveError> {
        for part in body.parts() {
            let Part::Fragment(name) = part else {
                into.push(part)?;
                continue;
            };
            let began = path.iter().position(|open| open == name);
            let named = |from: usize| {
                let open = path.iter().skip(from).map(VariableName::to_string);
                open.chain([name.to_string()]).collect::<Vec<_>>()
            };
            if let Some(began) = began {
                return Err(ResolveError::Circle(named(began)));
            }
            if path.len() >= limits::FRAGMENT_DEPTH {
                return Err(ResolveError::TooDeep(named(0)));
            }
            into.included += 1;
            if into.included > INCLUDED {
                return Err(ResolveError::TooMany);
            }
            let Some(fragment) = self.get(name) else {
                if into.lenient {
                    continue;
                }
                return Err(ResolveError::Missing(name.to_string()));
            };
            path.push(name.clone());
            self.expand(fragment, path, into)?;
            path.pop();
        }
        Ok(())
    }
}

/// Fragments that one text may include in all: eight levels of a hundred each would never end.
const INCLUDED: usize = limits::PLACEHOLDERS * limits::FRAGMENT_DEPTH;

#[derive(Default)]
struct Resolved {
    parts: Vec<Part>,
    bytes: usize,
    variables: usize,
    included: usize,
    /// What is not there yet is passed over.
    lenient: bool,
}

impl Resolved {
    fn push(&mut self, part: &Part) -> Result<(), ResolveError> {
        match part {
            Part::Text(text) => self.bytes += text.len(),
            Part::Variable(_) | Part::Fragment(_) => self.variables += 1,
        }
        if self.bytes > limits::MARKDOWN {
            return Err(ResolveError::TooLarge);
        }
        if self.variables > limits::PLACEHOLDERS {
            return Err(ResolveError::TooMany);
        }
        // Two texts side by side are one, so that `{` and `{` meet where they are seen.
        match (self.parts.last_mut(), part) {
            (Some(Part::Text(last)), Part::Text(text)) => last.push_str(text),
            _ => self.parts.push(part.clone()),
        }
        Ok(())
    }
}
