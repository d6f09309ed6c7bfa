//! Items that the product itself adds: a condition of a vote, a mitigation.

use domain::activity::Action;
use domain::checklist::{Item, ItemState};
use domain::ids::{ItemId, PersonId, ReleaseId};
use domain::limits;
use jiff::Timestamp;
use store::Transaction;

use super::order;
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, new_id};

/// What an item of our own says.
pub(crate) struct Appended {
    pub section: String,
    pub title: String,
    pub explanation: String,
    pub owner: Option<PersonId>,
    pub due_at: Option<Timestamp>,
}

/// Adds required items behind all others, inside a verb that asked for permission, and says which they are.
///
/// # Errors
/// The checklist is full.
pub(crate) async fn append(
    service: &Service,
    actor: &Actor,
    transaction: &mut Transaction,
    release: ReleaseId,
    appended: Vec<Appended>,
) -> Result<Vec<ItemId>, Error> {
    if appended.is_empty() {
        return Ok(Vec::new());
    }
    let items = store::checklist::list_items(transaction, release).await?;
    if items.len() + appended.len() > limits::ITEMS {
        let message = format!("A release has at most {} items", limits::ITEMS);
        return Err(Refusal::invalid("decision", message).into());
    }
    let mut position = order::last(&items);
    let mut added = Vec::with_capacity(appended.len());
    for one in appended {
        // What belongs to somebody who has left would wait for nobody.
        let owner = match one.owner {
            Some(owner) => store::person::find_person(transaction, owner).await?,
            None => None,
        };
        let owner = owner.filter(|person| person.active).map(|person| person.id);
        // What is longer than a title stands whole in the explanation.
        let title: String = one.title.chars().take(limits::TITLE).collect();
        let item = Item {
            id: ItemId::new(new_id()),
            release,
            parent: None,
            ordinal: 0,
            position,
            section: vec![one.section],
            title,
            explanation: one.explanation,
            required: true,
            critical: false,
            asked: None,
            owner,
            due_at: one.due_at,
            notes: String::new(),
            evidence: None,
            state: ItemState::Pending,
            version: 1,
        };
        store::checklist::add_item(transaction, &item, service.now()).await?;
        let record = trail::record_of_item(&item, Action::ItemAdded);
        service.audit(transaction, actor, &record).await?;
        added.push(item.id);
        position += order::GAP;
    }
    Ok(added)
}
