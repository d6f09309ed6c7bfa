//! What help desks read. Their programs fill in what they know; what only the agent knows stays as words in
//! brackets, for a person to see.
//!
//! - Zendesk: the objects of the Macros API, `title`, `active`, `description`, `restriction` (null is for
//!   everybody) and `actions`, each a `field` and a `value`; `comment_value_html` writes a rich comment.
//!   One is created by `POST /api/v2/macros` with `{"macro": …}`; a list of them is `{"macros": […]}`.
//!   <https://developer.zendesk.com/api-reference/ticketing/business-rules/macros/> and
//!   <https://developer.zendesk.com/documentation/ticketing/reference-guides/actions-reference/>. `::` in a
//!   title makes folders. Texts are Liquid there, so no `{{` and no `{%` of ours may be left.
//! - Zammad: the CSV that “Text modules” imports. Its first line names attributes (`name` and `content` are
//!   required, `keywords`, `note` and `active` are not; an unknown one is an error); a row without `id` is
//!   found by its `name` and changed, or created. `~~~` would split a cell into a list.
//!   <https://admin-docs.zammad.org/en/latest/manage/text-modules.html>, and `CanCsvImport` and `TextModule`
//!   of <https://github.com/zammad/zammad>. A content with a tag is HTML there.

use super::archive::{quote, record};

/// An answer that may be given today, with its body in HTML and its variables as [`super::super`] names them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Macro {
    pub short_code: String,
    pub title: String,
    pub topic: String,
    pub questions: Vec<String>,
    pub note: String,
    /// What tells it from the other texts of its template: the situation and the language.
    pub variant: String,
    pub html: String,
}

impl Macro {
    fn name(&self, between: &str) -> String {
        let topic =
            if self.topic.is_empty() { String::new() } else { format!("{}{between}", self.topic) };
        let variant =
            if self.variant.is_empty() { String::new() } else { format!(" ({})", self.variant) };
        format!("{topic}{}{variant}", self.title)
    }
}

#[must_use]
pub fn to_zendesk(macros: &[Macro]) -> String {
    let one = |one: &Macro| {
        let actions =
            format!("[{{\"field\": \"comment_value_html\", \"value\": {}}}]", quote(&one.html));
        format!(
            "    {{\n      \"title\": {},\n      \"active\": true,\n      \"description\": {},\n      \
             \"restriction\": null,\n      \"actions\": {actions}\n    }}",
            quote(&one.name("::")),
            quote(&one.note),
        )
    };
    let macros: Vec<String> = macros.iter().map(one).collect();
    format!("{{\n  \"macros\": [\n{}\n  ]\n}}\n", macros.join(",\n"))
}

#[must_use]
pub fn to_zammad(macros: &[Macro]) -> String {
    let head = ["name", "keywords", "content", "note", "active"].map(str::to_owned);
    let mut csv = record(&head);
    for one in macros {
        let keywords = std::iter::once(&one.short_code).chain(&one.questions);
        let keywords: Vec<&str> = keywords.map(String::as_str).collect();
        let cells = [
            one.name(" › "),
            keywords.join(" "),
            one.html.clone(),
            one.note.clone(),
            "true".to_owned(),
        ];
        csv.push_str(&record(&cells.map(|cell| cell.replace("~~~", "~~\u{200b}~"))));
    }
    csv
}
