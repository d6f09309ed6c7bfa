//! The page of a release: one model from one snapshot.

use domain::activity::AuditEntry;
use domain::checklist::BurnUp;
use domain::ids::ReleaseId;
use domain::limits;
use domain::release::Slip;

use crate::access::{See, grant};
use crate::checklist::burn_up;
use crate::gate::verdict::{Judged, judge_granted};
use crate::{Actor, Error, Service};

pub struct Overview {
    pub judged: Judged,
    /// The moves of the launch, the newest first.
    pub slips: Vec<Slip>,
    /// How the checklist goes on; none before there is an item.
    pub burn_up: Option<BurnUp>,
    /// What happened last.
    pub entries: Vec<AuditEntry>,
}

/// # Errors
/// There is no such release, or none that the actor may see.
pub async fn find(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Overview, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let judged = judge_granted(service, &mut transaction, &granted).await?;
    let burn_up = burn_up::find(&mut transaction, id, &judged, service.now()).await?;
    Ok(Overview {
        judged,
        burn_up,
        slips: store::release::list_slips(&mut transaction, id).await?,
        entries: store::activity::list_entries(&mut transaction, id, None, limits::RECENT).await?,
    })
}
