//! The burn-up of a checklist, from the trail.

use std::collections::HashMap;

use domain::activity::Action;
use domain::checklist::{AskedAt, ItemLife, Line};
use domain::ids::{ItemId, ReleaseId};
use jiff::Timestamp;
use store::Transaction;
use store::checklist::burn_up::{list_added, list_turns};

use crate::Error;
use crate::gate::verdict::Judged;

/// Reads when each line that is or was work came and went and was finished, the oldest first.
pub(crate) async fn list_lives(
    transaction: &mut Transaction,
    release: ReleaseId,
    judged: &Judged,
) -> Result<Vec<ItemLife>, Error> {
    if judged.items().is_empty() {
        return Ok(Vec::new());
    }
    let added = list_added(transaction, release).await?;
    let turns = list_turns(transaction, release).await?;
    // Lines that sum up others are no work, and what is for after the launch is none until then.
    let is_before_launch = |line: &&Line| judged.asked(line.id) != AskedAt::AfterLaunch;
    let work: HashMap<ItemId, &Line> =
        judged.outline().work().filter(is_before_launch).map(|line| (line.id, line)).collect();
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
        if let Some(life) = lives.get_mut(&id) {
            life.came_finished = match life.turns.first() {
                None => !line.status.is_open(line.critical),
                // Only what came finished is opened again before anything else.
                Some((_, finished)) => !finished && !line.critical,
            };
        }
    }
    let mut lives: Vec<(ItemId, ItemLife)> = lives.into_iter().collect();
    lives.sort_by_key(|(id, life)| (life.added, *id));
    Ok(lives.into_iter().map(|(_, life)| life).collect())
}

fn life(added: Timestamp) -> ItemLife {
    ItemLife { added, deleted: None, turns: Vec::new(), came_finished: false }
}
