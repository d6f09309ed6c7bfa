//! Templates as documents that other programs read, and that Holdpoint reads again without any change.

mod archive;
mod helpdesk;
mod placeholder;

pub use archive::{to_csv, to_json, to_markdown, to_yaml};
pub use helpdesk::{Macro, to_zammad, to_zendesk};
pub use placeholder::{HelpDesk, html_for};

use crate::words;

/// One text of a template with everything that is said of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    pub short_code: String,
    pub title: String,
    pub topic: String,
    pub questions: Vec<String>,
    pub note: String,
    pub avoid: String,
    pub cohorts: Vec<String>,
    pub channel: String,
    pub situation: String,
    pub language: String,
    pub valid_from: String,
    pub valid_to: String,
    pub state: String,
    pub body: String,
}

words! {
    /// What templates can be taken along as.
    pub enum ExportTarget(ends: &'static str, kind: &'static str, label) {
        Json = "json", "json", "application/json", "JSON";
        Csv = "csv", "csv", "text/csv; charset=utf-8", "CSV";
        Markdown = "md", "md", "text/markdown; charset=utf-8", "Markdown";
        Yaml = "yaml", "yaml", "application/yaml", "YAML";
        Zendesk = "zendesk", "json", "application/json", "macros of Zendesk";
        Zammad = "zammad", "csv", "text/csv; charset=utf-8", "text modules of Zammad";
    }
}

#[cfg(test)]
mod tests;
