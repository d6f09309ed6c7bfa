//! What happened in a release.

pub mod refused;
pub(crate) mod trail;
pub mod watch;

use domain::activity::{Entry, Place};
use domain::ids::ReleaseId;

use crate::access::{See, grant};
use crate::release::Seen;
use crate::{Error, Service, Viewer};

/// What happened, the newest first: behind an entry that was shown, or from the newest on.
///
/// # Errors
/// The viewer may not see the release.
pub async fn list(
    service: &Service,
    viewer: &Viewer,
    id: ReleaseId,
    behind: Option<Place>,
    limit: u32,
) -> Result<(Seen, Vec<Entry>), Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, viewer, id).await?;
    let entries = store::activity::list_entries(&mut transaction, id, behind, limit).await?;
    Ok((Seen::of(&granted), entries))
}
