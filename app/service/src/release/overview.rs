//! The page of a release: one model from one snapshot.

use std::sync::Arc;

use domain::activity::AuditEntry;
use domain::checklist::{BurnUp, ItemLife};
use domain::ids::ReleaseId;
use domain::limits;
use domain::release::Slip;
use store::Transaction;

use crate::access::{See, grant};
use crate::checklist::burn_up::list_lives;
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
    let past = Past::find(service, &mut transaction, &judged).await?;
    Ok(Overview {
        burn_up: BurnUp::of(&past.lives, granted.release.schedule.zone(), service.now()),
        judged,
        slips: past.slips.clone(),
        entries: store::activity::list_entries(&mut transaction, id, None, limits::RECENT).await?,
    })
}

/// What grows with the age of a release: kept as long as nothing of it changes.
#[derive(PartialEq, Eq, Debug)]
struct Past {
    slips: Vec<Slip>,
    lives: Vec<ItemLife>,
}

impl Past {
    async fn find(
        service: &Service,
        transaction: &mut Transaction,
        judged: &Judged,
    ) -> Result<Arc<Self>, Error> {
        let about = judged.seen.release.id.uuid();
        let Some(revision) = judged.revision() else {
            return Ok(Arc::new(Self::read(transaction, judged).await?));
        };
        let read = Self::read(transaction, judged);
        service.kept.find_or_read((about, revision), Self::weight, read).await
    }

    fn weight(&self) -> u64 {
        let turns: usize = self.lives.iter().map(|life| life.turns.len()).sum();
        ((self.lives.len() + self.slips.len() + 1) * 256 + turns * 16) as u64
    }

    async fn read(transaction: &mut Transaction, judged: &Judged) -> Result<Self, Error> {
        let id = judged.seen.release.id;
        Ok(Self {
            lives: list_lives(transaction, id, judged).await?,
            slips: store::release::list_slips(transaction, id).await?,
        })
    }
}
