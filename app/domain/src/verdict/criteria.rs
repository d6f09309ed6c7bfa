//! The criteria. Each is a function from the evidence to what it found and why, in a sentence.

use super::{Criterion, Evidence, Found, ItemEvidence, Place};
use crate::checklist::Kept;
use crate::release::Tier;

pub(super) fn all(evidence: &Evidence<'_>) -> Vec<Criterion> {
    let rules =
        [launch_date, required_items, nothing_blocked, critical_items, critical_evidence, buffer];
    rules.iter().filter_map(|rule| rule(evidence)).collect()
}

fn launch_date(evidence: &Evidence<'_>) -> Option<Criterion> {
    let (found, sentence) = match evidence.schedule.launch() {
        Some(day) => (Found::Pass, format!("The launch is on {}.", day.strftime("%a %-d %b %Y"))),
        None => (Found::Unknown, "The launch has no date yet.".to_owned()),
    };
    Some(Criterion { name: "Launch date", found, sentence, evidence: Place::Plan })
}

fn required_items(evidence: &Evidence<'_>) -> Option<Criterion> {
    let required = || evidence.items.iter().filter(|item| item.required);
    let all = required().count();
    let open = required().filter(|item| !item.kept.is_finished()).count();
    let (found, sentence) = match (all, open) {
        (0, _) => (Found::Unknown, "There is no required item on the checklist yet.".to_owned()),
        (1, 0) => (Found::Pass, "The one required item is done.".to_owned()),
        (all, 0) => (Found::Pass, format!("All {all} required items are done.")),
        (all, 1) => (Found::Fail, format!("1 of {all} required items is open.")),
        (all, open) => (Found::Fail, format!("{open} of {all} required items are open.")),
    };
    let evidence = if all == 0 { Place::Import } else { Place::Checklist };
    Some(Criterion { name: "Required items", found, sentence, evidence })
}

fn nothing_blocked(evidence: &Evidence<'_>) -> Option<Criterion> {
    let blocked = evidence.items.iter().filter(|item| item.kept == Kept::Blocked).count();
    let (found, sentence) = match (evidence.items.len(), blocked) {
        (0, _) => return None,
        (_, 0) => (Found::Pass, "Nothing is blocked.".to_owned()),
        (_, 1) => (Found::Fail, "1 item is blocked.".to_owned()),
        (_, blocked) => (Found::Fail, format!("{blocked} items are blocked.")),
    };
    Some(Criterion { name: "Blocked items", found, sentence, evidence: Place::Checklist })
}

fn critical_items(evidence: &Evidence<'_>) -> Option<Criterion> {
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
    Some(Criterion { name: "Critical items", found, sentence, evidence: Place::Checklist })
}

fn critical_evidence(evidence: &Evidence<'_>) -> Option<Criterion> {
    if evidence.tier != Tier::High {
        return None;
    }
    let counts = |item: &&ItemEvidence| item.kept != Kept::NotApplicable;
    let all = critical(evidence).filter(counts).count();
    let without = critical(evidence).filter(counts).filter(|item| !item.has_evidence).count();
    let (found, sentence) = match (all, without) {
        (0, _) => (Found::NotApplicable, "No critical item needs evidence.".to_owned()),
        (all, 0) => (Found::Pass, format!("All {all} critical items link to their evidence.")),
        (all, without) => {
            (Found::Unknown, format!("{without} of {all} critical items have no evidence yet."))
        }
    };
    Some(Criterion {
        name: "Evidence of critical items",
        found,
        sentence,
        evidence: Place::Checklist,
    })
}

fn buffer(evidence: &Evidence<'_>) -> Option<Criterion> {
    if evidence.tier == Tier::Low {
        return None;
    }
    let (found, sentence) = match evidence.schedule.buffer() {
        Some(buffer) if buffer.is_short() => (Found::Fail, buffer.sentence()),
        Some(buffer) => (Found::Pass, buffer.sentence()),
        None => (
            Found::Unknown,
            "Without a launch date and a feature-complete date nobody knows the buffer.".to_owned(),
        ),
    };
    Some(Criterion { name: "Buffer", found, sentence, evidence: Place::Plan })
}

fn critical<'a>(evidence: &'a Evidence<'_>) -> impl Iterator<Item = &'a ItemEvidence> {
    evidence.items.iter().filter(|item| item.critical)
}
