//! What somebody types while a person waits for an answer: words, the last one perhaps half, some with a typing error.
//!
//! The index of either engine gives candidates by words; which of them is first, and which words are marked, is decided
//! here, so that both engines find the same.

mod letter;

pub use letter::fold;

use letter::{is_near, neighbours};

use crate::limits;

/// Words shorter than this are taken as they are typed: with an error they could be nearly anything.
const SHORTEST_WITH_ERROR: usize = 4;
/// How many words are looked for. The rest of a longer question narrows nothing.
const WORDS: usize = 8;
/// How many words may have an error at once: each costs some hundred look-ups.
const WITH_ERROR: usize = 2;

/// What was typed, in words.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Query {
    text: String,
    words: Vec<String>,
}

/// A word as the index is asked for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Term {
    /// Whatever begins with it.
    Beginning(String),
    /// Each of these is one typing error away from what was typed.
    Near(Vec<String>),
}

/// What of a template is searched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Searched<'a> {
    pub short_code: &'a str,
    pub title: &'a str,
    pub questions: &'a str,
    pub body: &'a str,
}

/// How well a template fits; the smallest is the best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rank {
    /// 0 when the short code is what was typed, 1 when it begins with it.
    code: u8,
    missing: usize,
    place: usize,
    inexact: usize,
}

/// A part of a text: whether it was found, and what it says.
pub type Piece<'a> = (bool, &'a str);

impl Query {
    /// Whatever somebody types is a question. What is longer than anybody types is cut.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text: String = text.chars().take(limits::DESK_QUERY).collect();
        let words = words_of(&text).map(|(_, word)| fold(word)).take(WORDS).collect();
        Self { text: fold(text.trim()), words }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// How the index is asked, given which words it has: those are taken as they begin, others with one typing error.
    /// A short word that nothing begins with is left out.
    #[must_use]
    pub fn terms(&self, known: &[bool]) -> Vec<Term> {
        let mut errors = 0;
        let of_word = |(word, known): (&String, &bool)| {
            if *known {
                return Some(Term::Beginning(word.clone()));
            }
            if word.chars().count() < SHORTEST_WITH_ERROR || errors == WITH_ERROR {
                return None;
            }
            errors += 1;
            Some(Term::Near(neighbours(word)))
        };
        self.words.iter().zip(known).filter_map(of_word).collect()
    }

    /// How well it fits; none when no word is in it.
    #[must_use]
    pub fn rank(&self, searched: Searched<'_>) -> Option<Rank> {
        let code = fold(searched.short_code);
        let by_code = match &self.text {
            text if text.is_empty() => 2,
            text if *text == code => 0,
            text if code.starts_with(text.as_str()) => 1,
            _ => 2,
        };
        let fields = [
            [searched.short_code, searched.title].map(folded).concat(),
            folded(searched.questions),
            folded(searched.body),
        ];
        let mut rank = Rank { code: by_code, missing: 0, place: 0, inexact: 0 };
        for word in &self.words {
            let best = fields.iter().enumerate().find_map(|(place, words)| {
                let inexact = words.iter().filter_map(|other| inexactness(word, other)).min()?;
                Some((place, inexact))
            });
            match best {
                Some((place, inexact)) => {
                    rank.place = rank.place.max(place);
                    rank.inexact += inexact;
                }
                None => rank.missing += 1,
            }
        }
        (by_code < 2 || rank.missing < self.words.len()).then_some(rank)
    }

    /// Whether every word is in a text.
    #[must_use]
    pub fn has_all(&self, text: &str) -> bool {
        let others = folded(text);
        let has = |typed: &String| others.iter().any(|word| inexactness(typed, word).is_some());
        self.words.iter().all(has)
    }

    /// Whether it is a text, word for word.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.words == folded(text)
    }

    /// A text in pieces: the words that were looked for, and what is between them.
    #[must_use]
    pub fn mark<'a>(&self, text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut done = 0;
        for (start, word) in words_of(text) {
            let plain = fold(word);
            if !self.words.iter().any(|typed| inexactness(typed, &plain).is_some()) {
                continue;
            }
            pieces.extend(
                text.get(done..start).filter(|gap| !gap.is_empty()).map(|gap| (false, gap)),
            );
            pieces.push((true, word));
            done = start + word.len();
        }
        pieces.extend(text.get(done..).filter(|rest| !rest.is_empty()).map(|rest| (false, rest)));
        pieces
    }

    /// The line of a text that has most of the words.
    #[must_use]
    pub fn line<'a>(&self, text: &'a str) -> &'a str {
        let found = |line: &&str| {
            let words = folded(line);
            let has = |typed: &&String| words.iter().any(|word| inexactness(typed, word).is_some());
            self.words.iter().filter(has).count()
        };
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        // The first of those that are equally good.
        lines.rev().max_by_key(found).unwrap_or_default()
    }
}

/// How far a word is from what was typed: 0 the same, 1 begins with it, 2 one typing error; none when it is another.
fn inexactness(typed: &str, word: &str) -> Option<usize> {
    match () {
        () if word == typed => Some(0),
        () if word.starts_with(typed) => Some(1),
        () if typed.chars().count() >= SHORTEST_WITH_ERROR && is_near(typed, word) => Some(2),
        () => None,
    }
}

fn folded(text: &str) -> Vec<String> {
    words_of(text).map(|(_, word)| fold(word)).collect()
}

/// The words of a text, and where they start.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|letter: char| !letter.is_alphanumeric()).filter_map(move |word| {
        // Between two pieces is one character of the text.
        let start = at;
        at += word.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

#[cfg(test)]
mod tests;
