//! What waits for the approval of a support lead.

use domain::access::{Operation, Relation};
use domain::ids::{ReleaseId, VariantId};
use domain::response::Response;
use domain::response::fragment::Fragment;
use store::Transaction;

use crate::{Actor, Error};

pub enum Waiting {
    Text { response: Response, variant: VariantId },
    Fragment(Fragment),
}

/// The texts and fragments that the actor may approve, the oldest first. `seen` are the releases that they may see.
pub(crate) async fn list(
    transaction: &mut Transaction,
    actor: &Actor,
    seen: &[ReleaseId],
) -> Result<Vec<Waiting>, Error> {
    if !actor.may(Relation::None, Operation::ApproveResponse) {
        return Ok(Vec::new());
    }
    let me = actor.person.id;
    let mut waiting = Vec::new();
    for (id, variant, number) in store::response::text::list_waiting(transaction).await? {
        let text = (variant, number);
        if store::response::text::list_authors(transaction, text).await?.contains(&me) {
            continue;
        }
        let response = store::response::find_response(transaction, id).await?;
        let sees = |one: &Response| one.release.is_none_or(|release| seen.contains(&release));
        let found = response.filter(sees);
        waiting.extend(found.map(|response| Waiting::Text { response, variant }));
    }
    let proposed = store::response::fragment::list_proposed(transaction).await?;
    let others = |one: &Fragment| one.proposed.as_ref().is_some_and(|proposed| proposed.by != me);
    waiting.extend(proposed.into_iter().filter(others).map(Waiting::Fragment));
    Ok(waiting)
}
