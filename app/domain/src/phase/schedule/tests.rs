use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::day::{Dates, Zone};
use crate::ids::*;
use crate::phase::*;
use crate::product::freeze::{FreezeKind, FreezeText};
use crate::text::Label;

fn label(text: &str) -> Label {
    Label::parse(text).unwrap()
}

fn phase(number: u128, first: Date, days: i64, state: PhaseState) -> Phase {
    let last = first.checked_add(Span::new().days(days)).unwrap();
    Phase {
        id: PhaseId::new(Uuid::from_u128(number)),
        release: ReleaseId::new(Uuid::nil()),
        position: i64::try_from(number).unwrap(),
        plan: PhasePlan {
            name: label("Pilot"),
            cohort: CohortId::new(Uuid::from_u128(number)),
            access: None,
            dates: Dates::new(first, last).unwrap(),
            window: None,
            bake_days: 2,
            exposure: Exposure { planned: 10, unit: Unit::People },
            owner: Some(PersonId::new(Uuid::from_u128(9))),
        },
        cohort_name: "Pilots".into(),
        state,
        reached: None,
        card: RollbackCard::default(),
        clocks: Clocks::default(),
        freeze_reason: None,
        sequence: 0,
        version: 1,
    }
}

fn freeze(from: Date, to: Date) -> Freeze {
    let text = FreezeText {
        name: label("Year end"),
        kind: FreezeKind::Freeze,
        dates: Dates::new(from, to).unwrap(),
    };
    let since = Timestamp::UNIX_EPOCH;
    Freeze { id: FreezeId::new(Uuid::nil()), product: ProductId::new(Uuid::nil()), text, since }
}

fn absence(from: Date, to: Date) -> Absence {
    let person = PersonId::new(Uuid::from_u128(9));
    Absence { id: AbsenceId::new(Uuid::nil()), person, dates: Dates::new(from, to).unwrap() }
}

fn timeline<'a>(
    phases: Vec<Phase>,
    freezes: &'a [Freeze],
    absences: &'a [Absence],
    names: &'a HashMap<PersonId, String>,
) -> Timeline<'a> {
    let zone = Zone::parse("Europe/Zurich").unwrap();
    Timeline {
        schedule: Schedule::new(None, Some(date(2026, 12, 1)), zone).unwrap(),
        phases,
        freezes,
        absences,
        items: &[],
        exceptions: &[],
        names,
        now: "2026-11-21T09:00:00Z".parse().unwrap(),
    }
}

fn sentences(clashes: &[Clash]) -> Vec<&str> {
    clashes.iter().map(|clash| clash.sentence.as_str()).collect()
}

fn shift(number: u128, dates: Dates, later_too: bool) -> Shift {
    let phase = PhaseId::new(Uuid::from_u128(number));
    Shift { phase, dates, window: None, bake_days: 2, later_too }
}

#[test]
fn clashes_are_said_in_words() {
    let names = HashMap::from([(PersonId::new(Uuid::from_u128(9)), "Ana".to_owned())]);
    let freezes = [freeze(date(2026, 12, 10), date(2027, 1, 4))];
    let absences = [absence(date(2026, 12, 3), date(2026, 12, 5))];
    let phases = vec![
        phase(1, date(2026, 11, 28), 0, PhaseState::Planned),
        phase(2, date(2026, 11, 30), 3, PhaseState::Planned),
        phase(3, date(2026, 12, 10), 0, PhaseState::Planned),
    ];
    let timeline = timeline(phases, &freezes, &absences, &names);
    assert_eq!(
        sentences(&timeline.clashes()),
        [
            "Phase 1: Pilot begins on Sat 28 Nov, before the launch on Tue 1 Dec.",
            "Phase 1: Pilot begins on a weekend, Sat 28 Nov.",
            "Phase 2: Pilot begins on Mon 30 Nov, but Phase 1: Pilot bakes until Mon 30 Nov.",
            "Phase 2: Pilot begins on Mon 30 Nov, before the launch on Tue 1 Dec.",
            "Ana, who owns Phase 2: Pilot, is away Thu 3 Dec to Sat 5 Dec.",
            "Phase 3: Pilot is in the freeze “Year end” (10 Dec to 4 Jan).",
        ]
    );
}

#[test]
fn a_phase_that_has_begun_or_is_in_decision_does_not_move() {
    let names = HashMap::new();
    let (from, to) = (date(2026, 12, 1), Dates::new(date(2026, 12, 8), date(2026, 12, 8)).unwrap());
    for (state, expected) in [
        (PhaseState::Live, ShiftError::Begun(from)),
        (PhaseState::Complete, ShiftError::Over(PhaseState::Complete)),
        (PhaseState::InDecision, ShiftError::InDecision),
    ] {
        let timeline = timeline(vec![phase(1, from, 0, state)], &[], &[], &names);
        assert_eq!(timeline.preview(&shift(1, to, false)), Err(expected));
    }
}

#[test]
fn a_decision_was_for_its_dates() {
    let names = HashMap::new();
    let phases = vec![phase(1, date(2026, 12, 1), 0, PhaseState::Scheduled)];
    let to = Dates::new(date(2026, 12, 8), date(2026, 12, 8)).unwrap();
    let preview = timeline(phases, &[], &[], &names).preview(&shift(1, to, false)).unwrap();
    assert_eq!(preview.undecided, [PhaseId::new(Uuid::from_u128(1))]);
}

proptest! {
    /// What the preview says and what the schedule says after saving are the same.
    #[test]
    fn a_preview_and_the_state_after_saving_agree(
        gaps in prop::collection::vec(1..20i64, 1..6), which in 0..6usize, to in -40..60i64,
        length in 0..6i64, later_too: bool, frozen in 0..60i64,
    ) {
        let names = HashMap::new();
        let first = date(2026, 12, 1);
        let later = |days: i64| first.checked_add(Span::new().days(days)).unwrap();
        let mut day = 0;
        let phases: Vec<Phase> = (1..).zip(&gaps).map(|(number, gap)| {
            let phase = phase(number, later(day), 0, PhaseState::Planned);
            day += gap;
            phase
        }).collect();
        let moved = phases[which % phases.len()].clone();
        let freezes = [freeze(later(frozen), later(frozen + 9))];
        let absences = [absence(later(frozen + 3), later(frozen + 5))];
        let before = timeline(phases, &freezes, &absences, &names);
        let dates = Dates::new(later(to), later(to + length)).unwrap();
        let shift = Shift { phase: moved.id, dates, window: None, bake_days: 2, later_too };
        if let Ok(preview) = before.preview(&shift) {
            let mut saved = before.phases.clone();
            for phase in &mut saved {
                if let Some(new) = preview.moved.iter().find(|new| new.id == phase.id) {
                    *phase = new.clone();
                }
            }
            sort(&mut saved);
            let after = Timeline { phases: saved, ..before.clone() }.clashes();
            let mut said: Vec<&Clash> = preview.after().collect();
            prop_assert_eq!(said.len(), after.len());
            said.retain(|clash| !after.contains(clash));
            prop_assert!(said.is_empty());
            for clash in before.clashes() {
                let still = after.iter().any(|other| other.is_same(&clash));
                prop_assert!(still != preview.mended.contains(&clash));
            }
        }
    }

    #[test]
    fn moving_there_and_back_changes_nothing(days in 1..200i64) {
        let names = HashMap::new();
        let before = timeline(vec![phase(1, date(2026, 12, 1), 3, PhaseState::Planned)], &[], &[], &names);
        let there = before.phases[0].plan.dates.moved(days).unwrap();
        let moved = before.preview(&shift(1, there, true)).unwrap().moved;
        let back = Timeline { phases: moved, ..before.clone() };
        let back = back.preview(&shift(1, before.phases[0].plan.dates, true)).unwrap();
        prop_assert_eq!(&back.moved, &before.phases);
    }
}
