//! Conditions of a go: what was asked for, and whether it is met.

use domain::checklist::{Item, ItemState, ItemStatus, Outline};
use domain::gate::Condition;
use domain::ids::{ItemId, PersonId, PhaseId, ReleaseId};
use domain::phase::{Phase, PhaseState};
use jiff::Timestamp;
use store::Transaction;

use crate::{Error, Refusal};

/// A condition of the go that a phase has, and how its item stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    pub condition: Condition,
    pub phase: PhaseId,
    pub phase_title: String,
    pub owner: Option<PersonId>,
    pub due_at: Option<Timestamp>,
    pub status: ItemStatus,
    /// Done, and verified where the item is critical. What was excused is not met: then it is decided again.
    pub is_met: bool,
}

/// The conditions of phases that go on by a go with conditions.
pub(crate) fn held(
    conditions: Vec<Condition>,
    (items, outline): (&[Item], &Outline),
    phases: &[Phase],
) -> Vec<Held> {
    let holds = |phase: &&Phase| phase.state == PhaseState::Scheduled || phase.state.is_out();
    let one = |condition: Condition| {
        let phase = phases.iter().filter(holds).find(|phase| phase.id == condition.phase)?;
        let item = items.iter().find(|item| item.id == condition.item)?;
        let line = outline.find(item.id)?;
        // Its own state counts, not what it would sum up to: others may hang things under it.
        let is_met = match item.state {
            ItemState::Verified { .. } => true,
            ItemState::Done(_) => !line.critical,
            _ => false,
        };
        Some(Held {
            phase: phase.id,
            phase_title: phase.title(),
            owner: item.owner,
            due_at: item.due_at,
            status: line.status,
            is_met,
            condition,
        })
    };
    conditions.into_iter().filter_map(one).collect()
}

/// The same, read where the checklist is not needed for anything else.
pub(crate) async fn list_held(
    transaction: &mut Transaction,
    release: ReleaseId,
    phases: &[Phase],
) -> Result<Vec<Held>, Error> {
    let conditions = store::gate::condition::list_conditions(transaction, release).await?;
    if conditions.is_empty() {
        return Ok(Vec::new());
    }
    let items = store::checklist::list_items(transaction, release).await?;
    let nodes: Vec<_> = items.iter().map(Item::node).collect();
    Ok(held(conditions, (&items, &Outline::of(&nodes)), phases))
}

/// A condition is met by itself: nothing is put under its item.
pub(crate) async fn require_no_condition(
    transaction: &mut Transaction,
    release: ReleaseId,
    (parent, field): (ItemId, &'static str),
) -> Result<(), Error> {
    let conditions = store::gate::condition::list_conditions(transaction, release).await?;
    if conditions.iter().any(|condition| condition.item == parent) {
        let message = "A go was given on this item, so nothing is put under it";
        return Err(Refusal::invalid(field, message).into());
    }
    Ok(())
}

/// A go with conditions is a go once they are met: before that, nobody gets it.
pub(crate) async fn require_met(transaction: &mut Transaction, phase: &Phase) -> Result<(), Error> {
    let held = list_held(transaction, phase.release, std::slice::from_ref(phase)).await?;
    let open: Vec<String> = held
        .iter()
        .filter(|held| !held.is_met)
        .map(|held| format!("“{}” ({})", held.condition.words, held.status.label().to_lowercase()))
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let message = format!(
        "The go has conditions that are not met: {}. Complete them, or decide again without them",
        open.join(", ")
    );
    Err(Refusal::invalid("step", message).into())
}
