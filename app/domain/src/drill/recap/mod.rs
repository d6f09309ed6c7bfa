//! A drill as a text that can be sent: what was practised, what happened, what it showed.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::{Drill, Objective, Participant, Rating, TimelineEntry, TimelineEntryKind, Times};
use crate::day::Zone;
use crate::ids::PersonId;
use crate::markdown::escape;
use crate::minutes::in_words;
use crate::text::Markdown;

/// What a recap rests on.
pub struct Recap<'a> {
    pub drill: &'a Drill,
    pub participants: &'a [Participant],
    pub objectives: &'a [Objective],
    pub entries: &'a [TimelineEntry],
    /// The findings, one sentence each.
    pub findings: &'a [String],
    pub zone: &'a Zone,
}

/// In Markdown. Every line of the timeline stands in it once.
#[must_use]
pub fn recap(recap: &Recap<'_>, name: impl Fn(PersonId) -> String) -> String {
    let drill = recap.drill;
    let moment = |at: Timestamp| recap.zone.local(at).strftime("%-d %b %Y, %H:%M").to_string();
    let mut text = format!("# {}\n\n", escape(&drill.title()));
    let _ = writeln!(
        text,
        "{}, {}.",
        drill.plan.scenario.name(),
        drill.plan.kind.label().to_lowercase()
    );
    if let Some(started) = drill.started_at {
        let took = drill.ended_at.map(|ended| in_words(ended.duration_since(started).as_secs()));
        let took = took.map_or(String::new(), |took| format!(", {took}"));
        let _ = writeln!(text, "{}{took} ({}).", moment(started), recap.zone);
    }
    if let Some(put_off) = drill.put_off() {
        let _ = writeln!(text, "It was {put_off}.");
    }
    part(
        &mut text,
        "Who took part",
        recap.participants.iter().filter(|one| one.attended).map(|one| {
            format!("{} ({})", escape(&name(one.person)), one.role.label().to_lowercase())
        }),
    );
    part(
        &mut text,
        "What it was to show",
        recap.objectives.iter().map(|objective| {
            let rating = objective.rating.map_or("not rated", Rating::label);
            format!("{}: **{rating}**", escape(&objective.words))
        }),
    );
    part(&mut text, "How long it took", spans(recap.entries).into_iter());
    part(
        &mut text,
        "What happened",
        recap.entries.iter().map(|entry| {
            let time = recap.zone.local(entry.at).strftime("%H:%M:%S");
            let kind = match entry.kind {
                TimelineEntryKind::Note => String::new(),
                kind => format!("**{}** ", kind.label()),
            };
            format!("{time} {kind}{} ({})", escape(&entry.words), escape(&name(entry.by)))
        }),
    );
    for (title, words) in [
        ("What went well", &drill.debrief.went_well),
        ("What did not", &drill.debrief.went_badly),
        ("Where we got lucky", &drill.debrief.lucky),
    ] {
        prose(&mut text, title, words);
    }
    part(&mut text, "What must change", recap.findings.iter().map(|finding| escape(finding)));
    text
}

/// At most three things to do, out of what was said: a drill that asks for more changes nothing.
#[must_use]
pub fn suggestions(entries: &[TimelineEntry]) -> Vec<&TimelineEntry> {
    let of = |kind| entries.iter().filter(move |entry| entry.kind == kind);
    of(TimelineEntryKind::Action).chain(of(TimelineEntryKind::Question)).take(3).collect()
}

fn spans(entries: &[TimelineEntry]) -> Vec<String> {
    let times = Times::of(entries);
    [
        ("To detect", times.detect),
        ("To acknowledge", times.acknowledge),
        ("To restore", times.restore),
    ]
    .into_iter()
    .filter_map(|(name, seconds)| Some(format!("{name}: {}", in_words(seconds?))))
    .collect()
}

fn part(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        let _ = writeln!(text, "\n## {title}\n");
    }
    for line in lines {
        let _ = writeln!(text, "- {line}");
    }
}

fn prose(text: &mut String, title: &str, words: &Markdown) {
    if !words.as_str().trim().is_empty() {
        let _ = writeln!(text, "\n## {title}\n\n{}", words.as_str());
    }
}

#[cfg(test)]
mod tests;
