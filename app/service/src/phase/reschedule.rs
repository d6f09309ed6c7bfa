//! Moving the dates of a phase: what it breaks is shown before anything is saved.

use std::sync::Arc;

use domain::activity::Action;
use domain::gate::Exception;
use domain::ids::{PhaseId, ReleaseId};
use domain::person::absence::Absence;
use domain::phase::schedule::{Clash, Preview, Shift, Timeline};
use domain::phase::{Phase, PhaseStep};
use domain::product::freeze::Freeze;
use domain::release::{Release, Schedule};
use domain::text::Reason;
use jiff::Timestamp;
use store::Transaction;
use store::activity::Record;

use super::plan::number;
use super::steps::move_on;
use super::{grant_phase, grant_phase_alone, record_of};
use crate::access::{PlanIt, See, grant};
use crate::activity::trail;
use crate::gate::facts::Facts;
use crate::{Actor, Error, Names, Refusal, Service, person};

/// What has a date in a release, read from the store.
pub(crate) struct Dated {
    schedule: Schedule,
    facts: Arc<Facts>,
    absences: Vec<Absence>,
    exceptions: Vec<Exception>,
    names: Names,
    now: Timestamp,
}

impl Dated {
    pub(crate) async fn read(
        service: &Service,
        transaction: &mut Transaction,
        release: &Release,
    ) -> Result<Self, Error> {
        let now = service.now();
        let facts = Facts::find(service, transaction, release).await?;
        let today = release.schedule.zone().day(now);
        let mut exceptions = Vec::new();
        for phase in facts.phases.iter().filter(|phase| phase.state.is_ahead()) {
            exceptions
                .extend(store::gate::exception::list_exceptions(transaction, phase.id).await?);
        }
        Ok(Self {
            schedule: release.schedule.clone(),
            absences: store::person::absence::list_absences(transaction, today).await?,
            names: person::names(service, transaction).await?,
            facts,
            exceptions,
            now,
        })
    }

    pub(crate) fn timeline(&self) -> Timeline<'_> {
        Timeline {
            schedule: self.schedule.clone(),
            phases: self.facts.phases.clone(),
            freezes: &self.facts.freezes,
            absences: &self.absences,
            items: self.facts.work(),
            exceptions: &self.exceptions,
            names: &self.names,
            now: self.now,
        }
    }
}

/// What clashes on the schedule of a release, and the days on which nothing is launched.
///
/// # Errors
/// The actor may not see the release.
pub async fn list_clashes(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
) -> Result<(Vec<Clash>, Vec<Freeze>), Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let dated = Dated::read(service, &mut transaction, &granted.release).await?;
    Ok((dated.timeline().clashes(), dated.facts.freezes.clone()))
}

/// What a move would change; nothing is saved.
///
/// # Errors
/// There is no such phase, the actor is no owner, or it cannot be moved there.
pub async fn preview(
    service: &Service,
    actor: &Actor,
    shift: &Shift,
) -> Result<(Preview, Vec<Freeze>), Error> {
    let mut transaction = service.database.read().await?;
    let (granted, _) = grant_phase::<PlanIt>(&mut transaction, actor, shift.phase).await?;
    let dated = Dated::read(service, &mut transaction, &granted.release).await?;
    let timeline = dated.timeline();
    let preview = previewed(&timeline, shift)?;
    let frozen = preview.moved.iter().flat_map(|phase| timeline.freezes_of(phase));
    let frozen = frozen.cloned().collect();
    Ok((preview, frozen))
}

/// What other dates of a release would change.
///
/// # Errors
/// The actor may not see the release.
pub async fn preview_schedule(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
    schedule: &Schedule,
) -> Result<Preview, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let dated = Dated::read(service, &mut transaction, &granted.release).await?;
    Ok(dated.timeline().preview_schedule(schedule))
}

fn previewed(timeline: &Timeline<'_>, shift: &Shift) -> Result<Preview, Error> {
    Ok(timeline.preview(shift).map_err(|error| Refusal::invalid("starts_on", error))?)
}

/// Moves a phase, and the later ones with it when asked. What was decided for other dates is
/// planned again.
///
/// # Errors
/// There is no such phase, the actor is no owner, somebody else saved first, it cannot be moved
/// there, or it would be in a freeze and nobody said why.
pub async fn reschedule(
    service: &Service,
    actor: &Actor,
    version: i64,
    shift: &Shift,
    (reason, freeze_reason): (&Reason, Option<&Reason>),
) -> Result<ReleaseId, Error> {
    let mut transaction = service.database.write().await?;
    let (granted, phase) =
        grant_phase_alone::<PlanIt>(&mut transaction, actor, shift.phase).await?;
    if phase.version != version {
        return Err(Refusal::Conflict.into());
    }
    let release = granted.release.id;
    let dated = Dated::read(service, &mut transaction, &granted.release).await?;
    let timeline = dated.timeline();
    let preview = previewed(&timeline, shift)?;
    for moved in &preview.moved {
        let frozen = timeline.freezes_of(moved).next();
        if let (Some(freeze), None) = (frozen, freeze_reason) {
            let message = format!(
                "{} would be in {}. Choose other days, or enter a reason",
                moved.title(),
                freeze.in_words()
            );
            return Err(Refusal::invalid("freeze_reason", message).into());
        }
        let why = freeze_reason.filter(|_| frozen.is_some()).map(Reason::as_str);
        let undecided = preview.undecided.contains(&moved.id);
        save(service, actor, &mut transaction, moved, (reason, why), undecided).await?;
    }
    number(&mut transaction, release).await?;
    transaction.commit().await?;
    Ok(release)
}

async fn save(
    service: &Service,
    actor: &Actor,
    transaction: &mut Transaction,
    moved: &Phase,
    (reason, freeze_reason): (&Reason, Option<&str>),
    undecided: bool,
) -> Result<(), Error> {
    let at = (moved.id, moved.version);
    if !store::phase::save_plan(transaction, at, &moved.plan, moved.sequence + 1).await? {
        return Err(Refusal::Conflict.into());
    }
    let in_spite = freeze_reason.map(|why| (why, service.now()));
    store::phase::save_freeze_reason(transaction, moved.id, in_spite).await?;
    let days = moved.plan.dates.in_words(|day| day.strftime("%a %-d %b %Y").to_string());
    let record = trail::changed(record_of(moved, Action::PhaseRescheduled), moved.version);
    let why = freeze_reason.map(|why| format!("{reason}; in spite of a freeze: {why}"));
    let record = Record {
        label: Some(format!("{} to {days}", moved.title())),
        reason: Some(why.unwrap_or_else(|| reason.to_string())),
        ..record
    };
    service.audit(transaction, actor, &record).await?;
    if undecided {
        let saved = Phase { version: moved.version + 1, ..moved.clone() };
        let why = format!("The decision was for other dates: {reason}");
        let step = PhaseStep::PlanAgain;
        move_on(service, actor, transaction, &saved, step, Some(&why)).await?;
    }
    Ok(())
}

/// A phase with its release, for whoever may move it.
///
/// # Errors
/// There is no such phase, or the actor is no owner.
pub async fn find_movable(
    service: &Service,
    actor: &Actor,
    id: PhaseId,
) -> Result<(Release, Phase), Error> {
    let mut transaction = service.database.read().await?;
    let (granted, phase) = grant_phase::<PlanIt>(&mut transaction, actor, id).await?;
    Ok((granted.release, phase))
}
