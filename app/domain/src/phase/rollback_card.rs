use jiff::civil::Date;

use crate::text::Line;

/// What to do when a phase goes wrong, on one card that can be printed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct RollbackCard {
    /// What must be seen, such as “contacts over 5 per 100 users for an hour”.
    pub trigger: Option<Line>,
    pub action: Option<Line>,
    /// Who may say so.
    pub authority: Option<Line>,
    /// Until when it can be decided.
    pub deadline: Option<Line>,
    /// How long it took when it was measured.
    pub minutes: Option<u32>,
    pub rehearsed_on: Option<Date>,
}

impl RollbackCard {
    /// The parts that are not written yet, as they stand in a sentence.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let parts = [
            (self.trigger.is_none(), "the trigger"),
            (self.action.is_none(), "the action"),
            (self.authority.is_none(), "who may say so"),
            (self.deadline.is_none(), "the deadline"),
        ];
        parts.into_iter().filter(|(missing, _)| *missing).map(|(_, name)| name).collect()
    }
}
