//! The burn-up of a checklist, from the trail.

use std::collections::HashMap;

use domain::activity::Action;
use domain::checklist::{BurnUp, ItemLife, Line};
use domain::ids::{ItemId, ReleaseId};
use jiff::Timestamp;
use store::Transaction;
use store::checklist::burn_up::{list_added, list_turns};

use crate::Error;
use crate::gate::verdict::Judged;

/// Reads how much work there was and how much of it was finished; none before there is an item.
pub(crate) async fn find(
    transaction: &mut Transaction,
    release: ReleaseId,
    judged: &Judged,
    now: Timestamp,
) -> Result<Option<BurnUp>, Error> {
    if judged.items().is_empty() {
        return Ok(None);
    }
    let added = list_added(transaction, release).await?;
    let turns = list_turns(transaction, release).await?;
    // Lines that sum up others are no work.
    let work: HashMap<ItemId, &Line> =
        judged.outline().work().map(|line| (line.id, line)).collect();
    let mut lives: HashMap<ItemId, ItemLife> = added
        .into_iter()
        .filter(|(id, _)| work.contains_key(id))
        .map(|(id, at)| (id, life(at)))
        .collect();
    let mut imported = None;
    for (at, action, object) in turns {
        let id = ItemId::new(object);
        if action == Action::ChecklistImported {
            imported = imported.or(Some(at));
            continue;
        }
        let is_gone = judged.outline().find(id).is_none();
        if is_gone {
            // What is gone came when it was added, else with the first import.
            let came = if action == Action::ItemAdded { at } else { imported.unwrap_or(at) };
            lives.entry(id).or_insert_with(|| life(came));
        }
        // What is there and was made a parent is no work, and is left out all the time.
        let Some(life) = lives.get_mut(&id) else { continue };
        let critical = work.get(&id).is_some_and(|line| line.critical);
        match action {
            Action::ItemDeleted => life.deleted = Some(at),
            Action::ItemCompleted if critical => {}
            Action::ItemCompleted | Action::ItemVerified | Action::ItemExcused => {
                life.turns.push((at, true));
            }
            Action::ItemReopened | Action::ItemUnverified => life.turns.push((at, false)),
            _ => {}
        }
    }
    for (id, line) in work {
        if let Some(life) = lives.get_mut(&id).filter(|life| life.turns.is_empty()) {
            let finished = line.status.is_finished();
            life.came_finished = finished && (!line.critical || line.status != DONE);
        }
    }
    let lives: Vec<ItemLife> = lives.into_values().collect();
    Ok(BurnUp::of(&lives, judged.seen.release.schedule.zone(), now))
}

/// Critical and done is not finished before a second person has looked.
const DONE: domain::checklist::ItemStatus = domain::checklist::ItemStatus::Done;

fn life(added: Timestamp) -> ItemLife {
    ItemLife { added, deleted: None, turns: Vec::new(), came_finished: false }
}
