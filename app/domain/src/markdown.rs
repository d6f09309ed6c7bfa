//! Markdown as people write it, made safe to show.
//!
//! Two steps, in this order: the parser, which turns raw HTML into text and flattens what is nested
//! too deeply, because the sanitiser's time grows with the square of the depth; then the sanitiser,
//! which lets only a short list of elements and web addresses through.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use crate::limits;

/// HTML that only [`render`] can make. The one thing pages may show unescaped.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SafeHtml(String);

impl SafeHtml {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same without the marks around values.
    #[must_use]
    pub fn without_marks(&self) -> Self {
        Self(without_double_braces(&self.0.replace("<mark>", "").replace("</mark>", "")))
    }
}

const ELEMENTS: [&str; 23] = [
    "p",
    "br",
    "hr",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "th",
    "td",
];

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| sanitiser(&[]));

/// For texts with values in them.
static MARKING: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| sanitiser(&["mark"]));

fn sanitiser(more: &[&'static str]) -> ammonia::Builder<'static> {
    let mut sanitiser = ammonia::Builder::empty();
    sanitiser
        .tags(ELEMENTS.into_iter().chain(["thead", "tbody"]).chain(more.iter().copied()).collect())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    sanitiser
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Renders a text. Headings move two levels down, below those of the page.
#[must_use]
pub fn render(markdown: &str) -> SafeHtml {
    let mut page = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut page, Flat::of(Parser::new_ext(markdown, options())));
    SafeHtml(SANITISER.clean(&page).to_string())
}

/// Renders a text in which `substitute` then puts values into the page. The sanitiser comes last, whatever they are.
/// What is marked as a value is in `mark`, which nobody can write: raw HTML is text.
#[must_use]
pub fn render_filled(markdown: &str, substitute: impl FnOnce(&str) -> String) -> SafeHtml {
    let mut page = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut page, Flat::of(Parser::new_ext(markdown, options())));
    SafeHtml(without_double_braces(&MARKING.clean(&substitute(&page)).to_string()))
}

/// A text of several lines without its marks: paragraphs, lists and the addresses of links stay.
#[must_use]
pub fn plain_text(markdown: &str) -> String {
    let mut plain = Plain::default();
    Flat::of(Parser::new_ext(markdown, options())).for_each(|event| plain.take(event));
    plain.text.trim_end().to_owned()
}

/// A text in which no template of another program begins.
#[must_use]
pub fn without_double_braces(text: &str) -> String {
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

/// Words as they are, inside a text in Markdown: no sign of theirs means anything.
#[must_use]
pub fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        if "\\`*_[]<>#|~&!".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The words of one line of Markdown without its marks.
#[must_use]
pub fn plain(line: &str) -> String {
    let mut words = String::new();
    for event in Parser::new_ext(line, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                words.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => words.push(' '),
            _ => {}
        }
    }
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|c| !c.is_control()).collect()
}

/// The events of a text without raw HTML, without pictures, and at most so many levels deep.
struct Flat<'a, I: Iterator<Item = Event<'a>>> {
    events: I,
    depth: usize,
}

impl<'a, I: Iterator<Item = Event<'a>>> Flat<'a, I> {
    const fn of(events: I) -> Self {
        Self { events, depth: 0 }
    }
}

impl<'a, I: Iterator<Item = Event<'a>>> Iterator for Flat<'a, I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            let event = self.events.next()?;
            let shown = match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    (self.depth <= limits::MARKDOWN_DEPTH).then(|| Event::Start(lowered(tag)))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    (self.depth < limits::MARKDOWN_DEPTH).then(|| Event::End(lowered_end(end)))
                }
                Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
                other => Some(other),
            };
            match shown {
                Some(
                    Event::Start(Tag::Image { .. } | Tag::HtmlBlock)
                    | Event::End(TagEnd::Image | TagEnd::HtmlBlock),
                )
                | None => {}
                Some(event) => return Some(event),
            }
        }
    }
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
                self.text.push_str(&format!("{number}. "));
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
                    self.text.push_str(&format!(" ({address})"));
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

fn lowered(tag: Tag<'_>) -> Tag<'_> {
    match tag {
        Tag::Heading { level, id, classes, attrs } => {
            Tag::Heading { level: two_down(level), id, classes, attrs }
        }
        other => other,
    }
}

fn lowered_end(end: TagEnd) -> TagEnd {
    match end {
        TagEnd::Heading(level) => TagEnd::Heading(two_down(level)),
        other => other,
    }
}

const fn two_down(level: pulldown_cmark::HeadingLevel) -> pulldown_cmark::HeadingLevel {
    use pulldown_cmark::HeadingLevel::{H1, H2, H3, H4, H5, H6};
    match level {
        H1 => H3,
        H2 => H4,
        H3 => H5,
        H4 | H5 | H6 => H6,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn raw_html_is_shown_as_text() {
        let html = render("<script>alert(1)</script> <b onclick=x>hi</b>");
        assert!(!html.as_str().contains("<script") && !html.as_str().contains("<b"));
        assert!(html.as_str().contains("&lt;script&gt;"));
    }

    #[test]
    fn only_web_and_mail_addresses_become_links() {
        let html = render(
            "[a](javascript:alert(1)) [b](https://example.org) [c](/people) ![d](https://x.y/z.png)",
        );
        assert_eq!(html.as_str().matches("href=").count(), 1);
        assert!(!html.as_str().contains("<img") && html.as_str().contains("nofollow"));
    }

    #[test]
    fn quotes_64_kilobytes_deep_take_no_time() {
        let start = Instant::now();
        let html = render(&"> ".repeat(32 * 1024));
        assert!(html.as_str().matches("<blockquote").count() <= limits::MARKDOWN_DEPTH);
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    }

    #[test]
    fn tables_lists_and_code_are_kept() {
        let html = render("# Big\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n\n`y`");
        for part in ["<h3>Big</h3>", "<td>1</td>", "<li>x</li>", "<code>y</code>"] {
            assert!(html.as_str().contains(part), "{part}");
        }
    }

    #[test]
    fn plain_text_has_the_words_and_not_the_marks() {
        assert_eq!(
            plain("**Set up** [alerts](https://x.y), see `<name>`"),
            "Set up alerts, see <name>"
        );
    }
}
