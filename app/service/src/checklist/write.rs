//! Adding, changing, moving and deleting items by hand.

use domain::activity::Action;
use domain::checklist::{Item, ItemState, ItemText, Node, Outline, Placement};
use domain::ids::{ItemId, ReleaseId};
use domain::limits;
use domain::text::{Link, Reason};
use store::Transaction;

use super::{order, section};
use crate::access::{See, Work, grant, grant_alone};
use crate::activity::trail;
use crate::gate::condition;
use crate::gate::verdict::{Judged, judge_granted};
use crate::{Actor, Error, Refusal, Service, new_id, person};

/// An item with the release it is in.
///
/// # Errors
/// There is no such item, or none that the actor may see.
pub async fn find(service: &Service, actor: &Actor, id: ItemId) -> Result<(Judged, Item), Error> {
    let mut transaction = service.database.read().await?;
    let item = store::checklist::find_item(&mut transaction, id).await?.ok_or(Refusal::NotFound)?;
    let granted = grant::<See>(&mut transaction, actor, item.release).await?;
    let judged = judge_granted(service, &mut transaction, &granted).await?;
    Ok((judged, item))
}

/// Adds an item behind the last of its section, or as the last sub-item of another one.
///
/// # Errors
/// The actor may not work on the checklist, or it is full or too deep.
pub async fn add(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    parent: Option<ItemId>,
    text: &ItemText,
) -> Result<ItemId, Error> {
    let mut transaction = service.database.write().await?;
    grant_alone::<Work>(&mut transaction, actor, release).await?;
    let mut items = store::checklist::list_items(&mut transaction, release).await?;
    if items.len() >= limits::ITEMS {
        let message = format!("A release has at most {} items", limits::ITEMS);
        return Err(Refusal::invalid("title", message).into());
    }
    person::require(&mut transaction, "owner", text.owner, None).await?;
    section::require_phase(&mut transaction, release, text.asked).await?;
    let under = match parent {
        Some(parent) => {
            let above = items.iter().find(|item| item.id == parent);
            let above = above.ok_or_else(|| Refusal::invalid("parent", "That item is gone"))?;
            let section = above.section.clone();
            require_shallow(&items, parent, 1)?;
            condition::require_no_condition(&mut transaction, release, (parent, "parent")).await?;
            section
        }
        None => text.section.clone(),
    };
    let position = place_in_section(&mut transaction, &mut items, parent, &under).await?;
    let item = Item {
        id: ItemId::new(new_id()),
        release,
        parent,
        ordinal: 0,
        position,
        section: under,
        title: text.title.to_string(),
        explanation: text.explanation.as_str().to_owned(),
        required: text.required,
        critical: text.critical,
        asked: text.asked,
        owner: text.owner,
        due_at: text.due_at,
        notes: text.notes.as_str().to_owned(),
        evidence: text.evidence.as_ref().map(|link| link.as_str().to_owned()),
        state: ItemState::Pending,
        version: 1,
    };
    store::checklist::add_item(&mut transaction, &item, service.now()).await?;
    let record = trail::record_of_item(&item, Action::ItemAdded);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(item.id)
}

/// Changes what an item says. Its sub-items follow it into another section. What was verified said
/// something else, so it has to be verified again; asking less of an item needs a reason.
///
/// # Errors
/// There is no such item for the actor, they may not change it, somebody else saved first, or the
/// reason is missing.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (ItemId, i64),
    text: &ItemText,
    reason: Option<&Reason>,
) -> Result<ReleaseId, Error> {
    let mut transaction = service.database.write().await?;
    let item = alone(&mut transaction, actor, id).await?;
    let release = item.release;
    person::require(&mut transaction, "owner", text.owner, item.owner).await?;
    let mut text = text.clone();
    if item.parent.is_some() {
        text.section.clone_from(&item.section);
        // What is under something is asked for with it.
        text.asked = item.asked;
    }
    let moves = text.section != item.section;
    let mut items = Vec::new();
    if moves || text.asked != item.asked {
        section::require_phase(&mut transaction, release, text.asked).await?;
        items = store::checklist::list_items(&mut transaction, release).await?;
        let said = Item { asked: text.asked, section: text.section.clone(), ..item.clone() };
        section::require_reason_to_move(&mut transaction, &items, &said, reason).await?;
    }
    let asks_less = (item.required && !text.required) || (item.critical && !text.critical);
    if asks_less && reason.is_none() {
        let message = "Enter a reason for asking less of this item";
        return Err(Refusal::invalid("reason", message).into());
    }
    if !store::checklist::save_text(&mut transaction, id, version, &text).await? {
        return Err(Refusal::Conflict.into());
    }
    let mut record = trail::changed(trail::record_of_item(&item, Action::ItemEdited), version);
    record.reason = reason.map(Reason::to_string);
    service.audit(&mut transaction, actor, &record).await?;
    let mut version = version + 1;
    if let ItemState::Verified { done_by, .. } = item.state
        && says_something_else(&item, &text)
    {
        let state = ItemState::Done(done_by);
        if !store::checklist::save_state(&mut transaction, id, version, &state).await? {
            return Err(Refusal::Conflict.into());
        }
        let record = trail::record_of_item(&item, Action::ItemUnverified);
        service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
        version += 1;
    }
    if moves {
        items.retain(|other| other.id != id);
        let position = place_in_section(&mut transaction, &mut items, None, &text.section).await?;
        let moved = Item { section: text.section, position, version, ..item };
        settle(&mut transaction, &items, moved).await?;
    }
    transaction.commit().await?;
    Ok(release)
}

/// Moves an item, with everything under it. Where a later gate asks for it, it needs a reason.
///
/// # Errors
/// There is no such item for the actor, they may not change it, it cannot go there, or the reason is missing.
pub async fn place(
    service: &Service,
    actor: &Actor,
    id: ItemId,
    placement: Placement,
    reason: Option<&Reason>,
) -> Result<ReleaseId, Error> {
    let mut transaction = service.database.write().await?;
    let item = alone(&mut transaction, actor, id).await?;
    let release = item.release;
    let mut items = store::checklist::list_items(&mut transaction, release).await?;
    let moved = match placement {
        Placement::Up | Placement::Down => swap(&mut transaction, &items, &item, placement).await?,
        Placement::Under(parent) => {
            let subtree = subtree(&items, id);
            let above = items.iter().find(|other| other.id == parent);
            let above = above.filter(|above| !subtree.contains(&above.id));
            let above = above.ok_or_else(|| Refusal::invalid("under", "Choose another item"))?;
            let section = above.section.clone();
            require_shallow(&items, parent, height(&items, id))?;
            condition::require_no_condition(&mut transaction, release, (parent, "under")).await?;
            Item { parent: Some(parent), position: order::last(&items), section, ..item.clone() }
        }
        Placement::Out => {
            let above = items.iter().find(|other| Some(other.id) == item.parent);
            let above =
                above.ok_or_else(|| Refusal::invalid("under", "It is under no other item"))?;
            // Out of a circle it comes to the top, and not under itself.
            let around = subtree(&items, id);
            let parent = above.parent.filter(|parent| !around.contains(parent));
            let before = above.position;
            let position = order::behind(&mut transaction, &mut items, before).await?;
            Item { parent, position, ..item.clone() }
        }
    };
    section::require_reason_to_move(&mut transaction, &items, &moved, reason).await?;
    settle(&mut transaction, &items, moved).await?;
    let mut record = trail::changed(trail::record_of_item(&item, Action::ItemPlaced), item.version);
    record.reason = reason.map(Reason::to_string);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(release)
}

/// What a deletion would take with it.
pub struct Deletion {
    pub item: Item,
    pub judged: Judged,
    /// How many sub-items go with it.
    pub below: usize,
    /// One of them is critical, so it needs a reason.
    pub critical: bool,
}

impl Deletion {
    #[must_use]
    pub fn of(judged: Judged, item: Item) -> Self {
        let subtree = subtree(judged.items(), item.id);
        let critical = is_critical(judged.outline(), &subtree);
        Self { item, judged, below: subtree.len().saturating_sub(1), critical }
    }
}

/// Deletes an item with everything under it. What it was called stays in the trail, and why a critical
/// one went: a gate asks for less without it.
///
/// # Errors
/// There is no such item for the actor, they may not change it, or the reason is missing.
pub async fn delete(
    service: &Service,
    actor: &Actor,
    id: ItemId,
    reason: Option<&Reason>,
) -> Result<ReleaseId, Error> {
    let mut transaction = service.database.write().await?;
    let item = alone(&mut transaction, actor, id).await?;
    let release = item.release;
    let items = store::checklist::list_items(&mut transaction, release).await?;
    let subtree = subtree(&items, id);
    let conditions = store::gate::condition::list_items(&mut transaction, release).await?;
    if subtree.iter().any(|id| conditions.contains(id)) {
        let message =
            "A go was given on this condition, so it stays. Decide again if it no longer counts";
        return Err(Refusal::invalid("item", message).into());
    }
    if reason.is_none() && is_critical(&depths(&items), &subtree) {
        let message = "Enter a reason for deleting a critical item";
        return Err(Refusal::invalid("reason", message).into());
    }
    for below in subtree.into_iter().rev() {
        store::checklist::delete_item(&mut transaction, below).await?;
        if let Some(item) = items.iter().find(|item| item.id == below) {
            let mut record = trail::record_of_item(item, Action::ItemDeleted);
            record.reason = reason.map(Reason::to_string);
            service.audit(&mut transaction, actor, &record).await?;
        }
    }
    transaction.commit().await?;
    Ok(release)
}

/// An item of a release whose items nobody else moves, adds or deletes until the transaction ends.
async fn alone(transaction: &mut Transaction, actor: &Actor, id: ItemId) -> Result<Item, Error> {
    let item = store::checklist::find_item(transaction, id).await?.ok_or(Refusal::NotFound)?;
    grant_alone::<Work>(transaction, actor, item.release).await?;
    Ok(store::checklist::find_item(transaction, id).await?.ok_or(Refusal::NotFound)?)
}

/// Whether the claim or its evidence is another than the one that was looked at.
fn says_something_else(item: &Item, text: &ItemText) -> bool {
    item.title != text.title.as_str()
        || item.explanation != text.explanation.as_str()
        || item.evidence.as_deref() != text.evidence.as_ref().map(Link::as_str)
        || !item.critical && text.critical
}

/// Gives an item the place of its neighbour above or below, and the neighbour that of the item.
async fn swap(
    transaction: &mut Transaction,
    items: &[Item],
    item: &Item,
    placement: Placement,
) -> Result<Item, Error> {
    let siblings = order::siblings(items, item.parent);
    let mut neighbours = siblings.iter().filter(|other| other.section == item.section);
    let neighbour = match placement {
        Placement::Up => neighbours.rfind(|other| other.position < item.position),
        _ => neighbours.find(|other| other.position > item.position),
    };
    let Some(neighbour) = neighbour else {
        let message = "It is already at the end of its section";
        return Err(Refusal::invalid("under", message).into());
    };
    store::checklist::renumber(transaction, neighbour.id, item.position).await?;
    Ok(Item { position: neighbour.position, ..item.clone() })
}

/// Saves the new place of an item; its sub-items take over its section.
async fn settle(transaction: &mut Transaction, items: &[Item], moved: Item) -> Result<(), Error> {
    if !store::checklist::save_place(transaction, &moved).await? {
        return Err(Refusal::Conflict.into());
    }
    for id in subtree(items, moved.id).into_iter().skip(1) {
        if let Some(below) =
            items.iter().find(|item| item.id == id && item.section != moved.section)
        {
            let below = Item { section: moved.section.clone(), ..below.clone() };
            if !store::checklist::save_place(transaction, &below).await? {
                return Err(Refusal::Conflict.into());
            }
        }
    }
    Ok(())
}

async fn place_in_section(
    transaction: &mut Transaction,
    items: &mut [Item],
    parent: Option<ItemId>,
    section: &[String],
) -> Result<i64, Error> {
    let before = order::siblings(items, parent)
        .iter()
        .rfind(|item| item.section == section)
        .map(|item| item.position);
    match before {
        Some(before) => order::behind(transaction, items, before).await,
        None => Ok(order::last(items)),
    }
}

/// An item and everything under it, each before what is under it.
fn subtree(items: &[Item], id: ItemId) -> Vec<ItemId> {
    let parents: Vec<_> = items.iter().map(|item| (item.id, item.parent)).collect();
    domain::checklist::subtree(&parents, id)
}

fn is_critical(outline: &Outline, subtree: &[ItemId]) -> bool {
    subtree.iter().any(|id| outline.find(*id).is_some_and(|line| line.critical))
}

fn depths(items: &[Item]) -> Outline {
    let nodes: Vec<Node> = items.iter().map(Item::node).collect();
    Outline::of(&nodes)
}

/// How many levels an item and what is under it take.
fn height(items: &[Item], id: ItemId) -> usize {
    let outline = depths(items);
    let subtree = subtree(items, id);
    let depths =
        outline.lines().iter().filter(|line| subtree.contains(&line.id)).map(|line| line.depth);
    let (lowest, highest) =
        depths.fold((usize::MAX, 0), |(low, high), depth| (low.min(depth), high.max(depth)));
    highest.saturating_sub(lowest) + 1
}

fn require_shallow(items: &[Item], parent: ItemId, levels: usize) -> Result<(), Refusal> {
    let depth = depths(items).find(parent).map_or(0, |line| line.depth);
    if depth + levels < limits::ITEM_DEPTH {
        return Ok(());
    }
    let message = format!("Items can be nested {} levels deep at most", limits::ITEM_DEPTH);
    Err(Refusal::invalid("under", message))
}
