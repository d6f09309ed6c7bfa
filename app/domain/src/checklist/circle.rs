//! Items are stored with the item that they are under, so a table can hold items that are under each
//! other. No verb writes such a circle; whoever reads the table ends all the same.

use std::collections::{HashMap, HashSet};

use crate::ids::ItemId;

/// An item and everything under it, each before what is under it, and each once.
#[must_use]
pub fn subtree(parents: &[(ItemId, Option<ItemId>)], id: ItemId) -> Vec<ItemId> {
    let mut below: HashMap<ItemId, Vec<ItemId>> = HashMap::new();
    for (item, parent) in parents {
        if let Some(parent) = parent {
            below.entry(*parent).or_default().push(*item);
        }
    }
    let mut seen = HashSet::from([id]);
    let mut subtree = vec![id];
    let mut next = 0;
    while let Some(above) = subtree.get(next) {
        let found = below.get(above).into_iter().flatten().copied();
        let new: Vec<ItemId> = found.filter(|item| seen.insert(*item)).collect();
        subtree.extend(new);
        next += 1;
    }
    subtree
}

/// Whether the way up from an item comes back to it.
pub(super) fn stands_in_circle(parents: &HashMap<ItemId, Option<ItemId>>, id: ItemId) -> bool {
    let up = |item: ItemId| parents.get(&item).copied().flatten();
    let mut next = up(id);
    // A way that is longer than there are items goes around in a circle which this item only leads to.
    for _ in 0..parents.len() {
        match next {
            None => return false,
            Some(item) if item == id => return true,
            Some(item) => next = up(item),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn id(number: usize) -> ItemId {
        ItemId::new(Uuid::from_u128(number as u128 + 1))
    }

    fn table(parents: &[Option<usize>]) -> Vec<(ItemId, Option<ItemId>)> {
        parents.iter().enumerate().map(|(item, parent)| (id(item), parent.map(id))).collect()
    }

    #[test]
    fn what_is_under_an_item_comes_behind_it() {
        let table = table(&[None, Some(0), Some(1), Some(0), None]);
        assert_eq!(subtree(&table, id(0)), [id(0), id(1), id(3), id(2)]);
        assert_eq!(subtree(&table, id(4)), [id(4)]);
    }

    #[test]
    fn a_circle_is_walked_once() {
        let table = table(&[Some(2), Some(0), Some(1), Some(3)]);
        assert_eq!(subtree(&table, id(0)), [id(0), id(1), id(2)]);
        assert_eq!(subtree(&table, id(3)), [id(3)]);
    }

    #[test]
    fn only_the_items_of_a_circle_stand_in_it() {
        let parents = table(&[Some(1), Some(0), Some(0), None]).into_iter().collect();
        let inside = |item| stands_in_circle(&parents, id(item));
        assert!(inside(0) && inside(1) && !inside(2) && !inside(3));
    }

    proptest! {
        #[test]
        fn nothing_is_named_twice_whatever_is_stored(
            parents in prop::collection::vec(prop::option::of(0..30usize), 1..30)
        ) {
            let found = subtree(&table(&parents), id(0));
            let different: HashSet<_> = found.iter().collect();
            prop_assert_eq!(different.len(), found.len());
        }
    }
}
