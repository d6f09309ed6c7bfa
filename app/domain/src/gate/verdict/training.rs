//! The criterion about training: whoever a cohort counts on has read what is published for it.

use jiff::Timestamp;

use super::rehearsal::is_wanted;
use super::{CriterionKind, Evidence, Found, Judgement, Place};
use crate::ids::{CohortId, MaterialId};
use crate::training::coverage::Counts;

/// What is known about the training of the cohorts of a release.
#[derive(Clone, Copy, Default)]
pub struct Trained<'a> {
    /// How many critical users of a cohort are named.
    pub readers: &'a [(CohortId, i64)],
    pub taught: &'a [Taught],
}

/// A material that the readers of a cohort may read now, and how many of them have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taught {
    pub material: MaterialId,
    pub title: String,
    pub cohort: CohortId,
    pub counts: Counts,
}

pub(super) fn training(evidence: &Evidence<'_>, now: Timestamp) -> Option<Judgement> {
    let phase = evidence.gate.as_ref()?.phase;
    let (cohort, name) = (phase.plan.cohort, &phase.cohort_name);
    let readers = evidence.trained.readers.iter().find(|(of, _)| *of == cohort);
    let readers = readers.map_or(0, |(_, count)| *count);
    let taught: Vec<&Taught> =
        evidence.trained.taught.iter().filter(|one| one.cohort == cohort).collect();
    if readers == 0 {
        let asked = !taught.is_empty() || is_wanted(evidence, CriterionKind::Training);
        let sentence = format!("No critical user of {name} is named.");
        let next = format!("Name the critical users of {name}");
        let unknown = Judgement::new(Found::Unknown, sentence, Place::Readers(cohort)).next(next);
        return asked.then_some(unknown);
    }
    if taught.is_empty() {
        let sentence = format!("Nothing is published for the critical users of {name} to read.");
        let next = format!("Publish a training for {name}");
        return Some(Judgement::new(Found::Unknown, sentence, Place::Training).next(next));
    }
    let open: Vec<&Taught> =
        taught.iter().copied().filter(|one| !one.counts.is_reached()).collect();
    let Some(worst) = open.iter().min_by_key(|one| one.counts.read) else {
        let sentence = match readers {
            1 => format!("The one critical user of {name} has read what is published for them."),
            all => {
                format!("All {all} critical users of {name} have read what is published for them.")
            }
        };
        return Some(Judgement::new(Found::Pass, sentence, Place::Coverage));
    };
    let Counts { read, readers, .. } = worst.counts;
    let title = &worst.title;
    let more = match open.len() {
        1 => String::new(),
        2 => " One more material is not read by all of them.".to_owned(),
        count => format!(" {} more materials are not read by all of them.", count - 1),
    };
    let sentence =
        format!("{read} of {readers} critical users of {name} have read “{title}”.{more}");
    let next =
        format!("Get “{title}” read: {read} of {readers} critical users of {name} have read it");
    let zone = evidence.schedule.zone();
    let first = phase.plan.dates.starts_on().to_datetime(jiff::civil::Time::midnight());
    // What is due in the past is late, not due: only a day to come says until when.
    let due = zone.moment(first).ok().filter(|due| *due > now);
    Some(Judgement::new(Found::Fail, sentence, Place::Reading(worst.material)).next(next).due(due))
}
