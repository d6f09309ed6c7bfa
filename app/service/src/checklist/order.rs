//! Where an item stands among its neighbours.
//!
//! Positions are far apart, so that an item can go between two others by one write. When the gap is
//! used up, all items of the release are spread out again.

use domain::checklist::Item;
use domain::ids::ItemId;
use store::Transaction;

use crate::Error;

/// The distance between two items that were added one after the other.
pub(super) const GAP: i64 = 1 << 20;

/// The items that stand beside each other under the same parent, in order.
pub(super) fn siblings(items: &[Item], parent: Option<ItemId>) -> Vec<&Item> {
    items.iter().filter(|item| item.parent == parent).collect()
}

/// The position behind everything.
pub(super) fn last(items: &[Item]) -> i64 {
    items.iter().map(|item| item.position).max().unwrap_or(0) + GAP
}

/// The position right behind `before`, in front of whatever item of the release comes next; spreads
/// the items out when there is no room.
pub(super) async fn behind(
    transaction: &mut Transaction,
    items: &mut [Item],
    before: i64,
) -> Result<i64, Error> {
    if let Some(position) = between(items, before) {
        return Ok(position);
    }
    let place = items.iter().position(|item| item.position == before);
    spread(transaction, items).await?;
    let before = place.and_then(|place| items.get(place)).map_or(0, |item| item.position);
    Ok(between(items, before).unwrap_or(before + GAP / 2))
}

fn between(items: &[Item], before: i64) -> Option<i64> {
    let next = items.iter().map(|item| item.position).filter(|position| *position > before).min();
    match next {
        None => Some(before + GAP),
        Some(next) if next - before >= 2 => Some(before + (next - before) / 2),
        Some(_) => None,
    }
}

async fn spread(transaction: &mut Transaction, items: &mut [Item]) -> Result<(), Error> {
    let mut position = 0;
    for item in items {
        position += GAP;
        item.position = position;
        store::checklist::renumber(transaction, item.id, position).await?;
    }
    Ok(())
}
