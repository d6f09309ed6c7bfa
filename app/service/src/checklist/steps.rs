//! The steps of an item's life: tick, verify, block, excuse, reopen.

use domain::activity::Action;
use domain::checklist::{ItemState, Node, Outline, StepError};
use domain::ids::{ItemId, PersonId, ReleaseId};
use domain::limits;
use domain::text::Reason;
use store::Transaction;

use crate::access::{Work, grant};
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service};

/// What a person does to an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    Start,
    Complete,
    Verify,
    /// Takes back what the same person ticked or verified a moment ago.
    Undo,
    Reopen {
        reason: Reason,
    },
    Block {
        reason: Reason,
        on: Reason,
    },
    Excuse {
        reason: Reason,
    },
}

impl Step {
    const fn action(&self) -> Action {
        match self {
            Self::Start => Action::ItemStarted,
            Self::Complete => Action::ItemCompleted,
            Self::Verify => Action::ItemVerified,
            Self::Undo | Self::Reopen { .. } => Action::ItemReopened,
            Self::Block { .. } => Action::ItemBlocked,
            Self::Excuse { .. } => Action::ItemExcused,
        }
    }

    fn reason(&self) -> Option<String> {
        match self {
            Self::Start | Self::Complete | Self::Verify => None,
            Self::Undo => Some("undone right after the tick".to_owned()),
            Self::Reopen { reason } | Self::Excuse { reason } => Some(reason.to_string()),
            Self::Block { reason, on } => Some(format!("{reason} (waits for {on})")),
        }
    }

    fn apply(
        &self,
        state: ItemState,
        by: PersonId,
        critical: bool,
    ) -> Result<ItemState, StepError> {
        match self {
            Self::Start => state.start(),
            Self::Complete => state.complete(by),
            Self::Verify => state.verify(by, critical),
            Self::Undo => state.undo(by),
            Self::Reopen { .. } => state.reopen(),
            Self::Block { reason, on } => state.block(reason.to_string(), on.to_string()),
            Self::Excuse { reason } => state.excuse(reason.to_string()),
        }
    }
}

/// Takes a step and says which release it was in. Steps are commands and name no version: two
/// people who tick different items, or read each other's notes, are never in each other's way.
///
/// # Errors
/// There is no such item for the actor, they may not work on it, or its state does not allow it.
pub async fn apply_step(
    service: &Service,
    actor: &Actor,
    id: ItemId,
    step: &Step,
) -> Result<ReleaseId, Error> {
    let mut transaction = service.database.write().await?;
    let item = store::checklist::find_item(&mut transaction, id).await?.ok_or(Refusal::NotFound)?;
    let release = grant::<Work>(&mut transaction, actor, item.release).await?.release.id;
    let nodes = store::checklist::list_nodes(&mut transaction, release).await?;
    let outline = Outline::of(&nodes);
    let line = outline.find(id).ok_or(Refusal::NotFound)?;
    // What stands for its sub-items can only be excused, and taken back.
    if line.has_sub_items && !matches!(step, Step::Excuse { .. } | Step::Reopen { .. }) {
        return Err(refused(StepError::HasSubItems).into());
    }
    if *step == Step::Undo {
        require_just_ticked(service, &mut transaction, actor, id).await?;
    }
    let mut state =
        step.apply(item.state.clone(), actor.person.id, line.critical).map_err(refused)?;
    if *step == Step::Undo && state == ItemState::Pending {
        let before = store::activity::find_step_before(&mut transaction, id.uuid()).await?;
        if before == Some(Action::ItemStarted) {
            state = ItemState::InProgress;
        }
    }
    if !store::checklist::save_state(&mut transaction, id, item.version, &state).await? {
        return Err(Refusal::Conflict.into());
    }
    let mut record = trail::record_of_item(&item, step.action());
    record.reason = step.reason().or_else(|| unblocked(&item.state));
    let record = trail::changed(record, item.version);
    let detail = ticked(nodes, id, &state);
    service.audit_with(&mut transaction, actor, &record, Some(detail)).await?;
    transaction.commit().await?;
    Ok(release)
}

/// Nobody did anything to the item since the actor ticked it, and that was a moment ago.
async fn require_just_ticked(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    id: ItemId,
) -> Result<(), Error> {
    let last = store::activity::find_last_action(transaction, id.uuid()).await?;
    let ticked = last.is_some_and(|(action, by, at)| {
        matches!(action, Action::ItemCompleted | Action::ItemVerified)
            && by == Some(actor.person.id)
            && service.now().duration_since(at).as_secs() <= limits::UNDO
    });
    if ticked { Ok(()) } else { Err(refused(StepError::NotJustTicked).into()) }
}

/// What a step changed on the checklist, for those who look at it: the item and what is above it,
/// each with its new state, and the progress of the whole.
fn ticked(mut nodes: Vec<Node>, id: ItemId, state: &ItemState) -> String {
    if let Some(node) = nodes.iter_mut().find(|node| node.id == id) {
        node.status = state.status();
    }
    let outline = Outline::of(&nodes);
    let rows: Vec<_> = outline
        .upwards(id)
        .map(|line| serde_json::json!({ "id": line.id, "status": line.status }))
        .collect();
    serde_json::json!({ "rows": rows, "progress": outline.progress().sentence() }).to_string()
}

/// Why it was blocked, when it is so no longer: the state forgets it, the trail does not.
fn unblocked(before: &ItemState) -> Option<String> {
    match before {
        ItemState::Blocked { reason, on } => Some(format!("no longer blocked by {on}: {reason}")),
        _ => None,
    }
}

fn refused(error: StepError) -> Refusal {
    Refusal::invalid("step", error)
}
