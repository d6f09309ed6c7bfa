//! The verdict of a release, computed when somebody looks, from what is stored.

use std::collections::HashMap;

use domain::checklist::{Item, Node, Outline, Progress};
use domain::ids::{ItemId, ReleaseId};
use domain::release::Release;
use domain::verdict::{Evidence, Verdict, work};
use jiff::Timestamp;

use crate::access::{See, grant};
use crate::release::Seen;
use crate::{Error, Names, Service, Viewer, person};

/// A release with its checklist and what follows from it.
#[derive(Clone, Debug)]
pub struct Judged {
    pub seen: Seen,
    pub items: Vec<Item>,
    pub outline: Outline,
    pub verdict: Verdict,
    pub names: Names,
}

impl Judged {
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.outline.progress()
    }
}

/// # Errors
/// The viewer may not see the release.
pub async fn judge(service: &Service, viewer: &Viewer, id: ReleaseId) -> Result<Judged, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, viewer, id).await?;
    let items = store::item::list_items(&mut transaction, id).await?;
    let names = person::names(&mut transaction).await?;
    let (outline, verdict) = of(&granted.release, &items, service.now());
    Ok(Judged { seen: Seen::of(&granted), items, outline, verdict, names })
}

/// The outline of a checklist and the verdict that it gives.
pub(crate) fn of(release: &Release, items: &[Item], now: Timestamp) -> (Outline, Verdict) {
    let nodes: Vec<Node> = items.iter().map(Item::node).collect();
    let outline = Outline::of(&nodes);
    let by_id: HashMap<ItemId, &Item> = items.iter().map(|item| (item.id, item)).collect();
    let items = work(&outline, |id| by_id.get(&id).map(|item| item.evidence()));
    let evidence = Evidence { tier: release.tier, schedule: &release.schedule, items: &items };
    let verdict = Verdict::of(&evidence, now);
    (outline, verdict)
}
