//! The formats that documents come in.

use crate::words;

words! {
    pub enum FileFormat(label, ends: &'static [&'static str]) {
        Csv = "csv", "CSV", &["csv", "tsv"];
        Json = "json", "JSON", &["json"];
        Yaml = "yaml", "YAML", &["yaml", "yml"];
        Markdown = "markdown", "Markdown", &["md", "markdown"];
        Text = "text", "plain text", &["txt", "text"];
    }
}
