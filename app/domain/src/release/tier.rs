//! How a release goes out, and how much rigour it gets.

use crate::words;

words! {
    /// How a release goes to people.
    pub enum Kind(label) {
        Standard = "standard", "Phased";
        BigBang = "big_bang", "All users at once (big bang)";
        Emergency = "emergency", "Emergency: a fix that cannot wait";
    }
}

words! {
    /// How much has to be proven before the verdict is ready. The lowest asks for a checklist and a
    /// date and is the default.
    #[derive(PartialOrd, Ord)]
    pub enum Tier(label) {
        Low = "low", "Low: checklist and launch date";
        Standard = "standard", "Standard: also a month of buffer, a rollback card, success criteria and votes";
        High = "high", "High: also evidence for every critical item and a measured rollback";
    }
}
