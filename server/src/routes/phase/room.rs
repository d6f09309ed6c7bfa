//! The launch room, and stopping a phase from there.

use std::collections::HashMap;

use axum::extract::{Path, Query};
use domain::ids::PhaseId;
use domain::phase::PhaseStep;
use domain::text::Reason;
use service::Refusal;
use service::phase::{self, room};
use ui::form::Form;
use ui::phase::{room_page, stop_page as page_of_stop};

use super::planned;
use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn page(
    visit: Visit,
    Id(id): Id<PhaseId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let room = room::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| room_page(&room, query.contains_key("wall"), visit.now())))
}

pub(super) async fn stop_page(visit: Visit, Path(named): Path<(String, String)>) -> Answer {
    let (id, step) = read(&named)?;
    show(&visit, (id, step), &Form::default()).await
}

pub(super) async fn stop(
    visit: Visit,
    Path(named): Path<(String, String)>,
    Sent(mut form): Sent,
) -> Answer {
    let (id, step) = read(&named)?;
    let version = form.seen_version();
    if let Some(reason) = form.read("reason", Reason::parse) {
        let (service, actor) = (visit.service(), visit.actor()?);
        match phase::apply_step(service, actor, (id, version), step, Some(&reason)).await {
            Ok(_) => return Ok(redirect(&format!("/phases/{id}/room"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, (id, step), &form).await
}

async fn show(visit: &Visit, (id, step): (PhaseId, PhaseStep), form: &Form) -> Answer {
    let (phases, phase) = planned(visit, id).await?;
    if !phase.state.steps().contains(&step) && !form.is_refused() {
        return Ok(redirect(&format!("/phases/{id}")));
    }
    Ok(visit.page(|| page_of_stop(&phases, &phase, step, form)))
}

/// Only what stops a phase, or lets it go on, has a page of its own.
fn read((id, step): &(String, String)) -> Result<(PhaseId, PhaseStep), Refusal> {
    let step = PhaseStep::from_key(step);
    let step = step.filter(|step| {
        matches!(step, PhaseStep::Pause | PhaseStep::Resume | PhaseStep::Halt | PhaseStep::RollBack)
    });
    id.parse().ok().zip(step).ok_or(Refusal::NotFound)
}
