//! How big the bang of a release is, and what is done against it.

use domain::activity::{Action, Object};
use domain::ids::ReleaseId;
use domain::release::Slip;
use domain::release::big_bang::{Assessment, Factor, Mitigation, Shown};

use crate::access::{PlanIt, See, grant, grant_alone};
use crate::activity::trail;
use crate::checklist::{Appended, append};
use crate::release::Seen;
use crate::{Actor, Error, Service};

/// A release with what makes its bang big.
pub struct Bang {
    pub seen: Seen,
    /// None when nobody has answered the questions yet.
    pub said: Option<Vec<Factor>>,
    pub assessment: Assessment,
    /// The keys of the mitigations that are items already.
    pub chosen: Vec<String>,
    pub slips: Vec<Slip>,
}

/// # Errors
/// The actor may not see the release.
pub async fn find(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Bang, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let said = store::release::big_bang::find_assessment(&mut transaction, id).await?;
    let phases = store::phase::list_phases(&mut transaction, id).await?;
    let runs = store::run::list_runs(&mut transaction, id).await?;
    let shown = Shown { schedule: &granted.release.schedule, phases: &phases, runs: &runs };
    Ok(Bang {
        seen: Seen::of(&granted),
        assessment: Assessment::of(said.as_deref(), shown),
        said,
        chosen: store::release::big_bang::list_mitigations(&mut transaction, id).await?,
        slips: store::release::list_slips(&mut transaction, id).await?,
    })
}

/// Keeps the answers to the questions.
///
/// # Errors
/// The actor is no owner.
pub async fn assess(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
    said: &[Factor],
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    grant::<PlanIt>(&mut transaction, actor, id).await?;
    let by = (actor.person.id, service.now());
    store::release::big_bang::save_assessment(&mut transaction, id, said, by).await?;
    let record = trail::record_in(id, Action::BangAssessed, Object::Release, id.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Makes mitigations items of the checklist; one that is an item already stays one.
///
/// # Errors
/// The actor is no owner, or the checklist is full.
pub async fn mitigate(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
    mitigations: &[Mitigation],
) -> Result<usize, Error> {
    let mut transaction = service.database.write().await?;
    grant_alone::<PlanIt>(&mut transaction, actor, id).await?;
    let mut appended = Vec::new();
    for mitigation in mitigations {
        let now = service.now();
        if store::release::big_bang::add_mitigation(&mut transaction, id, mitigation.key(), now)
            .await?
        {
            appended.push(Appended {
                section: "Softening the bang".to_owned(),
                title: mitigation.title().to_owned(),
                explanation: "Chosen in the big-bang assessment.".to_owned(),
                owner: None,
                due_at: None,
            });
        }
    }
    let count = appended.len();
    append(service, actor, &mut transaction, id, appended).await?;
    transaction.commit().await?;
    Ok(count)
}
