//! A release to look around in: people, dates around today, and a checklist that is half done.
//!
//! It has a past, which no verb of `service` can write, so it writes to the store itself.

mod launch;
mod learning;
mod permits;
mod rehearsal;
mod response;
mod training;

use domain::activity::{Action, Object};
use domain::checklist::import::Import;
use domain::checklist::{Item, ItemState};
use domain::day::Zone;
use domain::ids::{AuditId, ItemId, PersonId, ProductId, ReleaseId, RequestId, SlipId};
use domain::person::{Email, Role, Standing, Support};
use domain::product::ProductText;
use domain::release::{Kind, Part, Plan, ReleaseState, Schedule, Slip, Tier};
use domain::text::{Label, Markdown, Name, TextError, VersionLabel};
use jiff::{SignedDuration, Span, Timestamp};
use store::activity::{Origin, Record};
use store::release::address;
use store::{Database, StoreError, Transaction};
use thiserror::Error as ErrorText;
use uuid::Uuid;

/// Why the demo was not added.
#[derive(Debug, ErrorText)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the demo: {0}")]
    Text(String),
}

/// The demo is added once: its product and its release have ids that are always the same.
const PRODUCT: ProductId =
    ProductId::new(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0d01));
const RELEASE: ReleaseId =
    ReleaseId::new(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0d02));

/// Where the demo takes place.
const ZONE: &str = "Europe/Zurich";

/// No password has this hash, so nobody signs in as a person of the demo.
const NO_PASSWORD: &str = "!";

/// Adds the demo, unless it is there.
pub async fn load(database: &Database, now: Timestamp) -> Result<(), Error> {
    let mut transaction = database.write().await?;
    load_in(now, &mut transaction).await?;
    Ok(transaction.commit().await?)
}

/// Makes an administrator an owner of the demo and a support lead, if it is there, so that they can try
/// everything.
pub async fn welcome(database: &Database, person: PersonId, role: Role) -> Result<(), Error> {
    let mut transaction = database.write().await?;
    if role == Role::Admin
        && store::release::find_release(&mut transaction, RELEASE).await?.is_some()
    {
        store::release::participant::save_part(&mut transaction, RELEASE, person, Part::Owner)
            .await?;
        if let Some(found) = store::person::find_person(&mut transaction, person).await? {
            let standing = Standing { role, support: Support::Lead };
            let which = (person, found.version);
            store::person::save_access(&mut transaction, which, standing, found.active).await?;
        }
    }
    Ok(transaction.commit().await?)
}

async fn load_in(now: Timestamp, transaction: &mut Transaction) -> Result<(), Error> {
    if store::product::find_product(transaction, PRODUCT).await?.is_some() {
        return Ok(());
    }
    let product = ProductText {
        name: written(Label::parse(permits::PRODUCT))?,
        slug: None,
        summary: written(Markdown::parse(permits::PRODUCT_SUMMARY))?,
    };
    let plan = plan(now)?;
    let full = || broken("every address is taken");
    let slug = address::take_for_product(transaction, PRODUCT, &product).await?.ok_or_else(full)?;
    store::product::add_product(transaction, PRODUCT, (&product, &slug), now).await?;
    let of = (PRODUCT, RELEASE);
    let slug = address::take_for_release(transaction, of, &plan).await?.ok_or_else(full)?;
    store::release::add_release(transaction, RELEASE, PRODUCT, (&plan, &slug), now).await?;
    store::release::save_state(transaction, RELEASE, 1, ReleaseState::Planning).await?;
    store::release::save_state(transaction, RELEASE, 2, ReleaseState::InProgress).await?;
    let people = people(now, transaction).await?;
    slip(now, transaction, &people).await?;
    let planned = now.checked_sub(SignedDuration::from_hours(24 * 35)).map_err(broken)?;
    for item in items(now, &people)? {
        store::checklist::add_item(transaction, &item, planned).await?;
        tell(now, transaction, &item, &people).await?;
    }
    launch::add(now, transaction, &people).await?;
    rehearsal::add(now, transaction, &people).await?;
    prepared(now, transaction, &people).await
}

/// Who is prepared before their phase, and what support says to them.
async fn prepared(
    now: Timestamp,
    transaction: &mut Transaction,
    people: &[PersonId],
) -> Result<(), Error> {
    let phases = store::phase::list_phases(transaction, RELEASE).await?;
    let trained = training::add(now, transaction, people, &phases).await?;
    let (Some(author), Some(lead), Some(agent)) =
        (people.first().copied(), people.last().copied(), trained.staff.first().copied())
    else {
        return Ok(());
    };
    let desk = response::Desk { author, lead, agent };
    let known = (phases.as_slice(), trained.materials.as_slice());
    let answers = response::add(now, transaction, desk, known).await?;
    learning::add(now, transaction, desk, (&phases, &answers)).await
}

fn plan(now: Timestamp) -> Result<Plan, Error> {
    let zone = Zone::parse(ZONE).map_err(broken)?;
    let today = zone.day(now);
    let complete = today.checked_sub(Span::new().days(41)).map_err(broken)?;
    let launch = today.checked_sub(Span::new().days(5)).map_err(broken)?;
    Ok(Plan {
        name: written(Label::parse(permits::RELEASE))?,
        label: written(VersionLabel::parse("2.4.0"))?,
        slug: None,
        summary: written(Markdown::parse(permits::RELEASE_SUMMARY))?,
        kind: Kind::Standard,
        tier: Tier::Standard,
        schedule: Schedule::new(Some(complete), Some(launch), zone).map_err(broken)?,
        restricted: false,
    })
}

async fn people(now: Timestamp, transaction: &mut Transaction) -> Result<Vec<PersonId>, Error> {
    let mut people = Vec::new();
    for (name, email, part) in permits::PEOPLE {
        let id = PersonId::new(new_id());
        let (email, name) = (Email::parse(email).map_err(broken)?, written(Name::parse(name))?);
        let who = (&email, &name, Role::Member);
        store::person::add_person(transaction, id, who, NO_PASSWORD, now).await?;
        store::release::participant::save_part(transaction, RELEASE, id, part).await?;
        people.push(id);
    }
    Ok(people)
}

async fn slip(
    now: Timestamp,
    transaction: &mut Transaction,
    people: &[PersonId],
) -> Result<(), Error> {
    let Some(by) = people.first().copied() else { return Ok(()) };
    let to = plan(now)?.schedule.launch();
    let from = to.and_then(|day| day.checked_sub(Span::new().days(7)).ok());
    let reason = permits::SLIP_REASON.to_owned();
    let at = now - SignedDuration::from_hours(24 * 20);
    let slip = Slip { from, to, reason, by_name: String::new(), at };
    store::release::add_slip(transaction, SlipId::new(new_id()), RELEASE, &slip, by).await?;
    let mut record = record(Action::LaunchSlipped, Object::Release, RELEASE.uuid());
    record.label = Some("by a week".to_owned());
    record.reason = Some(permits::SLIP_REASON.to_owned());
    let origin = origin_of(Some(by));
    Ok(append(transaction, at, &origin, &record).await?)
}

/// The checklist comes in by the same reader as everybody's; what it cannot say is added by title.
fn items(now: Timestamp, people: &[PersonId]) -> Result<Vec<Item>, Error> {
    let import = Import::read(permits::CHECKLIST).map_err(broken)?;
    let mut ids: Vec<ItemId> = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    for (number, imported) in (1..).zip(import.items) {
        let told = permits::DETAILS.iter().find(|detail| imported.title.starts_with(detail.title));
        let person = |place: usize| people.get(place).copied();
        let state = match told.map_or(permits::State::Open, |detail| detail.state) {
            permits::State::Open => ItemState::Pending,
            permits::State::Started => ItemState::InProgress,
            permits::State::Done(by) => person(by).map_or(ItemState::Pending, ItemState::Done),
            permits::State::Verified(by, again) => match (person(by), person(again)) {
                (Some(done_by), Some(verified_by)) => ItemState::Verified { done_by, verified_by },
                _ => ItemState::Pending,
            },
            permits::State::Excused(reason) => {
                ItemState::NotApplicable { reason: reason.to_owned() }
            }
        };
        let item = Item {
            id: ItemId::new(new_id()),
            release: RELEASE,
            parent: imported.parent.and_then(|parent| ids.get(parent).copied()),
            ordinal: 0,
            position: number << 20,
            section: imported.section,
            title: imported.title,
            explanation: imported.explanation,
            required: told.is_none_or(|detail| detail.required),
            critical: told.is_some_and(|detail| detail.critical),
            asked: None,
            owner: told.and_then(|detail| person(detail.owner)),
            due_at: told.and_then(|detail| evening(now, detail.due_in_days)),
            notes: String::new(),
            evidence: told.and_then(|detail| detail.evidence).map(str::to_owned),
            state,
            version: 1,
        };
        ids.push(item.id);
        items.push(item);
    }
    Ok(items)
}

/// The end of a working day, so many days from now.
fn evening(now: Timestamp, days: i64) -> Option<Timestamp> {
    let zone = Zone::parse(ZONE).ok()?;
    let day = zone.day(now).checked_add(Span::new().days(days)).ok()?;
    zone.moment(day.at(17, 0, 0, 0)).ok()
}

/// What was done to the item so far, as the trail would have it.
async fn tell(
    now: Timestamp,
    transaction: &mut Transaction,
    item: &Item,
    people: &[PersonId],
) -> Result<(), Error> {
    let (action, actor, reason) = match &item.state {
        ItemState::Done(by) => (Action::ItemCompleted, Some(*by), None),
        ItemState::Verified { verified_by, .. } => (Action::ItemVerified, Some(*verified_by), None),
        ItemState::NotApplicable { reason } => {
            (Action::ItemExcused, people.first().copied(), Some(reason.clone()))
        }
        ItemState::Pending | ItemState::InProgress | ItemState::Blocked { .. } => return Ok(()),
    };
    let mut record =
        Record { label: Some(item.title.clone()), ..record(action, Object::Item, item.id.uuid()) };
    record.reason = reason;
    let origin = origin_of(actor);
    // The list was worked from the top, a few hours at a time, before the first phase began.
    let before = 24 * 6 + 7 * (19 - (item.position >> 20));
    let at = now - SignedDuration::from_hours(before);
    Ok(append(transaction, at, &origin, &record).await?)
}

/// Somebody of the demo, who did it on the machine itself.
fn origin_of(actor: Option<PersonId>) -> Origin {
    let request = RequestId::new(new_id());
    Origin { actor, session: None, network: "local".to_owned(), request }
}

fn record(action: Action, object: Object, id: Uuid) -> Record {
    Record { release: Some(RELEASE), ..Record::of(action, object, id) }
}

async fn append(
    transaction: &mut Transaction,
    at: Timestamp,
    origin: &Origin,
    record: &Record,
) -> Result<(), StoreError> {
    store::activity::append_audit(transaction, AuditId::new(new_id()), at, origin, record).await
}

#[expect(
    clippy::disallowed_methods,
    reason = "the demo does not know the service, which makes the others"
)]
fn new_id() -> Uuid {
    Uuid::now_v7()
}

fn written<T>(text: Result<T, TextError>) -> Result<T, Error> {
    text.map_err(broken)
}

/// The demo is part of the program: when its own texts do not parse, the program is broken.
fn broken(error: impl std::fmt::Display) -> Error {
    Error::Text(error.to_string())
}
