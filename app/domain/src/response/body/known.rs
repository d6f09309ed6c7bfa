//! The names that Holdpoint fills by itself.

use crate::words;

words! {
    /// A variable whose value follows from who asks. The key is its name in a text.
    pub enum Known(explanation, sample) {
        Product = "product", "The name of the product", "Claims portal";
        Release = "release", "The name of the release that the cohort has or gets next", "Claims intake";
        Version = "version", "The version of the release", "2.0";
        Launch = "launch date", "The launch date of the release", "Mon 16 Nov 2026";
        Phase = "phase", "The name of the phase", "Pilot sites";
        PhaseStart = "phase start", "The first day of the phase", "Mon 16 Nov 2026";
        PhaseEnd = "phase end", "The last day of the phase", "Fri 11 Dec 2026";
        Cohort = "cohort", "The name of the cohort", "Riverside field office";
        Contact = "cohort contact", "Whom to contact in the cohort", "Ana Ruiz, extension 12";
        Today = "today", "The day on which the answer is copied", "Fri 20 Nov 2026";
        Agent = "agent", "The name of whoever copies the answer", "Lena";
    }
}

impl Known {
    /// The one that a name means, whatever its letters.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::from_key(&name.to_lowercase())
    }
}
