use proptest::prelude::*;

use super::letter::{is_near, neighbours};
use super::*;

const CLAIMS: Searched<'_> = Searched {
    short_code: "find",
    title: "Where are my claims?",
    questions: "I can't find my files\nMy dossiers are gone",
    body: "Choose **My claims** at the top, then Before 2026.",
};

fn rank(text: &str) -> Option<Rank> {
    Query::parse(text).rank(CLAIMS)
}

#[test]
fn what_fits_better_comes_first() {
    let order = ["find", "fin", "claims", "claim", "dossiers", "top"];
    let ranks: Vec<_> = order.iter().map(|text| rank(text).unwrap()).collect();
    assert!(ranks.is_sorted(), "{ranks:?}");
    assert!(rank("claims").unwrap() < rank("clams").unwrap());
    assert!(rank("claims dossiers").unwrap() < rank("claims printer").unwrap());
    assert_eq!(rank("printer"), None);
}

#[test]
fn one_wrong_missing_or_swapped_letter_still_finds_it() {
    for text in ["cleims", "clams", "cliams", "claiims", "xlaims", "dossirs", "Dossîers"] {
        assert!(rank(text).is_some(), "{text}");
    }
    for text in ["clxyms", "tup", "xxaims"] {
        assert!(rank(text).is_none(), "{text}");
    }
}

#[test]
fn only_words_that_nothing_begins_with_are_looked_for_with_errors() {
    let query = Query::parse("my cliams xyz");
    let terms = query.terms(&[true, false, false]);
    assert_eq!(terms.len(), 2);
    assert_eq!(terms[0], Term::Beginning("my".to_owned()));
    assert!(matches!(&terms[1], Term::Near(words) if words.contains(&"claims".to_owned())));
}

#[test]
fn the_words_that_were_found_are_marked_and_nothing_is_lost() {
    let query = Query::parse("find clai");
    let pieces = query.mark("Can't find my «claims»?");
    let text: String = pieces.iter().map(|(_, text)| *text).collect();
    assert_eq!(text, "Can't find my «claims»?");
    let found: Vec<_> = pieces.iter().filter(|(found, _)| *found).map(|(_, text)| *text).collect();
    assert_eq!(found, ["find", "claims"]);
}

#[test]
fn the_question_that_has_the_words_is_shown() {
    assert_eq!(Query::parse("dossier").line(CLAIMS.questions), "My dossiers are gone");
    assert_eq!(Query::parse("").line(CLAIMS.questions), "I can't find my files");
}

#[test]
fn case_and_accents_make_no_difference() {
    assert_eq!(fold("ÉLÈVE Straße Žižka"), "eleve straße zizka");
}

proptest! {
    #[test]
    fn a_neighbour_is_near_and_what_is_near_is_a_neighbour(word in "[a-z]{4,9}", other in "[a-z]{3,10}") {
        let all = neighbours(&word);
        prop_assert!(all.iter().all(|one| is_near(&word, one) && is_near(one, &word)));
        if is_near(&word, &other) && word != other {
            prop_assert!(all.contains(&other));
        }
    }

    #[test]
    fn marking_loses_nothing_of_any_text(typed in ".{0,30}", text in ".{0,80}") {
        let query = Query::parse(&typed);
        let again: String = query.mark(&text).iter().map(|(_, piece)| *piece).collect();
        prop_assert_eq!(again, text);
    }
}
