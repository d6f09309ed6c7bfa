//! How a filled answer is shown: as a page in which values are marked, and as plain text.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use pulldown_cmark::{Event, Tag, TagEnd, html};

use crate::markdown::{ELEMENTS, SafeHtml, events, unrendered};

/// As that of [`crate::markdown`], with the marks around values, which nobody can write: raw HTML is text.
static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut sanitiser = ammonia::Builder::empty();
    sanitiser
        .tags(ELEMENTS.into_iter().chain(["mark"]).collect())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    sanitiser
});

/// Renders a text in which `substitute` then puts values into the page. The sanitiser comes last, whatever they are.
pub(super) fn marked(markdown: &str, substitute: impl FnOnce(&str) -> String) -> SafeHtml {
    let page = unrendered(markdown).map_or_else(|| letter(markdown), |SafeHtml(typed)| typed);
    SafeHtml(without_double_braces(&SANITISER.clean(&substitute(&page)).to_string()))
}

/// Who writes a letter sees its lines: they stay lines, here as in the plain text.
fn letter(markdown: &str) -> String {
    let mut page = String::with_capacity(markdown.len() * 2);
    let lines = events(markdown, &|_| false).map(|event| match event {
        Event::SoftBreak => Event::HardBreak,
        other => other,
    });
    html::push_html(&mut page, lines);
    page
}

/// The same page without the marks around values.
pub(super) fn without_marks(page: &SafeHtml) -> SafeHtml {
    let page = page.as_str().replace("<mark>", "").replace("</mark>", "");
    SafeHtml(without_double_braces(&page))
}

/// A text of several lines without its marks: paragraphs, lists and the addresses of links stay.
pub(super) fn plain_text(markdown: &str) -> String {
    if unrendered(markdown).is_some() {
        return markdown.to_owned();
    }
    let mut plain = Plain::default();
    events(markdown, &|_| false).for_each(|event| plain.take(event));
    plain.text.trim_end().to_owned()
}

/// A text in which no template of another program begins.
pub(super) fn without_double_braces(text: &str) -> String {
    let mut apart = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.chars() {
        if (c, last) == ('{', '{') {
            apart.push(' ');
        }
        apart.push(c);
        last = c;
    }
    apart
}

/// The words of a text as they are read aloud, block by block.
#[derive(Default)]
struct Plain {
    text: String,
    /// The number of the next entry of each open list; None in one without numbers.
    lists: Vec<Option<u64>>,
    links: Vec<(String, usize)>,
}

impl Plain {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::Rule => self.text.push_str("---\n\n"),
            Event::Start(Tag::List(first)) => {
                self.end_line();
                self.lists.push(first);
            }
            Event::Start(Tag::Item) => self.begin_item(),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.links.push((dest_url.to_string(), self.text.len()));
            }
            Event::End(end) => self.end(end),
            _ => {}
        }
    }

    fn begin_item(&mut self) {
        self.end_line();
        let depth = self.lists.len().saturating_sub(1);
        self.text.push_str(&"  ".repeat(depth));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.text.extend([number.to_string().as_str(), ". "]);
                *number += 1;
            }
            _ => self.text.push_str("- "),
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table => {
                self.end_line();
                if self.lists.is_empty() {
                    self.text.push('\n');
                }
            }
            TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => self.end_line(),
            TagEnd::TableCell => self.text.push('\t'),
            TagEnd::List(_) => {
                self.lists.pop();
                self.end_line();
                if self.lists.is_empty() {
                    self.text.push('\n');
                }
            }
            TagEnd::Link => {
                let Some((address, began)) = self.links.pop() else { return };
                let said = self.text.get(began..).unwrap_or_default();
                if said != address && is_address(&address) {
                    self.text.extend([" (", &*address, ")"]);
                }
            }
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\t']).len();
        self.text.truncate(kept);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

/// One that the page would link as well.
fn is_address(address: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}
