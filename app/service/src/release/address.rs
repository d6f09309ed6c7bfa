//! Addresses in words: where they lead, and those of what has only an id in its address. Whoever asks learns nothing
//! by it that they may not see.

use domain::access::Operation;
use domain::address::{ById, InWords, Slug};
use domain::ids::{ProductId, ReleaseId};
use domain::product::ProductText;
use domain::release::Plan;
use store::Transaction;
use store::release::address as addresses;

use crate::account::session::{Holder, find_holder};
use crate::{Actor, Error, Refusal, Secret, Service, access};

/// The page that an address in words is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolved {
    /// The path by id. Whether somebody may see it is asked there, as at every address by id.
    pub path: String,
    /// The words are those of today.
    pub current: bool,
}

/// Where a path in words leads; nowhere when nothing has or had these words.
///
/// # Errors
/// The database fails.
pub async fn resolve(service: &Service, path: &InWords<'_>) -> Result<Option<Resolved>, Error> {
    let mut transaction = service.database.read().await?;
    resolve_in(&mut transaction, path).await
}

/// The same, and who holds the secret with which it is asked for, out of one snapshot.
///
/// # Errors
/// The database fails.
pub async fn arrive(
    service: &Service,
    path: &InWords<'_>,
    secret: Option<&Secret>,
) -> Result<(Option<Resolved>, Option<Holder>), Error> {
    let mut transaction = service.database.read().await?;
    let resolved = resolve_in(&mut transaction, path).await?;
    let holder = match secret {
        Some(secret) => find_holder(service, &mut transaction, secret).await?,
        None => None,
    };
    Ok((resolved, holder))
}

async fn resolve_in(
    transaction: &mut Transaction,
    path: &InWords<'_>,
) -> Result<Option<Resolved>, Error> {
    let led = addresses::find_by_words(transaction, path.product, path.release).await?;
    let Some(led) = led else { return Ok(None) };
    let id = match (path.release, led.release, path.numbered) {
        (None, ..) => Some(led.product.uuid()),
        (Some(_), None, _) => None,
        (Some(_), Some(release), None) => Some(release.uuid()),
        (Some(_), Some(release), Some(numbered)) => {
            addresses::find_numbered(transaction, release, numbered).await?
        }
    };
    Ok(id.map(|id| Resolved { path: path.by_id(id), current: led.current }))
}

/// The address in words of a page that the actor may see and that has one.
///
/// # Errors
/// The database fails.
pub async fn find_in_words(
    service: &Service,
    actor: &Actor,
    path: &str,
) -> Result<Option<String>, Error> {
    let Some(by_id) = ById::read(path) else { return Ok(None) };
    let mut transaction = service.database.read().await?;
    let found = addresses::find_words(&mut transaction, (by_id.thing, by_id.id)).await?;
    let Some(found) = found else { return Ok(None) };
    let seen = match found.release {
        None => actor.is_for(Operation::SeeOrganisation),
        Some(release) => !access::find_seen(&mut transaction, actor, &[release]).await?.is_empty(),
    };
    let words = seen.then(|| by_id.in_words(&found.words));
    // Words that are read as something else, because a page of ours has taken them since, lead to nobody.
    Ok(words.filter(|words| {
        InWords::read(words)
            .is_some_and(|read| read.thing() == by_id.thing && read.rest == by_id.rest)
    }))
}

/// Keeps the words that a product is to have: those that were typed, or some that are made of its name.
pub(crate) async fn take_for_product(
    transaction: &mut Transaction,
    id: ProductId,
    text: &ProductText,
) -> Result<Slug, Error> {
    let slug = addresses::take_for_product(transaction, id, text).await?;
    slug.ok_or_else(|| taken(text.slug.as_ref()))
}

/// The same for a release: made of its version.
pub(crate) async fn take_for_release(
    transaction: &mut Transaction,
    of: (ProductId, ReleaseId),
    plan: &Plan,
) -> Result<Slug, Error> {
    let slug = addresses::take_for_release(transaction, of, plan).await?;
    slug.ok_or_else(|| taken(plan.slug.as_ref()))
}

fn taken(slug: Option<&Slug>) -> Error {
    let which = slug.map_or("The name", Slug::as_str);
    let message = format!("“{which}” leads to something else. Choose another address");
    Refusal::invalid("slug", message).into()
}
