//! What an answer is right for: the cohort, what it has today, the language, the day.

use domain::day::{Zone, day_in_words};
use domain::desk::{Today, Turn};
use domain::finding::{Finding, Severity};
use domain::ids::{ProductId, ReleaseId};
use domain::product::Product;
use domain::product::cohort::Cohort;
use domain::release::Release;
use domain::response::body::Known;
use domain::response::{Language, Situation};
use jiff::Timestamp;
use jiff::civil::Date;
use store::response::place::{Place, find_most_written, list_places};
use store::response::search::Scope;
use store::{StoreError, Transaction};

use super::asked::Asked;
use crate::{Actor, Error, Refusal, Service, access};

pub(super) struct Ground {
    pub(super) product: Option<Product>,
    pub(super) cohort: Option<Cohort>,
    pub(super) today: Today,
    /// The releases of the product that the actor may see. What lies in others is not there.
    pub(super) releases: Vec<Release>,
    pub(super) zone: Zone,
    pub(super) day: Date,
    pub(super) language: Language,
    /// Where there are approved texts.
    places: Vec<Place>,
}

impl Ground {
    /// # Errors
    /// There is no such product or cohort.
    pub(super) async fn find(
        transaction: &mut Transaction,
        (service, actor): (&Service, &Actor),
        asked: &Asked,
    ) -> Result<Self, Error> {
        let cohort = match asked.cohort {
            Some(id) => {
                let cohort = store::product::cohort::find_cohort(transaction, id).await?;
                Some(cohort.ok_or(Refusal::NotFound)?)
            }
            None => None,
        };
        let id = cohort.as_ref().map(|cohort| cohort.product).or(asked.product);
        let product = match id {
            Some(id) => {
                let product = store::product::find_product(transaction, id).await?;
                Some(product.ok_or(Refusal::NotFound)?)
            }
            None => None,
        };
        let now = service.now();
        let mut ground = Self {
            product,
            cohort,
            today: Today::default(),
            releases: Vec::new(),
            zone: Zone::utc(),
            day: Zone::utc().day(now),
            language: Language::english(),
            places: Vec::new(),
        };
        if let Some(id) = id {
            ground.read_releases(transaction, actor, id).await?;
            let releases = ground.releases.iter().map(|release| release.id.uuid());
            let of: Vec<_> = releases.chain([id.uuid()]).collect();
            ground.places = list_places(transaction, &of).await?;
        }
        ground.zone = ground.zone_of();
        ground.day = ground.zone.day(now);
        let language = match &asked.language {
            Some(language) => Some(language.clone()),
            None => ground.language_of(transaction).await?,
        };
        ground.language = language.unwrap_or(ground.language);
        Ok(ground)
    }

    async fn read_releases(
        &mut self,
        transaction: &mut Transaction,
        actor: &Actor,
        product: ProductId,
    ) -> Result<(), Error> {
        self.releases = access::list_seen(transaction, actor, Some(product)).await?;
        let Some(cohort) = &self.cohort else { return Ok(()) };
        let mut phases = store::phase::list_phases_of_product(transaction, product).await?;
        let mut turns = Vec::new();
        for release in &self.releases {
            let own = phases.extract_if(.., |phase| phase.release == release.id).collect();
            turns.push((release.clone(), own));
        }
        self.today = Today::of(cohort.id, &turns);
        Ok(())
    }

    /// Where the day is counted: in the zone of what they have, or of the product.
    fn zone_of(&self) -> Zone {
        let turn = self.today.turn().map(|turn| &turn.release);
        let of_product = self.product.as_ref().map(|product| &product.zone);
        let zone = turn.map(|release| release.schedule.zone()).or(of_product);
        zone.cloned().unwrap_or_else(Zone::utc)
    }

    /// The languages in which there are answers, by their names.
    pub(super) fn languages(&self) -> Vec<Language> {
        let mut all: Vec<_> = self.places.iter().map(|place| place.language.clone()).collect();
        all.sort_by_key(Language::name);
        all.dedup();
        all
    }

    /// The language of the cohort when there are answers in it, or the one of most answers.
    async fn language_of(
        &self,
        transaction: &mut Transaction,
    ) -> Result<Option<Language>, StoreError> {
        let said = self.cohort.as_ref().and_then(|cohort| cohort.text.language.as_ref());
        let of_cohort = said.and_then(|said| Language::parse(said.as_str()).ok());
        let languages = self.languages();
        match (of_cohort.filter(|language| languages.contains(language)), languages.as_slice()) {
            (Some(language), _) => Ok(Some(language)),
            (None, [] | [_]) => Ok(languages.first().cloned()),
            (None, _) => find_most_written(transaction, &self.places).await,
        }
    }

    /// In which situation a text is looked for: by the release it is of, or by what they have of the product. While
    /// nobody said who asks, only what is right at any time is right.
    pub(super) fn situation(&self, release: Option<ReleaseId>) -> Situation {
        if self.cohort.is_none() {
            return Situation::Always;
        }
        Situation::of(match release {
            Some(release) => self.today.state_in(release),
            None => self.today.state(),
        })
    }

    /// Where texts lie that could be right now, in the language asked for, or in every one.
    pub(super) fn scope(&self, in_every_language: bool) -> Scope {
        let could_be_right = |place: &&Place| {
            let release = self.releases.iter().find(|release| release.id.uuid() == place.of);
            let situation = self.situation(release.map(|release| release.id));
            situation.right().contains(&place.situation)
                && (in_every_language || place.language == self.language)
        };
        let places = self.places.iter().filter(could_be_right).cloned().collect();
        Scope { places, cohort: self.cohort.as_ref().map(|cohort| cohort.id), today: self.day }
    }

    /// What Holdpoint fills in by itself.
    pub(super) fn known(&self, actor: &Actor, now: Timestamp) -> Vec<(Known, String)> {
        let day = |day: Date| day_in_words(day, self.day);
        let turn = self.today.turn();
        let of_turn = |say: fn(&Turn) -> String| turn.map(say);
        let dates = turn.map(|turn| turn.phase.plan.dates);
        let launch = turn.and_then(|turn| turn.release.schedule.launch());
        let cohort = self.cohort.as_ref().map(|cohort| &cohort.text);
        let contact = cohort.and_then(|cohort| cohort.contact.as_ref());
        let all = [
            (Known::Product, self.product.as_ref().map(|product| product.name.clone())),
            (Known::Release, of_turn(|turn| turn.release.name.clone())),
            (Known::Version, of_turn(|turn| turn.release.label.clone())),
            (Known::Launch, launch.map(day)),
            (Known::Phase, of_turn(|turn| turn.phase.plan.name.to_string())),
            (Known::PhaseStart, dates.map(|dates| day(dates.starts_on()))),
            (Known::PhaseEnd, dates.map(|dates| day(dates.ends_on()))),
            (Known::Cohort, cohort.map(|cohort| cohort.name.to_string())),
            (Known::Contact, contact.map(ToString::to_string)),
            (Known::Today, Some(day(self.zone.day(now)))),
            (Known::Agent, Some(actor.person.name.clone())),
        ];
        all.into_iter().filter_map(|(known, value)| Some((known, value?))).collect()
    }

    /// What is known to be wrong with what they have, the worst first.
    pub(super) async fn findings(
        &self,
        transaction: &mut Transaction,
    ) -> Result<Vec<Finding>, Error> {
        let Some(turn) = &self.today.now else { return Ok(Vec::new()) };
        let all = store::finding::list_findings(transaction, turn.release.id).await?;
        let is_known = |finding: &Finding| {
            finding.text.severity != Severity::Low && !finding.is_settled(self.day)
        };
        let mut known: Vec<Finding> = all.into_iter().filter(is_known).collect();
        known.sort_by_key(|finding| std::cmp::Reverse(finding.text.severity));
        Ok(known)
    }
}
