//! What would change the verdict, the most pressing first.

use jiff::Timestamp;

use super::{Change, Evidence, Found, ItemEvidence, Place, day_in_words};
use crate::checklist::Kept;
use crate::release::Tier;

pub(super) fn changes(evidence: &Evidence<'_>, now: Timestamp) -> Vec<Change> {
    let mut items: Vec<(u8, &ItemEvidence)> = evidence
        .items
        .iter()
        .filter(|item| matters(item, evidence.tier))
        .map(|item| (urgency(item, now), item))
        .collect();
    items.sort_by_key(|(urgency, item)| (*urgency, item.due_at.unwrap_or(Timestamp::MAX), item.id));
    let of_items = items.into_iter().map(|(_, item)| change(item, evidence, now));
    of_plan(evidence).into_iter().chain(of_items).collect()
}

/// What the plan lacks goes first: it is quick to add, and nothing is known without it.
fn of_plan(evidence: &Evidence<'_>) -> Vec<Change> {
    let schedule = evidence.schedule;
    let mut changes = Vec::new();
    let mut add = |found, sentence: String, place| {
        changes.push(Change { found, sentence, place, owner: None, due_at: None });
    };
    if schedule.launch().is_none() {
        add(Found::Unknown, "Set the launch date".to_owned(), Place::Plan);
    }
    if !evidence.items.iter().any(|item| item.required) {
        add(
            Found::Unknown,
            "Add a checklist with at least one required item".to_owned(),
            Place::Import,
        );
    }
    if evidence.tier != Tier::Low {
        match schedule.buffer() {
            None if schedule.feature_complete().is_none() => {
                add(Found::Unknown, "Set the feature-complete date".to_owned(), Place::Plan);
            }
            Some(buffer) if buffer.is_short() => {
                add(
                    Found::Fail,
                    format!("Make the buffer longer: it is {} days", buffer.days),
                    Place::Plan,
                );
            }
            _ => {}
        }
    }
    changes
}

fn matters(item: &ItemEvidence, tier: Tier) -> bool {
    let lacks_evidence = tier == Tier::High
        && item.critical
        && !item.has_evidence
        && item.kept != Kept::NotApplicable;
    let held = item.kept == Kept::Blocked || (item.critical && item.is_open());
    held || lacks_evidence || (item.required && !item.kept.is_finished())
}

fn urgency(item: &ItemEvidence, now: Timestamp) -> u8 {
    match item.kept {
        Kept::Blocked => 0,
        _ if item.due_at.is_some_and(|due| due < now) && item.is_open() => 1,
        _ if item.critical => 2,
        _ => 3,
    }
}

fn change(item: &ItemEvidence, evidence: &Evidence<'_>, now: Timestamp) -> Change {
    let title = &item.title;
    let zone = evidence.schedule.zone();
    let late = item.due_at.filter(|due| *due < now);
    let (found, sentence) = match (item.kept, late) {
        (Kept::Blocked, _) => {
            let on = item.blocked_on.as_deref().unwrap_or("somebody");
            (Found::Fail, format!("Unblock “{title}”: it waits for {on}"))
        }
        (Kept::Done, _) if item.critical => {
            (Found::Fail, format!("Have “{title}” verified by a second person"))
        }
        (kept, _) if kept.is_finished() => {
            (Found::Unknown, format!("Link the evidence of “{title}”"))
        }
        (_, Some(due)) => {
            let since = day_in_words(zone.day(due), zone.day(now));
            (Found::Fail, format!("Finish “{title}”: it was due {since}"))
        }
        (_, None) => (Found::Fail, format!("Finish “{title}”")),
    };
    Change { found, sentence, place: Place::Item(item.id), owner: item.owner, due_at: item.due_at }
}
