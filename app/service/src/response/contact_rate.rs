//! Where the contact rate comes from: what a phase is measured by, and what a gate asks about support.

use std::collections::HashMap;

use domain::day::Zone;
use domain::gate::verdict::{Supported, Template};
use domain::ids::{PhaseId, ResponseId};
use domain::phase::{Measure, Phase, SuccessCriterion};
use domain::product::cohort::Cohort;
use domain::release::Release;
use domain::response::Offer;
use domain::response::contact::DayCount;
use domain::response::contact::rate::{self, ContactRate, NoRate};
use jiff::Timestamp;
use store::Transaction;
use store::response::found::{list_cohorts_in, list_titles_in};

use crate::Error;

/// The contact rate of each phase that asks for it.
pub type Rates = HashMap<PhaseId, Result<ContactRate, NoRate>>;

/// The same criteria, with what is computed from the contacts as they are now.
pub(crate) fn measure(
    rates: &Rates,
    successes: Vec<SuccessCriterion>,
    now: Timestamp,
) -> Vec<SuccessCriterion> {
    let of = |one: &SuccessCriterion| rates.get(&one.phase).and_then(|rate| rate.as_ref().ok());
    let measured = successes.into_iter().map(|success| {
        let amount = of(&success).map(|rate| rate.amount);
        success.measured(amount, now)
    });
    measured.collect()
}

/// The contact rates of the phases that are measured by them. Without such a phase nothing is read.
pub(crate) async fn rates(
    transaction: &mut Transaction,
    (release, phases): (&Release, &[Phase]),
    successes: &[SuccessCriterion],
    now: Timestamp,
) -> Result<Rates, Error> {
    let counted = Counted::read(transaction, (release, phases), successes).await?;
    Ok(counted.rates(release.schedule.zone(), phases, successes, now))
}

/// What contact rates are computed from. Nothing where no phase is measured by one.
#[derive(PartialEq, Eq, Debug, Default)]
pub(crate) struct Counted {
    counts: Vec<DayCount>,
    cohorts: Vec<Cohort>,
}

impl Counted {
    pub(crate) async fn read(
        transaction: &mut Transaction,
        (release, phases): (&Release, &[Phase]),
        successes: &[SuccessCriterion],
    ) -> Result<Self, Error> {
        if !phases.iter().any(|phase| asks(phase, successes)) {
            return Ok(Self::default());
        }
        Ok(Self {
            counts: store::response::contact::list_day_counts(transaction, release.id).await?,
            cohorts: store::product::cohort::list_cohorts(transaction, release.product).await?,
        })
    }

    /// About how much memory it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.counts.len() * 48 + bytes(&self.cohorts)
    }

    pub(crate) fn rates(
        &self,
        zone: &Zone,
        phases: &[Phase],
        successes: &[SuccessCriterion],
        now: Timestamp,
    ) -> Rates {
        let of = |phase: &Phase| {
            let cohort = self.cohorts.iter().find(|cohort| cohort.id == phase.plan.cohort);
            let size = cohort.and_then(|cohort| cohort.text.size);
            rate::of_phase(phase, (&self.counts, size), (zone, zone.day(now)))
        };
        let asking = phases.iter().filter(|phase| asks(phase, successes));
        asking.map(|phase| (phase.id, of(phase))).collect()
    }
}

fn bytes(cohorts: &[Cohort]) -> usize {
    let of = |cohort: &Cohort| {
        let text = &cohort.text;
        let long = [&text.constraints, &text.chosen_because, &text.equity_note];
        512 + long.map(|text| text.as_str().len()).iter().sum::<usize>()
    };
    cohorts.iter().map(of).sum()
}

fn asks(phase: &Phase, successes: &[SuccessCriterion]) -> bool {
    let own = |one: &SuccessCriterion| one.phase == phase.id;
    successes.iter().any(|one| own(one) && one.text.measure == Measure::ContactRate)
}

/// What is stored about the support of a release, as far as its gate asks.
#[derive(PartialEq, Eq, Debug, Default)]
pub(crate) struct SupportFacts {
    templates: Vec<Template>,
    contacts: Vec<DayCount>,
    cohorts: Vec<Cohort>,
}

impl SupportFacts {
    /// Reads only what somebody asks for: there may be thousands of templates.
    pub(crate) async fn read(
        transaction: &mut Transaction,
        release: &Release,
        [answers, contacts]: [bool; 2],
    ) -> Result<Self, Error> {
        if !answers && !contacts {
            return Ok(Self::default());
        }
        Ok(Self {
            templates: if answers { templates(transaction, release).await? } else { Vec::new() },
            contacts: if contacts {
                store::response::contact::list_day_counts(transaction, release.id).await?
            } else {
                Vec::new()
            },
            cohorts: store::product::cohort::list_cohorts(transaction, release.product).await?,
        })
    }

    /// About how much memory it takes.
    pub(crate) fn bytes(&self) -> usize {
        let offers: usize = self.templates.iter().map(|template| template.offers.len()).sum();
        (self.templates.len() + offers) * 256 + self.contacts.len() * 48 + bytes(&self.cohorts)
    }

    pub(crate) fn as_evidence(&self) -> Supported<'_> {
        Supported { templates: &self.templates, contacts: &self.contacts, cohorts: &self.cohorts }
    }
}

/// What could be answered in a release: the templates of its product and its own.
async fn templates(
    transaction: &mut Transaction,
    release: &Release,
) -> Result<Vec<Template>, Error> {
    let (product, id) = (release.product, release.id);
    let mut offers: HashMap<ResponseId, Vec<Offer>> = HashMap::new();
    for offer in store::response::variant::list_offers_in(transaction, product, id).await? {
        offers.entry(offer.response).or_default().push(offer);
    }
    let mut cohorts = list_cohorts_in(transaction, product, id).await?;
    let titles = list_titles_in(transaction, product, id).await?;
    let read = titles.into_iter().map(|(response, title)| Template {
        response,
        title,
        cohorts: cohorts.remove(&response).unwrap_or_default(),
        offers: offers.remove(&response).unwrap_or_default(),
    });
    Ok(read.collect())
}
