//! The verdict of a release or of a gate, computed when somebody looks, from what is stored.

use std::collections::HashMap;

use domain::checklist::{Item, Node, Outline, Progress};
use domain::drill::{Drill, Scenario};
use domain::finding::Finding;
use domain::finding::change_marker::ChangeMarker;
use domain::gate::verdict::{
    CriterionKind, Evidence, GateEvidence, ItemEvidence, Rehearsals, Switch, Taught, Trained,
    Verdict, work,
};
use domain::gate::{Ballot, Condition, Exception};
use domain::ids::{CohortId, ItemId, PhaseId, ReleaseId};
use domain::phase::{Phase, PhaseState, SuccessCriterion};
use domain::product::freeze::Freeze;
use domain::release::{Release, Schedule, Tier};
use domain::run::Run;
use domain::runbook::Runbook;
use jiff::Timestamp;
use store::Transaction;

use crate::access::{Granted, Permit, See, grant};
use crate::gate::condition::{Held, held};
use crate::release::Seen;
use crate::response::contact_rate::{self, SupportFacts};
use crate::training::coverage::list_taught;
use crate::{Actor, Error, Names, Service, person};

/// A release with its checklist and what follows from it.
#[derive(Clone, Debug)]
pub struct Judged {
    pub seen: Seen,
    pub items: Vec<Item>,
    pub outline: Outline,
    pub verdict: Verdict,
    /// The phase whose gate was judged; none for a release without phases to come.
    pub phase: Option<Phase>,
    /// What a go that holds was given on.
    pub conditions: Vec<Held>,
    pub names: Names,
}

impl Judged {
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.outline.progress()
    }
}

/// A release, as the gate of its next phase would see it.
///
/// # Errors
/// The actor may not see the release.
pub async fn judge(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Judged, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let facts = Facts::read(&mut transaction, &granted.release, service.now()).await?;
    let verdict = facts.judge_next(&mut transaction, service.now()).await?;
    let phase = facts.next_phase().cloned();
    facts.judged(&mut transaction, &granted, verdict, phase).await
}

/// What is stored about a release, read once and judged as often as somebody asks.
pub(crate) struct Facts {
    tier: Tier,
    schedule: Schedule,
    pub(crate) items: Vec<Item>,
    pub(crate) outline: Outline,
    work: Vec<ItemEvidence>,
    pub(crate) phases: Vec<Phase>,
    pub(crate) successes: Vec<SuccessCriterion>,
    pub(crate) freezes: Vec<Freeze>,
    pub(crate) switches: Vec<Switch>,
    label: String,
    pub(crate) runbooks: Vec<Runbook>,
    pub(crate) runs: Vec<Run>,
    pub(crate) drills: Vec<Drill>,
    risks: Vec<Scenario>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) markers: Vec<ChangeMarker>,
    conditions: Vec<Condition>,
    readers: Vec<(CohortId, i64)>,
    taught: Vec<Taught>,
    support: SupportFacts,
}

/// What is stored about one gate.
pub(crate) struct AtGate {
    pub(crate) ballot: Option<Ballot>,
    pub(crate) exceptions: Vec<Exception>,
}

impl AtGate {
    pub(crate) async fn read(transaction: &mut Transaction, phase: PhaseId) -> Result<Self, Error> {
        Ok(Self {
            ballot: store::gate::ballot::find_ballot(transaction, phase).await?,
            exceptions: store::gate::exception::list_exceptions(transaction, phase).await?,
        })
    }
}

impl Facts {
    pub(crate) async fn read(
        transaction: &mut Transaction,
        release: &Release,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let items = store::checklist::list_items(transaction, release.id).await?;
        let nodes: Vec<Node> = items.iter().map(Item::node).collect();
        let outline = Outline::of(&nodes);
        let by_id: HashMap<ItemId, &Item> = items.iter().map(|item| (item.id, item)).collect();
        let work = work(&outline, |id| by_id.get(&id).map(|item| item.evidence()));
        let phases = store::phase::list_phases(transaction, release.id).await?;
        let (successes, freezes) = if phases.is_empty() {
            (Vec::new(), Vec::new())
        } else {
            (
                store::phase::success_criterion::list_successes(transaction, release.id).await?,
                store::product::freeze::list_freezes(transaction, release.product).await?,
            )
        };
        let switches = store::gate::switch::list_switches(transaction, release.id).await?;
        let asks = |kind: CriterionKind| {
            let switch = switches.iter().find(|switch| switch.kind == kind);
            switch.map_or(kind.is_in(release.tier), |switch| switch.on)
        };
        // It is counted over all readers, so only where somebody asks.
        let (readers, taught) = if asks(CriterionKind::Training) && !phases.is_empty() {
            list_taught(transaction, release, &phases).await?
        } else {
            (Vec::new(), Vec::new())
        };
        let gated = next_phase(&phases).is_some();
        let wanted = [CriterionKind::AnswersActive, CriterionKind::ContactRate];
        let wanted = wanted.map(|kind| gated && asks(kind));
        let support = SupportFacts::read(transaction, release, wanted).await?;
        let place = (release, &*phases);
        let rates = contact_rate::rates(transaction, place, &successes, now).await?;
        let successes = contact_rate::measure(&rates, successes, now);
        Ok(Self {
            support,
            tier: release.tier,
            schedule: release.schedule.clone(),
            switches,
            readers,
            taught,
            label: release.label.clone(),
            runbooks: store::runbook::list_runbooks(transaction, release.id).await?,
            runs: store::run::list_runs(transaction, release.id).await?,
            drills: store::drill::list_drills(transaction, release.id).await?,
            risks: store::drill::script::list_risks(transaction, release.id).await?,
            findings: store::finding::list_findings(transaction, release.id).await?,
            markers: store::finding::change_marker::list_markers(transaction, release.id).await?,
            conditions: store::gate::condition::list_conditions(transaction, release.id).await?,
            items,
            outline,
            work,
            phases,
            successes,
            freezes,
        })
    }

    /// The items that are work, as the criteria see them.
    pub(crate) fn work(&self) -> &[ItemEvidence] {
        &self.work
    }

    /// The phase whose gate comes next. When none is ahead and one was taken back, it is that one: it is planned and
    /// voted on again, or the release is over.
    pub(crate) fn next_phase(&self) -> Option<&Phase> {
        next_phase(&self.phases)
    }

    /// Judges the gate of the next phase, or the release when it has none.
    pub(crate) async fn judge_next(
        &self,
        transaction: &mut Transaction,
        now: Timestamp,
    ) -> Result<Verdict, Error> {
        Ok(match self.next_phase() {
            Some(phase) => {
                let gate = AtGate::read(transaction, phase.id).await?;
                self.judge(Some((phase, &gate)), now)
            }
            None => self.judge(None, now),
        })
    }

    pub(crate) fn judge(&self, gate: Option<(&Phase, &AtGate)>, now: Timestamp) -> Verdict {
        let gate = gate.map(|(phase, gate)| GateEvidence {
            phase,
            phases: &self.phases,
            successes: &self.successes,
            freezes: &self.freezes,
            ballot: gate.ballot.as_ref(),
            exceptions: &gate.exceptions,
        });
        let evidence = Evidence {
            tier: self.tier,
            schedule: &self.schedule,
            items: &self.work,
            switches: &self.switches,
            rehearsed: Rehearsals {
                label: &self.label,
                runbooks: &self.runbooks,
                runs: &self.runs,
                drills: &self.drills,
                risks: &self.risks,
                findings: &self.findings,
                markers: &self.markers,
            },
            trained: Trained { readers: &self.readers, taught: &self.taught },
            supported: self.support.as_evidence(),
            gate,
        };
        Verdict::of(&evidence, now)
    }

    pub(crate) async fn judged<P: Permit>(
        self,
        transaction: &mut Transaction,
        granted: &Granted<P>,
        verdict: Verdict,
        phase: Option<Phase>,
    ) -> Result<Judged, Error> {
        let names = person::names(transaction).await?;
        let seen = Seen::of(granted);
        let conditions = held(self.conditions, (&self.items, &self.outline), &self.phases);
        let (items, outline) = (self.items, self.outline);
        Ok(Judged { seen, items, outline, verdict, phase, conditions, names })
    }
}

fn next_phase(phases: &[Phase]) -> Option<&Phase> {
    let stopped =
        |phase: &&Phase| matches!(phase.state, PhaseState::Halted | PhaseState::RolledBack);
    let ahead = phases.iter().find(|phase| phase.state.is_ahead());
    ahead.or_else(|| phases.iter().rfind(stopped))
}
