//! Which text of a template is right: for whom, while what happens, in which language, today.

use jiff::civil::Date;
use thiserror::Error;

use super::language::Language;
use super::situation::Situation;
use super::variant::{TextStatus, Validity};
use crate::day::day_in_words;
use crate::ids::{CohortId, ResponseId, VariantId};

/// One version of a variant without what it says: enough to know whether it is right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    pub response: ResponseId,
    pub variant: VariantId,
    pub number: i64,
    pub situation: Situation,
    pub language: Language,
    /// As it is stored.
    pub state: TextStatus,
    pub validity: Validity,
}

/// Who asks, and when.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// None when nobody said: only what is for everybody is right.
    pub cohort: Option<CohortId>,
    pub situation: Situation,
    /// The preferred one first. English follows, then any, by their tags.
    pub languages: &'a [Language],
    pub day: Date,
}

/// Why a template says nothing to who asks. The sentences are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum NoAnswer {
    #[error("This template is retired")]
    Retired,
    #[error("This template is for other cohorts")]
    OtherCohort,
    #[error("No text is approved {}", .0.phrase())]
    NotApproved(Situation),
    #[error("The text expired on {}", day_in_words(*.to, *.today))]
    Expired { to: Date, today: Date },
    #[error("The text begins on {}", day_in_words(*.from, *.today))]
    NotYet { from: Date, today: Date },
}

/// The one text that is right, or why there is none. `cohorts` are those that the template is for.
///
/// # Errors
/// It is retired, for others, or nothing in it is approved for the situation and valid on the day.
pub fn pick<'a>(
    (retired, cohorts): (bool, &[CohortId]),
    offers: &'a [Offer],
    asked: &Asked,
) -> Result<&'a Offer, NoAnswer> {
    if retired {
        return Err(NoAnswer::Retired);
    }
    let for_them = cohorts.is_empty() || asked.cohort.is_some_and(|one| cohorts.contains(&one));
    if !for_them {
        return Err(NoAnswer::OtherCohort);
    }
    let active = |offer: &&Offer| offer.status(asked.day) == TextStatus::Active;
    let of = |situation: Situation| offers.iter().filter(move |one| one.situation == situation);
    asked
        .situation
        .right()
        .iter()
        .find_map(|situation| {
            of(*situation).filter(active).min_by_key(|offer| offer.rank(asked.languages))
        })
        .ok_or_else(|| why_none(offers, asked))
}

impl Offer {
    #[must_use]
    pub fn status(&self, day: Date) -> TextStatus {
        self.state.on(day, self.validity)
    }

    /// The smaller the better; no two texts of a template that are valid on one day are equal.
    fn rank(&self, languages: &[Language]) -> (usize, usize, Language, i64) {
        let last = languages.len();
        let exact = languages.iter().position(|one| *one == self.language).unwrap_or(last);
        let near = languages.iter().position(|one| one.speaks(&self.language)).unwrap_or(last);
        let english = usize::from(near == last && !self.language.is_english());
        (near + english, exact, self.language.clone(), -self.number)
    }
}

/// What would have been right on another day, or nothing.
fn why_none(offers: &[Offer], asked: &Asked) -> NoAnswer {
    let right = asked.situation.right();
    let fitting = || offers.iter().filter(|offer| right.contains(&offer.situation));
    let status = |offer: &&Offer, status| offer.status(asked.day) == status;
    let coming = fitting().filter(|offer| status(offer, TextStatus::Approved));
    if let Some(from) = coming.filter_map(|offer| offer.validity.from).min() {
        return NoAnswer::NotYet { from, today: asked.day };
    }
    let over = fitting().filter(|offer| status(offer, TextStatus::Expired));
    match over.filter_map(|offer| offer.validity.to).max() {
        Some(to) => NoAnswer::Expired { to, today: asked.day },
        None => NoAnswer::NotApproved(asked.situation),
    }
}

#[cfg(test)]
mod tests;
