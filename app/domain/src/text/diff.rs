//! What is different between two texts, word by word: whoever approves the second one reads what is new in it.

use similar::{ChangeTag, DiffTag, TextDiff};

/// Pairs of lines, or of words of changed lines, that are compared at most. Texts of more count as written anew: the
/// time that it takes grows with them.
const PAIRS: usize = 4_000_000;

/// Whether words are in both texts, or in one of them alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    Same,
    Added,
    Removed,
}

/// A piece of the texts. Those that are not removed, put together, are the second text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    pub change: Change,
    pub words: String,
}

/// What has become of a text, in the order of reading: line by line, and word by word in lines that changed.
#[must_use]
pub fn compare(before: &str, after: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if too_many(before.lines().count(), after.lines().count()) {
        write_anew(&mut pieces, before, after);
        return pieces;
    }
    let lines = TextDiff::from_lines(before, after);
    for op in lines.ops() {
        let of =
            |slices: &[&str], range| slices.get(range).map(<[&str]>::concat).unwrap_or_default();
        let old = of(lines.old_slices(), op.old_range());
        let new = of(lines.new_slices(), op.new_range());
        match op.tag() {
            DiffTag::Equal => add(&mut pieces, Change::Same, &new),
            DiffTag::Delete | DiffTag::Insert => write_anew(&mut pieces, &old, &new),
            DiffTag::Replace => compare_words(&mut pieces, &old, &new),
        }
    }
    pieces
}

fn compare_words(pieces: &mut Vec<Piece>, before: &str, after: &str) {
    let words = |text: &str| text.split_whitespace().count();
    if too_many(words(before), words(after)) {
        return write_anew(pieces, before, after);
    }
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let is = match change.tag() {
            ChangeTag::Equal => Change::Same,
            ChangeTag::Insert => Change::Added,
            ChangeTag::Delete => Change::Removed,
        };
        add(pieces, is, change.value());
    }
}

fn write_anew(pieces: &mut Vec<Piece>, before: &str, after: &str) {
    add(pieces, Change::Removed, before);
    add(pieces, Change::Added, after);
}

const fn too_many(one: usize, other: usize) -> bool {
    one.saturating_mul(other) > PAIRS
}

fn add(pieces: &mut Vec<Piece>, change: Change, words: &str) {
    match pieces.last_mut() {
        _ if words.is_empty() => {}
        Some(last) if last.change == change => last.words.push_str(words),
        _ => pieces.push(Piece { change, words: words.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn put_together(pieces: &[Piece], without: Change) -> String {
        let kept = pieces.iter().filter(|piece| piece.change != without);
        kept.map(|piece| &*piece.words).collect()
    }

    #[test]
    fn what_is_new_and_what_is_gone_is_said() {
        let (before, after) = ("Hello,\nchoose Old.\nBye", "Hello,\nchoose Before 2026.\nBye");
        let pieces = compare(before, after);
        let of = |change| {
            let words = pieces.iter().filter(|piece| piece.change == change);
            words.map(|piece| &*piece.words).collect::<Vec<_>>().join("|")
        };
        assert_eq!((&*of(Change::Removed), &*of(Change::Added)), ("Old.", "Before 2026."));
    }

    #[test]
    fn large_texts_that_share_nothing_are_whole_pieces() {
        let (before, after) = ("a\n".repeat(32_000), "b\n".repeat(32_000));
        let pieces = compare(&before, &after);
        assert_eq!(pieces.len(), 2);
        assert_eq!(put_together(&pieces, Change::Removed), after);
    }

    proptest! {
        #[test]
        fn both_texts_are_in_it_whole(before in "[ab\\n é]{0,60}", after in "[ab\\n é]{0,60}") {
            let pieces = compare(&before, &after);
            prop_assert_eq!(put_together(&pieces, Change::Added), before);
            prop_assert_eq!(put_together(&pieces, Change::Removed), after);
        }
    }
}
