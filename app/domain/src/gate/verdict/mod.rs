//! Whether a release is ready, computed from its evidence and explained.
//!
//! A list of pure functions, one for each criterion; later features add theirs. The verdict is the
//! worst of them, and missing evidence is unknown, never green.

mod area;
mod criteria;
mod found;
mod gate;
mod kind;
mod next;
mod practice;
mod rehearsal;
mod support;
mod training;

pub use area::{Area, AreaStanding};
pub use found::{Answer, Found};
pub use kind::CriterionKind;
pub use support::{Supported, Template};
pub use training::{Taught, Trained};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::checklist::{AskedAt, ItemStatus, Line, Outline};
use crate::day::day_in_words;
use crate::drill::{Drill, Scenario};
use crate::finding::Finding;
use crate::finding::change_marker::ChangeMarker;
use crate::gate::{Ballot, Exception, Standing};
use crate::ids::{
    CohortId, DrillId, FindingId, ItemId, MaterialId, PersonId, PhaseId, ResponseId, RunId,
    RunbookId,
};
use crate::phase::{Phase, SuccessCriterion};
use crate::product::freeze::Freeze;
use crate::release::{Schedule, Tier};
use crate::run::Run;
use crate::runbook::Runbook;

/// What is known about a release.
#[derive(Clone)]
pub struct Evidence<'a> {
    pub tier: Tier,
    pub schedule: &'a Schedule,
    pub items: &'a [ItemEvidence],
    /// Criteria that somebody switched on or off, with the reason.
    pub switches: &'a [Switch],
    /// What was rehearsed, and what it showed.
    pub rehearsed: Rehearsals<'a>,
    /// Who was taught what.
    pub trained: Trained<'a>,
    /// What is answered to whom, and how many asked.
    pub supported: Supported<'a>,
    /// Days on which the product launches nothing.
    pub freezes: &'a [Freeze],
    /// The phase whose gate is asked; none for a release without phases.
    pub gate: Option<GateEvidence<'a>>,
}

/// What is known about dry runs, drills and what they showed.
#[derive(Clone, Copy, Default)]
pub struct Rehearsals<'a> {
    /// The version that the release is called by.
    pub label: &'a str,
    pub runbooks: &'a [Runbook],
    pub runs: &'a [Run],
    pub drills: &'a [Drill],
    /// The risks that the release fears most.
    pub risks: &'a [Scenario],
    pub findings: &'a [Finding],
    pub markers: &'a [ChangeMarker],
}

/// What is known about a phase and the others of its release.
#[derive(Clone)]
pub struct GateEvidence<'a> {
    pub phase: &'a Phase,
    pub phases: &'a [Phase],
    /// Of all phases.
    pub successes: &'a [SuccessCriterion],
    pub freezes: &'a [Freeze],
    /// The newest vote about this phase.
    pub ballot: Option<&'a Ballot>,
    /// Of this phase.
    pub exceptions: &'a [Exception],
}

/// A criterion that is not as the tier has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Switch {
    pub kind: CriterionKind,
    pub on: bool,
    pub reason: String,
}

/// A line of the checklist that is work, with what the criteria ask about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemEvidence {
    pub id: ItemId,
    pub title: String,
    pub status: ItemStatus,
    pub required: bool,
    pub critical: bool,
    /// Which gate asks for it.
    pub asked: AskedAt,
    pub has_evidence: bool,
    pub owner: Option<PersonId>,
    pub due_at: Option<Timestamp>,
    /// Whom a blocked item waits for, in words.
    pub blocked_on: Option<String>,
}

/// One criterion with its sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Criterion {
    pub kind: CriterionKind,
    pub found: Found,
    pub sentence: String,
    /// Where to look.
    pub evidence: Place,
    /// What to do about it, unless single items say that.
    pub next: Option<String>,
    pub owner: Option<PersonId>,
    pub due_at: Option<Timestamp>,
}

/// What the function of a criterion gives.
pub(crate) struct Judgement {
    found: Found,
    sentence: String,
    evidence: Place,
    next: Option<String>,
    owner: Option<PersonId>,
    due_at: Option<Timestamp>,
}

/// Something that would bring the release closer to ready.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub found: Found,
    pub sentence: String,
    pub place: Place,
    pub owner: Option<PersonId>,
    pub due_at: Option<Timestamp>,
}

/// Where a sentence leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Checklist,
    Import,
    Item(ItemId),
    Plan,
    Criteria,
    Phase(PhaseId),
    Move(PhaseId),
    Card(PhaseId),
    Gate(PhaseId),
    Runs,
    Runbook(RunbookId),
    Run(RunId),
    Drills,
    Drill(DrillId),
    Findings,
    Finding(FindingId),
    /// The training of the release.
    Training,
    /// Who of all cohorts has read what.
    Coverage,
    /// Who has read one material.
    Reading(MaterialId),
    /// Who the critical users of a cohort are.
    Readers(CohortId),
    /// The answers of the release.
    Responses,
    Response(ResponseId),
    /// What people asked of the product, and how many.
    Support,
}

/// The answer and everything it rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    pub answer: Answer,
    pub criteria: Vec<Criterion>,
    /// Everything that stands between this and ready, the most pressing first.
    pub changes: Vec<Change>,
}

#[cfg(test)]
impl<'a> Evidence<'a> {
    /// Of a release about which nothing is known yet: a test says what differs.
    pub(crate) fn nothing(tier: Tier, schedule: &'a Schedule) -> Self {
        Self {
            tier,
            schedule,
            items: &[],
            switches: &[],
            rehearsed: Rehearsals::default(),
            trained: Trained::default(),
            supported: Supported::default(),
            freezes: &[],
            gate: None,
        }
    }
}

#[cfg(test)]
impl<'a> GateEvidence<'a> {
    /// Of a gate that asks for nothing yet.
    pub(crate) fn nothing(phase: &'a Phase, phases: &'a [Phase]) -> Self {
        let (successes, freezes, exceptions) = (&[], &[], &[]);
        Self { phase, phases, successes, freezes, ballot: None, exceptions }
    }
}

impl<'a> Evidence<'a> {
    /// The items that this gate asks for.
    pub(crate) fn asked(&self) -> impl Iterator<Item = &'a ItemEvidence> {
        let (phase, phases) =
            self.gate.as_ref().map_or((None, &[][..]), |gate| (Some(gate.phase), gate.phases));
        self.items.iter().filter(move |item| item.asked.is_asked(phase, phases))
    }
}

impl Verdict {
    /// Judges a release at a moment.
    #[must_use]
    pub fn of(evidence: &Evidence<'_>, now: Timestamp) -> Self {
        let criteria = criteria::all(evidence, now);
        let answer = Answer::of(&criteria);
        Self { answer, changes: next::changes(evidence, answer, &criteria, now), criteria }
    }

    /// The criteria that stand in the way.
    pub fn unmet(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter().filter(|criterion| criterion.found.is_in_the_way())
    }

    /// The answer as the first line of a page: what stands in the way is counted by its kind.
    #[must_use]
    pub fn sentence(&self) -> String {
        let count =
            |found| self.criteria.iter().filter(|criterion| criterion.found == found).count();
        let parts = [
            (Found::Fail, "is not met", "are not met"),
            (Found::Stale, "is stale", "are stale"),
            (Found::Unknown, "has no evidence yet", "have no evidence yet"),
            (Found::Waived, "is waived", "are waived"),
        ];
        let counted: Vec<String> = parts
            .into_iter()
            .filter(|(found, ..)| count(*found) > 0)
            .map(|(found, one, many)| of_criteria(count(found), one, many))
            .collect();
        match self.answer {
            Answer::Ready => {
                format!("Ready. {}.", of_criteria(count(Found::Pass), "is proven", "are proven"))
            }
            answer if counted.is_empty() => {
                format!("{}. No criterion is switched on.", answer.label())
            }
            answer => format!("{}. {}.", answer.label(), counted.join(", ")),
        }
    }
}

fn of_criteria(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 criterion {one}"),
        count => format!("{count} criteria {many}"),
    }
}

impl Judgement {
    pub(crate) const fn new(found: Found, sentence: String, evidence: Place) -> Self {
        Self { found, sentence, evidence, next: None, owner: None, due_at: None }
    }

    pub(crate) fn next(mut self, next: String) -> Self {
        self.next = Some(next).filter(|next| !next.is_empty());
        self
    }

    pub(crate) const fn owner(mut self, owner: Option<PersonId>) -> Self {
        self.owner = owner;
        self
    }

    pub(crate) const fn due(mut self, due_at: Option<Timestamp>) -> Self {
        self.due_at = due_at;
        self
    }

    fn of(self, kind: CriterionKind) -> Criterion {
        let in_the_way = self.found.is_in_the_way();
        Criterion {
            kind,
            found: self.found,
            sentence: self.sentence,
            evidence: self.evidence,
            next: self.next.filter(|_| in_the_way),
            owner: self.owner.filter(|_| in_the_way),
            due_at: self.due_at.filter(|_| in_the_way),
        }
    }
}

impl Criterion {
    /// What an approved exception makes of it: what is met stays met, the rest is waived.
    fn waived_by(self, exceptions: &[Exception], today: Date) -> Self {
        if !self.found.is_in_the_way() {
            return self;
        }
        let holds = |exception: &&Exception| {
            exception.text.kind == self.kind && exception.standing(today) == Standing::Approved
        };
        let Some(exception) = exceptions.iter().find(holds) else { return self };
        let until = day_in_words(exception.text.until, today);
        let sentence =
            format!("Waived until {until}: {} Instead: {}.", self.sentence, exception.text.control);
        Self { found: Found::Waived, sentence, next: None, owner: None, due_at: None, ..self }
    }
}

impl ItemEvidence {
    /// Is still to be done, or to be verified.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.status.is_open(self.critical)
    }

    /// What the outline says about a line goes before what the item itself says.
    #[must_use]
    pub const fn at(mut self, line: &Line) -> Self {
        self.status = line.status;
        self.required = line.required;
        self.critical = line.critical;
        self
    }
}

/// Keeps the items that are work, as the outline sees them.
#[must_use]
pub fn work(
    outline: &Outline,
    mut find: impl FnMut(ItemId) -> Option<ItemEvidence>,
) -> Vec<ItemEvidence> {
    outline.work().filter_map(|line| find(line.id).map(|item| item.at(line))).collect()
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod gate_tests;
