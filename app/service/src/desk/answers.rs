//! Which answers are right for who asks, found by words, and what the chosen one says.

use std::collections::{HashMap, HashSet};

use domain::desk::{Query, Rank, Searched, Term};
use domain::ids::{ResponseId, VariantId};
use domain::limits;
use domain::response::body::{self, Body, Filled, Fragments, Known, Values};
use domain::response::{self, Language, Offer, Situation};
use domain::text::Markdown;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::Transaction;
use store::response::found::{
    Template, find_open_text, list_approved_fragments, list_bodies, list_templates,
};
use store::response::response_use::{Uses, count_uses};
use store::response::search::{self, Join, Scope};

use super::asked::Asked;
use super::ground::Ground;
use crate::{Actor, Error};

/// How many templates a question to the index may bring. More than a list shows: not all of them are right.
const CANDIDATES: usize = 40;
/// Below so many, templates that have only some of the words are looked at too.
const FEW: usize = 8;
/// Since when copies make an answer one of the most used.
const RECENT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The answers that are right now.
#[derive(Clone, Default, Debug)]
pub struct Answers {
    /// The best first.
    pub shown: Vec<Listed>,
    /// How many there are, whatever was typed. Nobody counts them at every key.
    pub of: Option<usize>,
}

/// An answer in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    pub response: ResponseId,
    pub title: String,
    pub short_code: String,
    pub questions: String,
    /// What its text is written in: not always what was asked for.
    pub language: Language,
    /// The last day on which it is right.
    pub valid_to: Option<Date>,
}

/// The answer that is open.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub listed: Listed,
    pub variant: VariantId,
    pub number: i64,
    pub situation: Situation,
    pub note: Markdown,
    pub avoid: Markdown,
    pub fills: Vec<Fill>,
    /// What is copied; or why it cannot be filled in.
    pub filled: Result<Filled, String>,
    pub uses: Uses,
    pub approved: Option<(String, Timestamp)>,
}

/// Something that is filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fill {
    pub name: String,
    pub fallback: Option<String>,
    /// What Holdpoint says while nothing is typed.
    pub known: Option<String>,
    pub typed: String,
}

/// The answers that fit what was typed; without words, those that are copied most.
pub(super) async fn search(
    transaction: &mut Transaction,
    (ground, now): (&Ground, Timestamp),
    query: &Query,
) -> Result<Answers, Error> {
    if ground.product.is_none() {
        return Ok(Answers::default());
    }
    let everywhere = ground.scope(true);
    let mut finding = Finding { ground, query, tried: Vec::new(), found: Vec::new() };
    if query.is_empty() {
        finding.by_use(transaction, &everywhere, now - RECENT).await?;
    } else {
        finding.by_words(transaction, &everywhere).await?;
    }
    finding.found.sort_by_key(|(rank, ..)| *rank);
    finding.found.truncate(limits::DESK_ANSWERS);
    Ok(Answers { shown: finding.found.into_iter().map(|(_, listed)| listed).collect(), of: None })
}

/// How many there are, whatever was typed.
pub(super) async fn count(transaction: &mut Transaction, ground: &Ground) -> Result<usize, Error> {
    if ground.product.is_none() {
        return Ok(0);
    }
    Ok(search::count_candidates(transaction, &ground.scope(true)).await?)
}

/// What was looked at so far.
struct Finding<'a> {
    ground: &'a Ground,
    query: &'a Query,
    tried: Vec<ResponseId>,
    found: Vec<(Option<Rank>, Listed)>,
}

impl Finding<'_> {
    /// What is copied most, and others until the list is full: those in the language that was asked for first.
    async fn by_use(
        &mut self,
        transaction: &mut Transaction,
        everywhere: &Scope,
        since: Timestamp,
    ) -> Result<(), Error> {
        let used = search::list_most_used(transaction, everywhere, since, CANDIDATES).await?;
        self.look_at(transaction, used).await?;
        for scope in [&self.ground.scope(false), everywhere] {
            if self.found.len() < limits::DESK_ANSWERS {
                let any = search::list_any(transaction, scope, CANDIDATES).await?;
                self.look_at(transaction, any).await?;
            }
        }
        Ok(())
    }

    /// As it is typed, in the language that was asked for and then in others; with typing errors only when nothing
    /// fits.
    async fn by_words(
        &mut self,
        transaction: &mut Transaction,
        everywhere: &Scope,
    ) -> Result<(), Error> {
        let own = self.ground.scope(false);
        let typed = self.query.terms(&vec![true; self.query.words().len()]);
        self.ask(transaction, &own, (&typed, Join::All)).await?;
        if everywhere != &own && self.found.len() < limits::DESK_ANSWERS {
            self.ask(transaction, everywhere, (&typed, Join::All)).await?;
        }
        if self.found.is_empty() {
            return self.by_errors(transaction, everywhere).await;
        }
        if typed.len() > 1 && self.found.len() < FEW {
            self.ask(transaction, &own, (&typed, Join::Any)).await?;
        }
        Ok(())
    }

    async fn by_errors(
        &mut self,
        transaction: &mut Transaction,
        everywhere: &Scope,
    ) -> Result<(), Error> {
        let known = search::list_known(transaction, everywhere, self.query.words()).await?;
        let mut terms = self.query.terms(&known);
        for term in &mut terms {
            if let Term::Near(words) = term {
                *words = search::list_existing(transaction, words).await?;
            }
        }
        // As with a short word that nothing begins with, the others decide.
        terms.retain(|term| !matches!(term, Term::Near(words) if words.is_empty()));
        // As it was typed it has been looked for.
        let is_typed = known.iter().all(|known| *known);
        if !terms.is_empty() && !is_typed {
            self.ask(transaction, everywhere, (&terms, Join::All)).await?;
        }
        if terms.len() > 1 && self.found.is_empty() {
            self.ask(transaction, everywhere, (&terms, Join::Any)).await?;
        }
        Ok(())
    }

    /// Until the list is full: what is not looked at any more would stand behind it.
    async fn ask(
        &mut self,
        transaction: &mut Transaction,
        scope: &Scope,
        what: (&[Term], Join),
    ) -> Result<(), Error> {
        let mut ids = search::list_candidates(transaction, scope, what, CANDIDATES).await?;
        let mut seen = HashSet::new();
        ids.retain(|id| seen.insert(*id));
        for some in ids.chunks(CANDIDATES) {
            if self.found.len() < limits::DESK_ANSWERS {
                self.look_at(transaction, some.to_vec()).await?;
            }
        }
        Ok(())
    }

    /// Keeps those whose right text has the words.
    async fn look_at(
        &mut self,
        transaction: &mut Transaction,
        mut ids: Vec<ResponseId>,
    ) -> Result<(), Error> {
        ids.retain(|id| !self.tried.contains(id));
        self.tried.extend(&ids);
        if ids.is_empty() {
            return Ok(());
        }
        let templates = list_templates(transaction, &ids).await?;
        let right: Vec<(&Template, &Offer)> = templates
            .iter()
            .filter_map(|template| Some((template, self.ground.pick(template)?)))
            .collect();
        let texts: Vec<_> = right.iter().map(|(_, offer)| (offer.variant, offer.number)).collect();
        let bodies = if self.query.is_empty() {
            HashMap::new()
        } else {
            list_bodies(transaction, &texts).await?
        };
        let place = |template: &Template| ids.iter().position(|id| *id == template.id);
        let mut found = Vec::new();
        for (template, offer) in right {
            let body = bodies.get(&(offer.variant, offer.number)).map_or("", String::as_str);
            let searched = Searched {
                short_code: &template.short_code,
                title: &template.title,
                questions: &template.questions,
                body,
            };
            let rank = self.query.rank(searched);
            if rank.is_some() || self.query.is_empty() {
                found.push((place(template), rank, listed(template, offer)));
            }
        }
        // The order of the question stays among those that fit equally well.
        found.sort_by_key(|(place, ..)| *place);
        self.found.extend(found.into_iter().map(|(_, rank, listed)| (rank, listed)));
        Ok(())
    }
}

/// One template as it is right now, filled in; none when no text of it is right.
pub(super) async fn choose(
    transaction: &mut Transaction,
    (ground, actor, now): (&Ground, &Actor, Timestamp),
    id: ResponseId,
    asked: &Asked,
) -> Result<Option<Chosen>, Error> {
    let Some(product) = &ground.product else { return Ok(None) };
    let templates = list_templates(transaction, &[id]).await?;
    let Some(template) = templates.first() else { return Ok(None) };
    let Some(offer) = ground.pick(template) else { return Ok(None) };
    let what = (offer.variant, offer.number);
    let Some(open) = find_open_text(transaction, product.id, what).await? else { return Ok(None) };
    let (fills, filled) = match Body::parse(&open.body) {
        Ok(body) => {
            let fragments = if body.fragments().is_empty() {
                Fragments::default()
            } else {
                list_approved_fragments(transaction, product.id).await?
            };
            let known = ground.known(actor, now);
            match fragments.resolve(&body) {
                Ok(resolved) => fill(&resolved, &known, asked),
                Err(error) => (Vec::new(), Err(error.to_string())),
            }
        }
        Err(error) => (Vec::new(), Err(error.to_string())),
    };
    Ok(Some(Chosen {
        listed: listed(template, offer),
        variant: offer.variant,
        number: offer.number,
        situation: offer.situation,
        note: open.note,
        avoid: open.avoid,
        fills,
        filled,
        uses: count_uses(transaction, id).await?,
        approved: open.approved,
    }))
}

/// What is typed counts more than what is known.
fn fill(
    resolved: &Body,
    all_known: &[(Known, String)],
    asked: &Asked,
) -> (Vec<Fill>, Result<Filled, String>) {
    let mut values = Values::default();
    let mut fills = Vec::new();
    for variable in resolved.variables() {
        let key = variable.name.key();
        let typed = asked.values.iter().find(|(name, _)| name.to_lowercase() == key);
        let typed = typed.map(|(_, value)| value.clone()).unwrap_or_default();
        let known = Known::of(&key)
            .and_then(|known| all_known.iter().find(|(one, _)| *one == known))
            .map(|(_, value)| value.clone());
        values.set(&key, known.as_ref().filter(|_| typed.is_empty()).unwrap_or(&typed));
        let name = variable.name.to_string();
        fills.push(Fill { name, fallback: variable.fallback.clone(), known, typed });
    }
    let filled = body::fill(resolved, &values, &Fragments::default());
    (fills, filled.map_err(|error| error.to_string()))
}

fn listed(template: &Template, offer: &Offer) -> Listed {
    Listed {
        response: template.id,
        title: template.title.clone(),
        short_code: template.short_code.clone(),
        questions: template.questions.clone(),
        language: offer.language.clone(),
        valid_to: offer.validity.to,
    }
}

impl Ground {
    /// The one text of a template that is right now, if there is one for these people and the actor may see it.
    pub(super) fn pick<'a>(&self, template: &'a Template) -> Option<&'a Offer> {
        let sees = |id| self.releases.iter().any(|release| release.id == id);
        if template.release.is_some_and(|id| !sees(id)) {
            return None;
        }
        let asked = response::Asked {
            cohort: self.cohort.as_ref().map(|cohort| cohort.id),
            situation: self.situation(template.release),
            languages: std::slice::from_ref(&self.language),
            day: self.day,
        };
        response::pick((template.retired, &template.cohorts), &template.offers, &asked).ok()
    }
}
