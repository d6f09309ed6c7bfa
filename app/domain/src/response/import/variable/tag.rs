//! What may be a variable, by how it is written; and what is a tag of the program that filled it.

use super::super::name::is_filter;
use super::mark::{REACH, span};
use super::syntax::{Syntax, short};

/// Tags of HTML that stand in letters. What is not among them and looks like one is a variable.
const HTML: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "script",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "video",
    "wbr",
];

type Seen<'a> = Option<(Syntax, usize, &'a str)>;

/// `{{ name }}`, also `{{{ name }}}`. Blocks of Handlebars (`{{#if}}`) and fragments are tags.
pub(super) fn braces(rest: &str) -> Seen<'_> {
    let triple = span(rest, "{{{", "}}}").map(|inside| (inside, 6));
    let (inside, marks) = triple.or_else(|| span(rest, "{{", "}}").map(|inside| (inside, 4)))?;
    let name = inside.trim();
    let block = name.starts_with(['#', '/', '>', '!', '^', '&', '{']) || name.contains('{');
    (!block && says(name)).then_some((Syntax::Braces, inside.len() + marks, inside))
}

/// `{NAME}` that is no anchor, no code and no object.
pub(super) fn brace(rest: &str) -> Seen<'_> {
    let inside = span(rest, "{", "}")?;
    let name = inside.trim();
    let code = name.contains(['"', ';', '=', '{', '|', '\\', '$']) || name.contains(": ");
    let word = name.starts_with(|first: char| first.is_alphabetic() || first == '_');
    (word && !code).then_some((Syntax::Brace, inside.len() + 2, inside))
}

pub(super) fn enclosed<'a>(rest: &'a str, (open, close): (&str, &str), syntax: Syntax) -> Seen<'a> {
    let inside = span(rest, open, close)?;
    let free = says(inside) && !inside.contains(['{', '\\']);
    free.then_some((syntax, inside.len() + open.len() + close.len(), inside))
}

/// `<name>` that is no address, no link and no HTML.
pub(super) fn angle(rest: &str, before: u8) -> Seen<'_> {
    let inside = span(rest, "<", ">")?;
    let name = inside.trim();
    let word = inside.starts_with(|first: char| first.is_alphabetic() || first == '_');
    let one = !name.contains(' ');
    let address = one && name.contains(['@', ':']);
    let target = before == b'(' && name.contains(['/', '.']);
    let path = one && name.contains(['/', '\\']);
    let first = name.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    let html = HTML.contains(&first.to_ascii_lowercase().as_str())
        && (one || name.contains('=') || name.ends_with('/'));
    let code = name.contains(['=', '{', '<', ';']);
    let free = word && !address && !target && !path && !html && !code;
    free.then_some((Syntax::Angle, inside.len() + 2, inside))
}

/// `%NAME%`, and not the bytes of an address.
pub(super) fn percent(rest: &str) -> Seen<'_> {
    let inside = span(rest, "%", "%")?;
    let word = inside.starts_with(|first: char| first.is_ascii_alphabetic())
        && inside.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    let bytes = inside.len() == 2 && inside.bytes().all(|byte| byte.is_ascii_hexdigit());
    (word && !bytes && inside.len() > 1).then_some((Syntax::Percent, inside.len() + 2, inside))
}

/// `$NAME` in capitals; a price is none.
pub(super) fn dollar(rest: &str) -> Seen<'_> {
    let name = rest.get(1..)?;
    let length = name
        .bytes()
        .take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_')
        .count();
    let ends = !name.get(length..)?.starts_with(|next: char| next.is_alphanumeric());
    let inside = name.get(..length)?;
    let word = length > 1 && inside.starts_with(|first: char| first.is_ascii_uppercase());
    (word && ends && length < REACH).then_some((Syntax::Dollar, length + 1, inside))
}

/// What is done to the value, when the text says so and it is no fallback.
pub(super) fn filter(syntax: Syntax, inside: &str) -> Option<&str> {
    if syntax != Syntax::Braces {
        return None;
    }
    inside.split('|').skip(1).map(str::trim).find(|filter| is_filter(filter))
}

/// A tag of the program that filled the text: how long it is, and what to say of it.
pub(super) fn of_program(rest: &str) -> Option<(usize, String)> {
    if let Some(inside) = span(rest, "{%", "%}") {
        let whole = rest.get(..inside.len() + 4)?;
        let what = "is a template tag; Holdpoint has no conditions: decide by hand";
        return Some((whole.len(), format!("“{}” {what}", short(whole))));
    }
    if let Some(inside) = span(rest, "{#", "#}") {
        let whole = rest.get(..inside.len() + 4)?;
        let what = "is a comment of another program: take it out by hand";
        return Some((whole.len(), format!("“{}” {what}", short(whole))));
    }
    let inside = span(rest, "{{", "}}")?;
    let whole = rest.get(..inside.len() + 4)?;
    let what = match inside.trim().chars().next() {
        Some('#' | '/' | '^') => "is a template tag; Holdpoint has no conditions: decide by hand",
        Some('>') => "puts another text in here: name one of your fragments by hand",
        Some('!') => "is a comment of another program: take it out by hand",
        _ => "is no variable: it stays as text",
    };
    Some((whole.len(), format!("“{}” {what}", short(whole))))
}

fn says(name: &str) -> bool {
    name.chars().any(char::is_alphabetic)
}
