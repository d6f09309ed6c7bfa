use jiff::SignedDuration;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const TAGS: [&str; 5] = ["de", "en", "en-GB", "es", "pt-BR"];

fn cohort(number: u128) -> CohortId {
    CohortId::new(Uuid::from_u128(number))
}

fn day(number: i32) -> Date {
    date(2026, 11, 1) + SignedDuration::from_hours(24 * i64::from(number))
}

fn offer(situation: Situation, tag: &str, state: TextStatus, validity: Validity) -> Offer {
    Offer {
        response: ResponseId::new(Uuid::nil()),
        variant: VariantId::new(Uuid::from_u128(1)),
        number: 1,
        situation,
        language: Language::parse(tag).unwrap(),
        state,
        validity,
    }
}

fn approved(situation: Situation, tag: &str) -> Offer {
    offer(situation, tag, TextStatus::Approved, Validity::default())
}

fn asked(situation: Situation, languages: &[Language]) -> Asked<'_> {
    Asked { cohort: Some(cohort(1)), situation, languages, day: day(0) }
}

#[test]
fn a_pause_says_what_the_phase_says_unless_it_has_words_of_its_own() {
    let mut offers = vec![approved(Situation::During, "en"), approved(Situation::Always, "en")];
    let right = pick((false, &[]), &offers, &asked(Situation::Paused, &[])).unwrap();
    assert_eq!(right.situation, Situation::During);
    offers.push(approved(Situation::Paused, "en"));
    let right = pick((false, &[]), &offers, &asked(Situation::Paused, &[])).unwrap();
    assert_eq!(right.situation, Situation::Paused);
    let right = pick((false, &[]), &offers, &asked(Situation::RolledBack, &[])).unwrap();
    assert_eq!(right.situation, Situation::Always);
}

#[test]
fn the_preferred_language_comes_first_then_english_then_any() {
    let offers: Vec<Offer> = TAGS.map(|tag| approved(Situation::Always, tag)).into();
    let said = |tags: &[&str], offers: &[Offer]| {
        let tags: Vec<Language> = tags.iter().map(|tag| Language::parse(tag).unwrap()).collect();
        pick((false, &[]), offers, &asked(Situation::During, &tags)).unwrap().language.to_string()
    };
    assert_eq!(said(&["es"], &offers), "es");
    assert_eq!(said(&["en-GB"], &offers), "en-GB");
    assert_eq!(said(&["pt"], &offers), "pt-BR");
    assert_eq!(said(&["fr"], &offers), "en");
    assert_eq!(said(&[], &offers), "en");
    assert_eq!(said(&["fr"], &[approved(Situation::Always, "es")]), "es");
}

#[test]
fn none_says_why() {
    let why = |cohorts: &[CohortId], offers: &[Offer]| {
        let none = pick((false, cohorts), offers, &asked(Situation::During, &[])).unwrap_err();
        none.to_string()
    };
    let on = |from, to| {
        let validity = Validity { from, to };
        [offer(Situation::Always, "en", TextStatus::Approved, validity)]
    };
    assert_eq!(why(&[], &[]), "No text is approved while the phase is live");
    assert_eq!(
        why(&[cohort(2)], &[approved(Situation::Always, "en")]),
        "This template is for other cohorts"
    );
    assert!(why(&[], &on(None, Some(day(-1)))).starts_with("The text expired on "));
    assert!(why(&[], &on(Some(day(1)), None)).starts_with("The text begins on "));
    let one = [approved(Situation::Always, "en")];
    assert_eq!(pick((true, &[]), &one, &asked(Situation::During, &[])), Err(NoAnswer::Retired));
    let nobody = Asked { cohort: None, ..asked(Situation::During, &[]) };
    assert_eq!(pick((false, &[cohort(1)]), &one, &nobody), Err(NoAnswer::OtherCohort));
}

fn offers() -> impl Strategy<Value = Vec<Offer>> {
    let states =
        [TextStatus::Draft, TextStatus::InReview, TextStatus::Approved, TextStatus::Retired];
    let one = (
        prop::sample::select(Situation::ALL.to_vec()),
        prop::sample::select(TAGS.to_vec()),
        prop::sample::select(states.to_vec()),
        prop::option::of(-3i32..3),
        prop::option::of(-3i32..3),
    );
    let offers = one.prop_map(|(situation, tag, state, from, to)| {
        offer(situation, tag, state, Validity { from: from.map(day), to: to.map(day) })
    });
    prop::collection::vec(offers, 0..20)
}

proptest! {
    #[test]
    fn what_is_picked_is_active_and_for_the_situation_and_the_same_in_any_order(
        offers in offers(),
        situation in prop::sample::select(Situation::ALL.to_vec()),
        tag in prop::sample::select(TAGS.to_vec()),
        theirs: bool,
    ) {
        // At most one text of a variant is valid on a day: `variant` proves it.
        let mut seen = std::collections::HashSet::new();
        let one_each = |offer: &Offer| {
            offer.status(day(0)) != TextStatus::Active || seen.insert((offer.situation, offer.language.clone()))
        };
        let mut offers = offers;
        offers.retain(one_each);
        let cohorts = if theirs { vec![cohort(1)] } else { vec![cohort(2)] };
        let languages = [Language::parse(tag).unwrap()];
        let asked = asked(situation, &languages);
        let picked = pick((false, &cohorts), &offers, &asked).cloned();
        let could = offers.iter().any(|offer| {
            offer.status(day(0)) == TextStatus::Active && situation.right().contains(&offer.situation)
        });
        prop_assert_eq!(picked.is_ok(), theirs && could);
        if let Ok(right) = &picked {
            prop_assert_eq!(right.state, TextStatus::Approved);
            prop_assert!(right.validity.from.is_none_or(|from| from <= day(0)));
            prop_assert!(right.validity.to.is_none_or(|to| to >= day(0)));
        }
        let mut turned = offers.clone();
        turned.reverse();
        prop_assert_eq!(picked, pick((false, &cohorts), &turned, &asked).cloned());
    }
}
