use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How a word that was typed fits a word of a text, the best last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Fit {
    /// Nearly, as when it is misspelt.
    Near,
    Inside,
    Start,
    Whole,
}

impl Fit {
    pub(super) const fn points(self) -> u32 {
        match self {
            Self::Near => 2,
            Self::Inside => 3,
            Self::Start => 6,
            Self::Whole => 8,
        }
    }
}

/// Fewer characters than these stand inside of too many words.
pub(super) const INSIDE: usize = 3;

/// The words of a text: where they stand, and what is compared.
pub(super) fn tokens(text: &str) -> Vec<(Range<usize>, Vec<char>)> {
    let mut found = Vec::new();
    let mut start = None;
    let ends = text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]);
    for (at, c) in ends {
        let of_word = c.is_some_and(|c| c.is_alphanumeric() || is_combining_mark(c));
        match (of_word, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((from..at, fold(text.get(from..at).unwrap_or_default())));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Small letters without accents, as the indexes of both engines have them.
pub(super) fn fold(text: &str) -> Vec<char> {
    let bare = text.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    bare.flat_map(char::to_lowercase).collect()
}

/// How many mistakes are forgiven: none in short words and in numbers, where another letter is another word.
pub(super) fn forgiven(word: &[char]) -> usize {
    match word.len() {
        _ if word.iter().any(|c| c.is_numeric()) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

pub(super) fn fit(word: &[char], token: &[char]) -> Option<Fit> {
    if token == word {
        return Some(Fit::Whole);
    }
    if token.starts_with(word) {
        return Some(Fit::Start);
    }
    if word.len() >= INSIDE && token.windows(word.len()).any(|part| part == word) {
        return Some(Fit::Inside);
    }
    is_near(word, token, forgiven(word)).then_some(Fit::Near)
}

/// Whether so few letters that are wrong, missing, too many or swapped stand between a word and the beginning
/// of another (optimal string alignment).
fn is_near(word: &[char], token: &[char], limit: usize) -> bool {
    if limit == 0 || token.len() + limit < word.len() {
        return false;
    }
    let token = token.get(..word.len() + limit).unwrap_or(token);
    let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
    let mut above: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=token.len()).collect();
    let mut letter_before = None;
    for (row, letter) in word.iter().enumerate() {
        let mut next = vec![row + 1];
        let mut other_before = None;
        for (column, other) in token.iter().enumerate() {
            let changed = at(&last, column) + usize::from(letter != other);
            let mut cost = changed.min(at(&last, column + 1) + 1).min(at(&next, column) + 1);
            if letter_before == Some(other) && other_before == Some(letter) {
                cost = cost.min(at(&above, column.wrapping_sub(1)) + 1);
            }
            next.push(cost);
            other_before = Some(other);
        }
        above = std::mem::replace(&mut last, next);
        letter_before = Some(letter);
    }
    last.iter().any(|cost| *cost <= limit)
}
