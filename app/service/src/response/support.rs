//! What is learned from the desk: open questions, proposals, and how many asked.

use std::collections::HashSet;

use domain::access::Operation;
use domain::ids::{ProductId, ReleaseId};
use domain::limits;
use domain::phase::Phase;
use domain::product::cohort::Cohort;
use domain::product::{Place, Product};
use domain::release::Release;
use domain::response::contact::rate::{self, ContactRate, DayRate, NoRate};
use domain::response::contact::trend::{Trend, topics};
use domain::response::contact::{Contact, DayCount};
use domain::response::proposal::{Proposal, ProposalSource, ProposalState};
use domain::response::question::Question;
use domain::text::Topic;
use jiff::Span;
use jiff::civil::Date;
use store::Transaction;
use store::response::{contact, proposal, question, response_use};

use crate::access::{See, grant_at, list_seen};
use crate::{Actor, Error, Names, Service, person};

/// Everything on the page of support of a product.
pub struct Support {
    pub product: Product,
    pub can_write: bool,
    pub cohorts: Vec<Cohort>,
    /// What is open first.
    pub questions: Vec<Question>,
    pub proposals: Vec<Proposal>,
    pub suggestions: Vec<Suggestion>,
    /// Of the last two weeks, what was asked most on top.
    pub topics: Vec<Trend>,
    /// The phases that are or were live, the newest first.
    pub rates: Vec<PhaseRate>,
    /// The newest, as many as a page shows.
    pub contacts: Vec<Contact>,
    pub names: Names,
}

/// What the numbers suggest before anybody has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    pub source: ProposalSource,
    pub sentence: String,
}

/// How often those who have a phase ask.
pub struct PhaseRate {
    pub release: String,
    pub phase: Phase,
    pub rate: Result<ContactRate, NoRate>,
    pub days: Vec<DayRate>,
}

/// # Errors
/// There is no such product for the actor.
pub async fn find(service: &Service, actor: &Actor, id: ProductId) -> Result<Support, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant_at::<See>(&mut transaction, actor, Place::Product(id)).await?;
    let releases = list_seen(&mut transaction, actor, Some(id)).await?;
    let seen: HashSet<ReleaseId> = releases.iter().map(|release| release.id).collect();
    let sees = |release: Option<ReleaseId>| release.is_none_or(|id| seen.contains(&id));
    let today = granted.product.zone.day(service.now());
    let questions = question::list_questions(&mut transaction, id, limits::PAGE).await?;
    let proposals = proposal::list_proposals(&mut transaction, id, limits::PAGE).await?;
    let proposals: Vec<Proposal> = proposals.into_iter().filter(|one| sees(one.release)).collect();
    let cohorts = store::product::cohort::list_cohorts(&mut transaction, id).await?;
    let topics = recent_topics(&mut transaction, id, today).await?;
    let suggestions = suggest(&mut transaction, (actor, id), (&topics, &proposals)).await?;
    Ok(Support {
        can_write: granted.may(Operation::WriteResponse),
        product: granted.product,
        questions: questions.into_iter().filter(|one| sees(one.release)).collect(),
        proposals,
        suggestions,
        rates: rates(&mut transaction, (service, &releases), &cohorts).await?,
        contacts: contact::list_newest(&mut transaction, id, limits::PAGE).await?,
        names: person::names(service, &mut transaction).await?,
        topics,
        cohorts,
    })
}

async fn recent_topics(
    transaction: &mut Transaction,
    product: ProductId,
    today: Date,
) -> Result<Vec<Trend>, Error> {
    let fortnight = today.checked_sub(Span::new().days(14)).unwrap_or(Date::MIN);
    let recent = contact::list_contacts_since(transaction, product, fortnight).await?;
    Ok(topics(recent.iter().map(|one| &one.text), today))
}

/// Templates that help fewer than half, and topics that rise, unless somebody has an open proposal about them.
async fn suggest(
    transaction: &mut Transaction,
    (actor, product): (&Actor, ProductId),
    (topics, proposals): (&[Trend], &[Proposal]),
) -> Result<Vec<Suggestion>, Error> {
    let me = actor.person.id;
    let responses = store::response::list_responses_of_product(transaction, product, me).await?;
    let helped = response_use::list_helped(transaction, product).await?;
    let weak = helped.into_iter().filter(|(_, helped)| helped.is_weak());
    let weak = weak.filter_map(|(id, helped)| {
        let response = responses.iter().find(|response| response.id == id)?;
        let sentence = helped.in_words(response.text.title.as_str());
        Some(Suggestion { source: ProposalSource::Response(id), sentence })
    });
    let rising = topics.iter().filter(|topic| topic.rises()).filter_map(|topic| {
        let source = ProposalSource::Topic(Topic::parse(&topic.name).ok()?);
        Some(Suggestion { source, sentence: topic.in_words() })
    });
    let open = |source: &ProposalSource| {
        proposals.iter().any(|one| one.state == ProposalState::Open && one.source == *source)
    };
    Ok(weak.chain(rising).filter(|one| !open(&one.source)).collect())
}

async fn rates(
    transaction: &mut Transaction,
    (service, releases): (&Service, &[Release]),
    cohorts: &[Cohort],
) -> Result<Vec<PhaseRate>, Error> {
    let mut rates = Vec::new();
    for release in releases {
        let phases = store::phase::list_phases(transaction, release.id).await?;
        if phases.iter().all(|phase| phase.clocks.started_at.is_none()) {
            continue;
        }
        let counts = contact::list_day_counts(transaction, release.id).await?;
        for phase in phases.into_iter().filter(|phase| phase.clocks.started_at.is_some()) {
            rates.push(rate_of(service, release, phase, (&counts, cohorts)));
        }
    }
    rates.sort_by_key(|one| std::cmp::Reverse(one.phase.clocks.started_at));
    Ok(rates)
}

fn rate_of(
    service: &Service,
    release: &Release,
    phase: Phase,
    (counts, cohorts): (&[DayCount], &[Cohort]),
) -> PhaseRate {
    let zone = release.schedule.zone();
    let when = (zone, zone.day(service.now()));
    let cohort = cohorts.iter().find(|cohort| cohort.id == phase.plan.cohort);
    let size = cohort.and_then(|cohort| cohort.text.size);
    PhaseRate {
        release: format!("{} {}", release.name, release.label),
        rate: rate::of_phase(&phase, (counts, size), when),
        days: rate::by_day(&phase, (counts, size), when).unwrap_or_default(),
        phase,
    }
}
