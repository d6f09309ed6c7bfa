use crate::words;

words! {
    /// How a variable is written.
    #[derive(PartialOrd, Ord)]
    pub enum Syntax(example) {
        Braces = "braces", "{{name}}";
        Brace = "brace", "{NAME}";
        Bracket = "bracket", "[NAME]";
        Angle = "angle", "<name>";
        Zammad = "zammad", "#{ticket.title}";
        Percent = "percent", "%NAME%";
        Dollar = "dollar", "$NAME";
        Merge = "merge", "*|NAME|*";
    }
}

/// The beginning of something long, to be shown.
pub(in super::super) fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
