use jiff::SignedDuration;
use proptest::prelude::*;
use uuid::Uuid;

use super::super::{Debrief, DrillKind, DrillPlan, DrillState, Mark, Scenario};
use super::*;
use crate::ids::{DrillId, ReleaseId, TimelineEntryId};
use crate::text::Title;

fn drill() -> Drill {
    Drill {
        id: DrillId::new(Uuid::nil()),
        release: ReleaseId::new(Uuid::nil()),
        ordinal: 2,
        plan: DrillPlan {
            title: Title::parse("Half out").unwrap(),
            scenario: Scenario::DeployWrong,
            kind: DrillKind::Tabletop,
            story: Markdown::default(),
            environment: None,
            third_parties: None,
            starts_at: None,
        },
        state: DrillState::Debrief,
        postponed: 2,
        started_at: Some(Timestamp::UNIX_EPOCH),
        ended_at: Some(Timestamp::UNIX_EPOCH + SignedDuration::from_mins(40)),
        debrief: Debrief::default(),
        version: 1,
    }
}

fn entry(sequence: i64, kind: TimelineEntryKind, words: &str, second: i64) -> TimelineEntry {
    let at = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second);
    TimelineEntry {
        id: TimelineEntryId::new(Uuid::nil()),
        sequence,
        kind,
        words: words.to_owned(),
        owner: None,
        at,
        said_at: at,
        by: PersonId::new(Uuid::nil()),
    }
}

fn write(entries: &[TimelineEntry]) -> String {
    let zone = Zone::parse("UTC").unwrap();
    let drill = drill();
    let facts = Recap {
        drill: &drill,
        participants: &[],
        objectives: &[],
        entries,
        findings: &[],
        zone: &zone,
    };
    recap(&facts, |_| "Ada".to_owned())
}

#[test]
fn times_are_counted_from_the_first_of_each_mark_and_never_negative() {
    let entries = [
        entry(1, TimelineEntryKind::Inject, "It stops", 60),
        entry(2, TimelineEntryKind::Mark(Mark::Detected), "seen", 240),
        entry(3, TimelineEntryKind::Mark(Mark::Acknowledged), "mine", 200),
        entry(4, TimelineEntryKind::Mark(Mark::Resolved), "back", 1_500),
        entry(5, TimelineEntryKind::Mark(Mark::Mitigated), "paper forms", 1_260),
    ];
    let times = Times::of(&entries);
    assert_eq!((times.detect, times.acknowledge, times.restore), (Some(180), Some(0), Some(1_200)));
    assert_eq!(Times::of(&entries[1..2]).detect, None, "nobody knows when it began");
    let text = write(&entries);
    assert!(
        text.contains("To detect: 3 min") && text.contains("It was postponed twice."),
        "{text}"
    );
}

#[test]
fn at_most_three_things_to_do_are_suggested_actions_first() {
    let entries: Vec<TimelineEntry> = (0..9)
        .map(|n| {
            entry(
                n,
                if n < 5 { TimelineEntryKind::Question } else { TimelineEntryKind::Action },
                &n.to_string(),
                n,
            )
        })
        .collect();
    let words: Vec<_> = suggestions(&entries).iter().map(|entry| entry.words.clone()).collect();
    assert_eq!(words, ["5", "6", "7"]);
}

proptest! {
    #[test]
    fn the_recap_contains_every_timeline_entry_once(
        words in prop::collection::vec("[a-z*_#<>`|\\[\\]]{0,12}", 0..30),
        kinds in prop::collection::vec(0usize..5, 30),
    ) {
        let of = [
            TimelineEntryKind::Note,
            TimelineEntryKind::Decision,
            TimelineEntryKind::Question,
            TimelineEntryKind::Action,
            TimelineEntryKind::Inject,
        ];
        let entries: Vec<TimelineEntry> = words.iter().zip(&kinds).enumerate().map(|(number, (words, kind))| {
            let second = i64::try_from(number).unwrap();
            entry(second, of[*kind], &format!("entry{number}end {words}"), second)
        }).collect();
        let text = write(&entries);
        for number in 0..words.len() {
            prop_assert_eq!(text.matches(&format!("entry{number}end")).count(), 1);
        }
        prop_assert_eq!(text.lines().filter(|line| line.starts_with("- 00:")).count(), words.len());
    }
}
