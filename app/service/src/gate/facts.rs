//! What a verdict rests on, as it is stored; and what is kept of it in memory.

use std::collections::HashMap;
use std::sync::Arc;

use domain::checklist::{AskedAt, AskedSection, Item, Node, Outline, asked_at};
use domain::drill::{Drill, Scenario};
use domain::finding::Finding;
use domain::finding::change_marker::ChangeMarker;
use domain::gate::verdict::{CriterionKind, ItemEvidence, Switch, Taught, work};
use domain::gate::{Ballot, Condition, Exception};
use domain::ids::{CohortId, ItemId, PhaseId};
use domain::phase::{Phase, PhaseState, SuccessCriterion};
use domain::product::freeze::Freeze;
use domain::release::{Release, Schedule, Tier};
use domain::run::Run;
use domain::runbook::Runbook;
use jiff::Timestamp;
use store::Transaction;
use store::activity::revision::{Revision, list_revisions};
use store::release::contents::find_contents;

use crate::response::contact_rate::{self, Counted, SupportFacts};
use crate::training::coverage::list_taught;
use crate::{Error, Names, Refusal, Service, person};

/// What is stored about a release: all that a verdict rests on but the gate, and the moment at which somebody looks.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Facts {
    /// At which they were read; none for whoever writes.
    pub(crate) revision: Option<Revision>,
    pub(crate) names: Names,
    pub(super) tier: Tier,
    pub(super) schedule: Schedule,
    pub(crate) items: Vec<Item>,
    pub(crate) outline: Outline,
    pub(super) work: Vec<ItemEvidence>,
    pub(crate) asked: HashMap<ItemId, AskedAt>,
    pub(crate) sections: Vec<AskedSection>,
    pub(crate) phases: Vec<Phase>,
    /// As people recorded them: [`Facts::successes`] has what is computed too.
    recorded: Vec<SuccessCriterion>,
    counted: Counted,
    pub(crate) freezes: Vec<Freeze>,
    pub(crate) switches: Vec<Switch>,
    pub(super) label: String,
    pub(crate) runbooks: Vec<Runbook>,
    pub(crate) runs: Vec<Run>,
    pub(crate) drills: Vec<Drill>,
    pub(super) risks: Vec<Scenario>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) markers: Vec<ChangeMarker>,
    pub(crate) conditions: Vec<Condition>,
    pub(super) readers: Vec<(CohortId, i64)>,
    pub(super) taught: Vec<Taught>,
    pub(super) support: SupportFacts,
    /// The gate of the phase that comes next.
    pub(super) next_gate: Option<AtGate>,
}

impl Facts {
    /// What is stored now. While somebody reads, what was read before serves again as long as nothing of it changed;
    /// whoever writes reads for themselves: what they changed a moment ago has no record yet.
    pub(crate) async fn find(
        service: &Service,
        transaction: &mut Transaction,
        release: &Release,
    ) -> Result<Arc<Self>, Error> {
        let mut found = Self::list(service, transaction, std::slice::from_ref(release)).await?;
        found.pop().ok_or_else(|| Refusal::NotFound.into())
    }

    /// The same for some releases, in their order.
    pub(crate) async fn list(
        service: &Service,
        transaction: &mut Transaction,
        releases: &[Release],
    ) -> Result<Vec<Arc<Self>>, Error> {
        let mut facts = Vec::with_capacity(releases.len());
        if transaction.is_write() {
            let names = person::names(service, transaction).await?;
            for release in releases {
                let read = Self::read(transaction, release, (names.clone(), None)).await?;
                facts.push(Arc::new(read));
            }
            return Ok(facts);
        }
        let ids: Vec<_> = releases.iter().map(|release| (release.id, release.product)).collect();
        let revisions = list_revisions(transaction, &ids).await?;
        for (release, revision) in releases.iter().zip(revisions) {
            facts.push(Self::at(service, transaction, (release, revision)).await?);
        }
        Ok(facts)
    }

    async fn at(
        service: &Service,
        transaction: &mut Transaction,
        (release, revision): (&Release, Revision),
    ) -> Result<Arc<Self>, Error> {
        let read = async {
            let names = person::names_at(service, transaction, revision).await?;
            Self::read(transaction, release, (names, Some(revision))).await
        };
        service.kept.find_or_read((release.id.uuid(), revision), Self::weight, read).await
    }

    async fn read(
        transaction: &mut Transaction,
        release: &Release,
        (names, revision): (Names, Option<Revision>),
    ) -> Result<Self, Error> {
        let items = store::checklist::list_items(transaction, release.id).await?;
        let nodes: Vec<Node> = items.iter().map(Item::node).collect();
        let outline = Outline::of(&nodes);
        let by_id: HashMap<ItemId, &Item> = items.iter().map(|item| (item.id, item)).collect();
        // Most releases have none of most things. The name of a list is its table.
        let there = find_contents(transaction, release.id).await?;
        macro_rules! list {
            ($table:ident, $read:path) => {
                if there.$table { $read(transaction, release.id).await? } else { Vec::new() }
            };
        }
        let sections = list!(sections, store::checklist::asked::list_asked);
        let asked = asked_at(&items, &sections);
        let at = |id| asked.get(&id).copied().unwrap_or(AskedAt::Next);
        let work = work(&outline, |id| by_id.get(&id).map(|item| item.evidence(at(id))));
        let phases = list!(phases, store::phase::list_phases);
        let recorded = list!(phases, store::phase::success_criterion::list_successes);
        let freezes = store::product::freeze::list_freezes(transaction, release.product).await?;
        let switches = list!(switches, store::gate::switch::list_switches);
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
        let next_gate = match next_phase(&phases) {
            Some(phase) => Some(AtGate::read(transaction, phase.id).await?),
            None => None,
        };
        let gated = next_gate.is_some();
        let wanted = [CriterionKind::AnswersActive, CriterionKind::ContactRate];
        let wanted = wanted.map(|kind| gated && asks(kind));
        let support = SupportFacts::read(transaction, release, wanted).await?;
        let place = (release, &*phases);
        let counted = Counted::read(transaction, place, &recorded).await?;
        Ok(Self {
            revision,
            names,
            support,
            next_gate,
            tier: release.tier,
            schedule: release.schedule.clone(),
            switches,
            readers,
            taught,
            label: release.label.clone(),
            runbooks: list!(runbooks, store::runbook::list_runbooks),
            runs: list!(runs, store::run::list_runs),
            drills: list!(drills, store::drill::list_drills),
            risks: list!(risks, store::drill::script::list_risks),
            findings: list!(findings, store::finding::list_findings),
            markers: list!(markers, store::finding::change_marker::list_markers),
            conditions: list!(conditions, store::gate::condition::list_conditions),
            items,
            outline,
            work,
            asked,
            sections,
            phases,
            recorded,
            counted,
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

    /// The success criteria, with what is computed from the contacts at a moment.
    pub(crate) fn successes(&self, now: Timestamp) -> Vec<SuccessCriterion> {
        let rates = self.counted.rates(self.schedule.zone(), &self.phases, &self.recorded, now);
        contact_rate::measure(&rates, self.recorded.clone(), now)
    }

    /// Bytes, about: long texts as they are, the rest by the row.
    fn weight(&self) -> u64 {
        const ROW: usize = 512;
        let items = self.items.iter().map(|item| {
            item.title.len()
                + item.explanation.len()
                + item.notes.len()
                + item.section.iter().map(String::len).sum::<usize>()
        });
        let findings = self.findings.iter().map(|finding| finding.text.explanation.as_str().len());
        let drills = self.drills.iter().map(|drill| {
            let debrief = &drill.debrief;
            [&drill.plan.story, &debrief.went_well, &debrief.went_badly, &debrief.lucky]
                .map(|text| text.as_str().len())
                .iter()
                .sum::<usize>()
        });
        let texts: usize = items.chain(findings).chain(drills).sum();
        let rows = self.items.len()
            + self.phases.len()
            + self.recorded.len()
            + self.freezes.len()
            + self.switches.len()
            + self.runbooks.len()
            + self.runs.len()
            + self.drills.len()
            + self.findings.len()
            + self.markers.len()
            + self.conditions.len()
            + self.readers.len()
            + self.taught.len();
        let support = self.support.bytes() + self.counted.bytes();
        (texts + (rows + 1) * ROW + support) as u64
    }
}

/// What is stored about one gate.
#[derive(PartialEq, Eq, Debug)]
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

fn next_phase(phases: &[Phase]) -> Option<&Phase> {
    let stopped =
        |phase: &&Phase| matches!(phase.state, PhaseState::Halted | PhaseState::RolledBack);
    let ahead = phases.iter().find(|phase| phase.state.is_ahead());
    ahead.or_else(|| phases.iter().rfind(stopped))
}
