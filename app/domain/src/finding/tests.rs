use jiff::SignedDuration;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second)
}

fn person(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

fn run(number: u128) -> RunId {
    RunId::new(Uuid::from_u128(number))
}

fn finding(severity: Severity, state: FindingState) -> Finding {
    Finding {
        id: FindingId::new(Uuid::nil()),
        release: ReleaseId::new(Uuid::nil()),
        ordinal: 1,
        source: Source::Run(run(1)),
        text: FindingText {
            title: Title::parse("The copy is slow").unwrap(),
            explanation: Markdown::default(),
            severity,
            owner: Some(person(2)),
            due: None,
            fix: None,
            link: None,
        },
        state,
        reported_by: person(1),
        reported_at: at(0),
        version: 1,
    }
}

fn later(began: i64, proves: bool) -> Retest {
    Retest { what: Rehearsed::Run(run(9)), began_at: Some(at(began)), proves }
}

#[test]
fn only_something_later_that_passed_tests_a_finding_again() {
    let fixed = FindingState::Open.begin().unwrap().fix(at(100)).unwrap();
    let source = Source::Run(run(1));
    assert_eq!(fixed.clone().retest(&later(99, true), source), Err(FindingError::TooEarly));
    assert_eq!(fixed.clone().retest(&later(100, true), source), Err(FindingError::TooEarly));
    assert_eq!(fixed.clone().retest(&later(101, false), source), Err(FindingError::NotProven));
    let same = Retest { what: Rehearsed::Run(run(1)), ..later(101, true) };
    assert_eq!(fixed.clone().retest(&same, source), Err(FindingError::SameSource));
    assert!(fixed.retest(&later(101, true), source).is_ok());
    assert!(FindingState::Open.retest(&later(101, true), source).is_err(), "it is not fixed");
}

#[test]
fn nobody_accepts_what_they_reported_or_own_and_only_until_a_day() {
    let open = finding(Severity::High, FindingState::Open);
    let (today, until) = (date(2026, 11, 21), date(2026, 12, 1));
    assert_eq!(open.accept((person(1), &[]), (until, today), "r"), Err(FindingError::Own));
    assert_eq!(open.accept((person(2), &[]), (until, today), "r"), Err(FindingError::Own));
    assert_eq!(open.accept((person(3), &[person(3)]), (until, today), "r"), Err(FindingError::Own));
    assert_eq!(
        open.accept((person(3), &[]), (date(2026, 11, 20), today), "r"),
        Err(FindingError::Past)
    );
    let accepted = finding(
        Severity::High,
        open.accept((person(3), &[person(4)]), (until, today), "r").unwrap(),
    );
    assert!(!accepted.blocks(until) && accepted.blocks(date(2026, 12, 2)), "until the day is over");
}

fn states() -> impl Strategy<Value = FindingState> {
    prop_oneof![
        Just(FindingState::Open),
        Just(FindingState::Fixing),
        (0i64..1_000).prop_map(|second| FindingState::Fixed { at: at(second) }),
    ]
}

proptest! {
    #[test]
    fn a_high_finding_without_a_later_retest_always_blocks(state in states(), began in 0i64..2_000, proves: bool) {
        let today = date(2026, 11, 21);
        prop_assert!(finding(Severity::High, state.clone()).blocks(today));
        let fixed_at = match &state { FindingState::Fixed { at } => Some(*at), _ => None };
        match state.retest(&later(began, proves), Source::Run(run(1))) {
            Ok(retested) => {
                prop_assert!(proves && fixed_at.is_some_and(|fixed| at(began) > fixed));
                prop_assert!(!finding(Severity::High, retested).blocks(today));
            }
            Err(_) => prop_assert!(!proves || fixed_at.is_none_or(|fixed| at(began) <= fixed)),
        }
    }

    #[test]
    fn what_is_not_high_never_blocks(state in states(), low: bool) {
        let severity = if low { Severity::Low } else { Severity::Medium };
        prop_assert!(!finding(severity, state).blocks(date(2026, 11, 21)));
    }
}
