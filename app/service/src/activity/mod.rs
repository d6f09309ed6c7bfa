//! What happened in a release.

pub(crate) mod kept;
pub mod refused;
pub mod sealed;
pub(crate) mod trail;
pub mod watch;

use domain::access::Operation;
use domain::activity::{AuditEntry, Place};
use domain::ids::{ReleaseId, RequestId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::access::{See, allow, grant};
use crate::release::Seen;
use crate::{Actor, Error, Service};

/// Milliseconds after which no request writes anything any more.
const LONGEST_REQUEST: u64 = 10 * 60 * 1000;

/// What happened, the newest first: behind an entry that was shown, or from the newest on.
///
/// # Errors
/// The actor may not see the release.
pub async fn list(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
    behind: Option<Place>,
    limit: u32,
) -> Result<(Seen, Vec<AuditEntry>), Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let entries = store::activity::list_entries(&mut transaction, id, behind, limit).await?;
    Ok((Seen::of(&granted), entries))
}

/// Whether a request of the actor, of which nobody knew how it ended, has saved anything after all.
///
/// # Errors
/// The database does not answer.
pub async fn was_saved(
    service: &Service,
    actor: &Actor,
    request: RequestId,
) -> Result<bool, Error> {
    let mut transaction = service.database.read().await?;
    allow(&mut transaction, actor, Operation::ManageAccount).await?;
    // The first 48 bits of such an id are its moment, in milliseconds.
    let before = request.uuid().as_u128().saturating_add(u128::from(LONGEST_REQUEST) << 80);
    let about = (request, Uuid::from_u128(before));
    Ok(store::activity::was_saved(&mut transaction, about, actor.person.id).await?)
}

/// Who changed something last and when, for somebody whose own change came too late; nothing of what they may not see.
///
/// # Errors
/// The actor may not see where it lies.
pub async fn find_last_change(
    service: &Service,
    actor: &Actor,
    about: Uuid,
) -> Result<Option<(String, Timestamp)>, Error> {
    let mut transaction = service.database.read().await?;
    let found = store::activity::find_last_change(&mut transaction, about).await?;
    let Some((name, at, release)) = found else { return Ok(None) };
    match release {
        Some(release) => {
            grant::<See>(&mut transaction, actor, release).await?;
        }
        None => {
            allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
        }
    }
    Ok(Some((name, at)))
}
