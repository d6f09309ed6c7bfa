//! What has to hold after a fault, when nothing is unknown any more. It is a function of what was sent and of what is
//! there, so that it can be shown to notice what it is for.

use std::collections::{BTreeMap, BTreeSet};

use super::history::{Outcome, Sent, Write};

/// What is in the database.
#[derive(Clone, Default, Debug)]
pub(super) struct Found {
    /// How many products have a name.
    pub(super) names: BTreeMap<String, i64>,
    /// Products that have not exactly one record of being created.
    pub(super) unmatched: i64,
    /// The versions from which the one that everybody changes was changed, in the trail.
    pub(super) changed_from: Vec<i64>,
    /// What it is called, and its version.
    pub(super) renamed: (String, i64),
    /// Whether the engine finds nothing wrong with its file.
    pub(super) sound: bool,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Violation {
    /// It was acknowledged and is not there.
    Lost(String),
    /// It was refused and is there.
    Applied(String),
    Twice(String),
    /// Two were told that they changed the same version.
    SameVersion(i64),
    /// The versions in the trail are not each one once, or not those that were acknowledged.
    Versions {
        acknowledged: Vec<i64>,
        recorded: Vec<i64>,
    },
    /// The last one who was told so is not the one whose name is there.
    NotTheLast {
        acknowledged: String,
        found: String,
    },
    WithoutRecord(i64),
    Unsound,
    /// Somebody was never told.
    StillUnknown(String),
}

pub(super) fn violations(history: &[Sent], found: &Found) -> Vec<Violation> {
    let mut violations: Vec<_> = history
        .iter()
        .filter_map(|sent| of_one(sent, found))
        .chain(of_versions(history, found))
        .collect();
    if found.unmatched != 0 {
        violations.push(Violation::WithoutRecord(found.unmatched));
    }
    if !found.sound {
        violations.push(Violation::Unsound);
    }
    violations
}

fn of_one(sent: &Sent, found: &Found) -> Option<Violation> {
    let key = sent.key.clone();
    if sent.outcome == Outcome::Unknown {
        return Some(Violation::StillUnknown(key));
    }
    if sent.write != Write::Add {
        return None;
    }
    let there = found.names.get(&sent.key).copied().unwrap_or(0);
    match (sent.outcome, there) {
        (Outcome::Done, 1) | (Outcome::Refused, 0) => None,
        (Outcome::Done, 0) => Some(Violation::Lost(key)),
        (_, 1) => Some(Violation::Applied(key)),
        _ => Some(Violation::Twice(key)),
    }
}

/// Each version was made by exactly one who was told so.
fn of_versions(history: &[Sent], found: &Found) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut acknowledged = BTreeMap::new();
    for sent in history.iter().filter(|sent| sent.outcome == Outcome::Done) {
        if let Write::Rename { seen } = sent.write
            && acknowledged.insert(seen, sent.key.clone()).is_some()
        {
            violations.push(Violation::SameVersion(seen));
        }
    }
    let recorded: BTreeSet<i64> = found.changed_from.iter().copied().collect();
    let whole = (1..found.renamed.1).eq(recorded.iter().copied())
        && recorded.len() == found.changed_from.len()
        && recorded.iter().eq(acknowledged.keys());
    if !whole {
        violations.push(Violation::Versions {
            acknowledged: acknowledged.keys().copied().collect(),
            recorded: found.changed_from.clone(),
        });
    }
    match acknowledged.last_key_value() {
        Some((_, key)) if *key != found.renamed.0 => violations.push(Violation::NotTheLast {
            acknowledged: key.clone(),
            found: found.renamed.0.clone(),
        }),
        _ => {}
    }
    violations
}

/// Whether it notices each of the things that it is for.
mod tests {
    use uuid::Uuid;

    use super::*;

    fn sent(key: &str, write: Write, outcome: Outcome) -> Sent {
        Sent { key: key.to_owned(), page: Uuid::nil(), write, outcome }
    }

    /// Two added, one refused, two renamings.
    fn good() -> (Vec<Sent>, Found) {
        let history = vec![
            sent("a", Write::Add, Outcome::Done),
            sent("b", Write::Add, Outcome::Done),
            sent("c", Write::Add, Outcome::Refused),
            sent("d", Write::Rename { seen: 1 }, Outcome::Done),
            sent("e", Write::Rename { seen: 2 }, Outcome::Done),
            sent("f", Write::Rename { seen: 1 }, Outcome::Refused),
        ];
        let names = ["a", "b"].map(|name| (name.to_owned(), 1)).into();
        let found = Found {
            names,
            unmatched: 0,
            changed_from: vec![1, 2],
            renamed: ("e".to_owned(), 3),
            sound: true,
        };
        (history, found)
    }

    #[test]
    fn nothing_is_wrong_where_everything_is_as_it_was_said() {
        let (history, found) = good();
        assert_eq!(violations(&history, &found), []);
    }

    #[test]
    fn what_is_lost_refused_and_there_or_there_twice_is_noticed() {
        let (history, mut found) = good();
        found.names = [("a", 2), ("c", 1)].map(|(name, count)| (name.to_owned(), count)).into();
        let expected = ["a", "b", "c"].map(str::to_owned);
        let [a, b, c] = expected;
        let noticed = violations(&history, &found);
        assert_eq!(noticed, [Violation::Twice(a), Violation::Lost(b), Violation::Applied(c)]);
    }

    #[test]
    fn an_update_that_is_lost_is_noticed() {
        let (mut history, found) = good();
        history[5].outcome = Outcome::Done;
        assert!(violations(&history, &found).contains(&Violation::SameVersion(1)));
        let (mut history, found) = good();
        history.remove(3);
        assert!(matches!(violations(&history, &found)[..], [Violation::Versions { .. }]));
        let (history, mut found) = good();
        found.changed_from.pop();
        assert!(matches!(violations(&history, &found)[..], [Violation::Versions { .. }]));
        let (history, mut found) = good();
        found.renamed.0 = "d".to_owned();
        assert!(matches!(violations(&history, &found)[..], [Violation::NotTheLast { .. }]));
    }

    #[test]
    fn a_change_without_its_record_a_broken_file_and_an_open_end_are_noticed() {
        let (mut history, mut found) = good();
        (found.unmatched, found.sound) = (1, false);
        history[2].outcome = Outcome::Unknown;
        let expected = [
            Violation::StillUnknown("c".to_owned()),
            Violation::WithoutRecord(1),
            Violation::Unsound,
        ];
        assert_eq!(violations(&history, &found), expected);
    }
}
