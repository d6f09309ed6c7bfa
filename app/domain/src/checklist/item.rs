use std::collections::HashMap;

use jiff::Timestamp;

use super::{AskedAt, AskedSection, ItemState, Node, of_section};
use crate::gate::verdict::ItemEvidence;
use crate::ids::{ItemId, PersonId, ReleaseId};
use crate::limits;
use crate::text::{Link, Markdown, Title};

/// A line of a checklist.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    pub id: ItemId,
    pub release: ReleaseId,
    pub parent: Option<ItemId>,
    /// Its short number in the release, from 1, never given twice. The store gives it to a new one.
    pub ordinal: i64,
    /// The order among the items of a release.
    pub position: i64,
    /// The headings above it, outermost first.
    pub section: Vec<String>,
    pub title: String,
    pub explanation: String,
    pub required: bool,
    pub critical: bool,
    /// Which gate asks for it; none is as its section says. It holds for what is under it.
    pub asked: Option<AskedAt>,
    pub owner: Option<PersonId>,
    pub due_at: Option<Timestamp>,
    pub notes: String,
    pub evidence: Option<String>,
    pub state: ItemState,
    pub version: i64,
}

/// What a person says about an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemText {
    pub title: Title,
    pub section: Vec<String>,
    pub explanation: Markdown,
    pub required: bool,
    pub critical: bool,
    pub asked: Option<AskedAt>,
    pub owner: Option<PersonId>,
    pub due_at: Option<Timestamp>,
    pub notes: Markdown,
    pub evidence: Option<Link>,
}

/// Where an item goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Placement {
    /// Before its neighbour above.
    Up,
    /// Behind its neighbour below.
    Down,
    /// Under another item, as its last sub-item.
    Under(ItemId),
    /// Out of the item it is under, right behind it.
    Out,
}

impl Item {
    #[must_use]
    pub fn node(&self) -> Node {
        Node {
            id: self.id,
            parent: self.parent,
            status: self.state.status(),
            required: self.required,
            critical: self.critical,
        }
    }

    #[must_use]
    pub fn evidence(&self, asked: AskedAt) -> ItemEvidence {
        let blocked_on = match &self.state {
            ItemState::Blocked { on, .. } => Some(on.clone()),
            _ => None,
        };
        ItemEvidence {
            id: self.id,
            title: self.title.clone(),
            status: self.state.status(),
            required: self.required,
            critical: self.critical,
            asked,
            has_evidence: self.evidence.is_some(),
            owner: self.owner,
            due_at: self.due_at,
            blocked_on,
        }
    }
}

/// Reads a section path as people type it: headings with ` › ` between them.
#[must_use]
pub fn parse_section(text: &str) -> Vec<String> {
    text.split('›')
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .map(|part| part.chars().filter(|c| !c.is_control()).take(limits::TITLE).collect())
        .take(limits::ITEM_DEPTH)
        .collect()
}

/// What holds for each item: what its topmost parent says, else what its section says, or the one around it.
#[must_use]
pub fn asked_at(items: &[Item], sections: &[AskedSection]) -> HashMap<ItemId, AskedAt> {
    let by_id: HashMap<ItemId, &Item> = items.iter().map(|item| (item.id, item)).collect();
    let of = |item: &Item| {
        let mut top = item;
        // Items that are under each other in a circle have no top.
        for _ in 0..limits::ITEM_DEPTH {
            let Some(above) = top.parent.and_then(|parent| by_id.get(&parent)) else { break };
            top = above;
        }
        top.asked.or_else(|| of_section(&top.section, sections)).unwrap_or(AskedAt::Next)
    };
    items.iter().map(|item| (item.id, of(item))).collect()
}
