//! What a person sees first: what waits for them, and how the releases stand.

mod upcoming;

pub use upcoming::Coming;

use std::collections::HashMap;
use std::sync::Arc;

use domain::access::Operation;
use domain::checklist::{Item, Progress, trend};
use domain::finding::{Finding, Rehearsed};
use domain::gate::verdict::Verdict;
use domain::gate::{self, Exception};
use domain::ids::{PersonId, ReleaseId};
use domain::limits;
use domain::phase::{Phase, PhaseState};
use domain::release::{Part, Release};
use jiff::{Span, Timestamp};
use store::Transaction;
use store::checklist::waiting::list_waiting_items;

use crate::gate::facts::{AtGate, Facts};
use crate::training::coverage::{AskedToRead, list_asked};
use crate::training::read::{Waiting, Wants, list_waiting};
use crate::{Actor, Error, Service, access, response};

/// A release with its answer.
pub struct Standing {
    pub release: Release,
    pub progress: Progress,
    pub verdict: Verdict,
    /// How many more items are finished than some days ago; fewer when items were opened again.
    pub trend: i64,
    facts: Arc<Facts>,
}

impl Standing {
    #[must_use]
    pub fn phases(&self) -> &[Phase] {
        &self.facts.phases
    }

    /// The phase whose gate comes next.
    #[must_use]
    pub fn next_phase(&self) -> Option<&Phase> {
        self.facts.next_phase()
    }
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

/// How the releases stand that are not over, those that launch first.
#[derive(Default)]
pub struct Standings {
    /// One page of them.
    pub shown: Vec<Standing>,
    pub total: usize,
    pub is_first: bool,
    /// The release behind which the next page begins.
    pub next: Option<ReleaseId>,
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
    /// The first of what waits on checklists; how many there are, and how many of them are late.
    pub tasks: Vec<Task>,
    pub task_count: usize,
    pub late_count: usize,
    pub standings: Standings,
    /// Today and the next days.
    pub coming: Coming,
    /// Whatever is named above lies in these.
    releases: HashMap<ReleaseId, Release>,
}

/// What waits for the actor, and a page of releases: behind one of them, or from the first on.
///
/// # Errors
/// The actor may not read what everybody reads.
pub async fn find(
    service: &Service,
    actor: &Actor,
    after: Option<ReleaseId>,
) -> Result<Home, Error> {
    let (me, now) = (actor.person.id, service.now());
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    let answers = response::waiting::list(&mut transaction, actor).await?;
    let mut training = list_waiting(&mut transaction, actor, now).await?;
    let asked_to_read = list_asked(service, &mut transaction, actor).await?;
    training.retain(|one| {
        let asked = |other: &AskedToRead| other.material.id == one.material.id;
        one.wants != Wants::Reading || !asked_to_read.iter().any(asked)
    });
    let mut home = Home {
        running: Vec::new(),
        findings: Vec::new(),
        training,
        answers,
        asked: asked_to_read,
        calls: Vec::new(),
        tasks: Vec::new(),
        task_count: 0,
        late_count: 0,
        standings: Standings::default(),
        coming: Coming::default(),
        releases: HashMap::new(),
    };
    if !actor.is_for(Operation::SeeRelease) {
        return Ok(home);
    }
    home.running = running(&mut transaction, me).await?;
    home.findings = store::finding::list_owned_findings(&mut transaction, me).await?;
    let waiting = list_waiting_items(&mut transaction, me, (now, limits::HOME_TASKS)).await?;
    (home.task_count, home.late_count) = (waiting.count, waiting.late);
    home.tasks = waiting.first.into_iter().map(Task::of).collect();
    let phases = store::phase::asking::list_asking_phases(&mut transaction, me).await?;
    let named = home.named().chain(phases.iter().map(|phase| phase.release)).chain(after);
    let named: Vec<ReleaseId> = named.collect();
    home.releases = access::find_seen(&mut transaction, actor, &named).await?;
    for phase in &phases {
        if let Some(release) = home.releases.get(&phase.release) {
            home.calls.extend(calls(&mut transaction, actor, release, phase, now).await?);
        }
    }
    home.findings.retain(|finding| {
        let release = home.releases.get(&finding.release);
        release.is_some_and(|release| !finding.is_settled(release.schedule.zone().day(now)))
    });
    home.findings.sort_by_key(|finding| std::cmp::Reverse(finding.text.severity));
    // Whoever may not see the release behind which they ask begins with the first.
    let after = after.filter(|id| home.releases.contains_key(id));
    home.standings = standings(service, &mut transaction, me, after).await?;
    home.coming = upcoming::find(&mut transaction, actor, now).await?;
    Ok(home)
}

async fn standings(
    service: &Service,
    transaction: &mut Transaction,
    me: PersonId,
    after: Option<ReleaseId>,
) -> Result<Standings, Error> {
    let page = (after, limits::HOME_RELEASES + 1);
    let mut releases = store::release::list_open_releases(transaction, me, page).await?;
    let more = releases.len() > limits::HOME_RELEASES;
    releases.truncate(limits::HOME_RELEASES);
    let next = releases.last().map(|release| release.id).filter(|_| more);
    let total = store::release::count_open_releases(transaction, me).await?;
    let facts = Facts::list(service, transaction, &releases).await?;
    let now = service.now();
    let since = now.saturating_sub(Span::new().hours(24 * limits::TREND_DAYS)).unwrap_or(now);
    let ids: Vec<ReleaseId> = releases.iter().map(|release| release.id).collect();
    let steps = store::activity::list_first_steps(transaction, &ids, since).await?;
    let standing = |(release, facts): (Release, Arc<Facts>)| Standing {
        progress: facts.outline.progress(),
        trend: steps.get(&release.id).map_or(0, |steps| trend(&facts.outline, steps)),
        release,
        verdict: facts.judge_next(now),
        facts,
    };
    let shown = releases.into_iter().zip(facts).map(standing).collect();
    Ok(Standings { shown, total, is_first: after.is_none(), next })
}

/// The runs and drills whose clock goes.
async fn running(transaction: &mut Transaction, me: PersonId) -> Result<Vec<Rehearsal>, Error> {
    let runs = store::run::list_running_runs(transaction, me).await?;
    let runs = runs.iter().map(|run| Rehearsal {
        release: run.release,
        what: Rehearsed::Run(run.id),
        title: run.title(),
    });
    let drills = store::drill::list_running_drills(transaction, me).await?;
    let drills = drills.iter().map(|drill| Rehearsal {
        release: drill.release,
        what: Rehearsed::Drill(drill.id),
        title: drill.title(),
    });
    Ok(runs.chain(drills).collect())
}

/// What the gate of a phase asks of the actor, by the part that they have.
async fn calls(
    transaction: &mut Transaction,
    actor: &Actor,
    release: &Release,
    phase: &Phase,
    now: Timestamp,
) -> Result<Vec<Call>, Error> {
    let me = actor.person.id;
    let part = store::release::participant::hold_part(transaction, release.id, me).await?;
    asked(transaction, actor, (release, part), phase, now).await
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
        self.releases.get(&id)
    }

    /// How many things wait for the actor.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.task_count
            + self.calls.len()
            + self.findings.len()
            + self.training.len()
            + self.answers.len()
            + self.asked.len()
    }

    /// The releases in which lies what home names.
    fn named(&self) -> impl Iterator<Item = ReleaseId> {
        let running = self.running.iter().map(|one| one.release);
        let findings = self.findings.iter().map(|one| one.release);
        let training = self.training.iter().filter_map(|one| one.material.release);
        let asked = self.asked.iter().filter_map(|one| one.material.release);
        let tasks = self.tasks.iter().map(|task| task.item.release);
        running.chain(findings).chain(training).chain(asked).chain(tasks)
    }
}

impl Task {
    fn of((item, verifies): (Item, bool)) -> Self {
        let waits = if verifies { Waits::Verification } else { Waits::Owned };
        Self { item, waits }
    }
}
