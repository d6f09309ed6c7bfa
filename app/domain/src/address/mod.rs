//! Addresses that people can read and say, `/permit-portal/2.4.0/items/17`, beside those with ids, which last for ever.

mod slug;

pub use slug::{RESERVED, RESERVED_IN_PRODUCT, Slug, SlugError};

use uuid::Uuid;

use crate::words;

words! {
    /// What has an address that people can read. The key begins its address by id.
    pub enum Thing() {
        Product = "products";
        Release = "releases";
        Phase = "phases";
        Item = "items";
        Runbook = "runbooks";
        Run = "runs";
        Drill = "drills";
        Finding = "findings";
    }
}

/// What an address by id says: `/phases/{id}/gate` is a phase, its id and `/gate`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ById<'a> {
    pub thing: Thing,
    pub id: Uuid,
    /// What follows: empty, or from the slash on.
    pub rest: &'a str,
}

/// What an address in words says. Whether there is such a thing is another question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InWords<'a> {
    pub product: &'a str,
    pub release: Option<&'a str>,
    /// What of the release, by its number.
    pub numbered: Option<(Thing, i64)>,
    /// What follows in the address by id: empty, or from the slash on.
    pub rest: String,
}

/// The words that lead to a thing: those of its product, those of its release, its number there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    pub product: String,
    pub release: Option<String>,
    pub number: Option<i64>,
}

impl<'a> ById<'a> {
    #[must_use]
    pub fn read(path: &'a str) -> Option<Self> {
        let (thing, behind) = path.strip_prefix('/')?.split_once('/')?;
        let end = behind.find('/').unwrap_or(behind.len());
        let (id, rest) = behind.split_at_checked(end)?;
        // What is not written as we write it is no address of ours.
        let id = Uuid::try_parse(id).ok().filter(|read| read.to_string() == id)?;
        Some(Self { thing: Thing::from_key(thing)?, id, rest })
    }

    /// The address in words of the same page.
    #[must_use]
    pub fn in_words(&self, words: &Words) -> String {
        let place = match &words.release {
            Some(release) => format!("/{}/{release}", words.product),
            None => format!("/{}", words.product),
        };
        let rest = self.rest;
        match (self.thing, words.number, at_gate(rest)) {
            (Thing::Phase, Some(number), Some(rest)) => format!("{place}/gate/{number}{rest}"),
            (thing, Some(number), _) => format!("{place}/{}/{number}{rest}", thing.key()),
            (_, None, _) => format!("{place}{rest}"),
        }
    }
}

impl<'a> InWords<'a> {
    #[must_use]
    pub fn read(path: &'a str) -> Option<Self> {
        let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        let (product, behind) = parts.split_first()?;
        let product = *product;
        if !Slug::is_one(product) || RESERVED.contains(&product) {
            return None;
        }
        let of_product = |rest: &[&str]| {
            Some(Self { product, release: None, numbered: None, rest: joined(rest) })
        };
        let Some((release, rest)) = behind.split_first() else { return of_product(behind) };
        if RESERVED_IN_PRODUCT.contains(release) {
            return of_product(behind);
        }
        if !Slug::is_one(release) {
            return None;
        }
        let (numbered, rest) = match rest {
            ["gate", number, rest @ ..] if let Some(number) = read_number(number) => {
                (Some((Thing::Phase, number)), format!("/gate{}", joined(rest)))
            }
            [thing, number, rest @ ..]
                if let Some(number) = read_number(number)
                    && let Some(thing) = numbered(thing) =>
            {
                (Some((thing, number)), joined(rest))
            }
            rest => (None, joined(rest)),
        };
        Some(Self { product, release: Some(release), numbered, rest })
    }

    /// What the words are about.
    #[must_use]
    pub const fn thing(&self) -> Thing {
        match (self.release, self.numbered) {
            (None, _) => Thing::Product,
            (Some(_), None) => Thing::Release,
            (Some(_), Some((thing, _))) => thing,
        }
    }

    /// The address by id of the same page.
    #[must_use]
    pub fn by_id(&self, id: Uuid) -> String {
        format!("/{}/{id}{}", self.thing().key(), self.rest)
    }
}

/// What follows the gate in an address that is about one.
fn at_gate(rest: &str) -> Option<&str> {
    rest.strip_prefix("/gate").filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn numbered(key: &str) -> Option<Thing> {
    Thing::from_key(key).filter(|thing| !matches!(thing, Thing::Product | Thing::Release))
}

fn read_number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number > 0 && number.to_string() == text).then_some(number)
}

fn joined(parts: &[&str]) -> String {
    parts.iter().flat_map(|part| ["/", part]).collect()
}

#[cfg(test)]
mod tests;
