use jiff::Timestamp;

use super::Mark;
use crate::ids::{PersonId, TimelineEntryId};
use crate::text::{Line, TextError};
use crate::words;

/// A line in the timeline of a drill.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimelineEntry {
    pub id: TimelineEntryId,
    pub sequence: i64,
    pub kind: TimelineEntryKind,
    pub words: String,
    /// Who is to do it, as it was written.
    pub owner: Option<String>,
    /// When it happened; may have been corrected.
    pub at: Timestamp,
    /// When it was written.
    pub said_at: Timestamp,
    pub by: PersonId,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TimelineEntryKind {
    Note,
    Decision,
    Question,
    Action,
    Mark(Mark),
    Inject,
}

/// What a scribe typed in the one field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScribeLine {
    pub kind: TimelineEntryKind,
    pub words: Line,
    pub owner: Option<String>,
}

words! {
    /// The kind of a line without the mark: what is stored and shown.
    pub enum LineKind(label) {
        Note = "note", "Note";
        Decision = "decision", "Decision";
        Question = "question", "Question";
        Action = "action", "Action";
        Mark = "mark", "Mark";
        Inject = "inject", "Inject";
    }
}

impl TimelineEntryKind {
    #[must_use]
    pub const fn line(self) -> LineKind {
        match self {
            Self::Note => LineKind::Note,
            Self::Decision => LineKind::Decision,
            Self::Question => LineKind::Question,
            Self::Action => LineKind::Action,
            Self::Mark(_) => LineKind::Mark,
            Self::Inject => LineKind::Inject,
        }
    }

    /// From what is stored: a mark has its own key beside it.
    #[must_use]
    pub fn from_keys(key: &str, mark: Option<&str>) -> Option<Self> {
        Some(match LineKind::from_key(key)? {
            LineKind::Note => Self::Note,
            LineKind::Decision => Self::Decision,
            LineKind::Question => Self::Question,
            LineKind::Action => Self::Action,
            LineKind::Mark => Self::Mark(Mark::from_key(mark?)?),
            LineKind::Inject => Self::Inject,
        })
    }

    #[must_use]
    pub const fn mark(self) -> Option<Mark> {
        match self {
            Self::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mark(mark) => mark.label(),
            other => other.line().label(),
        }
    }
}

impl ScribeLine {
    /// Reads `!decision`, `?question` and `#action @owner`; anything else is a note. The word behind
    /// the sign may be left out.
    ///
    /// # Errors
    /// Nothing but a sign, or too long.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        let signs = [
            ('!', "decision", TimelineEntryKind::Decision),
            ('?', "question", TimelineEntryKind::Question),
            ('#', "action", TimelineEntryKind::Action),
        ];
        let found = signs.into_iter().find_map(|(sign, word, kind)| {
            let rest = text.strip_prefix(sign)?;
            let bare = rest.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word));
            let behind = bare.and_then(|_| rest.get(word.len()..));
            let behind = behind.filter(|rest| rest.is_empty() || rest.starts_with([' ', ':']));
            Some((kind, behind.unwrap_or(rest).trim_start_matches(':').trim()))
        });
        let (kind, rest) = found.unwrap_or((TimelineEntryKind::Note, text));
        let owner = (kind == TimelineEntryKind::Action)
            .then(|| rest.split_whitespace().find_map(|word| word.strip_prefix('@')))
            .flatten()
            .map(|owner| owner.trim_end_matches([',', '.', ':']).to_owned())
            .filter(|owner| !owner.is_empty());
        Ok(Self { kind, words: Line::parse(rest)?, owner })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_says_what_a_line_is() {
        let said = |text| {
            let said = ScribeLine::parse(text).unwrap();
            (said.kind, said.words.to_string(), said.owner)
        };
        assert_eq!(
            said("The page is down"),
            (TimelineEntryKind::Note, "The page is down".into(), None)
        );
        assert_eq!(
            said("!decision Roll back"),
            (TimelineEntryKind::Decision, "Roll back".into(), None)
        );
        assert_eq!(said("! Roll back"), (TimelineEntryKind::Decision, "Roll back".into(), None));
        assert_eq!(
            said("!decisions matter"),
            (TimelineEntryKind::Decision, "decisions matter".into(), None)
        );
        assert_eq!(
            said("?question: Who calls?"),
            (TimelineEntryKind::Question, "Who calls?".into(), None)
        );
        assert_eq!(
            said("#action @ben write it down"),
            (TimelineEntryKind::Action, "@ben write it down".into(), Some("ben".into()))
        );
        assert!(
            ScribeLine::parse("!").is_err()
                && ScribeLine::parse("  ").is_err()
                && ScribeLine::parse("#action").is_err()
        );
    }
}
