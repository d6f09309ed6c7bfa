//! Our own formats. Each says that it is ours, so that `{{name}}` in it is read as our variable.

use super::Row;
use crate::text::harmless_and_back;

/// The names of the fields, in the order in which they stand.
const FIELDS: [&str; 14] = [
    "short_code",
    "title",
    "topic",
    "questions",
    "note",
    "avoid",
    "cohorts",
    "channel",
    "situation",
    "language",
    "valid_from",
    "valid_to",
    "state",
    "body",
];

impl Row {
    /// The texts in the order of [`FIELDS`]; questions are lines.
    fn texts(&self) -> [String; 14] {
        [
            self.short_code.clone(),
            self.title.clone(),
            self.topic.clone(),
            self.questions.join("\n"),
            self.note.clone(),
            self.avoid.clone(),
            self.cohorts.join("\n"),
            self.channel.clone(),
            self.situation.clone(),
            self.language.clone(),
            self.valid_from.clone(),
            self.valid_to.clone(),
            self.state.clone(),
            self.body.clone(),
        ]
    }

    /// What a field lists, when it does.
    fn list(&self, name: &str) -> Option<&[String]> {
        match name {
            "questions" => Some(&self.questions),
            "cohorts" => Some(&self.cohorts),
            _ => None,
        }
    }

    /// The fields that say something.
    fn said(&self) -> impl Iterator<Item = (&'static str, String)> {
        FIELDS.into_iter().zip(self.texts()).filter(|(_, text)| !text.is_empty())
    }
}

#[must_use]
pub fn to_json(rows: &[Row]) -> String {
    let maps: Vec<String> = rows.iter().map(|row| format!("    {}", map(row))).collect();
    format!(
        "{{\n  \"holdpoint\": \"responses\",\n  \"templates\": [\n{}\n  ]\n}}\n",
        maps.join(",\n")
    )
}

fn map(row: &Row) -> String {
    let pairs: Vec<String> = row
        .said()
        .map(|(name, text)| match row.list(name) {
            Some(list) => {
                let list: Vec<String> = list.iter().map(|one| quote(one)).collect();
                format!("      \"{name}\": [{}]", list.join(", "))
            }
            None => format!("      \"{name}\": {}", quote(&text)),
        })
        .collect();
    format!("{{\n{}\n    }}", pairs.join(",\n"))
}

/// A cell that a spreadsheet would take for a formula gets a `'` in front, which reading takes away.
#[must_use]
pub fn to_csv(rows: &[Row]) -> String {
    let cells = rows.iter().map(|row| row.texts().map(harmless_and_back));
    std::iter::once(FIELDS.map(str::to_owned)).chain(cells).map(|cells| record(&cells)).collect()
}

#[must_use]
pub fn to_yaml(rows: &[Row]) -> String {
    let mut yaml = "holdpoint: responses\ntemplates:\n".to_owned();
    for row in rows {
        let mut dash = "- ";
        for (name, text) in row.said() {
            yaml.push_str("  ");
            yaml.push_str(dash);
            dash = "  ";
            yaml.push_str(name);
            yaml.push(':');
            match row.list(name) {
                Some(list) => {
                    for one in list {
                        yaml.push_str("\n      - ");
                        yaml.push_str(&quote(one));
                    }
                    yaml.push('\n');
                }
                None if is_block(&text) => {
                    yaml.push_str(" |-\n");
                    for line in text.split('\n') {
                        yaml.push_str(if line.is_empty() { "" } else { "      " });
                        yaml.push_str(line);
                        yaml.push('\n');
                    }
                }
                None => {
                    yaml.push(' ');
                    yaml.push_str(&quote(&text));
                    yaml.push('\n');
                }
            }
        }
    }
    yaml
}

/// Whether a text can stand in a block of YAML, where people like to read it, as it is.
fn is_block(text: &str) -> bool {
    let tame =
        |one: char| one == '\n' || !one.is_control() && !"\u{2028}\u{2029}\u{feff}".contains(one);
    let blank = text.lines().next().is_none_or(|line| line.trim().is_empty());
    !blank
        && text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && !text.ends_with('\n')
        && text.chars().all(tame)
}

#[must_use]
pub fn to_markdown(rows: &[Row]) -> String {
    let mut markdown = "---\nholdpoint: responses\n---\n".to_owned();
    for row in rows {
        markdown.push_str("\n## ");
        markdown.push_str(&row.title);
        markdown.push_str("\n\n");
        let mut blocks = String::new();
        for (name, text) in row.said() {
            match name {
                "title" => {}
                "questions" | "cohorts" => {
                    for one in row.list(name).unwrap_or_default() {
                        markdown.extend(["- ", name, ": ", one, "\n"]);
                    }
                }
                "note" | "avoid" | "body" => {
                    let mark = mark(&text);
                    blocks.extend(["\n", &*mark, name, "\n", &*text, "\n", &*mark, "\n"]);
                }
                _ => markdown.extend(["- ", name, ": ", &*text, "\n"]),
            }
        }
        markdown.push_str(&blocks);
    }
    markdown
}

/// What opens and closes a block that has such a text in it: longer than any such line of the text.
fn mark(text: &str) -> String {
    let run = |line: &str| line.trim_start().bytes().take_while(|byte| *byte == b'`').count();
    let longest = text.split('\n').map(run).max().unwrap_or_default();
    "`".repeat((longest + 1).max(3))
}

/// A text in the quotes of JSON, which are those of YAML too.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // In a page nothing of it could end a script.
            '<' => quoted.push_str("\\u003c"),
            other if other.is_control() || "\u{2028}\u{2029}\u{feff}".contains(other) => {
                quoted.extend(["\\u", &*format!("{:04x}", u32::from(other))]);
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A line of CSV (RFC 4180). Every cell is in quotes.
pub(super) fn record(cells: &[String]) -> String {
    let cells: Vec<String> =
        cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    format!("{}\r\n", cells.join(","))
}
