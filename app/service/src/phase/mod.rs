//! Phases: planning them, moving them through their life, and what was seen of them.

pub mod room;

mod plan;
mod reschedule;
mod rollback_card;
mod steps;
mod success_criterion;

pub use plan::{add, add_all, edit};
pub use reschedule::{find_movable, list_clashes, preview, preview_schedule, reschedule};
pub use rollback_card::{record_reached, write_card};
pub use steps::apply_step;
pub(crate) use steps::move_on;
pub use success_criterion::{
    Seen as Observation, add as add_success, delete as delete_success, find_success,
    record as record_actual,
};

use domain::activity::{Action, AuditEntry, Object};
use domain::ids::{PhaseId, ReleaseId};
use domain::limits;
use domain::phase::{Phase, SuccessCriterion};
use domain::product::cohort::Cohort;
use store::Transaction;
use store::activity::Record;

use crate::access::{Granted, Permit, See, grant, grant_alone};
use crate::activity::trail;
use crate::gate::condition::{self, Held};
use crate::release::Seen;
use crate::response::contact_rate::{self, Rates};
use crate::{Actor, Error, Names, Refusal, Service, person};

/// The phases of a release with what their pages show.
#[derive(Clone, Debug)]
pub struct Phases {
    pub seen: Seen,
    pub phases: Vec<Phase>,
    /// The success criteria of all of them.
    pub successes: Vec<SuccessCriterion>,
    /// The contact rates of those that are measured by them.
    pub rates: Rates,
    pub cohorts: Vec<Cohort>,
    /// What a go that holds was given on.
    pub conditions: Vec<Held>,
    pub names: Names,
}

impl Phases {
    #[must_use]
    pub fn find(&self, id: PhaseId) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.id == id)
    }

    pub fn successes_of(&self, id: PhaseId) -> impl Iterator<Item = &SuccessCriterion> {
        self.successes.iter().filter(move |success| success.phase == id)
    }

    #[must_use]
    pub fn cohort_of(&self, phase: &Phase) -> Option<&Cohort> {
        self.cohorts.iter().find(|cohort| cohort.id == phase.plan.cohort)
    }
}

/// # Errors
/// The actor may not see the release.
pub async fn list(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Phases, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    read(service, &mut transaction, &granted).await
}

/// A phase among the others of its release, and what happened to it, the newest first.
///
/// # Errors
/// There is no such phase, or none that the actor may see.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: PhaseId,
) -> Result<(Phases, Phase, Vec<AuditEntry>), Error> {
    let mut transaction = service.database.read().await?;
    let (granted, phase) = grant_phase::<See>(&mut transaction, actor, id).await?;
    let phases = read(service, &mut transaction, &granted).await?;
    let entries =
        store::activity::list_entries_of(&mut transaction, id.uuid(), limits::PAGE).await?;
    Ok((phases, phase, entries))
}

pub(crate) async fn read(
    service: &Service,
    transaction: &mut Transaction,
    granted: &Granted<See>,
) -> Result<Phases, Error> {
    let now = service.now();
    let release = &granted.release;
    let phases = store::phase::list_phases(transaction, release.id).await?;
    let successes =
        store::phase::success_criterion::list_successes(transaction, release.id).await?;
    let place = (release, &*phases);
    let rates = contact_rate::rates(transaction, place, &successes, now).await?;
    Ok(Phases {
        seen: Seen::of(granted),
        conditions: condition::list_held(transaction, release.id, &phases).await?,
        phases,
        successes: contact_rate::measure(&rates, successes, now),
        rates,
        cohorts: store::product::cohort::list_cohorts(transaction, release.product).await?,
        names: person::names(service, transaction).await?,
    })
}

/// Asks for permission to do something to the release that a phase is in.
pub(crate) async fn grant_phase<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: PhaseId,
) -> Result<(Granted<P>, Phase), Error> {
    let phase = store::phase::find_phase(transaction, id).await?.ok_or(Refusal::NotFound)?;
    let granted = grant::<P>(transaction, actor, phase.release).await?;
    Ok((granted, phase))
}

/// The same for a verb beside which nobody else plans, moves or decides phases of the release.
pub(crate) async fn grant_phase_alone<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: PhaseId,
) -> Result<(Granted<P>, Phase), Error> {
    let phase = store::phase::find_phase(transaction, id).await?.ok_or(Refusal::NotFound)?;
    let granted = grant_alone::<P>(transaction, actor, phase.release).await?;
    let phase = store::phase::find_phase(transaction, id).await?.ok_or(Refusal::NotFound)?;
    Ok((granted, phase))
}

/// A record about a phase, with what it was called then.
pub(crate) fn record_of(phase: &Phase, action: Action) -> Record {
    let record = trail::record_in(phase.release, action, Object::Phase, phase.id.uuid());
    Record { label: Some(phase.title()), ..record }
}
