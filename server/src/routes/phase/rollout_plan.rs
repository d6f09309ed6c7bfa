//! The wizard: how a release climbs, what it proposes, and what is kept of it.

use domain::day::parse_date;
use domain::ids::{CohortId, ReleaseId};
use domain::limits;
use domain::number::parse_count;
use domain::phase::{PhasePlan, RolloutPattern};
use domain::text::Label;
use service::phase;
use service::product::freeze;
use ui::form::Form;
use ui::phase::{rollout_plan_page, rollout_steps_form, rollout_steps_page};

use crate::routes::phase::{read_dates, read_exposure, require_plan};
use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn page(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let phases = require_plan(phase::list(visit.service(), visit.actor()?, id).await?)?;
    let launch = phases.seen.release.schedule.launch();
    let form = Form::default()
        .with("ladder", RolloutPattern::Cohorts.key())
        .with("first", launch.map(|day| day.to_string()).unwrap_or_default())
        .with("days", 3)
        .with("bake_days", 7);
    Ok(visit.page(|| rollout_plan_page(&phases, &form)))
}

pub(super) async fn propose(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    let phases = require_plan(phase::list(visit.service(), visit.actor()?, id).await?)?;
    let ladder = form.choose("ladder", RolloutPattern::from_key);
    let cohort = form.value("cohort").parse::<CohortId>().ok();
    if ladder.is_some_and(|ladder| ladder != RolloutPattern::Cohorts) && cohort.is_none() {
        form.fail("cohort", "Choose a cohort from the list");
    }
    let first = form.read("first", parse_date);
    let days = form.read("days", |text| parse_count(text, limits::PHASE_DAYS));
    let bake = form.read("bake_days", |text| parse_count(text, limits::PHASE_DAYS));
    if let (Some(ladder), Some(first), Some(days), Some(bake), false) =
        (ladder, first, days, bake, form.is_refused())
    {
        let product = phases.seen.release.product;
        let freezes = freeze::list(visit.service(), visit.actor()?, product).await?;
        let is_free = |day| !freezes.iter().any(|freeze| freeze.covers(day));
        let rungs = ladder.propose(&phases.cohorts, cohort, first, (days, bake), is_free);
        if rungs.is_empty() {
            form.fail("ladder", "There is no cohort to propose phases for");
        } else {
            let proposal = rollout_steps_form(&rungs, bake);
            return Ok(visit.page(|| rollout_steps_page(&phases, rungs.len(), &proposal)));
        }
    }
    Ok(visit.page(|| rollout_plan_page(&phases, &form)))
}

pub(super) async fn confirm(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    let actor = visit.actor()?;
    let phases = require_plan(phase::list(visit.service(), actor, id).await?)?;
    let count = form.value("count").parse().unwrap_or(0).min(limits::PHASES);
    let kept: Vec<usize> = (0..count).filter(|place| form.has(&format!("keep-{place}"))).collect();
    if kept.is_empty() {
        form.fail("keep-0", "Keep at least one phase");
    }
    let plans: Vec<Option<PhasePlan>> = kept.iter().map(|place| read(&mut form, *place)).collect();
    if let Some(plans) = plans.into_iter().collect::<Option<Vec<_>>>().filter(|all| !all.is_empty())
    {
        match phase::add_all(visit.service(), actor, id, &plans).await {
            Ok(()) => return Ok(redirect(&format!("/releases/{id}/schedule"))),
            Err((failed, error)) => {
                let mut about = Form::default();
                refuse(&mut about, error)?;
                let place = kept.get(failed).copied().unwrap_or(0);
                for (field, message) in about.errors() {
                    form.fail(&format!("{field}-{place}"), message);
                }
            }
        }
    }
    Ok(visit.page(|| rollout_steps_page(&phases, count, &form)))
}

fn read(form: &mut Form, place: usize) -> Option<PhasePlan> {
    let field = |name: &str| format!("{name}-{place}");
    let name = form.read(&field("name"), Label::parse);
    let cohort = form.choose(&field("cohort"), |text| text.parse::<CohortId>().ok());
    let dates = read_dates(form, &field("starts_on"), &field("ends_on"));
    let bake_days = form.read(&field("bake_days"), |text| parse_count(text, limits::PHASE_DAYS));
    let exposure = read_exposure(form, &field("planned"), &field("unit"));
    Some(PhasePlan {
        name: name?,
        cohort: cohort?,
        access: None,
        dates: dates?,
        window: None,
        bake_days: bake_days?,
        exposure: exposure?,
        owner: None,
    })
}
