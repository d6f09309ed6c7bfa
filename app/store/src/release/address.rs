//! The words that lead to products, releases and what is numbered in a release.

use domain::address::{Slug, SlugError, Thing, Words};
use domain::ids::{ProductId, ReleaseId};
use domain::limits;
use domain::product::ProductText;
use domain::release::Plan;
use uuid::Uuid;

use crate::{StoreError, Transaction};

/// Where the words of an address lead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Led {
    pub product: ProductId,
    /// None when the words name only a product, or no release of it.
    pub release: Option<ReleaseId>,
    /// Both have these words today, and not only once.
    pub current: bool,
}

/// The words of something, and the release in which it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub release: Option<ReleaseId>,
    pub words: Words,
}

/// Keeps the words that a product is to have, now and for ever: those that were typed, or some that are made of its
/// name. None when somebody else has or had what was typed.
pub async fn take_for_product(
    transaction: &mut Transaction,
    product: ProductId,
    text: &ProductText,
) -> Result<Option<Slug>, StoreError> {
    let made = Slug::of_words(text.name.as_str(), "product");
    for slug in tries(text.slug.as_ref(), &made, Slug::parse_for_product) {
        if take_product_slug(transaction, product, &slug).await? {
            return Ok(Some(slug));
        }
    }
    Ok(None)
}

/// The same for a release among those of its product: made of its version.
pub async fn take_for_release(
    transaction: &mut Transaction,
    of: (ProductId, ReleaseId),
    plan: &Plan,
) -> Result<Option<Slug>, StoreError> {
    let made = Slug::of_words(plan.label.as_str(), "release");
    for slug in tries(plan.slug.as_ref(), &made, Slug::parse_for_release) {
        if take_release_slug(transaction, of, &slug).await? {
            return Ok(Some(slug));
        }
    }
    Ok(None)
}

/// Where words lead that something has or had.
pub async fn find_by_words(
    transaction: &mut Transaction,
    product: &str,
    release: Option<&str>,
) -> Result<Option<Led>, StoreError> {
    let row: Option<(Uuid, String, Option<Uuid>, Option<String>)> = transaction
        .optional(
            "SELECT p.id, p.slug, r.id, r.slug
             FROM product_slugs s
             JOIN products p ON p.id = s.product_id
             LEFT JOIN release_slugs t ON t.product_id = p.id AND t.slug = $2
             LEFT JOIN releases r ON r.id = t.release_id
             WHERE s.slug = $1",
            (product, release.map(str::to_owned)),
        )
        .await?;
    Ok(row.map(|(id, slug, found, label)| Led {
        product: ProductId::new(id),
        release: found.map(ReleaseId::new),
        current: slug == product && (release.is_none() || label.as_deref() == release),
    }))
}

/// Which of the things of its kind has a number in a release.
pub async fn find_numbered(
    transaction: &mut Transaction,
    release: ReleaseId,
    (thing, number): (Thing, i64),
) -> Result<Option<Uuid>, StoreError> {
    macro_rules! which {
        ($table:literal, $number:literal) => {
            concat!("SELECT id FROM ", $table, " WHERE release_id = $1 AND ", $number, " = $2")
        };
    }
    let sql = match thing {
        Thing::Product | Thing::Release => return Ok(None),
        Thing::Phase => which!("phases", "position"),
        Thing::Item => which!("items", "ordinal"),
        Thing::Runbook => which!("runbooks", "ordinal"),
        Thing::Run => which!("runs", "ordinal"),
        Thing::Drill => which!("drills", "ordinal"),
        Thing::Finding => which!("findings", "ordinal"),
    };
    let row: Option<(Uuid,)> = transaction.optional(sql, (release.uuid(), number)).await?;
    Ok(row.map(|(id,)| id))
}

/// The words that lead to something.
pub async fn find_words(
    transaction: &mut Transaction,
    (thing, id): (Thing, Uuid),
) -> Result<Option<Found>, StoreError> {
    macro_rules! words {
        ($table:literal, $number:literal) => {
            concat!(
                "SELECT p.slug, r.id, r.slug, t.",
                $number,
                "
                 FROM ",
                $table,
                " t
                 JOIN releases r ON r.id = t.release_id
                 JOIN products p ON p.id = r.product_id
                 WHERE t.id = $1"
            )
        };
    }
    let sql = match thing {
        Thing::Product => {
            let row: Option<(String,)> =
                transaction.optional("SELECT slug FROM products WHERE id = $1", (id,)).await?;
            return Ok(row.map(|(product,)| Found {
                release: None,
                words: Words { product, release: None, number: None },
            }));
        }
        Thing::Release => {
            "SELECT p.slug, r.id, r.slug, CAST(NULL AS BIGINT)
             FROM releases r
             JOIN products p ON p.id = r.product_id
             WHERE r.id = $1"
        }
        Thing::Phase => words!("phases", "position"),
        Thing::Item => words!("items", "ordinal"),
        Thing::Runbook => words!("runbooks", "ordinal"),
        Thing::Run => words!("runs", "ordinal"),
        Thing::Drill => words!("drills", "ordinal"),
        Thing::Finding => words!("findings", "ordinal"),
    };
    let row: Option<(String, Uuid, String, Option<i64>)> = transaction.optional(sql, (id,)).await?;
    Ok(row.map(|(product, found, release, number)| Found {
        release: Some(ReleaseId::new(found)),
        words: Words { product, release: Some(release), number },
    }))
}

/// What was typed and nothing else; or what was made, unless it is reserved, and then the same with a number.
fn tries(
    typed: Option<&Slug>,
    made: &Slug,
    parse: fn(&str) -> Result<Slug, SlugError>,
) -> Vec<Slug> {
    if let Some(typed) = typed {
        return vec![typed.clone()];
    }
    let made_free = parse(made.as_str()).ok();
    made_free
        .into_iter()
        .chain((2..=limits::SLUG_NUMBERS).map(|number| made.numbered(number)))
        .collect()
}

async fn take_product_slug(
    transaction: &mut Transaction,
    product: ProductId,
    slug: &Slug,
) -> Result<bool, StoreError> {
    transaction
        .execute(
            "INSERT INTO product_slugs (slug, product_id)
             VALUES ($1, $2)
             ON CONFLICT (slug) DO NOTHING",
            (slug.as_str(), product.uuid()),
        )
        .await?;
    let (owner,): (Uuid,) = transaction
        .one("SELECT product_id FROM product_slugs WHERE slug = $1", (slug.as_str(),))
        .await?;
    Ok(owner == product.uuid())
}

async fn take_release_slug(
    transaction: &mut Transaction,
    (product, release): (ProductId, ReleaseId),
    slug: &Slug,
) -> Result<bool, StoreError> {
    transaction
        .execute(
            "INSERT INTO release_slugs (product_id, slug, release_id)
             VALUES ($1, $2, $3)
             ON CONFLICT (product_id, slug) DO NOTHING",
            (product.uuid(), slug.as_str(), release.uuid()),
        )
        .await?;
    let (owner,): (Uuid,) = transaction
        .one(
            "SELECT release_id FROM release_slugs WHERE product_id = $1 AND slug = $2",
            (product.uuid(), slug.as_str()),
        )
        .await?;
    Ok(owner == release.uuid())
}
