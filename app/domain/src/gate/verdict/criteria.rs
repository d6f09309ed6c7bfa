//! The list of criteria, and those that ask about a release as a whole. Each is a function from the
//! evidence to what it found and why, in a sentence; none where it has nothing to be about.

use jiff::Timestamp;

use super::{
    Criterion, CriterionKind, Evidence, Found, ItemEvidence, Judgement, Place, gate, practice,
    rehearsal, support, training,
};
use crate::checklist::ItemStatus;
use crate::phase::Phase;
use crate::product::freeze::Freeze;

/// The function of a criterion.
type Judge = fn(&Evidence<'_>, Timestamp) -> Option<Judgement>;

/// The open list: a later feature adds a line.
const RULES: &[(CriterionKind, Judge)] = &[
    (CriterionKind::LaunchDate, launch_date),
    (CriterionKind::RequiredItems, required_items),
    (CriterionKind::BlockedItems, nothing_blocked),
    (CriterionKind::CriticalItems, critical_items),
    (CriterionKind::CriticalEvidence, critical_evidence),
    (CriterionKind::PreviousPhase, gate::previous_phase),
    (CriterionKind::BakeTime, gate::bake_time),
    (CriterionKind::Freeze, gate::freeze),
    (CriterionKind::RollbackCard, gate::rollback_card),
    (CriterionKind::RollbackMeasured, rehearsal::rollback_measured),
    (CriterionKind::SuccessCriteria, gate::success_criteria),
    (CriterionKind::DryRun, rehearsal::dry_run),
    (CriterionKind::SameArtifact, rehearsal::same_artifact),
    (CriterionKind::Forecast, rehearsal::forecast),
    (CriterionKind::Drills, practice::drills),
    (CriterionKind::Findings, practice::findings),
    (CriterionKind::Training, training::training),
    (CriterionKind::AnswersActive, support::answers_active),
    (CriterionKind::ContactRate, support::contact_rate),
    (CriterionKind::Approvals, gate::approvals),
    (CriterionKind::Buffer, buffer),
];

/// The criteria that the tier asks for and those that were switched on, without those that were
/// switched off, and with what was waived.
pub(super) fn all(evidence: &Evidence<'_>, now: Timestamp) -> Vec<Criterion> {
    let today = evidence.schedule.zone().day(now);
    let exceptions = evidence.gate.as_ref().map_or(&[][..], |gate| gate.exceptions);
    let one = |(kind, judge): &(CriterionKind, Judge)| {
        let switch = evidence.switches.iter().find(|switch| switch.kind == *kind);
        let stopped = *kind == CriterionKind::PreviousPhase && gate::is_stopped(evidence);
        let asked = kind.is_in(evidence.tier) || stopped;
        match switch {
            Some(switch) if !switch.on && asked => {
                judge(evidence, now)?;
                let sentence = format!("Switched off: {}.", switch.reason);
                let off = Judgement::new(Found::NotApplicable, sentence, Place::Criteria);
                Some(off.of(*kind))
            }
            None if !asked => None,
            Some(switch) if !switch.on => None,
            _ => Some(judge(evidence, now)?.of(*kind).waived_by(exceptions, today)),
        }
    };
    RULES.iter().filter_map(one).collect()
}

fn launch_date(evidence: &Evidence<'_>, now: Timestamp) -> Option<Judgement> {
    let Some(day) = evidence.schedule.launch() else {
        let sentence = "The launch has no date yet.".to_owned();
        let judgement = Judgement::new(Found::Unknown, sentence, Place::Plan);
        return Some(judgement.next("Set the launch date".to_owned()));
    };
    let words = day.strftime("%a %-d %b %Y");
    // What is over cannot be moved.
    let ahead = evidence.schedule.zone().day(now) <= day;
    let closed = evidence.freezes.iter().find(|freeze| ahead && freeze.covers(day));
    // Whoever gave a phase of that day a reason to be in the freeze has said why the launch is.
    let phases = evidence.gate.as_ref().map(|gate| gate.phases).unwrap_or_default();
    let said = |freeze: &Freeze| {
        let reason =
            |phase: &Phase| phase.freeze_reason.as_ref().is_some_and(|why| why.covers(freeze));
        phases.iter().any(|phase| phase.plan.dates.contains(day) && reason(phase))
    };
    let (found, sentence) = match closed {
        Some(freeze) if said(freeze) => {
            let place = freeze.in_words();
            (Found::Waived, format!("The launch on {words} is in {place}, with a reason."))
        }
        Some(freeze) => {
            (Found::Fail, format!("The launch on {words} is in {}.", freeze.in_words()))
        }
        None => (Found::Pass, format!("The launch is on {words}.")),
    };
    let next = format!("Move the launch to another day than {words}");
    Some(Judgement::new(found, sentence, Place::Plan).next(next))
}

fn required_items(evidence: &Evidence<'_>, _now: Timestamp) -> Option<Judgement> {
    let required = || evidence.asked().filter(|item| item.required);
    let all = required().count();
    let open = required().filter(|item| !item.status.is_finished()).count();
    let later = evidence.items.iter().filter(|item| item.required).count() - all;
    let (found, sentence) = match (all, open) {
        (0, _) if later > 0 => {
            (Found::NotApplicable, "No required item is asked for at this gate.".to_owned())
        }
        (0, _) => (Found::Unknown, "There is no required item on the checklist yet.".to_owned()),
        (1, 0) => (Found::Pass, "The one required item is done.".to_owned()),
        (all, 0) => (Found::Pass, format!("All {all} required items are done.")),
        (all, 1) => (Found::Fail, format!("1 of {all} required items is open.")),
        (all, open) => (Found::Fail, format!("{open} of {all} required items are open.")),
    };
    let sentence = match later {
        0 => sentence,
        1 => format!("{sentence} 1 more is for later."),
        later => format!("{sentence} {later} more are for later."),
    };
    if all + later == 0 {
        let next = "Add a checklist with at least one required item".to_owned();
        return Some(Judgement::new(found, sentence, Place::Import).next(next));
    }
    Some(Judgement::new(found, sentence, Place::Checklist))
}

fn nothing_blocked(evidence: &Evidence<'_>, _now: Timestamp) -> Option<Judgement> {
    let blocked = evidence.asked().filter(|item| item.status == ItemStatus::Blocked).count();
    let (found, sentence) = match (evidence.asked().count(), blocked) {
        (0, _) => return None,
        (_, 0) => (Found::Pass, "Nothing is blocked.".to_owned()),
        (_, 1) => (Found::Fail, "1 item is blocked.".to_owned()),
        (_, blocked) => (Found::Fail, format!("{blocked} items are blocked.")),
    };
    Some(Judgement::new(found, sentence, Place::Checklist))
}

fn critical_items(evidence: &Evidence<'_>, _now: Timestamp) -> Option<Judgement> {
    let all = critical(evidence).count();
    let open = critical(evidence).filter(|item| item.is_open()).count();
    let (found, sentence) = match (all, open) {
        (0, _) => (Found::NotApplicable, "No item is marked as critical.".to_owned()),
        (all, 0) => {
            (Found::Pass, format!("{all} of {all} critical items are verified by a second person."))
        }
        (all, open) => (
            Found::Fail,
            format!("{} of {all} critical items are verified by a second person.", all - open),
        ),
    };
    Some(Judgement::new(found, sentence, Place::Checklist))
}

fn critical_evidence(evidence: &Evidence<'_>, _now: Timestamp) -> Option<Judgement> {
    let counts = |item: &&ItemEvidence| item.status != ItemStatus::NotApplicable;
    let all = critical(evidence).filter(counts).count();
    let without = critical(evidence).filter(counts).filter(|item| !item.has_evidence).count();
    let (found, sentence) = match (all, without) {
        (0, _) => (Found::NotApplicable, "No critical item needs evidence.".to_owned()),
        (all, 0) => (Found::Pass, format!("All {all} critical items link to their evidence.")),
        (all, without) => {
            (Found::Unknown, format!("{without} of {all} critical items have no evidence yet."))
        }
    };
    Some(Judgement::new(found, sentence, Place::Checklist))
}

fn buffer(evidence: &Evidence<'_>, _now: Timestamp) -> Option<Judgement> {
    let (found, sentence, next) = match evidence.schedule.buffer() {
        Some(buffer) if buffer.is_short() => (
            Found::Fail,
            buffer.sentence(),
            format!("Make the buffer longer: it is {} days", buffer.days),
        ),
        Some(buffer) => (Found::Pass, buffer.sentence(), String::new()),
        None => (
            Found::Unknown,
            "Without a launch date and a feature-complete date nobody knows the buffer.".to_owned(),
            "Set the feature-complete date and the launch date".to_owned(),
        ),
    };
    Some(Judgement::new(found, sentence, Place::Plan).next(next))
}

fn critical<'a>(evidence: &'a Evidence<'_>) -> impl Iterator<Item = &'a ItemEvidence> {
    evidence.asked().filter(|item| item.critical)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use uuid::Uuid;

    use super::*;
    use crate::checklist::AskedAt;
    use crate::day::{Dates, Zone};
    use crate::gate::verdict::gate_tests::phase;
    use crate::gate::verdict::tests::item;
    use crate::gate::verdict::{GateEvidence, Tier};
    use crate::ids::{FreezeId, ProductId};
    use crate::phase::{FreezeReason, PhaseState};
    use crate::product::freeze::{FreezeKind, FreezeText};
    use crate::release::Schedule;
    use crate::text::Label;

    const LAUNCH: Date = date(2026, 12, 1);

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn freeze(first: Date, last: Date) -> Freeze {
        Freeze {
            id: FreezeId::new(Uuid::nil()),
            product: ProductId::new(Uuid::nil()),
            text: FreezeText {
                name: Label::parse("Year end").unwrap(),
                kind: FreezeKind::Freeze,
                dates: Dates::new(first, last).unwrap(),
            },
            since: moment("2026-11-10T09:00:00Z"),
        }
    }

    /// What is found of a launch on the first of December with a freeze and a phase on that day.
    fn launch(freeze: &Freeze, reason: Option<&str>, now: &str) -> (Found, String) {
        let zone = Zone::parse("UTC").unwrap();
        let schedule = Schedule::new(None, Some(LAUNCH), zone).unwrap();
        // The first phase is on the first of December, the second a month later.
        let mut phases = [phase(1, PhaseState::Planned), phase(2, PhaseState::Planned)];
        phases[0].freeze_reason = reason
            .map(|at| FreezeReason { words: "The law starts then".to_owned(), at: moment(at) });
        let gate = GateEvidence::nothing(&phases[0], &phases);
        let evidence = Evidence {
            freezes: std::slice::from_ref(freeze),
            gate: Some(gate),
            ..Evidence::nothing(Tier::Low, &schedule)
        };
        let judgement = launch_date(&evidence, moment(now)).unwrap();
        (judgement.found, judgement.sentence)
    }

    #[test]
    fn every_kind_is_judged_by_one_function() {
        for kind in CriterionKind::ALL {
            let rules = RULES.iter().filter(|(of, _)| *of == kind).count();
            assert_eq!(rules, 1, "{kind:?}");
        }
    }

    #[test]
    fn a_launch_in_a_freeze_fails_until_somebody_has_said_why() {
        let closed = freeze(LAUNCH, date(2026, 12, 3));
        let before = "2026-11-21T09:00:00Z";
        let sentence =
            "The launch on Tue 1 Dec 2026 is in the freeze “Year end” (1 Dec to 3 Dec).".to_owned();
        assert_eq!(launch(&closed, None, before), (Found::Fail, sentence.clone()));
        let (found, said) = launch(&closed, Some("2026-11-12T09:00:00Z"), before);
        assert_eq!(found, Found::Waived);
        assert!(said.ends_with("(1 Dec to 3 Dec), with a reason."), "{said}");
        // A reason from before the freeze was made is no reason for it.
        let earlier = launch(&closed, Some("2026-11-09T09:00:00Z"), before);
        assert_eq!(earlier, (Found::Fail, sentence));
    }

    #[test]
    fn what_is_over_or_on_another_day_is_in_no_freeze() {
        let here = freeze(LAUNCH, LAUNCH);
        let pass = (Found::Pass, "The launch is on Tue 1 Dec 2026.".to_owned());
        assert_eq!(launch(&here, None, "2026-12-02T09:00:00Z"), pass);
        assert_eq!(launch(&here, None, "2026-12-01T09:00:00Z").0, Found::Fail, "on the day itself");
        let elsewhere = freeze(date(2026, 12, 2), date(2026, 12, 3));
        assert_eq!(launch(&elsewhere, None, "2026-11-21T09:00:00Z"), pass);
    }

    /// What is found of required items, of which some are asked for after the launch.
    fn required(asked: &[ItemStatus], later: usize) -> (Found, String, Place) {
        let item = |status, asked| ItemEvidence { asked, ..item(1, status) };
        let here = asked.iter().map(|status| item(*status, AskedAt::Next));
        let later = (0..later).map(|_| item(ItemStatus::Pending, AskedAt::AfterLaunch));
        let items: Vec<_> = here.chain(later).collect();
        let schedule = Schedule::new(None, None, Zone::parse("UTC").unwrap()).unwrap();
        let evidence = Evidence { items: &items, ..Evidence::nothing(Tier::Low, &schedule) };
        let judgement = required_items(&evidence, Timestamp::UNIX_EPOCH).unwrap();
        (judgement.found, judgement.sentence, judgement.evidence)
    }

    #[test]
    fn required_items_are_counted_and_what_is_for_later_is_said() {
        use Found::{Fail, NotApplicable, Pass, Unknown};
        use ItemStatus::{Done, Pending};
        for (asked, later, found, sentence, place) in [
            (&[][..], 0, Unknown, "There is no required item on the checklist yet.", Place::Import),
            (
                &[],
                2,
                NotApplicable,
                "No required item is asked for at this gate. 2 more are for later.",
                Place::Checklist,
            ),
            (
                &[Done],
                1,
                Pass,
                "The one required item is done. 1 more is for later.",
                Place::Checklist,
            ),
            (&[Done, Done], 0, Pass, "All 2 required items are done.", Place::Checklist),
            (&[Done, Pending], 0, Fail, "1 of 2 required items is open.", Place::Checklist),
            (&[Pending, Pending], 0, Fail, "2 of 2 required items are open.", Place::Checklist),
        ] {
            assert_eq!(required(asked, later), (found, sentence.to_owned(), place));
        }
    }
}
