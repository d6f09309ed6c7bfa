//! The desk: what the people who ask have today, and what to say to them. It owns no tables; what is copied there is
//! written down by the room of answers.

mod answers;
mod asked;
mod copy;
mod ground;
pub mod watch;

use domain::access::Operation;
use domain::day::Zone;
use domain::desk::{Query, Today};
use domain::finding::Finding;
use domain::product::Product;
use domain::product::cohort::Cohort;
use domain::response::Language;
use store::Transaction;

pub use self::answers::{Answers, Chosen, Fill, Listed};
pub use self::asked::Asked;
pub use self::copy::{Copied, Copying, Feedback, ask, copy, say_helped};

use self::ground::Ground;
use crate::{Actor, Error, Service, access};

/// The whole page.
pub struct Desk {
    /// Everybody there is to choose from.
    pub choices: Vec<(Product, Vec<Cohort>)>,
    /// Who could be meant by what was typed, when it is not one.
    pub found: Vec<(Product, Cohort)>,
    pub part: Part,
}

/// What changes while somebody types, or while a release moves.
pub struct Part {
    pub product: Option<Product>,
    pub cohort: Option<Cohort>,
    pub today: Today,
    /// What is known to be wrong with what they have.
    pub findings: Vec<Finding>,
    pub zone: Zone,
    pub language: Language,
    pub languages: Vec<Language>,
    pub answers: Answers,
    pub chosen: Option<Chosen>,
}

impl Part {
    fn of(
        ground: Ground,
        findings: Vec<Finding>,
        (answers, chosen): (Answers, Option<Chosen>),
    ) -> Self {
        Self {
            languages: ground.languages(),
            product: ground.product,
            cohort: ground.cohort,
            today: ground.today,
            findings,
            zone: ground.zone,
            language: ground.language,
            answers,
            chosen,
        }
    }
}

/// The desk as it is for what somebody has chosen.
///
/// # Errors
/// The actor does not use the desk, or there is no such product or cohort.
pub async fn open(service: &Service, actor: &Actor, asked: &Asked) -> Result<Desk, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::UseDesk).await?;
    let mut choices = Vec::new();
    for product in store::product::list_products(&mut transaction).await? {
        let cohorts = store::product::cohort::list_cohorts(&mut transaction, product.id).await?;
        choices.push((product, cohorts));
    }
    let found = named(&choices, &asked.who);
    let mut asked = asked.clone();
    if !asked.who.trim().is_empty() {
        asked.cohort = match found.as_slice() {
            [(_, cohort)] => Some(cohort.id),
            _ => None,
        };
    }
    if let ([(product, _)], None) = (choices.as_slice(), asked.product) {
        asked.product = Some(product.id);
    }
    let ground = Ground::find(&mut transaction, (service, actor), &asked).await?;
    let of = answers::count(&mut transaction, &ground).await?;
    let mut part = part(&mut transaction, (service, actor), ground, &asked).await?;
    part.answers.of = Some(of);
    Ok(Desk { choices, found, part })
}

/// What changes while somebody types: the list and the answer.
///
/// # Errors
/// The actor does not use the desk, or there is no such product or cohort.
pub async fn list(service: &Service, actor: &Actor, asked: &Asked) -> Result<Part, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::UseDesk).await?;
    let ground = Ground::find(&mut transaction, (service, actor), asked).await?;
    part(&mut transaction, (service, actor), ground, asked).await
}

/// What changes while a release moves: what the cohort has, and the answer that is open. It searches nothing, so that
/// two hundred desks can ask at once.
///
/// # Errors
/// The actor does not use the desk, or there is no such product or cohort.
pub async fn now(service: &Service, actor: &Actor, asked: &Asked) -> Result<Part, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::UseDesk).await?;
    let ground = Ground::find(&mut transaction, (service, actor), asked).await?;
    let chosen = match asked.answer {
        Some(id) => {
            answers::choose(&mut transaction, (&ground, actor, service.now()), id, asked).await?
        }
        None => None,
    };
    let findings = ground.findings(&mut transaction).await?;
    Ok(Part::of(ground, findings, (Answers::default(), chosen)))
}

async fn part(
    transaction: &mut Transaction,
    (service, actor): (&Service, &Actor),
    ground: Ground,
    asked: &Asked,
) -> Result<Part, Error> {
    let answers = answers::search(transaction, (&ground, service.now()), &asked.query).await?;
    // Who chose nothing sees the best one: it is what Enter copies.
    let open = asked.answer.or_else(|| answers.shown.first().map(|listed| listed.response));
    let chosen = match open {
        Some(id) => {
            answers::choose(transaction, (&ground, actor, service.now()), id, asked).await?
        }
        None => None,
    };
    let findings = ground.findings(transaction).await?;
    Ok(Part::of(ground, findings, (answers, chosen)))
}

/// The cohorts whose name or kind has all the words that were typed.
fn named(choices: &[(Product, Vec<Cohort>)], who: &str) -> Vec<(Product, Cohort)> {
    let query = Query::parse(who);
    if query.is_empty() {
        return Vec::new();
    }
    let all = choices.iter().flat_map(|(product, cohorts)| {
        cohorts.iter().map(move |cohort| (product.clone(), cohort.clone()))
    });
    let named: Vec<_> = all
        .filter(|(product, cohort)| {
            let words =
                [cohort.text.name.as_str(), cohort.text.kind.label(), product.name.as_str()]
                    .join(" ");
            query.has_all(&words)
        })
        .collect();
    // What is typed in full is meant, also when others begin with it.
    let exact: Vec<_> =
        named.iter().filter(|(_, cohort)| query.is(cohort.text.name.as_str())).cloned().collect();
    if exact.len() == 1 { exact } else { named }
}
