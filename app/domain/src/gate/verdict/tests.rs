use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::checklist::Node;
use crate::day::Zone;
use crate::gate::{ExceptionState, ExceptionText};
use crate::ids::{ExceptionId, ReleaseId};
use crate::text;

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn schedule(complete: Option<Date>, launch: Option<Date>) -> Schedule {
    Schedule::new(complete, launch, Zone::parse("UTC").unwrap()).unwrap()
}

fn planned() -> Schedule {
    schedule(Some(date(2026, 11, 1)), Some(date(2026, 12, 15)))
}

pub(super) fn item(number: u128, status: ItemStatus) -> ItemEvidence {
    ItemEvidence {
        id: ItemId::new(Uuid::from_u128(number)),
        title: format!("Item {number}"),
        status,
        required: true,
        critical: false,
        asked: AskedAt::Next,
        has_evidence: false,
        owner: None,
        due_at: None,
        blocked_on: None,
    }
}

fn judge(tier: Tier, schedule: &Schedule, items: &[ItemEvidence]) -> Verdict {
    Verdict::of(&Evidence { items, ..Evidence::nothing(tier, schedule) }, now())
}

fn any_item() -> impl Strategy<Value = ItemEvidence> {
    let status = prop::sample::select(ItemStatus::ALL.to_vec());
    (any::<u128>(), status, any::<[bool; 3]>(), any::<Option<bool>>()).prop_map(
        |(number, status, [required, critical, has_evidence], late)| {
            let due_at = late.map(|late| if late { Timestamp::MIN } else { Timestamp::MAX });
            ItemEvidence { required, critical, has_evidence, due_at, ..item(number, status) }
        },
    )
}

fn any_items() -> impl Strategy<Value = Vec<ItemEvidence>> {
    prop::collection::vec(any_item(), 0..12)
}

fn any_tier() -> impl Strategy<Value = Tier> {
    prop::sample::select(Tier::ALL.to_vec())
}

proptest! {
    #[test]
    fn adding_an_open_item_never_improves_the_verdict(tier in any_tier(), items in any_items()) {
        let before = judge(tier, &planned(), &items).answer;
        let mut more = items;
        more.push(item(7, ItemStatus::Pending));
        prop_assert!(judge(tier, &planned(), &more).answer >= before.min(Answer::NotReady));
        prop_assert_eq!(judge(tier, &planned(), &more).answer, Answer::NotReady);
    }

    #[test]
    fn every_criterion_is_of_one_area_and_the_worst_speaks_for_it(tier in any_tier(), items in any_items()) {
        let verdict = judge(tier, &planned(), &items);
        let areas = verdict.areas();
        let asked: usize = areas.iter().map(|one| one.asked).sum();
        let applies = |criterion: &&Criterion| criterion.found != Found::NotApplicable;
        prop_assert_eq!(asked, verdict.criteria.iter().filter(applies).count());
        for one in &areas {
            let own = verdict.criteria.iter().filter(|criterion| criterion.kind.area() == one.area);
            prop_assert_eq!(own.map(|criterion| criterion.found).max(), Some(one.worst.found));
            prop_assert!(one.met <= one.asked);
        }
    }

    #[test]
    fn the_order_of_the_items_does_not_matter(tier in any_tier(), items in any_items()) {
        let mut turned = items.clone();
        turned.reverse();
        let (one, other) = (judge(tier, &planned(), &items), judge(tier, &planned(), &turned));
        prop_assert_eq!(one.answer, other.answer);
        prop_assert_eq!(one.criteria, other.criteria);
    }

    #[test]
    fn a_verdict_that_is_not_ready_always_says_what_would_change_it(
        tier in any_tier(), items in any_items(), launch: bool, complete: bool,
    ) {
        let plan = schedule(
            complete.then(|| date(2026, 12, 1)),
            launch.then(|| date(2026, 12, 15)),
        );
        let verdict = judge(tier, &plan, &items);
        prop_assert_eq!(verdict.changes.is_empty(), verdict.answer == Answer::Ready);
    }

    #[test]
    fn the_verdict_is_the_worst_criterion(tier in any_tier(), items in any_items()) {
        let verdict = judge(tier, &planned(), &items);
        let failed = verdict.criteria.iter().any(|criterion| criterion.found == Found::Fail);
        let unknown = verdict.criteria.iter().any(|criterion| criterion.found == Found::Unknown);
        let expected = match (failed, unknown) {
            (true, _) => Answer::NotReady,
            (false, true) => Answer::Unknown,
            (false, false) => Answer::Ready,
        };
        prop_assert_eq!(verdict.answer, expected);
    }

    #[test]
    fn a_stricter_tier_never_gives_a_better_answer(items in any_items()) {
        let answers = Tier::ALL.map(|tier| judge(tier, &planned(), &items).answer);
        prop_assert!(answers.is_sorted());
    }
}

#[test]
fn nothing_at_all_is_unknown_and_not_ready_to_go() {
    let verdict = judge(Tier::Low, &schedule(None, None), &[]);
    assert_eq!(verdict.answer, Answer::Unknown);
    assert_eq!(verdict.changes.len(), 2);
}

#[test]
fn a_small_team_is_ready_with_a_date_and_a_ticked_list() {
    let plan = schedule(None, Some(date(2026, 12, 15)));
    assert_eq!(judge(Tier::Low, &plan, &[item(1, ItemStatus::Done)]).answer, Answer::Ready);
}

#[test]
fn a_critical_item_counts_only_when_it_is_verified() {
    let mut critical = ItemEvidence { critical: true, ..item(1, ItemStatus::Done) };
    let verdict = judge(Tier::Standard, &planned(), std::slice::from_ref(&critical));
    assert_eq!(verdict.answer, Answer::NotReady);
    assert_eq!(verdict.changes[0].sentence, "Have “Item 1” verified by a second person");
    critical.status = ItemStatus::Verified;
    assert_eq!(judge(Tier::Standard, &planned(), &[critical]).answer, Answer::Ready);
}

#[test]
fn a_critical_item_without_evidence_is_unknown_in_the_high_tier() {
    let critical = ItemEvidence { critical: true, ..item(1, ItemStatus::Verified) };
    assert_eq!(judge(Tier::High, &planned(), &[critical]).answer, Answer::Unknown);
}

#[test]
fn what_is_blocked_comes_first_then_what_is_late() {
    let late = ItemEvidence {
        due_at: Some("2026-11-19T09:00:00Z".parse().unwrap()),
        ..item(1, ItemStatus::Pending)
    };
    let blocked = ItemEvidence { blocked_on: Some("legal".into()), ..item(2, ItemStatus::Blocked) };
    let verdict = judge(Tier::Low, &planned(), &[item(3, ItemStatus::Pending), late, blocked]);
    let sentences: Vec<_> = verdict.changes.iter().map(|change| change.sentence.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "Unblock “Item 2”: it waits for legal",
            "Finish “Item 1”: it was due Thu 19 Nov",
            "Finish “Item 3”"
        ]
    );
}

/// A verdict whose criteria found these, and no more of it.
fn found(found: &[Found]) -> Verdict {
    let criterion = |found: &Found| {
        Judgement::new(*found, "As it is.".to_owned(), Place::Plan).of(CriterionKind::ALL[0])
    };
    let criteria: Vec<_> = found.iter().map(criterion).collect();
    Verdict { answer: Answer::of(&criteria), criteria, changes: Vec::new() }
}

#[test]
fn the_first_line_counts_what_stands_in_the_way_by_its_kind() {
    use Found::{Fail, NotApplicable, Pass, Stale, Unknown, Waived};
    for (criteria, sentence) in [
        (&[Pass, Pass, NotApplicable][..], "Ready. 2 criteria are proven."),
        (&[Pass], "Ready. 1 criterion is proven."),
        (&[Pass, Waived], "Ready with exceptions. 1 criterion is waived."),
        (&[Pass, Unknown, Unknown], "Unknown. 2 criteria have no evidence yet."),
        (&[], "Unknown. No criterion is switched on."),
        (&[NotApplicable], "Unknown. No criterion is switched on."),
        (&[Fail, Pass], "Not ready. 1 criterion is not met."),
        (
            &[Fail, Fail, Stale, Unknown, Waived, Pass],
            "Not ready. 2 criteria are not met, 1 criterion is stale, 1 criterion has no evidence yet, \
             1 criterion is waived.",
        ),
    ] {
        assert_eq!(found(criteria).sentence(), sentence);
    }
}

#[test]
fn what_is_unmet_is_what_keeps_it_from_being_ready() {
    use Found::{Fail, NotApplicable, Pass, Stale, Unknown, Waived};
    let verdict = found(&[Pass, Fail, Waived, Unknown, NotApplicable, Stale]);
    let unmet: Vec<_> = verdict.unmet().map(|criterion| criterion.found).collect();
    assert_eq!(unmet, [Fail, Unknown, Stale]);
}

#[test]
fn what_is_waived_says_until_when_and_what_instead_and_asks_nobody_for_anything() {
    let criterion = Judgement::new(Found::Fail, "It is not written.".to_owned(), Place::Plan)
        .next("Write it".to_owned())
        .owner(Some(PersonId::new(Uuid::nil())))
        .due(Some(now()))
        .of(CriterionKind::RollbackCard);
    let exception = Exception {
        id: ExceptionId::new(Uuid::nil()),
        release: ReleaseId::new(Uuid::nil()),
        phase: PhaseId::new(Uuid::nil()),
        text: ExceptionText {
            kind: CriterionKind::RollbackCard,
            risk: text::Line::parse("It takes long").unwrap(),
            control: text::Line::parse("Ben is on call").unwrap(),
            until: date(2026, 12, 1),
        },
        state: ExceptionState::Approved,
        requested_by: PersonId::new(Uuid::nil()),
        requested_at: now(),
        answered_by: None,
        answer: None,
    };
    let waived = criterion.clone().waived_by(&[exception], date(2026, 11, 21));
    let sentence = "Waived until Tue 1 Dec: It is not written. Instead: Ben is on call.".to_owned();
    let nothing = Criterion { next: None, owner: None, due_at: None, ..criterion };
    assert_eq!(waived, Criterion { found: Found::Waived, sentence, ..nothing });
}

#[test]
fn work_is_what_has_nothing_under_it_as_the_outline_sees_it() {
    let node = |number: u128, parent: Option<u128>, critical| Node {
        id: ItemId::new(Uuid::from_u128(number)),
        parent: parent.map(|parent| ItemId::new(Uuid::from_u128(parent))),
        status: ItemStatus::Pending,
        required: true,
        critical,
    };
    let outline =
        Outline::of(&[node(1, None, true), node(2, Some(1), false), node(3, None, false)]);
    let found = work(&outline, |id| {
        Some(item(id.uuid().as_u128(), ItemStatus::Done)).filter(|item| item.title != "Item 3")
    });
    let expected =
        ItemEvidence { critical: true, status: ItemStatus::Pending, ..item(2, ItemStatus::Done) };
    assert_eq!(found, [expected]);
}

/// What one criterion finds when some are switched.
fn switched(tier: Tier, kind: CriterionKind, switches: &[Switch]) -> Option<(Found, String)> {
    let plan = planned();
    let evidence = Evidence {
        items: &[item(1, ItemStatus::Done)],
        switches,
        ..Evidence::nothing(tier, &plan)
    };
    let verdict = Verdict::of(&evidence, now());
    let found = verdict.criteria.into_iter().find(|criterion| criterion.kind == kind);
    found.map(|criterion| (criterion.found, criterion.sentence))
}

#[test]
fn a_switch_adds_what_the_tier_does_not_ask_and_says_why_something_is_off() {
    for kind in CriterionKind::ALL {
        let switch = |on| [Switch { kind, on, reason: "nobody moves data".to_owned() }];
        let everything = switched(Tier::High, kind, &[]);
        let plain = switched(Tier::Low, kind, &[]);
        assert_eq!(switched(Tier::Low, kind, &switch(true)), everything, "{kind:?}");
        let off = switched(Tier::Low, kind, &switch(false));
        match plain {
            Some(_) => {
                let sentence = "Switched off: nobody moves data.".to_owned();
                assert_eq!(off, Some((Found::NotApplicable, sentence)), "{kind:?}");
            }
            None => assert_eq!(off, None, "{kind:?}"),
        }
        let other = CriterionKind::ALL.into_iter().find(|other| *other != kind).unwrap();
        let elsewhere = [Switch { kind: other, on: false, reason: String::new() }];
        assert_eq!(switched(Tier::Low, kind, &elsewhere), plain, "the switch of another one");
    }
}

#[test]
fn an_area_counts_what_is_met_and_the_first_of_the_worst_speaks_for_it() {
    use Found::{Fail, NotApplicable, Pass};
    let mut verdict = found(&[Pass, Fail, Fail, NotApplicable]);
    "the first".clone_into(&mut verdict.criteria[1].sentence);
    let areas = verdict.areas();
    assert_eq!(areas.len(), 1);
    assert_eq!((areas[0].asked, areas[0].met), (3, 1));
    assert_eq!(areas[0].worst.sentence, "the first");
}
