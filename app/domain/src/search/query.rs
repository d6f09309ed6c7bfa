use std::collections::BTreeSet;

use super::fit::{Fit, INSIDE, fit, forgiven, tokens};
use crate::limits;

/// Characters before the first word that was found, and in the whole excerpt.
const BEFORE: usize = 40;
const EXCERPT: usize = 160;

/// What somebody looks for: all of the words, in any order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    words: Vec<Word>,
}

/// A word as it was typed, and as it is compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    typed: String,
    folded: Vec<char>,
}

/// A part of a text, and whether it is what somebody looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    pub text: String,
    pub found: bool,
}

impl Query {
    /// Whatever it is: only letters and digits count, and what is too much is left out.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text: String = text.chars().take(limits::SEARCH).collect();
        let words = tokens(&text).into_iter().filter_map(|(place, folded)| {
            let typed = text.get(place)?.to_owned();
            (!folded.is_empty()).then_some(Word { typed, folded })
        });
        Self { words: words.take(limits::SEARCH_WORDS).collect() }
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// How well a title and what else is said answer it; nothing when a word is in neither.
    #[must_use]
    pub fn score(&self, title: &str, words: &str) -> Option<u32> {
        let (title, words) = (tokens(title), tokens(words));
        let best = |word: &Word, tokens: &[(_, Vec<char>)]| {
            tokens.iter().filter_map(|(_, token)| fit(&word.folded, token)).max().map(Fit::points)
        };
        let mut score = 0;
        for word in &self.words {
            let in_title = best(word, &title).map(|points| points * 3);
            score += in_title.max(best(word, &words))?;
        }
        let all = title.iter().map(|(_, token)| token);
        let same = all.eq(self.words.iter().map(|word| &word.folded));
        Some(score + if same { 20 } else { 0 })
    }

    /// A text with what was looked for marked.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut done = 0;
        let mut push = |text: Option<&str>, found| {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                pieces.push(Piece { text: text.to_owned(), found });
            }
        };
        for (place, token) in tokens(text) {
            if self.finds(&token) {
                push(text.get(done..place.start), false);
                push(text.get(place.clone()), true);
                done = place.end;
            }
        }
        push(text.get(done..), false);
        pieces
    }

    /// Where a longer text in Markdown says it, marked and as people read it; nothing when it does not.
    #[must_use]
    pub fn excerpt(&self, markdown: &str) -> Option<Vec<Piece>> {
        let text = crate::markdown::plain(markdown);
        let first = tokens(&text).into_iter().find(|(_, token)| self.finds(token))?.0.start;
        let before = text.get(..first)?;
        let length = before.chars().count();
        let skipped: String = before.chars().skip(length.saturating_sub(BEFORE)).collect();
        let rest: String = text.chars().skip(length.saturating_sub(BEFORE)).take(EXCERPT).collect();
        let start = if skipped.len() < before.len() { "…" } else { "" };
        let end = if before.len() - skipped.len() + rest.len() < text.len() { "…" } else { "" };
        Some(self.marks(&format!("{start}{rest}{end}")))
    }

    fn finds(&self, token: &[char]) -> bool {
        self.words.iter().any(|word| fit(&word.folded, token).is_some())
    }
}

impl Word {
    /// Only letters and digits, and the accents on them.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Parts of which a text has one, when it has a word that is nearly this one. A word in it has a space on
    /// either side. One mistake fewer than there are parts leaves one of them as it is; two letters that are
    /// swapped may lie in two parts, so for short words every swap is a part. None when it is too short to look
    /// inside of words.
    #[must_use]
    pub fn parts(&self) -> BTreeSet<String> {
        let word = &self.folded;
        let mut parts = BTreeSet::new();
        if word.len() < INSIDE {
            return parts;
        }
        parts.insert(word.iter().collect());
        let mistakes = forgiven(word);
        if mistakes == 0 {
            return parts;
        }
        let padded: Vec<char> =
            [' '].into_iter().chain(word.iter().copied()).chain([' ']).collect();
        let length = padded.len() / (mistakes + 1);
        let (last, rest) = (length * mistakes, padded.chunks(length));
        parts.extend(rest.take(mistakes).map(|part| part.iter().collect::<String>()));
        parts.extend(padded.get(last..).map(|part| part.iter().collect::<String>()));
        if mistakes == 1 {
            parts.extend((1..word.len()).map(|at| {
                let mut swapped = word.clone();
                swapped.swap(at - 1, at);
                swapped.into_iter().collect::<String>()
            }));
        }
        parts
    }
}
