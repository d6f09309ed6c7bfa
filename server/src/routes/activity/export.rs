//! Records of the trail as lines of a file.

use csv::{Terminator, WriterBuilder};
use domain::text::{harmless, hex};
use serde_json::{Value, json};
use service::activity::sealed::SealedRecord;

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
    row(COLUMNS)
}

pub(super) fn csv(sealed: &SealedRecord) -> String {
    let values = values(sealed);
    row(COLUMNS.map(|column| match values.get(column) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => harmless(text.clone()),
        Some(other) => other.to_string(),
    }))
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

fn row<T: AsRef<[u8]>>(cells: impl IntoIterator<Item = T>) -> String {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::with_capacity(512));
    // It is written to memory, which does not fail.
    let _ = writer.write_record(cells);
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
