use jiff::Timestamp;
use jiff::civil::Date;

use super::{Kind, Part, ReleaseState, Schedule, Tier};
use crate::ids::{PersonId, ProductId, ReleaseId};
use crate::text::{Label, Markdown, VersionLabel};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Release {
    pub id: ReleaseId,
    pub product: ProductId,
    pub product_name: String,
    pub name: String,
    pub label: String,
    pub summary: String,
    pub kind: Kind,
    pub tier: Tier,
    pub schedule: Schedule,
    pub state: ReleaseState,
    /// Only its people can see it.
    pub restricted: bool,
    pub version: i64,
}

/// What a person says about a release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    pub name: Label,
    pub label: VersionLabel,
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
