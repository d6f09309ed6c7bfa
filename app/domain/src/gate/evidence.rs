//! The evidence of a release for somebody who assesses it: what was rehearsed, practised, found and
//! decided, and which controls of NIST SP 800-53 (revision 5) it speaks to.

use std::fmt::Write as _;

use crate::markdown::escape;

/// A control, and what of a release is evidence for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Control {
    pub id: &'static str,
    pub name: &'static str,
    /// What speaks to it, in words.
    pub by: &'static str,
    kinds: &'static [Kind],
}

/// What a piece of evidence is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// A runbook, a rollback card: what is done when.
    Plan,
    /// A dry run that was done.
    Run,
    /// A drill that was reported.
    Drill,
    /// Somebody took part in a drill.
    Attendance,
    /// A training material was read.
    Reading,
}

/// The controls that rehearsals and drills speak to.
pub const CONTROLS: [Control; 6] = [
    Control {
        id: "CP-2",
        name: "Contingency plan",
        by: "runbooks with what to do when a step fails",
        kinds: &[Kind::Plan],
    },
    Control {
        id: "CP-3",
        name: "Contingency training",
        by: "people who took part in drills",
        kinds: &[Kind::Attendance],
    },
    Control {
        id: "CP-4",
        name: "Contingency plan testing",
        by: "dry runs, and drills with what they found",
        kinds: &[Kind::Run, Kind::Drill],
    },
    Control {
        id: "AT-3",
        name: "Role-based training",
        by: "people who took part in drills, by their role, and who has read which training",
        kinds: &[Kind::Attendance, Kind::Reading],
    },
    Control {
        id: "IR-2",
        name: "Incident response training",
        by: "people who took part in drills",
        kinds: &[Kind::Attendance],
    },
    Control {
        id: "IR-3",
        name: "Incident response testing",
        by: "drills with their times, ratings and findings",
        kinds: &[Kind::Drill],
    },
];

/// One thing that shows something, in a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    pub kind: Kind,
    /// It went well, and nothing changed since.
    pub proves: bool,
    pub sentence: String,
}

/// Everything, in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pack {
    /// What the release is called.
    pub title: String,
    /// When it was put together, and the verdict then.
    pub facts: Vec<String>,
    pub pieces: Vec<Piece>,
    pub findings: Vec<String>,
    pub exceptions: Vec<String>,
    pub decisions: Vec<String>,
}

impl Pack {
    /// What there is for a control; empty when nothing is.
    pub fn for_control(&self, control: Control) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(move |piece| control.kinds.contains(&piece.kind))
    }

    /// The whole in Markdown. A control without evidence says so.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = format!("# Evidence: {}\n\n", escape(&self.title));
        for fact in &self.facts {
            let _ = writeln!(text, "{}  ", escape(fact));
        }
        text.push_str("\n## Controls of NIST SP 800-53\n");
        for control in CONTROLS {
            let _ = write!(text, "\n### {} {}\n\n", control.id, control.name);
            let mut pieces = self.for_control(control).peekable();
            if pieces.peek().is_none() {
                text.push_str("- No evidence yet.\n");
            }
            for piece in pieces {
                let _ = writeln!(text, "- {}", escape(&piece.sentence));
            }
        }
        for (title, lines) in [
            ("Findings", &self.findings),
            ("Exceptions", &self.exceptions),
            ("Decisions", &self.decisions),
        ] {
            let _ = write!(text, "\n## {title}\n\n");
            if lines.is_empty() {
                text.push_str("- None.\n");
            }
            for line in lines {
                let _ = writeln!(text, "- {}", escape(line));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control_is_named_and_one_without_evidence_says_so() {
        let drill =
            Piece { kind: Kind::Drill, proves: true, sentence: "Drill 1 was reported".to_owned() };
        let pack = Pack { title: "Spring".to_owned(), pieces: vec![drill], ..Pack::default() };
        let text = pack.markdown();
        for id in ["CP-2", "CP-3", "CP-4", "AT-3", "IR-2", "IR-3"] {
            assert!(text.contains(&format!("### {id} ")), "{text}");
        }
        assert_eq!(text.matches("Drill 1 was reported").count(), 2, "CP-4 and IR-3");
        assert_eq!(text.matches("- No evidence yet.").count(), 4);
    }
}
