//! What waits for the approval of a support lead.

use domain::access::{Operation, Relation};
use domain::ids::ReleaseId;
use domain::response::fragment::Fragment;
use store::Transaction;
use store::response::text::{WaitingText, list_waiting};

use crate::access::find_seen;
use crate::{Actor, Error};

pub enum Waiting {
    Text(WaitingText),
    Fragment(Fragment),
}

/// The texts and fragments that the actor may approve, the oldest first.
pub(crate) async fn list(
    transaction: &mut Transaction,
    actor: &Actor,
) -> Result<Vec<Waiting>, Error> {
    if !actor.may(Relation::None, Operation::ApproveResponse) {
        return Ok(Vec::new());
    }
    let me = actor.person.id;
    let texts = list_waiting(transaction, me).await?;
    let releases: Vec<ReleaseId> = texts.iter().filter_map(|text| text.release).collect();
    let seen = find_seen(transaction, actor, &releases).await?;
    let sees = |text: &WaitingText| text.release.is_none_or(|release| seen.contains_key(&release));
    let mut waiting: Vec<_> = texts.into_iter().filter(sees).map(Waiting::Text).collect();
    let proposed = store::response::fragment::list_proposed(transaction).await?;
    let others = |one: &Fragment| one.proposed.as_ref().is_some_and(|proposed| proposed.by != me);
    waiting.extend(proposed.into_iter().filter(others).map(Waiting::Fragment));
    Ok(waiting)
}
