//! What a person sees first: what waits for them, and how the releases stand.

use std::collections::HashMap;

use domain::access::Operation;
use domain::checklist::{Item, ItemStatus, Progress};
use domain::drill::DrillState;
use domain::finding::{Finding, Rehearsed};
use domain::gate::verdict::Verdict;
use domain::gate::{self, Exception};
use domain::ids::ReleaseId;
use domain::phase::{Phase, PhaseState};
use domain::release::{Part, Release};
use domain::run::RunState;
use jiff::Timestamp;
use store::Transaction;

use crate::gate::verdict::{AtGate, Facts};
use crate::training::coverage::{AskedToRead, list_asked};
use crate::training::read::{Waiting, Wants, list_waiting};
use crate::{Actor, Error, Service, access, response};

/// A release with its answer.
pub struct Standing {
    pub release: Release,
    pub progress: Progress,
    pub verdict: Verdict,
}

/// Why something waits for the actor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Waits {
    /// They own it and it is open.
    Owned,
    /// It is critical, somebody else ticked it, and a second person has to look.
    Verification,
}

/// An item that waits for the actor.
pub struct Task {
    pub item: Item,
    pub waits: Waits,
}

/// What a gate asks of the actor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asked {
    /// They are invited and have not voted.
    Vote { until: Timestamp },
    /// Somebody else asked for exceptions, and the actor may answer.
    Exceptions(usize),
    /// Somebody else asked to go in spite of the verdict, and the actor may answer.
    Override,
    /// It was halted or rolled back, and the actor plans the release.
    Stopped,
}

/// A gate that waits for the actor.
pub struct Call {
    pub release: ReleaseId,
    pub phase: Phase,
    pub asked: Asked,
}

/// A rehearsal of a release.
pub struct Rehearsal {
    pub release: ReleaseId,
    pub what: Rehearsed,
    pub title: String,
}

pub struct Home {
    /// What runs now, for everybody who may see it.
    pub running: Vec<Rehearsal>,
    /// What rehearsals found and the actor is to mend.
    pub findings: Vec<Finding>,
    /// Training to read, to review, or to look at again.
    pub training: Vec<Waiting>,
    /// Answers that the actor may approve.
    pub answers: Vec<response::waiting::Waiting>,
    /// What somebody asked the actor to read.
    pub asked: Vec<AskedToRead>,
    pub calls: Vec<Call>,
    pub tasks: Vec<Task>,
    pub standings: Vec<Standing>,
}

pub async fn find(service: &Service, actor: &Actor) -> Result<Home, Error> {
    let me = actor.person.id;
    let now = service.now();
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    let releases = access::list_seen(&mut transaction, actor, None).await?;
    let seen: Vec<ReleaseId> = releases.iter().map(|release| release.id).collect();
    let answers = response::waiting::list(&mut transaction, actor, &seen).await?;
    let mut training = list_waiting(&mut transaction, actor, &releases, now).await?;
    let asked_to_read = list_asked(&mut transaction, actor).await?;
    training.retain(|one| {
        let asked = |other: &AskedToRead| other.material.id == one.material.id;
        one.wants != Wants::Reading || !asked_to_read.iter().any(asked)
    });
    let (mut calls, mut tasks) = (Vec::new(), Vec::new());
    let (mut standings, mut running, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    for release in releases {
        let facts = Facts::read(&mut transaction, &release, now).await?;
        let verdict = facts.judge_next(&mut transaction, now).await?;
        if release.state.is_open() {
            running.extend(going_on(&facts));
            let today = release.schedule.zone().day(now);
            let mine =
                |finding: &&Finding| finding.text.owner == Some(me) && !finding.is_settled(today);
            findings.extend(facts.findings.iter().filter(mine).cloned());
        }
        let (items, outline, phases) = (facts.items, facts.outline, facts.phases);
        if release.state.is_open() {
            let part =
                store::release::participant::hold_part(&mut transaction, release.id, me).await?;
            for phase in &phases {
                calls.extend(asked(&mut transaction, actor, (&release, part), phase, now).await?);
            }
            let by_id: HashMap<_, _> = items.iter().map(|item| (item.id, item)).collect();
            for line in outline.work() {
                let Some(item) = by_id.get(&line.id) else { continue };
                let verifies = line.critical && line.status == ItemStatus::Done && part.is_some();
                let waits = match item.state {
                    domain::checklist::ItemState::Done(by) if verifies && by != me => {
                        Waits::Verification
                    }
                    _ if item.owner == Some(me) && !line.status.is_finished() => Waits::Owned,
                    _ => continue,
                };
                tasks.push(Task { item: (*item).clone(), waits });
            }
        }
        standings.push(Standing { progress: outline.progress(), release, verdict });
    }
    tasks
        .sort_by_key(|task| (task.item.due_at.unwrap_or(jiff::Timestamp::MAX), task.item.position));
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.text.severity));
    Ok(Home { running, findings, training, asked: asked_to_read, answers, calls, tasks, standings })
}

/// The runs and drills of a release whose clock goes.
fn going_on(facts: &Facts) -> Vec<Rehearsal> {
    let runs = facts.runs.iter().filter(|run| run.state == RunState::Running).map(|run| {
        Rehearsal { release: run.release, what: Rehearsed::Run(run.id), title: run.title() }
    });
    let drills = facts.drills.iter().filter(|drill| drill.state == DrillState::Running);
    let drills = drills.map(|drill| Rehearsal {
        release: drill.release,
        what: Rehearsed::Drill(drill.id),
        title: drill.title(),
    });
    runs.chain(drills).collect()
}

/// What the gate of a phase asks of the actor.
async fn asked(
    transaction: &mut Transaction,
    actor: &Actor,
    (release, part): (&Release, Option<Part>),
    phase: &Phase,
    now: Timestamp,
) -> Result<Vec<Call>, Error> {
    let me = actor.person.id;
    let call = |asked| Call { release: phase.release, phase: phase.clone(), asked };
    let can = |operation| actor.may(access::relation(release, part), operation);
    if matches!(phase.state, PhaseState::Halted | PhaseState::RolledBack) {
        let plans = can(Operation::PlanRelease);
        return Ok(plans.then(|| call(Asked::Stopped)).into_iter().collect());
    }
    if !phase.state.is_ahead() {
        return Ok(Vec::new());
    }
    if !can(Operation::Vote) {
        return Ok(Vec::new());
    }
    let gate = AtGate::read(transaction, phase.id).await?;
    let mut calls = Vec::new();
    let open = phase.state == PhaseState::InDecision;
    if let Some(ballot) = gate.ballot.as_ref().filter(|_| open)
        && ballot.require_open(me, now).is_ok_and(|seat| seat.vote.is_none())
    {
        calls.push(call(Asked::Vote { until: ballot.until }));
    }
    let today = release.schedule.zone().day(now);
    let waits = |one: &&Exception| {
        one.standing(today) == gate::Standing::Requested && one.requested_by != me
    };
    let count = gate.exceptions.iter().filter(waits).count();
    if !can(Operation::Approve) {
        return Ok(calls);
    }
    if count > 0 {
        calls.push(call(Asked::Exceptions(count)));
    }
    if let Some(ballot) = gate.ballot.filter(|_| open) {
        let found = store::gate::override_request::find_override(transaction, ballot.id).await?;
        let waits = found.is_some_and(|asked| asked.require_answerable(me).is_ok());
        calls.extend(waits.then(|| call(Asked::Override)));
    }
    Ok(calls)
}

impl Home {
    #[must_use]
    pub fn release(&self, id: ReleaseId) -> Option<&Release> {
        self.standings.iter().map(|standing| &standing.release).find(|release| release.id == id)
    }
}
