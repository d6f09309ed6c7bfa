//! Records of the trail as lines of a file.

use domain::text::harmless;
use serde_json::{Value, json};
use service::activity::sealed::{SealedRecord, hex};

/// The columns, in the order of the seal.
const COLUMNS: [&str; 16] = [
    "id",
    "at",
    "actor",
    "session",
    "network",
    "request",
    "action",
    "object_kind",
    "object",
    "subject",
    "release",
    "version_before",
    "version_after",
    "words",
    "number",
    "hash",
];

pub(super) fn csv_head() -> String {
    format!("{}\r\n", COLUMNS.join(","))
}

pub(super) fn csv(sealed: &SealedRecord) -> String {
    let values = values(sealed);
    let cells = COLUMNS.map(|column| match values.get(column) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => quoted(harmless(text.clone())),
        Some(other) => other.to_string(),
    });
    format!("{}\r\n", cells.join(","))
}

/// One line of JSON: the record, and its seal.
pub(super) fn jsonl(sealed: &SealedRecord) -> String {
    format!("{}\n", values(sealed))
}

fn values(sealed: &SealedRecord) -> Value {
    let mut values = serde_json::to_value(&sealed.record).unwrap_or_default();
    if let (Some(fields), Some((number, hash))) = (values.as_object_mut(), &sealed.seal) {
        fields.insert("number".to_owned(), json!(number));
        fields.insert("hash".to_owned(), json!(hex(hash)));
    }
    values
}

fn quoted(text: String) -> String {
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
