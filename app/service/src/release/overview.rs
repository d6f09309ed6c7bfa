//! The page of a release: one model from one snapshot.

use domain::activity::AuditEntry;
use domain::ids::ReleaseId;
use domain::release::Slip;

use crate::access::{See, grant};
use crate::gate::verdict::{Judged, judge_granted};
use crate::{Actor, Error, Service};

/// How many entries of the activity it shows.
const RECENT: u32 = 5;

pub struct Overview {
    pub judged: Judged,
    /// The moves of the launch, the newest first.
    pub slips: Vec<Slip>,
    /// What happened last.
    pub entries: Vec<AuditEntry>,
}

/// # Errors
/// There is no such release, or none that the actor may see.
pub async fn find(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Overview, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    Ok(Overview {
        judged: judge_granted(service, &mut transaction, &granted).await?,
        slips: store::release::list_slips(&mut transaction, id).await?,
        entries: store::activity::list_entries(&mut transaction, id, None, RECENT).await?,
    })
}
