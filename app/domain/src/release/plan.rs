use jiff::Timestamp;
use jiff::civil::Date;

use super::{Kind, Part, ReleaseState, Schedule, Tier};
use crate::address::{Slug, Thing};
use crate::ids::{PersonId, ProductId, ReleaseId};
use crate::text::{Label, Markdown, VersionLabel};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Release {
    pub id: ReleaseId,
    pub product: ProductId,
    pub product_name: String,
    /// The words of the address of its product.
    pub product_slug: String,
    pub name: String,
    pub label: String,
    /// The words of its own address.
    pub slug: String,
    pub summary: String,
    pub kind: Kind,
    pub tier: Tier,
    pub schedule: Schedule,
    pub state: ReleaseState,
    /// Only its people can see it.
    pub restricted: bool,
    pub version: i64,
}

impl Release {
    /// `/permit-portal/2.4.0`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/{}/{}", self.product_slug, self.slug)
    }

    /// `/permit-portal/2.4.0/items/17`.
    #[must_use]
    pub fn address_of(&self, thing: Thing, number: i64) -> String {
        format!("{}/{}/{number}", self.address(), thing.key())
    }

    /// `/permit-portal/2.4.0/gate/2`.
    #[must_use]
    pub fn gate_address(&self, phase: i64) -> String {
        format!("{}/gate/{phase}", self.address())
    }
}

/// What a person says about a release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    pub name: Label,
    pub label: VersionLabel,
    /// The words of its address; none are made from its version.
    pub slug: Option<Slug>,
    pub summary: Markdown,
    pub kind: Kind,
    pub tier: Tier,
    pub schedule: Schedule,
    pub restricted: bool,
}

/// A move of the launch date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slip {
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub reason: String,
    pub by_name: String,
    pub at: Timestamp,
}

/// Somebody with a part in a release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Participant {
    pub person: PersonId,
    pub name: String,
    /// Their access has not been ended.
    pub active: bool,
    pub part: Part,
}
