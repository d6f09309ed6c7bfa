//! Puts values into an answer. They are text and never markup: Markdown is read before they come in, and the sanitiser
//! after.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::known::Known;
use super::parse::{Body, Part, Variable};
use super::resolve::{Fragments, ResolveError};
use super::show::{marked, plain_text, without_double_braces, without_marks};
use crate::limits;
use crate::markdown::SafeHtml;

/// What is filled in, by the names of the variables.
#[derive(Clone, Default, Debug)]
pub struct Values(HashMap<String, String>);

/// An answer as it is copied and shown. None of them has a placeholder left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filled {
    /// For fields that take text only.
    pub plain: String,
    /// For fields that take rich text.
    pub html: SafeHtml,
    /// The same with what was filled in marked.
    pub shown: SafeHtml,
    /// The variables that have neither a value nor a fallback. They stand in the answer as `[name]`.
    pub missing: Vec<String>,
}

/// # Errors
/// A fragment is missing or includes itself, or the text becomes too large with them.
pub fn fill(body: &Body, values: &Values, fragments: &Fragments) -> Result<Filled, ResolveError> {
    let resolved = fragments.resolve(body)?;
    let mut source = String::new();
    let mut filled = Vec::new();
    let mut missing = Vec::new();
    for part in resolved.parts() {
        match part {
            Part::Text(text) => source.extend(text.chars().filter(|c| !is_sign(*c))),
            Part::Fragment(name) => return Err(ResolveError::Missing(name.to_string())),
            Part::Variable(variable) => {
                let value = values.of(variable).unwrap_or_else(|| {
                    let name = variable.name.to_string();
                    let shown = format!("[{name}]");
                    if !missing.contains(&name) {
                        missing.push(name);
                    }
                    shown
                });
                source.push_str(&token(filled.len()));
                filled.push(value);
            }
        }
    }
    let shown = marked(&source, |page| {
        let page = put(page, (OPEN_IN_ADDRESS, CLOSE_IN_ADDRESS), &filled, in_address);
        put(&page, (OPEN, CLOSE), &filled, |value| format!("<mark>{}</mark>", in_html(value)))
    });
    let plain = put(&plain_text(&source), (OPEN, CLOSE), &filled, str::to_owned);
    Ok(Filled { plain: without_double_braces(&plain), html: without_marks(&shown), shown, missing })
}

impl Values {
    /// White space and control characters become one space; what is longer than the limit is cut.
    pub fn set(&mut self, name: &str, value: &str) {
        let spaced = value.split(|c: char| c.is_whitespace() || c.is_control());
        let words: Vec<&str> = spaced.filter(|word| !word.is_empty()).collect();
        let line = words.join(" ");
        let value: String = line.chars().filter(|c| !is_sign(*c)).take(limits::VALUE).collect();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        self.0.insert(name.to_lowercase(), value);
    }

    /// Examples for what is known, so that a preview reads like an answer.
    #[must_use]
    pub fn samples() -> Self {
        let mut values = Self::default();
        for known in Known::ALL {
            values.set(known.key(), known.sample());
        }
        values
    }

    /// What is filled in, or what the text says otherwise.
    fn of(&self, variable: &Variable) -> Option<String> {
        let value = self.0.get(&variable.name.key()).filter(|value| !value.is_empty());
        value.cloned().or_else(|| variable.fallback.clone())
    }
}

/// Signs of private use around the number of a value. Texts and values lose theirs.
const OPEN: &str = "\u{E000}";
const CLOSE: &str = "\u{E001}";
/// The same in the address of a link, where Markdown writes them as bytes.
const OPEN_IN_ADDRESS: &str = "%EE%80%80";
const CLOSE_IN_ADDRESS: &str = "%EE%80%81";

const fn is_sign(c: char) -> bool {
    matches!(c, '\u{E000}' | '\u{E001}')
}

fn token(number: usize) -> String {
    format!("{OPEN}{number}{CLOSE}")
}

/// Every value in its place; from left to right, so that what a value says is never read.
fn put(
    page: &str,
    (open, close): (&str, &str),
    values: &[String],
    written: impl Fn(&str) -> String,
) -> String {
    let mut text = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, behind)) = rest.split_once(open) {
        text.push_str(before);
        let number = behind.split_once(close);
        let value = number
            .and_then(|(number, after)| Some((values.get(number.parse::<usize>().ok()?)?, after)));
        rest = match value {
            Some((value, after)) => {
                text.push_str(&written(value));
                after
            }
            None => behind,
        };
    }
    text.push_str(rest);
    text
}

fn in_html(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// As bytes that mean nothing in an address: a value adds no scheme, no host and no query.
fn in_address(value: &str) -> String {
    value.bytes().fold(String::new(), |mut address, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
        address
    })
}

#[cfg(test)]
mod tests;
