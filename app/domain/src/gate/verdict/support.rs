//! The criteria about support: whoever asks gets an answer that is true then, and how many asked before.

use jiff::Timestamp;
use jiff::civil::Date;

use super::rehearsal::is_wanted;
use super::{CriterionKind, Evidence, Found, GateEvidence, Judgement, Place, gate};
use crate::ids::{CohortId, ResponseId};
use crate::phase::{Measure, Met, Phase, SuccessCriterion};
use crate::product::cohort::Cohort;
use crate::response::contact::DayCount;
use crate::response::contact::rate::{self, NoRate};
use crate::response::{Asked, Language, Offer, Situation, pick};

/// What is known about answers, and about how many asked.
#[derive(Clone, Copy, Default)]
pub struct Supported<'a> {
    /// Those of the product and of the release that are not retired.
    pub templates: &'a [Template],
    /// Of the cohorts of the release.
    pub contacts: &'a [DayCount],
    pub cohorts: &'a [Cohort],
}

/// A template with all of its texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    pub response: ResponseId,
    pub title: String,
    /// For whom it is; none means everybody.
    pub cohorts: Vec<CohortId>,
    pub offers: Vec<Offer>,
}

impl<'a> Supported<'a> {
    pub(super) fn cohort(&self, id: CohortId) -> Option<&'a Cohort> {
        self.cohorts.iter().find(|cohort| cohort.id == id)
    }
}

/// Every template for the cohort has a text for now and for when the phase is live.
pub(super) fn answers_active(evidence: &Evidence<'_>, now: Timestamp) -> Option<Judgement> {
    let phase = evidence.gate.as_ref()?.phase;
    let name = &phase.cohort_name;
    let today = evidence.schedule.zone().day(now);
    let live = phase.plan.dates.starts_on().max(today);
    let moments = [(Situation::of(Some(phase.state)), today), (Situation::During, live)];
    let cohort = phase.plan.cohort;
    let theirs = |one: &&Template| one.cohorts.is_empty() || one.cohorts.contains(&cohort);
    let templates: Vec<&Template> = evidence.supported.templates.iter().filter(theirs).collect();
    let meant = |situation| templates.iter().any(|one| one.is_meant(situation));
    if !meant(Situation::During) {
        let asked = !templates.is_empty() || is_wanted(evidence, CriterionKind::AnswersActive);
        let (sentence, next) = if templates.is_empty() {
            let sentence = format!("There is no answer for {name} yet.");
            (sentence, format!("Write what {name} will ask, and the answers"))
        } else {
            let sentence = format!("No answer for {name} is for while the phase is live.");
            (sentence, format!("Write what is answered to {name} while the phase is live"))
        };
        let unknown = Judgement::new(Found::Unknown, sentence, Place::Responses).next(next);
        return asked.then_some(unknown);
    }
    let languages = languages(evidence.supported.cohort(cohort));
    let answers = |one: &Template, (situation, day)| {
        !one.is_meant(situation) || one.answers((cohort, &languages), situation, day)
    };
    let first = |moment| templates.iter().find(|one| !answers(one, moment)).copied();
    let open = templates.iter().filter(|one| !moments.iter().all(|at| answers(one, *at))).count();
    let silent = moments.into_iter().find_map(|at| Some((first(at)?, at.0)));
    let Some((template, situation)) = silent else {
        let sentence = match templates.len() {
            1 => format!("The one answer for {name} is approved for now and for after the go."),
            all => {
                format!("All {all} answers for {name} are approved for now and for after the go.")
            }
        };
        return Some(Judgement::new(Found::Pass, sentence, Place::Responses));
    };
    let (title, phrase) = (&template.title, situation.phrase());
    let more = match open {
        0 | 1 => String::new(),
        2 => " One more answer is not ready.".to_owned(),
        count => format!(" {} more answers are not ready.", count - 1),
    };
    let sentence = format!("“{title}” has no approved text for {name} {phrase}.{more}");
    let next = format!("Get a text of “{title}” approved that holds {phrase}");
    Some(Judgement::new(Found::Fail, sentence, Place::Response(template.response)).next(next))
}

/// How many of those who had it in the phase before asked for help.
pub(super) fn contact_rate(evidence: &Evidence<'_>, now: Timestamp) -> Option<Judgement> {
    let gate = evidence.gate.as_ref()?;
    let wanted = is_wanted(evidence, CriterionKind::ContactRate);
    let Some(before) = gate::previous(gate) else {
        let sentence = "This is the first phase.".to_owned();
        let place = Place::Phase(gate.phase.id);
        return wanted.then(|| Judgement::new(Found::NotApplicable, sentence, place));
    };
    let zone = evidence.schedule.zone();
    let size = evidence.supported.cohort(before.plan.cohort).and_then(|cohort| cohort.text.size);
    let counts = (evidence.supported.contacts, size);
    let found = rate::of_phase(before, counts, (zone, zone.day(now)));
    let asked: Vec<&SuccessCriterion> = measured(gate, before).collect();
    if !wanted && asked.is_empty() && matches!(found, Err(NoRate::NotLive | NoRate::NoContacts)) {
        return None;
    }
    let title = before.title();
    let judgement = match (found, worst(&asked)) {
        (_, Some((Met::Inconclusive, one))) => {
            let sentence = format!("“{}” of {title} is inconclusive.", one.text.in_words());
            let next = format!("Find out why the contact rate of {title} says nothing");
            Judgement::new(Found::Unknown, sentence, Place::Phase(before.id)).next(next)
        }
        (Err(why), _) => unknown(why, before),
        (Ok(rate), Some((Met::Missed, one))) => {
            let sentence = format!(
                "{title} had {} contacts per 100 people and day and missed “{}”.",
                rate.amount,
                one.text.in_words()
            );
            let next = format!("Find out why so many asked in {title}");
            Judgement::new(Found::Fail, sentence, Place::Support).next(next)
        }
        (Ok(rate), _) => {
            let sentence = format!(
                "{title} had {} contacts per 100 people and day ({}).",
                rate.amount,
                rate.in_words()
            );
            Judgement::new(Found::Pass, sentence, Place::Support)
        }
    };
    Some(judgement.owner(before.plan.owner))
}

fn unknown(why: NoRate, phase: &Phase) -> Judgement {
    let (title, name) = (phase.title(), &phase.cohort_name);
    let (sentence, place, next) = match why {
        NoRate::NotLive => (
            format!("{title} has not gone live, so nobody could ask yet."),
            Place::Phase(phase.id),
            String::new(),
        ),
        NoRate::NoContacts => (
            format!("Nobody has typed how many of {name} asked since {title} went live."),
            Place::Support,
            format!("Type or import the contacts of {name}"),
        ),
        NoRate::NoPeople => (
            format!("Nobody knows how many people have {title}."),
            Place::Phase(phase.id),
            format!("Record how many people have {title}"),
        ),
    };
    Judgement::new(Found::Unknown, sentence, place).next(next)
}

/// The criteria of a phase that are measured by its contacts.
fn measured<'a>(
    gate: &GateEvidence<'a>,
    phase: &'a Phase,
) -> impl Iterator<Item = &'a SuccessCriterion> {
    let own = gate.successes.iter().filter(move |success| success.phase == phase.id);
    own.filter(|success| success.text.measure == Measure::ContactRate)
}

/// The one that says worst how it went.
fn worst<'a>(asked: &[&'a SuccessCriterion]) -> Option<(Met, &'a SuccessCriterion)> {
    let is = |met: Met| asked.iter().find(|one| one.met() == met).map(|one| (met, *one));
    is(Met::Missed).or_else(|| is(Met::Inconclusive))
}

/// What people in a cohort read: their language when there is one, and English.
fn languages(cohort: Option<&Cohort>) -> Vec<Language> {
    let said = cohort.and_then(|cohort| cohort.text.language.as_ref());
    let own = said.and_then(|said| Language::parse(said.as_str()).ok());
    own.into_iter().chain([Language::english()]).collect()
}

impl Template {
    /// Somebody wrote, or has still to write, what it says in a situation: an answer for after a rollback is not
    /// missed before it.
    fn is_meant(&self, situation: Situation) -> bool {
        let right = situation.right();
        self.offers.is_empty() || self.offers.iter().any(|one| right.contains(&one.situation))
    }

    fn answers(
        &self,
        (cohort, languages): (CohortId, &[Language]),
        situation: Situation,
        day: Date,
    ) -> bool {
        let read = |offer: &&Offer| languages.iter().any(|one| one.speaks(&offer.language));
        let offers: Vec<Offer> = self.offers.iter().filter(read).cloned().collect();
        let asked = Asked { cohort: Some(cohort), situation, languages, day };
        pick((false, &self.cohorts), &offers, &asked).is_ok()
    }
}

#[cfg(test)]
mod tests;
