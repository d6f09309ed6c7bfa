//! The launch room of a phase: everything that is looked at while it goes live, from one snapshot.

use domain::activity::AuditEntry;
use domain::ids::{PersonId, PhaseId};
use domain::limits;
use domain::run::{Run, RunState};
use domain::text::Line;

use super::{Phases, grant_phase};
use crate::access::See;
use crate::gate::{self, Gate};
use crate::run::{self, Shown};
use crate::{Actor, Error, Service};

pub struct Room {
    pub gate: Gate,
    pub phases: Phases,
    /// The cutover whose clock goes, else the next that is planned, else the last one.
    pub cutover: Option<Shown>,
    /// What happened to the phase last, with its reason.
    pub entries: Vec<AuditEntry>,
    /// Who is on call for the release.
    pub duties: Vec<(PersonId, Line)>,
}

/// # Errors
/// There is no such phase, or none that the actor may see.
pub async fn find(service: &Service, actor: &Actor, id: PhaseId) -> Result<Room, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, phase) = grant_phase::<See>(&mut transaction, actor, id).await?;
    let release = granted.release.id;
    let phases = super::read(service, &mut transaction, &granted).await?;
    let runs = store::run::list_runs(&mut transaction, release).await?;
    let cutover = match cutover_of(runs, id) {
        Some(run) => Some(run::show(&mut transaction, &granted, run).await?),
        None => None,
    };
    let duties = store::drill::participant::list_duties(&mut transaction, release).await?;
    let entries =
        store::activity::list_entries_of(&mut transaction, id.uuid(), limits::RECENT).await?;
    let gate = gate::read(service, &mut transaction, (actor, &granted), phase).await?;
    Ok(Room { gate, phases, cutover, entries, duties })
}

fn cutover_of(runs: Vec<Run>, phase: PhaseId) -> Option<Run> {
    let rank = |run: &Run| match run.state {
        RunState::Running => 2,
        RunState::Planned => 1,
        _ => 0,
    };
    let own = runs.into_iter().filter(|run| run.plan.is_cutover() && run.plan.phase == Some(phase));
    own.max_by_key(|run| (rank(run), run.ordinal))
}
