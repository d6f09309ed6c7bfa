//! A runbook as a document that can be read, printed, and imported again.

use std::fmt::Write as _;

use super::Step;
use crate::ids::PersonId;
use crate::text::harmless;

/// The columns, which are also what an import looks for.
pub(super) const COLUMNS: [&str; 8] = [
    "title",
    "minutes",
    "owner",
    "instruction",
    "check",
    "rollback",
    "point of no return",
    "parallel",
];

/// Numbered steps in Markdown. What it says is read back by the import.
#[must_use]
pub fn markdown(name: &str, steps: &[Step], person: impl Fn(PersonId) -> String) -> String {
    let mut text = format!("# {name}\n");
    for step in steps {
        let _ = write!(text, "\n{}. {}", step.position, step.text.title);
        let facts = [
            step.text.planned.map(|planned| ("Time", planned.to_string())),
            step.text.owner.map(|owner| ("Owner", person(owner))),
            step.text.check.as_ref().map(|check| ("Check", check.to_string())),
            step.text.rollback.as_ref().map(|rollback| ("Rollback", rollback.to_string())),
            step.text.no_return.then(|| ("Point of no return", "yes".to_owned())),
            step.text.parallel.then(|| ("Parallel", "yes".to_owned())),
        ];
        text.push('\n');
        for (name, fact) in facts.into_iter().flatten() {
            let _ = writeln!(text, "    - {name}: {fact}");
        }
        if !step.text.instruction.as_str().is_empty() {
            text.push('\n');
        }
        for line in step.text.instruction.as_str().lines() {
            let _ = writeln!(text, "{}", format!("    {line}").trim_end());
        }
    }
    text
}

/// The same as a table. Cells that a spreadsheet would compute are kept from it by an apostrophe.
#[must_use]
pub fn csv(steps: &[Step], person: impl Fn(PersonId) -> String) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let yes = |is: bool| if is { "yes".to_owned() } else { String::new() };
    let rows = steps.iter().map(|step| {
        let text = &step.text;
        let row = [
            text.title.to_string(),
            text.planned.map(|planned| planned.count().to_string()).unwrap_or_default(),
            text.owner.map(&person).unwrap_or_default(),
            text.instruction.as_str().to_owned(),
            text.check.as_ref().map(ToString::to_string).unwrap_or_default(),
            text.rollback.as_ref().map(ToString::to_string).unwrap_or_default(),
            yes(text.no_return),
            yes(text.parallel),
        ];
        row.map(harmless)
    });
    // Writing to memory does not fail.
    let _ = writer.write_record(COLUMNS);
    for row in rows {
        let _ = writer.write_record(&row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
