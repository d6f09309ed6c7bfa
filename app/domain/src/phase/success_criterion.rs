use jiff::Timestamp;

use crate::ids::{PersonId, PhaseId, SuccessCriterionId};
use crate::number::Amount;
use crate::text::{Line, Link, Title};
use crate::words;

/// A number that says whether a phase has succeeded, and what it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SuccessCriterion {
    pub id: SuccessCriterionId,
    pub phase: PhaseId,
    pub text: SuccessCriterionText,
    pub actual: Actual,
    pub version: i64,
}

/// What a person asks of a phase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SuccessCriterionText {
    pub metric: Title,
    pub operator: Operator,
    pub target: Amount,
    /// `contacts per 100 users`.
    pub unit: Option<Line>,
    /// Where the number is read.
    pub source: Option<Link>,
    pub watcher: Option<PersonId>,
    pub measure: Measure,
}

words! {
    /// Who says what the number is.
    pub enum Measure(label) {
        /// A person types it.
        Typed = "typed", "Typed by somebody";
        /// It is computed from the contacts that were typed or imported, whenever somebody looks.
        ContactRate = "contact_rate", "Contact rate of the cohort of this phase";
    }
}

words! {
    pub enum Operator(label) {
        AtMost = "at_most", "at most";
        AtLeast = "at_least", "at least";
        Below = "below", "below";
        Above = "above", "above";
        Exactly = "exactly", "exactly";
    }
}

/// What was seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actual {
    None,
    Measured {
        amount: Amount,
        at: Timestamp,
    },
    /// It was looked at and says nothing. That pauses a phase; it never passes.
    Inconclusive {
        reason: String,
        at: Timestamp,
    },
}

/// What follows from what was seen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Met {
    Unknown,
    Inconclusive,
    Missed,
    Met,
}

impl Operator {
    #[must_use]
    pub fn holds(self, actual: Amount, target: Amount) -> bool {
        match self {
            Self::AtMost => actual <= target,
            Self::AtLeast => actual >= target,
            Self::Below => actual < target,
            Self::Above => actual > target,
            Self::Exactly => actual == target,
        }
    }
}

impl SuccessCriterionText {
    /// `Contacts: at most 2 per 100 users`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let unit = self.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
        format!("{}: {} {}{unit}", self.metric, self.operator.label(), self.target)
    }
}

impl SuccessCriterion {
    /// What is computed from the contacts stands for what nobody types. That it says nothing, and why, is said by a
    /// person and stays.
    #[must_use]
    pub fn measured(mut self, rate: Option<Amount>, at: Timestamp) -> Self {
        if self.text.measure == Measure::ContactRate
            && !matches!(self.actual, Actual::Inconclusive { .. })
        {
            self.actual = rate.map_or(Actual::None, |amount| Actual::Measured { amount, at });
        }
        self
    }

    #[must_use]
    pub fn met(&self) -> Met {
        match self.actual {
            Actual::None => Met::Unknown,
            Actual::Inconclusive { .. } => Met::Inconclusive,
            Actual::Measured { amount, .. } => {
                if self.text.operator.holds(amount, self.text.target) {
                    Met::Met
                } else {
                    Met::Missed
                }
            }
        }
    }
}

impl Met {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unknown => "Not measured",
            Self::Inconclusive => "Inconclusive",
            Self::Missed => "Missed",
            Self::Met => "Met",
        }
    }
}
