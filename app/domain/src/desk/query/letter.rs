//! Letters: what counts as the same, and what a typing error does to a word.

use std::collections::BTreeSet;

/// Letters with an accent, and what is typed for them. The function `response_words` of PostgreSQL has the same list;
/// SQLite's tokenizer takes accents away by itself.
const ACCENTS: [(&str, char); 19] = [
    ("àáâãäåāăą", 'a'),
    ("çćĉċč", 'c'),
    ("ď", 'd'),
    ("èéêëēĕėęě", 'e'),
    ("ĝğġģ", 'g'),
    ("ĥ", 'h'),
    ("ìíîïĩīĭį", 'i'),
    ("ĵ", 'j'),
    ("ķ", 'k'),
    ("ĺļľ", 'l'),
    ("ñńņň", 'n'),
    ("òóôõöōŏő", 'o'),
    ("ŕŗř", 'r'),
    ("śŝşš", 's'),
    ("ţť", 't'),
    ("ùúûüũūŭůűų", 'u'),
    ("ŵ", 'w'),
    ("ýÿŷ", 'y'),
    ("źżž", 'z'),
];

/// Small letters without accents.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(bare).collect()
}

fn bare(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let found = ACCENTS.into_iter().find(|(accented, _)| accented.contains(letter));
    found.map_or(letter, |(_, bare)| bare)
}

/// Every word that is one typing error away: a letter wrong, missing, too many, or two swapped.
pub(super) fn neighbours(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let alphabet = alphabet(&letters);
    let mut all = BTreeSet::new();
    for place in 0..=letters.len() {
        let (before, behind) = letters.split_at(place);
        let with = |middle: &[char], behind: &[char]| -> String {
            before.iter().chain(middle).chain(behind).collect()
        };
        all.extend(alphabet.iter().map(|letter| with(&[*letter], behind)));
        if let [_, rest @ ..] = behind {
            all.insert(with(&[], rest));
            all.extend(alphabet.iter().map(|letter| with(&[*letter], rest)));
        }
        if let [first, second, rest @ ..] = behind {
            all.insert(with(&[*second, *first], rest));
        }
    }
    all.remove(word);
    all.into_iter().collect()
}

/// The letters that somebody who writes such a word has on their keys.
fn alphabet(letters: &[char]) -> Vec<char> {
    let has = |from: char, to: char| letters.iter().any(|letter| (from..=to).contains(letter));
    let mut all: Vec<char> = match () {
        () if has('а', 'ё') => ('а'..='я').chain(['ё', 'є', 'і', 'ї']).collect(),
        () if has('α', 'ω') => ('α'..='ω').collect(),
        () => ('a'..='z').chain(['ß']).collect(),
    };
    if has('0', '9') {
        all.extend('0'..='9');
    }
    all
}

/// Whether one typing error makes one word of the other. It takes nothing to remember: a key is answered by looking at
/// thousands of words.
pub(super) fn is_near(one: &str, other: &str) -> bool {
    let letters = one.chars().zip(other.chars());
    let same = letters.take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum();
    let (Some(one), Some(other)) = (one.get(same..), other.get(same..)) else { return false };
    match (first(one), first(other)) {
        (None, None) => true,
        (Some((_, rest)), None) | (None, Some((_, rest))) => rest.is_empty(),
        (Some((a, rest)), Some((b, others))) => {
            let swapped = match (first(rest), first(others)) {
                (Some((c, rest)), Some((d, others))) => a == d && b == c && rest == others,
                _ => false,
            };
            rest == others || rest == other || one == others || swapped
        }
    }
}

/// The first letter of a word, and what follows.
fn first(word: &str) -> Option<(char, &str)> {
    let mut letters = word.chars();
    letters.next().map(|letter| (letter, letters.as_str()))
}
