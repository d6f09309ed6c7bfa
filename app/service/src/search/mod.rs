//! Finding things by what they are called, and beginning things from wherever one is.

use domain::access::{Operation, Relation};
use domain::limits;
use domain::person::Person;
use domain::product::Product;
use domain::search::{At, Command, Entry, EntryKind, Query, Viewer, Whereabouts};
use store::Transaction;
pub use store::search::Only;
use uuid::Uuid;

use crate::access::{self, See};
use crate::{Actor, Error, Service};

/// What a search gives.
pub struct Found {
    pub entries: Vec<Entry>,
    /// There is more than is shown; how much is not counted.
    pub more: bool,
    /// To choose one to search in.
    pub products: Vec<Product>,
    pub can_open_people: bool,
    /// The desk finds answers by their texts too, those that are right today.
    pub uses_desk: bool,
}

/// What the palette offers.
pub struct Palette {
    /// Each with the address to which it leads.
    pub commands: Vec<(Command, String)>,
    pub entries: Vec<Entry>,
    pub more: bool,
}

/// # Errors
/// The actor may not read what everybody reads.
pub async fn find(
    service: &Service,
    actor: &Actor,
    query: &Query,
    only: &Only,
) -> Result<Found, Error> {
    let mut transaction = service.database.read().await?;
    let person = access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    let viewer = viewer(actor, &person);
    let limit = limits::FOUND + 1;
    let mut entries = store::search::find(&mut transaction, viewer, query, only, limit).await?;
    let more = entries.len() > limits::FOUND;
    entries.truncate(limits::FOUND);
    let products = store::product::list_products(&mut transaction).await?;
    let uses_desk = actor.may_as(person.standing(), Relation::None, Operation::UseDesk);
    Ok(Found { entries, more, products, can_open_people: viewer.manages_people, uses_desk })
}

/// What fits what somebody has typed so far on the page of `here`: before they type, what they worked on lately and
/// what can be begun there.
///
/// # Errors
/// The actor may not read what everybody reads.
pub async fn offer(
    service: &Service,
    actor: &Actor,
    query: &Query,
    here: Option<Uuid>,
) -> Result<Palette, Error> {
    let mut transaction = service.database.read().await?;
    let person = access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    let viewer = viewer(actor, &person);
    let mut commands = allowed(&mut transaction, (actor, &person), viewer, here).await?;
    if !query.is_empty() {
        commands.retain(|(command, _)| query.score(command.label(), "").is_some());
        commands.sort_by_key(|(command, _)| {
            std::cmp::Reverse(query.score(command.label(), "").unwrap_or_default())
        });
    }
    commands.truncate(limits::PALETTE);
    let limit = limits::PALETTE + 1;
    let mut entries = if query.is_empty() {
        store::search::list_recent(&mut transaction, viewer, limits::PALETTE).await?
    } else {
        // Only administrators have a page to go to for a person.
        let kinds = EntryKind::ALL.into_iter();
        let kinds = kinds.filter(|kind| viewer.manages_people || *kind != EntryKind::Person);
        let only = Only { kinds: kinds.collect(), product: None };
        store::search::find(&mut transaction, viewer, query, &only, limit).await?
    };
    let more = entries.len() > limits::PALETTE;
    entries.truncate(limits::PALETTE);
    Ok(Palette { commands, entries, more })
}

fn viewer(actor: &Actor, person: &Person) -> Viewer {
    let may = |operation| actor.may_as(person.standing(), Relation::None, operation);
    Viewer {
        person: person.id,
        sees_releases: actor.is_for(Operation::SeeRelease),
        writes_training: may(Operation::WriteTraining),
        uses_answers: may(Operation::UseDesk) || may(Operation::WriteResponse),
        writes_answers: may(Operation::WriteResponse),
        manages_people: may(Operation::ManagePeople),
    }
}

/// The commands that somebody may give where they are, each with its address.
async fn allowed(
    transaction: &mut Transaction,
    (actor, person): (&Actor, &Person),
    viewer: Viewer,
    here: Option<Uuid>,
) -> Result<Vec<(Command, String)>, Error> {
    let place = match here {
        Some(here) => store::search::find_whereabouts(transaction, viewer, here).await?,
        None => None,
    };
    let Whereabouts { product, release } =
        place.unwrap_or(Whereabouts { product: None, release: None });
    let granted = match release {
        Some(release) => Some(access::grant::<See>(transaction, actor, release).await?),
        None => None,
    };
    let place = match (&granted, product) {
        (Some(granted), _) => Some(format!("/{}", granted.release.product_slug)),
        (None, Some(product)) => {
            let product = store::product::find_product(transaction, product).await?;
            product.map(|product| product.address())
        }
        (None, None) => None,
    };
    let offered = Command::ALL.into_iter().filter_map(|command| {
        let needs = command.needs();
        let everywhere = actor.may_as(person.standing(), Relation::None, needs);
        match command.at() {
            At::Everywhere => everywhere.then(|| (command, command.address().to_owned())),
            At::Product => place
                .as_ref()
                .filter(|_| everywhere)
                .map(|place| (command, command.address_in(place))),
            At::Release => granted
                .as_ref()
                .filter(|granted| granted.may(needs))
                .map(|granted| (command, command.address_in(&granted.release.address()))),
        }
    });
    Ok(offered.collect())
}
