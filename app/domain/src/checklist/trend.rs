//! How many more items are finished than some days ago.

use std::collections::HashMap;

use super::Outline;
use crate::activity::Action;
use crate::ids::ItemId;

/// The first step that was taken with an item in the days that are looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FirstStep {
    pub item: ItemId,
    pub action: Action,
    /// The step before it, when it was opened again and there is one: an imported item comes as its document says.
    pub before: Option<Action>,
}

impl FirstStep {
    /// Whether the item was finished before it. What a life allows says so, but for a critical item that was opened
    /// again: it was finished only when a second person had looked, or when it did not apply.
    fn was_finished(self, critical: bool) -> bool {
        let looked_at = matches!(self.before, Some(Action::ItemVerified | Action::ItemExcused));
        match self.action {
            Action::ItemUnverified => true,
            Action::ItemReopened => !critical || looked_at,
            _ => false,
        }
    }
}

/// How many more are finished now; fewer when more were opened again. What is gone and what sums up others is not
/// counted.
#[must_use]
pub fn trend(outline: &Outline, steps: &[FirstStep]) -> i64 {
    let work: HashMap<ItemId, _> = outline.work().map(|line| (line.id, line)).collect();
    let moved = steps.iter().filter_map(|step| {
        let line = work.get(&step.item)?;
        let is_finished = !line.status.is_open(line.critical);
        Some(i64::from(is_finished) - i64::from(step.was_finished(line.critical)))
    });
    moved.sum()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::checklist::{ItemStatus, Node};

    fn moved(status: ItemStatus, critical: bool, action: Action, before: Option<Action>) -> i64 {
        let item = ItemId::new(Uuid::from_u128(1));
        let node = Node { id: item, parent: None, status, required: true, critical };
        trend(&Outline::of(&[node]), &[FirstStep { item, action, before }])
    }

    #[test]
    fn an_item_counts_when_it_is_finished_now_and_was_not_then() {
        use Action::{
            ItemCompleted, ItemExcused, ItemReopened, ItemStarted, ItemUnverified, ItemVerified,
        };
        use ItemStatus::{Done, InProgress, NotApplicable, Pending, Verified};
        for (status, critical, action, before, expected) in [
            (Done, false, ItemCompleted, None, 1),
            (NotApplicable, false, ItemExcused, None, 1),
            (Done, true, ItemCompleted, None, 0),
            (Verified, true, ItemCompleted, None, 1),
            (Verified, true, ItemVerified, None, 1),
            // Unblocked, and ticked in between and taken back.
            (InProgress, false, ItemStarted, None, 0),
            (Pending, false, ItemCompleted, None, 0),
            // Opened again: what came finished, what was ticked, and what a second person had looked at.
            (Pending, false, ItemReopened, None, -1),
            (Pending, false, ItemReopened, Some(ItemCompleted), -1),
            (Done, false, ItemReopened, Some(ItemCompleted), 0),
            (Pending, true, ItemReopened, Some(ItemCompleted), 0),
            (Done, true, ItemReopened, Some(ItemVerified), -1),
            (Pending, true, ItemReopened, Some(ItemExcused), -1),
            (Done, true, ItemUnverified, None, -1),
            (Verified, true, ItemUnverified, None, 0),
        ] {
            let found = moved(status, critical, action, before);
            assert_eq!(found, expected, "{status:?} {critical} {action:?} {before:?}");
        }
    }

    #[test]
    fn what_is_gone_is_not_counted() {
        let step = FirstStep {
            item: ItemId::new(Uuid::from_u128(2)),
            action: Action::ItemCompleted,
            before: None,
        };
        assert_eq!(trend(&Outline::default(), &[step]), 0);
    }
}
