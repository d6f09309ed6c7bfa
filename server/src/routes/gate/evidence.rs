use domain::ids::ReleaseId;
use service::gate::evidence;
use ui::gate::evidence::evidence_page;

use crate::web::{Answer, Id, Visit, download};

pub(super) async fn page(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let (seen, pack) = evidence::pack(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| evidence_page(&seen, &pack)))
}

pub(super) async fn markdown(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let (_, pack) = evidence::pack(visit.service(), visit.actor()?, id).await?;
    Ok(download("text/markdown; charset=utf-8", "evidence.md", pack.markdown()))
}
