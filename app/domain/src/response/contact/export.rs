//! Contacts as a table that a spreadsheet opens and the import reads again.

use super::Contact;
use crate::text::harmless_and_back;

/// The columns, which are also what an import looks for.
pub const COLUMNS: [&str; 4] = ["day", "topic", "count", "cohort"];

/// Cells that a spreadsheet would compute are kept from it by an apostrophe.
#[must_use]
pub fn csv(contacts: &[Contact], cohort: impl Fn(&Contact) -> String) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(COLUMNS);
    for contact in contacts {
        let text = &contact.text;
        let row = [
            text.day.to_string(),
            harmless_and_back(text.topic.to_string()),
            text.count.to_string(),
            harmless_and_back(cohort(contact)),
        ];
        let _ = writer.write_record(&row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
