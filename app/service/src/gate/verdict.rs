//! The verdict of a release or of a gate, computed when somebody looks, from what is stored.

use std::sync::Arc;

use domain::checklist::{AskedAt, AskedSection, Item, Outline, Progress};
use domain::gate::verdict::{Evidence, GateEvidence, Rehearsals, Trained, Verdict};
use domain::ids::{ItemId, ReleaseId};
use domain::phase::Phase;
use domain::product::freeze::Freeze;
use jiff::Timestamp;
use store::Transaction;
use store::activity::revision::Revision;

use crate::access::{Granted, Permit, See, grant};
use crate::gate::condition::{Held, held};
use crate::gate::facts::{AtGate, Facts};
use crate::release::Seen;
use crate::{Actor, Error, Names, Service};

/// A release with its checklist and what follows from it.
#[derive(Clone, Debug)]
pub struct Judged {
    pub seen: Seen,
    facts: Arc<Facts>,
    pub verdict: Verdict,
    /// The phase whose gate was judged; none for a release without phases to come.
    pub phase: Option<Phase>,
    /// What a go that holds was given on.
    pub conditions: Vec<Held>,
    pub names: Names,
}

impl Judged {
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.facts.items
    }

    #[must_use]
    pub fn outline(&self) -> &Outline {
        &self.facts.outline
    }

    #[must_use]
    pub fn phases(&self) -> &[Phase] {
        &self.facts.phases
    }

    /// Which gate asks for an item.
    #[must_use]
    pub fn asked(&self, item: ItemId) -> AskedAt {
        self.facts.asked.get(&item).copied().unwrap_or(AskedAt::Next)
    }

    /// What is said of whole sections.
    #[must_use]
    pub fn asked_sections(&self) -> &[AskedSection] {
        &self.facts.sections
    }

    /// At which it was read; none for whoever writes.
    pub(crate) fn revision(&self) -> Option<Revision> {
        self.facts.revision
    }

    #[must_use]
    pub fn freezes(&self) -> &[Freeze] {
        &self.facts.freezes
    }

    #[must_use]
    pub fn progress(&self) -> Progress {
        self.facts.outline.progress()
    }
}

/// A release, as the gate of its next phase would see it.
///
/// # Errors
/// The actor may not see the release.
pub async fn judge(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Judged, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    judge_granted(service, &mut transaction, &granted).await
}

/// The same inside of what asked for permission.
pub(crate) async fn judge_granted(
    service: &Service,
    transaction: &mut Transaction,
    granted: &Granted<See>,
) -> Result<Judged, Error> {
    let facts = Facts::find(service, transaction, &granted.release).await?;
    let verdict = facts.judge_next(service.now());
    let phase = facts.next_phase().cloned();
    Ok(facts.judged(granted, verdict, phase))
}

impl Facts {
    /// Judges the gate of the next phase, or the release when it has none.
    pub(crate) fn judge_next(&self, now: Timestamp) -> Verdict {
        self.judge(self.next_phase().zip(self.next_gate.as_ref()), now)
    }

    pub(crate) fn judge(&self, gate: Option<(&Phase, &AtGate)>, now: Timestamp) -> Verdict {
        let successes = self.successes(now);
        let gate = gate.map(|(phase, gate)| GateEvidence {
            phase,
            phases: &self.phases,
            successes: &successes,
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
            freezes: &self.freezes,
            gate,
        };
        Verdict::of(&evidence, now)
    }

    pub(crate) fn judged<P: Permit>(
        self: Arc<Self>,
        granted: &Granted<P>,
        verdict: Verdict,
        phase: Option<Phase>,
    ) -> Judged {
        let names = self.names.clone();
        let seen = Seen::of(granted);
        let conditions = held(self.conditions.clone(), (&self.items, &self.outline), &self.phases);
        Judged { seen, facts: self, verdict, phase, conditions, names }
    }
}
