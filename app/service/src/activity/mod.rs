//! What happened in a release.

pub(crate) mod trail;
pub mod watch;

use domain::activity::Entry;
use domain::ids::ReleaseId;
use jiff::Timestamp;

use crate::access::{See, grant};
use crate::release::Seen;
use crate::{Error, Service, Viewer};

/// What happened before a moment, the newest first.
///
/// # Errors
/// The viewer may not see the release.
pub async fn list(
    service: &Service,
    viewer: &Viewer,
    id: ReleaseId,
    before: Option<Timestamp>,
    limit: u32,
) -> Result<(Seen, Vec<Entry>), Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, viewer, id).await?;
    let before = before.unwrap_or_else(|| service.now() + jiff::SignedDuration::from_secs(1));
    let entries = store::activity::list_entries(&mut transaction, id, before, limit).await?;
    Ok((Seen::of(&granted), entries))
}
