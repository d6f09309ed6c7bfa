use std::collections::HashMap;

use crate::checklist::ItemStatus;
use crate::checklist::circle::stands_in_circle;
use crate::ids::ItemId;

/// What the outline has to know of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Node {
    pub id: ItemId,
    pub parent: Option<ItemId>,
    pub status: ItemStatus,
    pub required: bool,
    pub critical: bool,
}

/// An item at its place, with what follows from the items above and below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    pub id: ItemId,
    /// 0 for an item that is under no other.
    pub depth: usize,
    /// An item with sub-items is done when they are, whatever is stored for it.
    pub status: ItemStatus,
    pub required: bool,
    /// A critical item makes its sub-items critical.
    pub critical: bool,
    pub has_sub_items: bool,
}

/// A whole checklist in reading order, sub-items right behind the item they belong to.
///
/// Only lines without sub-items are work; the others sum it up. An item that is not applicable
/// takes its sub-items with it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outline {
    lines: Vec<Line>,
}

/// How far the work is, counted over the lines that are work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    pub items: usize,
    /// Done, and verified where somebody else has to.
    pub done: usize,
    /// Critical and done: a second person has to look, so it is not finished.
    pub to_verify: usize,
    pub not_applicable: usize,
    pub blocked: usize,
}

impl Progress {
    /// Nothing is left to do: done, verified, or not applicable.
    #[must_use]
    pub const fn finished(self) -> usize {
        self.done + self.not_applicable
    }

    /// `43 of 58 finished, 2 of them not applicable, 1 blocked`.
    #[must_use]
    pub fn sentence(self) -> String {
        let mut text = format!("{} of {} finished", self.finished(), self.items);
        for (count, words) in [
            (self.not_applicable, "of them not applicable"),
            (self.to_verify, "to verify"),
            (self.blocked, "blocked"),
        ] {
            if count > 0 {
                text = format!("{text}, {count} {words}");
            }
        }
        text
    }
}

/// What a line passes down to its sub-items.
#[derive(Clone, Copy)]
struct Inherited {
    critical: bool,
    required: bool,
    excused: bool,
}

impl Outline {
    /// Takes the items of one checklist in the order of their positions.
    ///
    /// An item whose parent is not among them stands at the top, and so do items that are under each
    /// other in a circle: nothing is ever hidden, whatever is stored.
    #[must_use]
    pub fn of(nodes: &[Node]) -> Self {
        let parents: HashMap<ItemId, Option<ItemId>> =
            nodes.iter().map(|node| (node.id, node.parent)).collect();
        let above = |node: &Node| node.parent.filter(|parent| parents.contains_key(parent));
        let outline = Self::hung(nodes, above);
        if outline.lines.len() == nodes.len() {
            return outline;
        }
        Self::hung(nodes, |node| above(node).filter(|_| !stands_in_circle(&parents, node.id)))
    }

    /// Puts every node below what `above` says.
    fn hung(nodes: &[Node], above: impl Fn(&Node) -> Option<ItemId>) -> Self {
        let mut below: HashMap<Option<ItemId>, Vec<&Node>> = HashMap::new();
        for node in nodes {
            below.entry(above(node)).or_default().push(node);
        }
        let mut outline = Self { lines: Vec::with_capacity(nodes.len()) };
        let top = Inherited { critical: false, required: true, excused: false };
        outline.append(&below, None, 0, top);
        outline
    }

    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The lines that are work: those without sub-items.
    pub fn work(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| !line.has_sub_items)
    }

    #[must_use]
    pub fn find(&self, id: ItemId) -> Option<&Line> {
        self.lines.iter().find(|line| line.id == id)
    }

    /// A line and those above it, from the inside out.
    pub fn upwards(&self, id: ItemId) -> impl Iterator<Item = &Line> {
        let behind = self.lines.iter().position(|line| line.id == id).map_or(0, |place| place + 1);
        let mut depth = usize::MAX;
        self.lines.iter().take(behind).rev().filter(move |line| {
            let is_above = line.depth < depth;
            if is_above {
                depth = line.depth;
            }
            is_above
        })
    }

    #[must_use]
    pub fn progress(&self) -> Progress {
        self.work().fold(Progress::default(), |mut progress, line| {
            progress.items += 1;
            match line.status {
                ItemStatus::Done if line.critical => progress.to_verify += 1,
                ItemStatus::Done | ItemStatus::Verified => progress.done += 1,
                ItemStatus::NotApplicable => progress.not_applicable += 1,
                ItemStatus::Blocked => progress.blocked += 1,
                ItemStatus::Pending | ItemStatus::InProgress => {}
            }
            progress
        })
    }

    /// Appends what is below `parent` and says how it sums up; `None` when nothing is there.
    fn append(
        &mut self,
        below: &HashMap<Option<ItemId>, Vec<&Node>>,
        parent: Option<ItemId>,
        depth: usize,
        inherited: Inherited,
    ) -> Option<ItemStatus> {
        let nodes = below.get(&parent)?;
        let mut sum: Option<ItemStatus> = None;
        for node in nodes {
            let passed = Inherited {
                critical: inherited.critical || node.critical,
                required: inherited.required && node.required,
                excused: inherited.excused || node.status == ItemStatus::NotApplicable,
            };
            let place = self.lines.len();
            self.lines.push(Line {
                id: node.id,
                depth,
                status: if passed.excused { ItemStatus::NotApplicable } else { node.status },
                required: passed.required,
                critical: passed.critical,
                has_sub_items: false,
            });
            let of_sub_items = self.append(below, Some(node.id), depth + 1, passed);
            if let (Some(line), Some(status)) = (self.lines.get_mut(place), of_sub_items) {
                line.has_sub_items = true;
                line.status = status;
            }
            if let Some(line) = self.lines.get(place) {
                sum = Some(sum.map_or(line.status, |sum| together(sum, line.status)));
            }
        }
        sum
    }
}

/// How two lines sum up: the one that holds the other back wins.
const fn together(one: ItemStatus, other: ItemStatus) -> ItemStatus {
    use ItemStatus::{Blocked, Done, InProgress, NotApplicable, Pending, Verified};
    match (one, other) {
        (Blocked, _) | (_, Blocked) => Blocked,
        (Pending, Pending | NotApplicable) | (NotApplicable, Pending) => Pending,
        (Pending | InProgress, _) | (_, Pending | InProgress) => InProgress,
        (Done, _) | (_, Done) => Done,
        (Verified, _) | (_, Verified) => Verified,
        (NotApplicable, NotApplicable) => NotApplicable,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn id(number: usize) -> ItemId {
        ItemId::new(Uuid::from_u128(number as u128 + 1))
    }

    fn node(number: usize, parent: Option<usize>, status: ItemStatus) -> Node {
        Node { id: id(number), parent: parent.map(id), status, required: true, critical: false }
    }

    /// Any forest: every item hangs under an earlier one or under none.
    fn forest() -> impl Strategy<Value = Vec<Node>> {
        let status = prop::sample::select(ItemStatus::ALL.to_vec());
        prop::collection::vec((any::<Option<usize>>(), status), 0..40).prop_map(|items| {
            let nodes = items.into_iter().enumerate().map(|(number, (parent, status))| {
                node(
                    number,
                    parent.filter(|_| number > 0).map(|parent| parent % number.max(1)),
                    status,
                )
            });
            nodes.collect()
        })
    }

    /// Anything that a table can hold: items under later ones, under themselves, in circles.
    fn tangle() -> impl Strategy<Value = Vec<Node>> {
        let status = prop::sample::select(ItemStatus::ALL.to_vec());
        prop::collection::vec((prop::option::of(0..45usize), status), 0..40).prop_map(|items| {
            let nodes = items.into_iter().enumerate();
            nodes.map(|(number, (parent, status))| node(number, parent, status)).collect()
        })
    }

    proptest! {
        #[test]
        fn every_item_appears_exactly_once_whatever_is_stored(nodes in tangle()) {
            let outline = Outline::of(&nodes);
            let mut shown: Vec<_> = outline.lines().iter().map(|line| line.id).collect();
            shown.sort();
            let mut given: Vec<_> = nodes.iter().map(|node| node.id).collect();
            given.sort();
            prop_assert_eq!(shown, given);
        }

        #[test]
        fn every_item_appears_exactly_once(nodes in forest()) {
            let outline = Outline::of(&nodes);
            let mut shown: Vec<_> = outline.lines().iter().map(|line| line.id).collect();
            shown.sort();
            let mut given: Vec<_> = nodes.iter().map(|node| node.id).collect();
            given.sort();
            prop_assert_eq!(shown, given);
        }

        #[test]
        fn an_item_is_finished_exactly_when_all_its_sub_items_are(nodes in forest()) {
            let outline = Outline::of(&nodes);
            for (place, line) in outline.lines().iter().enumerate().filter(|(_, l)| l.has_sub_items) {
                let all = outline.lines()[place + 1..]
                    .iter()
                    .take_while(|below| below.depth > line.depth)
                    .all(|below| below.status.is_finished());
                prop_assert_eq!(line.status.is_finished(), all);
            }
        }
    }

    #[test]
    fn an_item_that_does_not_apply_takes_its_sub_items_with_it() {
        let nodes =
            [node(0, None, ItemStatus::NotApplicable), node(1, Some(0), ItemStatus::Pending)];
        let outline = Outline::of(&nodes);
        assert!(outline.lines().iter().all(|line| line.status == ItemStatus::NotApplicable));
    }

    #[test]
    fn a_critical_item_makes_its_sub_items_critical() {
        let mut nodes = [node(0, None, ItemStatus::Pending), node(1, Some(0), ItemStatus::Pending)];
        nodes[0].critical = true;
        assert!(Outline::of(&nodes).lines()[1].critical);
    }

    #[test]
    fn an_item_whose_parent_is_gone_is_still_shown() {
        let outline = Outline::of(&[node(3, Some(99), ItemStatus::Pending)]);
        assert_eq!(outline.lines()[0].depth, 0);
    }

    #[test]
    fn upwards_goes_from_an_item_to_the_top() {
        let status = ItemStatus::Pending;
        let nodes = [
            node(0, None, status),
            node(1, Some(0), status),
            node(2, Some(1), status),
            node(3, Some(0), status),
        ];
        let outline = Outline::of(&nodes);
        let path = |number| outline.upwards(id(number)).map(|line| line.id).collect::<Vec<_>>();
        assert_eq!(path(2), [id(2), id(1), id(0)]);
        assert_eq!(path(3), [id(3), id(0)]);
        assert!(path(9).is_empty());
    }

    #[test]
    fn items_that_are_under_each_other_stand_at_the_top_and_keep_what_is_under_them() {
        let status = ItemStatus::Pending;
        let nodes = [
            node(0, Some(2), status),
            node(1, None, status),
            node(2, Some(0), status),
            node(3, Some(2), status),
            node(4, Some(4), status),
        ];
        let outline = Outline::of(&nodes);
        let shown: Vec<_> = outline.lines().iter().map(|line| (line.id, line.depth)).collect();
        assert_eq!(shown, [(id(0), 0), (id(1), 0), (id(2), 0), (id(3), 1), (id(4), 0)]);
    }

    #[test]
    fn only_lines_without_sub_items_count_as_work() {
        let nodes = [
            node(0, None, ItemStatus::Pending),
            node(1, Some(0), ItemStatus::Done),
            node(2, Some(0), ItemStatus::Blocked),
        ];
        let progress = Outline::of(&nodes).progress();
        assert_eq!(progress, Progress { items: 2, done: 1, blocked: 1, ..Progress::default() });
        assert_eq!(progress.sentence(), "1 of 2 finished, 1 blocked");
        let more = Progress { items: 9, done: 2, to_verify: 1, not_applicable: 3, blocked: 1 };
        assert_eq!(
            more.sentence(),
            "5 of 9 finished, 3 of them not applicable, 1 to verify, 1 blocked"
        );
        assert_eq!(Progress::default().sentence(), "0 of 0 finished");
    }

    #[test]
    fn what_a_second_person_has_to_look_at_is_not_finished() {
        let critical = Node { critical: true, ..node(0, None, ItemStatus::Done) };
        let nodes = [critical, node(1, None, ItemStatus::Done)];
        let progress = Outline::of(&nodes).progress();
        assert_eq!((progress.finished(), progress.to_verify), (1, 1));
        let verified = [Node { status: ItemStatus::Verified, ..critical }];
        assert_eq!(Outline::of(&verified).progress().finished(), 1);
    }
}
