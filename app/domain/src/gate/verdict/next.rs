//! What would change the verdict, the most pressing first.

use jiff::Timestamp;

use super::{Answer, Change, Criterion, CriterionKind, Evidence, Found, ItemEvidence, Place};
use crate::checklist::ItemStatus;
use crate::day::day_in_words;

/// What criteria as a whole ask for goes first: it is few, and the rest may depend on it.
pub(super) fn changes(
    evidence: &Evidence<'_>,
    answer: Answer,
    criteria: &[Criterion],
    now: Timestamp,
) -> Vec<Change> {
    let mut whole: Vec<Change> = criteria.iter().filter_map(of_criterion).collect();
    whole.sort_by_key(|change| std::cmp::Reverse(change.found));
    let in_the_way = |kind| {
        criteria.iter().any(|criterion| criterion.kind == kind && criterion.found.is_in_the_way())
    };
    let asked = Asked {
        blocked: in_the_way(CriterionKind::BlockedItems),
        required: in_the_way(CriterionKind::RequiredItems),
        critical: in_the_way(CriterionKind::CriticalItems),
        evidence: in_the_way(CriterionKind::CriticalEvidence),
    };
    let mut items: Vec<(u8, &ItemEvidence)> = evidence
        .asked()
        .filter(|item| asked.matters(item))
        .map(|item| (urgency(item, now), item))
        .collect();
    items.sort_by_key(|(urgency, item)| (*urgency, item.due_at.unwrap_or(Timestamp::MAX), item.id));
    let of_items = items.into_iter().map(|(_, item)| change(item, evidence, now));
    let changes: Vec<Change> = whole.into_iter().chain(of_items).collect();
    if changes.is_empty() && !answer.may_go() {
        let sentence = "Switch on at least one criterion".to_owned();
        let found = Found::Unknown;
        return vec![Change { found, sentence, place: Place::Criteria, owner: None, due_at: None }];
    }
    changes
}

fn of_criterion(criterion: &Criterion) -> Option<Change> {
    Some(Change {
        found: criterion.found,
        sentence: criterion.next.clone()?,
        place: criterion.evidence,
        owner: criterion.owner,
        due_at: criterion.due_at,
    })
}

/// Which of the criteria about items stand in the way.
struct Asked {
    blocked: bool,
    required: bool,
    critical: bool,
    evidence: bool,
}

impl Asked {
    fn matters(&self, item: &ItemEvidence) -> bool {
        let lacks = item.critical && !item.has_evidence && item.status != ItemStatus::NotApplicable;
        (self.blocked && item.status == ItemStatus::Blocked)
            || (self.critical && item.critical && item.is_open())
            || (self.evidence && lacks)
            || (self.required && item.required && !item.status.is_finished())
    }
}

fn urgency(item: &ItemEvidence, now: Timestamp) -> u8 {
    match item.status {
        ItemStatus::Blocked => 0,
        _ if item.due_at.is_some_and(|due| due < now) && item.is_open() => 1,
        _ if item.critical => 2,
        _ => 3,
    }
}

fn change(item: &ItemEvidence, evidence: &Evidence<'_>, now: Timestamp) -> Change {
    let title = &item.title;
    let zone = evidence.schedule.zone();
    let late = item.due_at.filter(|due| *due < now);
    let (found, sentence) = match (item.status, late) {
        (ItemStatus::Blocked, _) => {
            let on = item.blocked_on.as_deref().unwrap_or("somebody");
            (Found::Fail, format!("Unblock “{title}”: it waits for {on}"))
        }
        (ItemStatus::Done, _) if item.critical => {
            (Found::Fail, format!("Have “{title}” verified by a second person"))
        }
        (status, _) if status.is_finished() => {
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
