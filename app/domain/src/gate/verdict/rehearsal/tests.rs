use jiff::SignedDuration;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::day::Zone;
use crate::finding::change_marker::{ChangeMarkerKind, ChangeMarkerText};
use crate::gate::verdict::Rehearsals;
use crate::ids::{ChangeMarkerId, PersonId, ReleaseId, RunId, RunbookId};
use crate::release::Schedule;
use crate::run::{Conclusion, DataSet, RunClocks, RunPlan, RunState, Totals};
use crate::runbook::RunbookText;
use crate::text::{Label, Line, VersionLabel};

fn at(minute: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute)
}

fn who(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

fn runbook() -> Runbook {
    Runbook {
        id: RunbookId::new(Uuid::nil()),
        release: ReleaseId::new(Uuid::nil()),
        ordinal: 1,
        text: RunbookText {
            name: Label::parse("Move").unwrap(),
            window: Some(Minutes::new(60)),
            margin: Minutes::new(10),
        },
        number: 1,
        version: 1,
    }
}

/// A run that passed and is signed: when it began, and how many minutes it took.
fn run(began: i64, took: i64) -> Run {
    let signed = (who(2), at(began + took));
    Run {
        id: RunId::new(Uuid::from_u128(u128::try_from(began).unwrap())),
        release: ReleaseId::new(Uuid::nil()),
        runbook: RunbookId::new(Uuid::nil()),
        runbook_name: "Move".to_owned(),
        number: 1,
        ordinal: 1,
        plan: RunPlan {
            kind: RunKind::DressRehearsal,
            phase: None,
            environment: None,
            people: None,
            starts_at: None,
            window: None,
            margin: Minutes::new(10),
            data: DataSet::default(),
            candidate: VersionLabel::parse("1.4.1").ok(),
            schema: None,
        },
        state: RunState::Passed,
        typed_in: false,
        whole: true,
        clocks: RunClocks {
            started_at: Some(at(began)),
            ended_at: Some(at(began + took)),
            ..RunClocks::default()
        },
        abort_reason: None,
        totals: Totals::default(),
        conclusion: Some(Conclusion { words: "Good".to_owned(), by: who(1), at: signed.1 }),
        signed: Some(signed),
        version: 1,
    }
}

fn marker(kind: ChangeMarkerKind, minute: i64, reference: Option<&str>) -> ChangeMarker {
    ChangeMarker {
        id: ChangeMarkerId::new(Uuid::nil()),
        release: ReleaseId::new(Uuid::nil()),
        text: ChangeMarkerText {
            kind,
            runbook: None,
            reference: reference.and_then(|text| VersionLabel::parse(text).ok()),
            words: Line::parse("A column was added").unwrap(),
        },
        at: at(minute),
        by: who(1),
    }
}

/// Asks one criterion about these runs and markers.
fn ask(
    judge: fn(&Evidence<'_>, Timestamp) -> Option<Judgement>,
    (runbooks, runs, markers): (&[Runbook], &[Run], &[ChangeMarker]),
    tier: Tier,
) -> Option<(Found, String)> {
    let schedule =
        Schedule::new(Some(date(1970, 2, 1)), None, Zone::parse("UTC").unwrap()).unwrap();
    let rehearsed = Rehearsals { label: "1.4.1", runbooks, runs, markers, ..Rehearsals::default() };
    let evidence = Evidence { rehearsed, ..Evidence::nothing(tier, &schedule) };
    judge(&evidence, at(100_000)).map(|judgement| (judgement.found, judgement.sentence))
}

#[test]
fn a_release_without_a_runbook_hears_of_it_only_in_the_high_tier() {
    for judge in [dry_run, forecast, same_artifact] {
        assert_eq!(ask(judge, (&[], &[], &[]), Tier::Standard), None);
        assert_eq!(ask(judge, (&[], &[], &[]), Tier::High).unwrap().0, Found::Unknown);
    }
}

#[test]
fn the_newest_run_that_is_concluded_decides_and_needs_a_second_person() {
    let book = [runbook()];
    let judged = |runs: &[Run]| ask(dry_run, (&book, runs, &[]), Tier::Standard).unwrap();
    assert_eq!(judged(&[]).0, Found::Unknown);
    assert_eq!(judged(&[run(1, 50)]).0, Found::Pass);
    assert_eq!(judged(&[Run { signed: None, ..run(1, 50) }]).0, Found::Unknown);
    let failed = Run { state: RunState::Failed, ..run(500, 50) };
    assert_eq!(judged(&[run(1, 50), failed.clone()]).0, Found::Fail);
    assert_eq!(judged(&[failed, run(900, 50)]).0, Found::Pass);
    let mut talk = run(1, 50);
    talk.plan.kind = RunKind::Tabletop;
    assert_eq!(judged(&[talk]).0, Found::Unknown, "talking is no proof");
    let validating = Run { state: RunState::Validating, ..run(1, 50) };
    assert_eq!(judged(&[validating]).0, Found::Unknown, "success is provisional");
}

#[test]
fn what_is_launched_is_what_was_rehearsed() {
    let book = [runbook()];
    let runs = [run(1, 50)];
    let judged = |markers: &[ChangeMarker]| {
        ask(same_artifact, (&book, &runs, markers), Tier::Standard).unwrap()
    };
    assert_eq!(judged(&[]).0, Found::Pass);
    let newer = marker(ChangeMarkerKind::Artifact, 900, Some("1.4.3"));
    assert_eq!(
        judged(&[newer]),
        (Found::Fail, "Dress rehearsal 1 rehearsed 1.4.1, and 1.4.3 is launched.".to_owned())
    );
}

#[test]
fn the_longest_of_three_runs_has_to_fit() {
    let book = [runbook()];
    let judged = |took: &[i64]| {
        let runs: Vec<Run> = (1..).zip(took).map(|(n, took)| run(n * 1000, *took)).collect();
        ask(forecast, (&book, &runs, &[]), Tier::Standard).unwrap().0
    };
    assert_eq!(judged(&[50, 50]), Found::Unknown);
    assert_eq!(judged(&[50, 50, 60]), Found::Pass);
    assert_eq!(judged(&[50, 50, 61]), Found::Fail);
}

fn kinds() -> impl Strategy<Value = ChangeMarkerKind> {
    prop_oneof![
        Just(ChangeMarkerKind::Schema),
        Just(ChangeMarkerKind::Artifact),
        Just(ChangeMarkerKind::Runbook),
        Just(ChangeMarkerKind::Scope)
    ]
}

proptest! {
    #[test]
    fn a_stale_run_never_passes(
        began in prop::collection::vec(1i64..10_000, 1..6),
        changes in prop::collection::vec((kinds(), 1i64..10_000), 1..6),
    ) {
        let book = [runbook()];
        let runs: Vec<Run> = began.iter().map(|began| run(*began, 50)).collect();
        let markers: Vec<ChangeMarker> = changes.iter().map(|(kind, minute)| marker(*kind, *minute, None)).collect();
        let newest = began.iter().max().unwrap();
        let last = changes.iter().map(|(_, minute)| minute).max().unwrap();
        let (found, sentence) = ask(dry_run, (&book, &runs, &markers), Tier::Standard).unwrap();
        prop_assert_eq!(found == Found::Pass, newest >= last, "{}", sentence);
        prop_assert_eq!(found == Found::Stale, newest < last);
    }
}
