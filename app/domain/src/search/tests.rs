use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{At, Command, Piece, Query};

fn finds(query: &str, title: &str) -> bool {
    Query::parse(query).score(title, "").is_some()
}

fn shown(pieces: &[Piece]) -> String {
    let one =
        |piece: &Piece| if piece.found { format!("[{}]", piece.text) } else { piece.text.clone() };
    pieces.iter().map(one).collect()
}

#[test]
fn every_word_has_to_be_there_and_its_beginning_is_enough() {
    assert!(finds("roll plan", "The plan to roll back"));
    assert!(finds("ROLL", "rollback"));
    assert!(finds("back", "rollback"), "inside of a word");
    assert!(!finds("roll desk", "The plan to roll back"));
    assert!(!finds("ck", "rollback"), "too short to be looked for inside");
}

#[test]
fn accents_and_punctuation_do_not_matter() {
    assert!(finds("zurich muller", "Müller (Zürich)"));
    assert!(finds("Größe", "große"), "letters that are no accented ones stay");
    assert!(finds("выпускной", "Выпускной 2.0") && finds("2.0", "Выпуск 2.0"));
    assert!(finds("cafe\u{301}", "Café") && finds("Café", "cafe\u{301}"));
}

#[test]
fn small_mistakes_are_forgiven_and_numbers_mean_what_they_say() {
    for misspelt in ["rolback", "rollbakc", "rolllback", "rollbsck", "migartion", "migratoin"] {
        assert!(finds(misspelt, "Rollback and migration"), "{misspelt}");
    }
    assert!(finds("dsek", "Tell the desk") && finds("phsae", "First phase"));
    assert!(!finds("dsk", "desk"), "three letters are as they are");
    assert!(!finds("2025", "Plan 2024") && !finds("v1234567", "v1234568"));
    assert!(!finds("banana", "rollback"));
}

#[test]
fn the_title_counts_more_and_the_whole_word_most() {
    let query = Query::parse("roll");
    let [whole, start, inside] = ["roll", "rollback", "unrolled"]
        .map(|title| query.score(&format!("a {title}"), "").unwrap());
    let beside = query.score("a", "roll").unwrap();
    assert!(
        whole > start
            && start > inside
            && start > beside
            && query.score("roll", "").unwrap() > whole
    );
}

#[test]
fn what_was_found_is_marked_where_it_stands() {
    let query = Query::parse("uber roll");
    assert_eq!(shown(&query.marks("Roll über <b>")), "[Roll] [über] <b>");
    let long = format!("{} the rollback {}", "word ".repeat(40), "more ".repeat(60));
    let excerpt = shown(&query.excerpt(&long).unwrap());
    assert!(
        excerpt.starts_with('…')
            && excerpt.contains("the [rollback] more")
            && excerpt.ends_with('…')
    );
    assert!(excerpt.chars().count() < 180, "{excerpt}");
    assert_eq!(query.excerpt("nothing of it"), None);
    let read = query.excerpt("## Before\n\n- **Roll** it [back](https://example.org)\n").unwrap();
    assert_eq!(shown(&read), "Before [Roll] it back");
}

#[test]
fn what_is_no_word_finds_nothing() {
    for text in ["", "  ", "\"'()*:^%_-", "🎉", "\u{0}", "\u{301}\u{301}"] {
        assert!(Query::parse(text).is_empty(), "{text:?}");
    }
    assert_eq!(Query::parse(&"word ".repeat(5_000)).words().len(), 8);
}

#[test]
fn the_address_of_a_command_is_about_what_it_says() {
    let mut labels = BTreeSet::new();
    for command in Command::ALL {
        let start = match command.at() {
            At::Everywhere => "/",
            At::Product => "/products/{id}",
            At::Release => "/releases/{id}",
        };
        assert!(command.address().starts_with(start), "{command:?}");
        assert_eq!(command.address().contains("{id}"), command.at() != At::Everywhere);
        assert!(labels.insert(command.label()), "{command:?} is called like another");
        assert!(!command.address_in("7").contains('{'));
    }
}

/// A word, and the same with one mistake, or with two that are no swaps when it is long.
fn misspelt() -> impl Strategy<Value = (String, String)> {
    let mistake = (any::<prop::sample::Index>(), 0..4_u8, "[a-z]");
    ("[a-z]{5,16}", prop::collection::vec(mistake, 1..3)).prop_map(|(word, mistakes)| {
        let mut wrong: Vec<char> = word.chars().collect();
        let many = word.len() > 9 && mistakes.iter().all(|(_, kind, _)| *kind != 2);
        for (place, kind, letter) in mistakes.into_iter().take(if many { 2 } else { 1 }) {
            let at = place.index(wrong.len());
            let letter = letter.chars().next().unwrap();
            match kind {
                0 => wrong[at] = letter,
                1 => wrong.insert(at, letter),
                2 if at > 0 => wrong.swap(at - 1, at),
                _ => _ = wrong.remove(at),
            }
        }
        (word, wrong.into_iter().collect())
    })
}

proptest! {
    /// What the indexes are asked for misses nothing that is forgiven.
    #[test]
    fn a_misspelt_word_is_found_and_one_of_its_parts_is_in_the_text((word, wrong) in misspelt()) {
        let query = Query::parse(&wrong);
        prop_assert!(query.score(&word, "").is_some(), "{word} {wrong}");
        let (text, parts) = (format!(" {word} "), query.words()[0].parts());
        prop_assert!(parts.iter().any(|part| text.contains(part)), "{word} {wrong} {parts:?}");
    }

    #[test]
    fn marks_lose_and_add_nothing(query in "\\PC{0,40}", text in "\\PC{0,200}") {
        let query = Query::parse(&query);
        let pieces = query.marks(&text);
        prop_assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text.clone());
        let _ = (query.excerpt(&text), query.score(&text, &text));
    }

    /// No character of a query is one that an index reads as anything but a letter.
    #[test]
    fn words_are_letters_and_digits(text in any::<String>()) {
        for word in Query::parse(&text).words() {
            let plain = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
            prop_assert!(word.typed().chars().all(plain));
            prop_assert!(word.parts().iter().all(|part| part.chars().all(|c| c == ' ' || plain(c))));
        }
    }
}
