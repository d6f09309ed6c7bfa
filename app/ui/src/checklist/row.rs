use domain::checklist::ItemStatus;
use serde::{Deserialize, Serialize};

use crate::symbol::Symbol;

/// A line of the checklist as it is shown: plain texts, already in the reader's words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Row {
    pub id: String,
    /// Its short number, for its address.
    pub number: i64,
    pub title: String,
    pub depth: usize,
    pub status: ItemStatus,
    pub critical: bool,
    /// What is said below the title: critical, optional, which gate asks where its section does not say so.
    pub marks: Option<String>,
    pub has_sub_items: bool,
    pub owner: Option<String>,
    pub due: Option<Due>,
    /// What the line has to say beyond its state: what it waits for, why it does not apply.
    pub note: Option<String>,
    /// The viewer works on this checklist.
    pub may_work: bool,
    /// The viewer may tick it now.
    pub can_tick: bool,
    /// The viewer may be the second person.
    pub can_verify: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Due {
    pub day: String,
    /// `T-3`, or how late it is.
    pub offset: Option<String>,
    pub late: bool,
}

/// The lines of one section.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Group {
    pub section: String,
    /// Which gate asks for its items, when it is not the next one.
    pub asked: Option<String>,
    /// Where somebody who may work on it says that.
    pub edit: Option<String>,
    /// It is finished, and the list is long.
    pub folded: bool,
    pub rows: Vec<Row>,
}

/// What a tick changed: the line, and the lines above it that sum it up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ticked {
    pub rows: Vec<Row>,
    pub progress: String,
}

impl Row {
    /// The state in a word. A critical tick proves nothing before a second person has looked.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        word(self.status, self.critical)
    }

    #[must_use]
    pub const fn symbol(&self) -> Symbol {
        symbol(self.status, self.critical)
    }

    /// The line as it will be when the server agrees.
    #[must_use]
    pub fn hoped(&self) -> Self {
        let status = if self.can_verify { ItemStatus::Verified } else { ItemStatus::Done };
        Self { status, can_tick: false, can_verify: false, ..self.clone() }
    }

    /// The line after somebody else took a step with it.
    #[must_use]
    pub fn after(&self, status: ItemStatus) -> Self {
        let work = self.may_work && !self.has_sub_items;
        let can_tick = work && can_be_ticked(status);
        let can_verify = work && self.critical && status == ItemStatus::Done;
        Self { status, can_tick, can_verify, note: None, ..self.clone() }
    }

    /// Whether the line is there for a filter: a word in its title or owner, and open ones only.
    #[must_use]
    pub fn matches(&self, words: &str, open_only: bool) -> bool {
        let words = lower(words);
        let owner = lower(self.owner.as_deref().unwrap_or_default());
        let title = lower(&self.title);
        let found =
            words.split_whitespace().all(|word| title.contains(word) || owner.contains(word));
        found && (!open_only || !self.status.is_finished() || self.can_verify)
    }
}

/// In small letters. A browser knows how, so its program need not bring the tables of all alphabets.
fn lower(text: &str) -> String {
    #[cfg(feature = "islands")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(feature = "islands"))]
    text.to_lowercase()
}

/// What is blocked is unblocked first, so that nobody ticks away why it waits.
#[must_use]
pub const fn can_be_ticked(status: ItemStatus) -> bool {
    matches!(status, ItemStatus::Pending | ItemStatus::InProgress)
}

/// The word for a state of an item.
#[must_use]
pub const fn word(status: ItemStatus, critical: bool) -> &'static str {
    match status {
        ItemStatus::Done if critical => "To verify",
        status => status.label(),
    }
}

/// The shape for a state of an item.
#[must_use]
pub const fn symbol(status: ItemStatus, critical: bool) -> Symbol {
    match status {
        ItemStatus::Pending => Symbol::Open,
        ItemStatus::InProgress => Symbol::Live,
        ItemStatus::Done if critical => Symbol::Unknown,
        ItemStatus::Done | ItemStatus::Verified => Symbol::Pass,
        ItemStatus::Blocked => Symbol::Fail,
        ItemStatus::NotApplicable => Symbol::Na,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(status: ItemStatus) -> Row {
        Row {
            id: "1".into(),
            number: 1,
            title: "Tell the Support desk".into(),
            depth: 0,
            status,
            critical: false,
            marks: None,
            has_sub_items: false,
            owner: Some("Ada".into()),
            due: None,
            note: None,
            may_work: true,
            can_tick: true,
            can_verify: false,
        }
    }

    #[test]
    fn what_somebody_else_ticked_cannot_be_ticked_again_and_can_be_verified() {
        let critical = Row { critical: true, ..row(ItemStatus::Pending) };
        let after = critical.after(ItemStatus::Done);
        assert!(!after.can_tick && after.can_verify);
        assert!(!row(ItemStatus::Pending).after(ItemStatus::Done).can_verify);
    }

    #[test]
    fn what_somebody_else_blocked_cannot_be_ticked() {
        assert!(!row(ItemStatus::Pending).after(ItemStatus::Blocked).can_tick);
        assert!(row(ItemStatus::Blocked).after(ItemStatus::InProgress).can_tick);
    }

    #[test]
    fn a_filter_finds_words_of_title_and_owner_in_any_order() {
        assert!(row(ItemStatus::Pending).matches("ada support", false));
        assert!(!row(ItemStatus::Pending).matches("ada mail", false));
    }

    #[test]
    fn open_ones_are_those_with_something_left_to_do() {
        assert!(row(ItemStatus::Blocked).matches("", true));
        assert!(!row(ItemStatus::Done).matches("", true));
    }
}
