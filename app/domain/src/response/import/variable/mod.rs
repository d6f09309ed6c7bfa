//! Variables as other people write them, found in a text that somebody brings in.
//!
//! The scan goes over the text once, from left to right. What opens something is looked at only as far
//! as the end of its line and at most [`mark::REACH`] bytes, so a text full of openings costs no more than
//! another.

mod mark;
mod syntax;
mod tag;

use std::collections::BTreeMap;

use super::Problem;
use super::name::{fallback_of, name_of};
use mark::{Marks, span};

pub(super) use mark::fence;
pub use syntax::Syntax;
pub(super) use syntax::short;

/// A variable that was found, and what it becomes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable {
    pub syntax: Syntax,
    /// The line of the document, counted from 1.
    pub line: usize,
    /// Where it stands in the text, in bytes.
    pub start: usize,
    pub end: usize,
    /// As it is written, without what is only around it to make it stand out.
    pub text: String,
    pub name: String,
    pub fallback: Option<String>,
}

impl Variable {
    /// What it becomes.
    #[must_use]
    pub fn becomes(&self) -> String {
        match &self.fallback {
            Some(fallback) => format!("{{{{{} | {fallback}}}}}", self.name),
            None => format!("{{{{{}}}}}", self.name),
        }
    }
}

/// Finds what people mean to be filled in, and says what looks like it and is something else. The
/// text begins on `first` of the document.
#[must_use]
pub fn find(text: &str, first: usize) -> (Vec<Variable>, Vec<Problem>) {
    let mut scan = Scan {
        text,
        bytes: text.as_bytes(),
        marks: Marks::of(text),
        at: 0,
        line: first,
        web: false,
        found: Vec::new(),
        problems: Vec::new(),
    };
    while scan.at < text.len() {
        scan.step();
    }
    (scan.found, scan.problems)
}

/// Gives variables that are written differently and would be called alike names of their own.
pub(super) fn tell_apart(variables: &mut [Variable]) {
    let mut called: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for variable in variables {
        let letters = variable.text.chars().filter(|one| one.is_alphanumeric() || *one == '#');
        let written: String = letters.flat_map(char::to_lowercase).collect();
        let there = called.entry(variable.name.clone()).or_default();
        let next = there.len() + 1;
        let nth = *there.entry(written).or_insert(next);
        if nth > 1 {
            variable.name = format!("{} {nth}", variable.name);
        }
    }
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    marks: Marks<'a>,
    at: usize,
    line: usize,
    /// Inside of a web address.
    web: bool,
    found: Vec<Variable>,
    problems: Vec<Problem>,
}

impl<'a> Scan<'a> {
    fn step(&mut self) {
        if let Some(end) = self.marks.skip(self.at) {
            return self.go_to(end);
        }
        let rest = self.rest();
        match self.byte(self.at) {
            b'h' if rest.starts_with("http://") || rest.starts_with("https://") => self.web = true,
            b' ' | b'\n' | b'\t' | b')' | b'>' => self.web = false,
            b'`' => return self.code(),
            _ => {}
        }
        match self.variable() {
            Some((syntax, length, inside)) => {
                self.take(syntax, (self.at, self.at + length), inside);
            }
            None if self.tag() => {}
            None => {
                let next = rest.chars().next().map_or(1, char::len_utf8);
                self.go_to(self.at + next);
            }
        }
    }

    /// The variable that begins here: how it is written, its length, and what is inside of it.
    fn variable(&self) -> Option<(Syntax, usize, &'a str)> {
        let rest = self.rest();
        let before = self.at.checked_sub(1).map_or(b' ', |at| self.byte(at));
        match self.byte(self.at) {
            b'{' if rest.starts_with("{{") => tag::braces(rest),
            b'{' => tag::brace(rest),
            b'#' if rest.starts_with("#{") => tag::enclosed(rest, ("#{", "}"), Syntax::Zammad),
            b'%' if rest.starts_with("%{") => tag::enclosed(rest, ("%{", "}"), Syntax::Percent),
            b'$' if rest.starts_with("${") => tag::enclosed(rest, ("${", "}"), Syntax::Dollar),
            b'*' if rest.starts_with("*|") => tag::enclosed(rest, ("*|", "|*"), Syntax::Merge),
            b'<' => tag::angle(rest, before),
            b'[' if !self.web => self.bracket(rest, before),
            b'%' if !self.web && !before.is_ascii_alphanumeric() => tag::percent(rest),
            b'$' if !self.web && !before.is_ascii_alphanumeric() => tag::dollar(rest),
            _ => None,
        }
    }

    /// `[NAME]` that is no link, no reference, no box and no footnote.
    fn bracket(&self, rest: &'a str, before: u8) -> Option<(Syntax, usize, &'a str)> {
        let inside = span(rest, "[", "]")?;
        let behind = rest.get(inside.len() + 2..)?;
        let is_link = behind.starts_with(['(', '['])
            || behind.trim_start_matches(' ').starts_with("(http")
            || behind.starts_with(':') && self.begins_line()
            || matches!(before, b'!' | b']' | b'\\');
        let name = inside.trim();
        let is_box = matches!(name, "" | "x" | "X" | "-" | "~" | "*");
        let is_note = name.starts_with(['^', '!'])
            || name.contains(['[', '\\'])
            || name.bytes().all(|b| b.is_ascii_digit());
        let says = name == "#" || name.chars().any(char::is_alphabetic);
        let free = !is_link && !is_box && !is_note && says && !self.marks.defines(name);
        free.then_some((Syntax::Bracket, inside.len() + 2, inside))
    }

    /// Text between backticks is code, unless all of it is a variable: then the backticks only make it
    /// stand out.
    fn code(&mut self) {
        let rest = self.rest();
        let ticks = rest.bytes().take_while(|byte| *byte == b'`').count();
        let fence = rest.get(..ticks).unwrap_or_default();
        let Some(inside) = span(rest, fence, fence) else {
            return self.go_to(self.at + ticks);
        };
        let end = self.at + inside.len() + 2 * ticks;
        let start = self.at;
        self.at += ticks;
        match self.variable() {
            Some((syntax, length, name)) if length == inside.trim_end().len() => {
                self.take(syntax, (start, end), name);
            }
            _ => self.go_to(end),
        }
    }

    fn take(&mut self, syntax: Syntax, (start, end): (usize, usize), inside: &str) {
        let whole = self.text.get(start..end).unwrap_or_default();
        if let Some(filter) = tag::filter(syntax, inside) {
            let sentence = format!(
                "“{}” changes the value with “{filter}”; Holdpoint fills in what is typed",
                short(whole)
            );
            self.problems.push(Problem::note(self.line, sentence));
        }
        self.found.push(Variable {
            syntax,
            line: self.line,
            start,
            end,
            text: whole.trim_matches('`').to_owned(),
            name: name_of(inside),
            fallback: fallback_of(inside),
        });
        self.go_to(end);
    }

    /// Something that belongs to the program that filled the text: said, and left for a person.
    fn tag(&mut self) -> bool {
        let rest = self.rest();
        let Some((length, sentence)) = tag::of_program(rest) else { return false };
        self.problems.push(Problem::note(self.line, sentence));
        self.go_to(self.at + length);
        true
    }

    fn begins_line(&self) -> bool {
        let mut before = self.bytes.get(..self.at).unwrap_or_default().iter().rev().take(4);
        let spaces = before.clone().take_while(|byte| **byte == b' ').count();
        spaces < 4 && before.nth(spaces).is_none_or(|byte| *byte == b'\n')
    }

    fn go_to(&mut self, end: usize) {
        let passed = self.text.get(self.at.min(end)..end).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.at = end;
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }
}
