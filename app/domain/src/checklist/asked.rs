//! Which gate asks for an item. The list of work and the gate of a phase agree: both go by this.

use crate::ids::PhaseId;
use crate::phase::Phase;
use crate::words;

/// The gate that asks for an item.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AskedAt {
    /// Whichever comes next: it holds every gate back until it is done.
    Next,
    /// That of a phase, and those behind it.
    Phase(PhaseId),
    /// It is work of after the launch and holds no gate back.
    AfterLaunch,
}

words! {
    pub enum AskedKind() {
        Next = "next";
        Phase = "phase";
        AfterLaunch = "after_launch";
    }
}

/// What is said of all items of a section that say nothing themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskedSection {
    /// The headings, outermost first.
    pub section: Vec<String>,
    pub asked: AskedAt,
}

impl AskedAt {
    #[must_use]
    pub const fn kind(self) -> AskedKind {
        match self {
            Self::Next => AskedKind::Next,
            Self::Phase(_) => AskedKind::Phase,
            Self::AfterLaunch => AskedKind::AfterLaunch,
        }
    }

    /// Whether the gate of a phase asks for it; no phase is a release that has none.
    #[must_use]
    pub fn is_asked(self, gate: Option<&Phase>, phases: &[Phase]) -> bool {
        match self {
            Self::Next => true,
            Self::AfterLaunch => false,
            Self::Phase(id) => {
                let from = phases.iter().find(|phase| phase.id == id);
                from.zip(gate).is_none_or(|(from, gate)| from.position <= gate.position)
            }
        }
    }

    /// Whether it holds back less than something else did.
    #[must_use]
    pub fn is_later_than(self, before: Self, phases: &[Phase]) -> bool {
        let rank = |asked: Self| match asked {
            Self::Next => 0,
            Self::Phase(id) => {
                phases.iter().find(|phase| phase.id == id).map_or(0, |phase| phase.position)
            }
            Self::AfterLaunch => i64::MAX,
        };
        rank(self) > rank(before)
    }

    /// As at the end of “asked for at …”.
    #[must_use]
    pub fn in_words(self, phases: &[Phase]) -> String {
        match self {
            Self::Next => "the next gate".to_owned(),
            Self::Phase(id) => phases.iter().find(|phase| phase.id == id).map_or_else(
                || "the next gate".to_owned(),
                |phase| format!("the gate of {}", phase.title()),
            ),
            Self::AfterLaunch => "no gate: after launch".to_owned(),
        }
    }
}

/// What is said of a section, or of the nearest around it.
#[must_use]
pub fn of_section(section: &[String], sections: &[AskedSection]) -> Option<AskedAt> {
    (1..=section.len()).rev().find_map(|depth| {
        let here = section.get(..depth)?;
        sections.iter().find(|one| one.section == here).map(|one| one.asked)
    })
}

/// What a heading speaks of that speaks of the launch.
const LAUNCHES: [&str; 7] =
    ["launch", "release", "releasing", "deployment", "rollout", "launching", "cutover"];

/// Whether a heading says that what stands under it is work of after the launch.
#[must_use]
pub fn names_after_launch(heading: &str) -> bool {
    let words: Vec<String> = heading
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["after" | "retro" | "retrospective"] => true,
        ["after" | "post", "the", what, ..] | ["after" | "post", what, ..] => {
            LAUNCHES.contains(what)
        }
        [what, ..] => ["postlaunch", "postrelease"].contains(what),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_after_the_launch_are_known_and_others_are_not() {
        for heading in [
            "After",
            "After launch",
            "Post-launch",
            "## After the release:",
            "Retro",
            "Post-Release tasks",
        ] {
            assert!(names_after_launch(heading), "{heading}");
        }
        for heading in
            ["Before launch", "Launch day", "Aftercare of sites", "Post office", "After lunch", ""]
        {
            assert!(!names_after_launch(heading), "{heading}");
        }
    }

    #[test]
    fn a_section_says_it_for_the_sections_in_it() {
        let said = [AskedSection { section: vec!["After".into()], asked: AskedAt::AfterLaunch }];
        let of = |parts: &[&str]| {
            of_section(&parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>(), &said)
        };
        assert_eq!(of(&["After", "Retro"]), Some(AskedAt::AfterLaunch));
        assert_eq!(of(&["Before", "After"]), None);
        assert_eq!(of(&[]), None);
    }
}
