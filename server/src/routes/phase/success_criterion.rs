use domain::ids::{PhaseId, SuccessCriterionId};
use domain::number::Amount;
use domain::phase::{Measure, Operator, SuccessCriterionText};
use domain::text::{Line, Link, Reason, Title};
use service::phase::{self, Observation};
use service::{Refusal, person};
use ui::form::Form;
use ui::phase::{success_delete_page, success_form_page, success_page};

use crate::routes::phase::planned;
use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn new(visit: Visit, Id(id): Id<PhaseId>) -> Answer {
    show_new(&visit, id, &Form::default()).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<PhaseId>, Sent(mut form): Sent) -> Answer {
    if let Some(text) = read(&mut form) {
        match phase::add_success(visit.service(), visit.actor()?, id, &text).await {
            Ok(()) => return Ok(redirect(&format!("/phases/{id}#successes"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: PhaseId, form: &Form) -> Answer {
    let (_, phase) = planned(visit, id).await?;
    let people = person::list_colleagues(visit.service(), visit.actor()?).await?;
    Ok(visit.page(|| success_form_page(&phase, &people, form)))
}

pub(super) async fn page(visit: Visit, Id(id): Id<SuccessCriterionId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

async fn show(visit: &Visit, id: SuccessCriterionId, form: &Form) -> Answer {
    let (phases, success) = phase::find_success(visit.service(), visit.actor()?, id).await?;
    let phase = phases.find(success.phase).ok_or(Refusal::NotFound)?;
    Ok(visit.page(|| success_page(&phases, phase, &success, form, visit.now())))
}

/// A number, or why there is none that says anything.
pub(super) async fn record(
    visit: Visit,
    Id(id): Id<SuccessCriterionId>,
    Sent(mut form): Sent,
) -> Answer {
    let version = form.seen_version();
    let seen = if form.has("counted") {
        Some(Observation::Counted)
    } else if form.has("inconclusive") {
        form.read("inconclusive", Reason::parse).map(Observation::Inconclusive)
    } else {
        form.read("actual", Amount::parse).map(Observation::Measured)
    };
    if let Some(seen) = seen {
        match phase::record_actual(visit.service(), visit.actor()?, (id, version), &seen).await {
            Ok(phase) => return Ok(redirect(&format!("/phases/{phase}#successes"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

pub(super) async fn delete(visit: Visit, Id(id): Id<SuccessCriterionId>) -> Answer {
    let mut form = Form::default();
    match phase::delete_success(visit.service(), visit.actor()?, id).await {
        Ok(phase) => return Ok(redirect(&format!("/phases/{phase}#successes"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show_delete(&visit, id, &form).await
}

pub(super) async fn delete_page(visit: Visit, Id(id): Id<SuccessCriterionId>) -> Answer {
    show_delete(&visit, id, &Form::default()).await
}

async fn show_delete(visit: &Visit, id: SuccessCriterionId, form: &Form) -> Answer {
    let (phases, success) = phase::find_success(visit.service(), visit.actor()?, id).await?;
    if !phases.seen.can_plan {
        return Err(Refusal::NOT_OWNER.into());
    }
    let phase = phases.find(success.phase).ok_or(Refusal::NotFound)?;
    Ok(visit.page(|| success_delete_page(phase, &success, form)))
}

fn read(form: &mut Form) -> Option<SuccessCriterionText> {
    let metric = form.read("metric", Title::parse);
    // Whoever sends the form without the choice types the number.
    let measure = match form.value("measure") {
        "" => Some(Measure::Typed),
        _ => form.choose("measure", Measure::from_key),
    };
    let operator = form.choose("operator", Operator::from_key);
    let target = form.read("target", Amount::parse);
    let unit = form.optional("unit", Line::parse);
    let source = form.optional("source", Link::parse);
    let watcher = form.read_person("watcher");
    Some(SuccessCriterionText {
        metric: metric?,
        operator: operator?,
        target: target?,
        unit: unit?,
        source: source?,
        watcher: watcher?,
        measure: measure?,
    })
}
