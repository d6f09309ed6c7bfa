//! Markdown as people write it, made safe to show.
//!
//! Two steps, in this order: the parser, which turns raw HTML into text and flattens what is nested
//! too deeply, because the sanitiser's time grows with the square of the depth; then the sanitiser,
//! which lets only a short list of elements and web addresses through.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use crate::limits;
use crate::text::table::cells;

/// HTML that only [`render`], [`crate::training::document::render`] and [`crate::response::body::fill()`] can make. The
/// one thing pages may show unescaped.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SafeHtml(pub(crate) String);

impl SafeHtml {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

pub(crate) const ELEMENTS: [&str; 25] = [
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
    "thead",
    "tbody",
];

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut sanitiser = ammonia::Builder::empty();
    sanitiser
        .tags(HashSet::from(ELEMENTS))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    sanitiser
});

/// Renders a text. Headings move two levels down, below those of the page.
#[must_use]
pub fn render(markdown: &str) -> SafeHtml {
    if let Some(html) = unrendered(markdown) {
        return html;
    }
    let mut page = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut page, events(markdown, &|_| false));
    SafeHtml(SANITISER.clean(&page).to_string())
}

/// A text that nobody could save today, as it was typed: what it becomes is not bounded. There may be some from before
/// there was a limit, and in what somebody is about to import.
pub(crate) fn unrendered(markdown: &str) -> Option<SafeHtml> {
    let too_large = markdown.len() > limits::MARKDOWN || cells(markdown) > limits::TABLE_CELLS;
    too_large.then(|| SafeHtml(format!("<pre>{}</pre>", ammonia::clean_text(markdown))))
}

/// What a text consists of: flat, without raw HTML, and with no pictures but those that may be shown.
pub(crate) fn events<'a>(
    markdown: &'a str,
    shows: &'a dyn Fn(&str) -> bool,
) -> impl Iterator<Item = Event<'a>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    Flat { events: Parser::new_ext(markdown, options), depth: 0, pictures: Vec::new(), shows }
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

/// The words of Markdown without its marks, on one line.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let mut words = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                words.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => words.push(' '),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableCell,
            ) => words.push(' '),
            _ => {}
        }
    }
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|c| !c.is_control()).collect()
}

/// The events of a text without raw HTML, and at most so many levels deep.
struct Flat<'a, I: Iterator<Item = Event<'a>>> {
    events: I,
    depth: usize,
    /// The pictures that are open, one in another, and whether each is shown.
    pictures: Vec<bool>,
    shows: &'a dyn Fn(&str) -> bool,
}

impl<'a, I: Iterator<Item = Event<'a>>> Flat<'a, I> {
    /// Whether the beginning of something is shown, or its end; of a picture both or none.
    fn keeps(&mut self, event: &Event<'a>) -> bool {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                let shown = self.depth <= limits::MARKDOWN_DEPTH && (self.shows)(dest_url);
                self.pictures.push(shown);
                shown
            }
            Event::End(TagEnd::Image) => self.pictures.pop().unwrap_or(false),
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => false,
            Event::Start(_) => self.depth <= limits::MARKDOWN_DEPTH,
            Event::End(_) => self.depth < limits::MARKDOWN_DEPTH,
            _ => true,
        }
    }
}

impl<'a, I: Iterator<Item = Event<'a>>> Iterator for Flat<'a, I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            let event = self.events.next()?;
            match event {
                Event::Start(_) => self.depth += 1,
                Event::End(_) => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            if self.keeps(&event) {
                return Some(match event {
                    Event::Start(tag) => Event::Start(lowered(tag)),
                    Event::End(end) => Event::End(lowered_end(end)),
                    Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
                    other => other,
                });
            }
        }
    }
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
mod hostile;

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
