//! What happened in a release.

pub(crate) mod kept;
pub mod refused;
pub(crate) mod trail;
pub mod watch;

use domain::activity::{AuditEntry, Place};
use domain::ids::ReleaseId;

use crate::access::{See, grant};
use crate::release::Seen;
use crate::{Actor, Error, Service};

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
