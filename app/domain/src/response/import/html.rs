//! The rich texts of help desks as Markdown: paragraphs, line ends, lists, emphasis and links. Other tags
//! go, their text stays.

/// Whether a text is written in HTML, and not a text with a `<` in it.
#[must_use]
pub(super) fn is_html(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["<p>", "<p ", "<br", "<div>", "<div ", "</a>", "<ul>", "<ol>", "</b>", "</strong>", "</span>"]
        .iter()
        .any(|tag| lower.contains(tag))
}

#[must_use]
pub(super) fn to_markdown(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut links: Vec<String> = Vec::new();
    let closed = html.rfind('>').unwrap_or_default();
    let mut rest = html;
    while let Some(start) = rest.find(['<', '\n']) {
        let (before, tag) = rest.split_at(start);
        text.push_str(before);
        let is_tag = tag
            .get(1..2)
            .is_some_and(|next| next.starts_with(|c: char| c.is_alphabetic() || c == '/'));
        let end = if tag.starts_with('<') && is_tag { tag.find('>') } else { None };
        let Some(end) = end else {
            let (one, behind) = tag.split_at(1);
            text.push_str(if one == "\n" { " " } else { one });
            rest = behind;
            // An opening that is never closed is text, and so is everything behind it.
            if one == "<" && html.len() - behind.len() > closed {
                break;
            }
            continue;
        };
        write_tag(tag.get(1..end).unwrap_or_default(), &mut text, &mut links);
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    text.push_str(rest);
    tidy(&entities(&text))
}

fn write_tag(tag: &str, text: &mut String, links: &mut Vec<String>) {
    let name: String =
        tag.chars().take_while(|one| one.is_ascii_alphanumeric() || *one == '/').collect();
    match name.to_ascii_lowercase().trim_end_matches('/') {
        "br" => text.push('\n'),
        "p" | "/p" | "div" | "/div" | "ul" | "/ul" | "ol" | "/ol" | "blockquote"
        | "/blockquote" => {
            text.push_str("\n\n");
        }
        "li" => text.push_str("\n- "),
        "b" | "/b" | "strong" | "/strong" => text.push_str("**"),
        "i" | "/i" | "em" | "/em" => text.push('*'),
        "a" => {
            let address = tag.split_once("href=").and_then(|(_, rest)| {
                let mark = rest.chars().next().filter(|mark| "\"'".contains(*mark))?;
                rest.get(1..)?.split(mark).next()
            });
            links.push(address.unwrap_or_default().to_owned());
            text.push('[');
        }
        "/a" => {
            if let Some(address) = links.pop() {
                text.push_str("](");
                text.push_str(&address);
                text.push(')');
            }
        }
        _ => {}
    }
}

fn entities(text: &str) -> String {
    let mut plain = text.to_owned();
    for (entity, character) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        plain = plain.replace(entity, character);
    }
    plain
}

/// No more than one empty line in a row, and no white space at the ends of lines.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            tidy.push_str(line.trim_end());
            tidy.push('\n');
        }
    }
    tidy.trim().to_owned()
}
