use domain::access::{Operation, Scopes};
use domain::day::Zone;
use domain::product::{Place, Product};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::{GrantedAt, Permit};
use crate::release::Seen;

/// Where materials and templates lie, as the pages of them need it, and what the actor may do there.
pub struct Shelf {
    pub place: Place,
    pub product: Product,
    /// None for what lies in the product.
    pub release: Option<Seen>,
    allowed: Scopes,
}

impl Shelf {
    pub(crate) fn of<P: Permit>(granted: &GrantedAt<P>) -> Self {
        Self {
            place: granted.place,
            product: granted.product.clone(),
            release: Seen::at(granted),
            allowed: granted.allowed(),
        }
    }

    /// Whether the actor may do something to what lies here.
    #[must_use]
    pub const fn may(&self, operation: Operation) -> bool {
        self.allowed.contain(operation)
    }

    /// The zone in which days are counted here.
    #[must_use]
    pub fn zone(&self) -> Zone {
        let release = self.release.as_ref().map(|seen| seen.release.schedule.zone());
        release.unwrap_or(&self.product.zone).clone()
    }

    #[must_use]
    pub fn today(&self, now: Timestamp) -> Date {
        self.zone().day(now)
    }
}
