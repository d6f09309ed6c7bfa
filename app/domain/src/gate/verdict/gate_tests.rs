//! The laws of a gate.

use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::day::{Dates, Zone};
use crate::gate::{ExceptionState, ExceptionText, Seat, Voice};
use crate::ids::*;
use crate::number::Amount;
use crate::phase::*;
use crate::text::{Label, Line, Title};
use crate::training::coverage::Counts;

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

pub(super) fn phase(position: i64, state: PhaseState) -> Phase {
    let first = date(2026, 11, 1).checked_add(jiff::Span::new().days(position * 30)).unwrap();
    Phase {
        id: PhaseId::new(Uuid::from_u128(u128::try_from(position).unwrap())),
        release: ReleaseId::new(Uuid::nil()),
        position,
        plan: PhasePlan {
            name: Label::parse("Pilot").unwrap(),
            cohort: CohortId::new(Uuid::nil()),
            access: None,
            dates: Dates::new(first, first).unwrap(),
            window: None,
            bake_days: 7,
            exposure: Exposure { planned: 10, unit: Unit::Percent },
            owner: None,
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

fn success(of: &Phase, actual: Actual) -> SuccessCriterion {
    SuccessCriterion {
        id: SuccessCriterionId::new(Uuid::nil()),
        phase: of.id,
        text: SuccessCriterionText {
            metric: Title::parse("Contacts").unwrap(),
            operator: Operator::AtMost,
            target: Amount::from_thousandths(2000),
            unit: None,
            source: None,
            watcher: None,
            measure: Measure::Typed,
        },
        actual,
        version: 1,
    }
}

fn exception(kind: CriterionKind, state: ExceptionState, until: Date) -> Exception {
    Exception {
        id: ExceptionId::new(Uuid::nil()),
        release: ReleaseId::new(Uuid::nil()),
        phase: phase(2, PhaseState::Planned).id,
        text: ExceptionText { kind, risk: line("r"), control: line("c"), until },
        state,
        requested_by: PersonId::new(Uuid::from_u128(1)),
        requested_at: now(),
        answered_by: None,
        answer: None,
    }
}

/// A gate that can be filled with more and more evidence.
#[derive(Clone, Debug)]
struct Given {
    before: Phase,
    phase: Phase,
    successes: Vec<SuccessCriterion>,
    ballot: Option<Ballot>,
    exceptions: Vec<Exception>,
}

impl Given {
    fn judge(&self, tier: Tier) -> Verdict {
        let zone = Zone::parse("UTC").unwrap();
        let plan = Schedule::new(Some(date(2026, 11, 1)), Some(date(2026, 12, 15)), zone).unwrap();
        let phases = [self.before.clone(), self.phase.clone()];
        let gate = GateEvidence {
            successes: &self.successes,
            ballot: self.ballot.as_ref(),
            exceptions: &self.exceptions,
            ..GateEvidence::nothing(&self.phase, &phases)
        };
        let evidence = Evidence { gate: Some(gate), ..Evidence::nothing(tier, &plan) };
        Verdict::of(&evidence, now())
    }

    fn found(&self, kind: CriterionKind) -> Found {
        let verdict = self.judge(Tier::High);
        verdict.criteria.into_iter().find(|criterion| criterion.kind == kind).unwrap().found
    }
}

fn nothing() -> Given {
    Given {
        before: phase(1, PhaseState::Planned),
        phase: phase(2, PhaseState::InDecision),
        successes: Vec::new(),
        ballot: None,
        exceptions: Vec::new(),
    }
}

fn ballot(voices: &[Option<&str>]) -> Ballot {
    let seats = (1..).zip(voices).map(|(number, voice)| Seat {
        role: Label::parse("Support").unwrap(),
        person: PersonId::new(Uuid::from_u128(number)),
        vote: voice.map(|key| (Voice::parse(key, Some(line("w"))).unwrap(), now())),
    });
    Ballot {
        id: BallotId::new(Uuid::nil()),
        phase: phase(2, PhaseState::InDecision).id,
        until: Timestamp::MAX,
        opened_by: PersonId::new(Uuid::nil()),
        opened_at: now(),
        closed: false,
        seats: seats.collect(),
    }
}

/// One more piece of evidence than before.
fn add(given: &Given, which: u8) -> Given {
    let mut more = given.clone();
    let measured = Actual::Measured { amount: Amount::from_thousandths(1000), at: now() };
    match which {
        0 => more.phase.card.trigger = Some(line("t")),
        1 => more.phase.card.action = Some(line("a")),
        2 => more.phase.card.authority = Some(line("w")),
        3 => more.phase.card.deadline = Some(line("d")),
        4 => {
            more.phase.card.minutes = Some(9);
            more.phase.card.rehearsed_on = Some(date(2026, 11, 1));
        }
        5 => more.successes.push(success(&more.phase, Actual::None)),
        6 => more.successes.push(success(&more.before, measured)),
        7 => {
            more.before.state = PhaseState::Complete;
            more.before.clocks.baking_since = Some(now() - jiff::SignedDuration::from_hours(999));
        }
        _ => more.ballot = Some(ballot(&[Some("go"), Some("go_if")])),
    }
    more
}

proptest! {
    #[test]
    fn more_evidence_never_turns_pass_into_unknown(steps in prop::collection::vec(0..9u8, 0..20)) {
        let mut given = nothing();
        for which in steps {
            let more = add(&given, which);
            let (before, after) = (given.judge(Tier::High), more.judge(Tier::High));
            for (one, other) in before.criteria.iter().zip(&after.criteria) {
                prop_assert_eq!(one.kind, other.kind);
                prop_assert!(one.found != Found::Pass || other.found != Found::Unknown, "{}", one.sentence);
            }
            given = more;
        }
    }

    #[test]
    fn a_waived_criterion_is_never_better_than_with_exceptions(
        steps in prop::collection::vec(0..9u8, 0..20), until in 0..9i64,
    ) {
        let mut given = steps.into_iter().fold(nothing(), |given, which| add(&given, which));
        let before = given.judge(Tier::High);
        let day = date(2026, 11, 17).checked_add(jiff::Span::new().days(until)).unwrap();
        given.exceptions = CriterionKind::ALL.map(|kind| exception(kind, ExceptionState::Approved, day)).into();
        let after = given.judge(Tier::High);
        if day < date(2026, 11, 21) {
            prop_assert_eq!(after, before, "an expired exception counts as if it were not there");
        } else {
            let waived = after.criteria.iter().any(|criterion| criterion.found == Found::Waived);
            prop_assert_eq!(after.answer, if waived { Answer::ReadyWithExceptions } else { Answer::Ready });
            for (one, other) in before.criteria.iter().zip(&after.criteria) {
                prop_assert_eq!(one.found.is_in_the_way(), other.found == Found::Waived);
            }
        }
    }

    #[test]
    fn whoever_asked_never_answers(
        by in 0..4u128,
        approve: bool,
        state in prop::sample::select(ExceptionState::ALL.to_vec()),
    ) {
        let asked = exception(CriterionKind::Buffer, state, date(2027, 1, 1));
        let by = PersonId::new(Uuid::from_u128(by));
        prop_assert!(by != asked.requested_by || asked.answer(by, approve, date(2026, 11, 21)).is_err());
    }

    #[test]
    fn only_an_approved_exception_waives(state in prop::sample::select(ExceptionState::ALL.to_vec())) {
        let mut given = nothing();
        given.exceptions = vec![exception(CriterionKind::RollbackCard, state, date(2027, 1, 1))];
        let waived = given.found(CriterionKind::RollbackCard) == Found::Waived;
        prop_assert_eq!(waived, state == ExceptionState::Approved);
    }
}

#[test]
fn a_gate_without_any_evidence_is_unknown_everywhere_it_asks_for_some() {
    let verdict = nothing().judge(Tier::High);
    assert_eq!(verdict.answer, Answer::Unknown);
    for kind in [
        CriterionKind::PreviousPhase,
        CriterionKind::BakeTime,
        CriterionKind::RollbackCard,
        CriterionKind::RollbackMeasured,
        CriterionKind::SuccessCriteria,
        CriterionKind::Approvals,
        CriterionKind::RequiredItems,
    ] {
        let found = verdict.criteria.iter().find(|criterion| criterion.kind == kind).unwrap();
        assert_eq!(found.found, Found::Unknown, "{}", found.sentence);
    }
}

#[test]
fn votes_say_nothing_before_they_are_seen_and_then_the_worst_of_them() {
    for (voices, expected) in [
        (vec![Some("no_go"), None], Found::Unknown),
        (vec![Some("no_go"), Some("go")], Found::Fail),
        (vec![Some("go"), Some("cannot_judge")], Found::Unknown),
        (vec![Some("go"), Some("go_if")], Found::Pass),
        (vec![], Found::Unknown),
    ] {
        let given = Given { ballot: Some(ballot(&voices)), ..nothing() };
        assert_eq!(given.found(CriterionKind::Approvals), expected, "{voices:?}");
    }
}

#[test]
fn what_the_phase_before_missed_or_cannot_say_holds_the_next() {
    let at = now();
    let measured =
        |thousandths| Actual::Measured { amount: Amount::from_thousandths(thousandths), at };
    for (actual, expected) in [
        (Actual::None, Found::Unknown),
        (Actual::Inconclusive { reason: "r".into(), at }, Found::Unknown),
        (measured(2001), Found::Fail),
        (measured(2000), Found::Pass),
    ] {
        let mut given = nothing();
        given.before.state = PhaseState::Baking;
        given.successes = vec![success(&given.before, actual)];
        assert_eq!(given.found(CriterionKind::PreviousPhase), expected);
    }
}

#[test]
fn a_criterion_that_is_switched_off_says_why_and_no_longer_counts() {
    let zone = Zone::parse("UTC").unwrap();
    let plan = Schedule::new(None, None, zone).unwrap();
    let switch = |kind, on| Switch { kind, on, reason: "we are two".into() };
    let switches = [switch(CriterionKind::LaunchDate, false), switch(CriterionKind::Buffer, true)];
    let evidence = Evidence { switches: &switches, ..Evidence::nothing(Tier::Low, &plan) };
    let verdict = Verdict::of(&evidence, now());
    let find = |kind| verdict.criteria.iter().find(|criterion| criterion.kind == kind).unwrap();
    assert_eq!(find(CriterionKind::LaunchDate).found, Found::NotApplicable);
    assert_eq!(find(CriterionKind::LaunchDate).sentence, "Switched off: we are two.");
    assert_eq!(find(CriterionKind::Buffer).found, Found::Unknown);
}

#[test]
fn nobody_is_told_to_expose_people_to_what_was_taken_back() {
    for state in [PhaseState::RolledBack, PhaseState::Halted] {
        for baking_since in [None, Some(now())] {
            let mut before = phase(1, state);
            before.clocks = Clocks { started_at: Some(now()), baking_since, ..Clocks::default() };
            let next = phase(2, PhaseState::Planned);
            for gate in [next, before.clone()] {
                let (successes, exceptions) = (Vec::new(), Vec::new());
                let given = Given {
                    before: before.clone(),
                    phase: gate,
                    successes,
                    ballot: None,
                    exceptions,
                };
                for tier in Tier::ALL {
                    let verdict = given.judge(tier);
                    assert_eq!(verdict.answer, Answer::NotReady, "{state:?} {tier:?}");
                    let says = |words: &str| {
                        verdict.changes.iter().any(|change| change.sentence.contains(words))
                    };
                    assert!(says("Find out why Phase 1: Pilot was"), "{:?}", verdict.changes);
                    for exposes in ["to everybody", "Start ", "Wait until", "resume"] {
                        assert!(!says(exposes), "{exposes}: {:?}", verdict.changes);
                    }
                }
            }
        }
    }
}

#[test]
fn training_is_reached_when_every_critical_user_has_read_everything_for_their_cohort() {
    let phase = phase(2, PhaseState::InDecision);
    let phases = [phase.clone()];
    let (cohort, other) = (phase.plan.cohort, CohortId::new(Uuid::from_u128(99)));
    let zone = Zone::parse("UTC").unwrap();
    let plan = Schedule::new(None, Some(date(2026, 12, 15)), zone).unwrap();
    let taught = |title: &str, cohort, read| Taught {
        material: MaterialId::new(Uuid::nil()),
        title: title.to_owned(),
        cohort,
        counts: Counts { readers: 9, read, older: 0 },
    };
    let judge = |tier, readers: &[(CohortId, i64)], taught: &[Taught]| {
        let gate = GateEvidence::nothing(&phase, &phases);
        let evidence = Evidence {
            trained: Trained { readers, taught },
            gate: Some(gate),
            ..Evidence::nothing(tier, &plan)
        };
        let criteria = Verdict::of(&evidence, now()).criteria;
        let one = criteria.into_iter().find(|one| one.kind == CriterionKind::Training);
        one.map(|one| (one.found, one.sentence, one.evidence))
    };
    let named = [(cohort, 9), (other, 1)];
    assert_eq!(judge(Tier::Standard, &[], &[]), None, "nothing is asked where nothing is taught");
    assert_eq!(judge(Tier::Low, &named, &[taught("X", cohort, 1)]), None);
    let found = |tier, readers: &[(CohortId, i64)], taught: &[Taught]| {
        judge(tier, readers, taught).unwrap()
    };
    assert_eq!(found(Tier::High, &[], &[]).2, Place::Readers(cohort));
    assert_eq!(found(Tier::Standard, &[], &[taught("X", cohort, 0)]).0, Found::Unknown);
    let (unknown, _, place) = found(Tier::Standard, &named, &[taught("X", other, 9)]);
    assert_eq!((unknown, place), (Found::Unknown, Place::Training));
    let (fails, sentence, _) =
        found(Tier::Standard, &named, &[taught("W", cohort, 9), taught("X", cohort, 5)]);
    let name = &phase.cohort_name;
    assert_eq!(fails, Found::Fail);
    assert_eq!(sentence, format!("5 of 9 critical users of {name} have read “X”."));
    assert_eq!(found(Tier::Standard, &named, &[taught("X", cohort, 9)]).0, Found::Pass);
}
