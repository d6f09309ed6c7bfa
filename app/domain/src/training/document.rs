//! The text of a material as people read it: every heading can be linked to, and its own pictures are shown.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use pulldown_cmark::{Event, Tag, TagEnd, html};

use crate::ids::{MaterialFileId, MaterialId};
use crate::markdown::{ELEMENTS, SafeHtml, events, unrendered};

/// A part of a text: the words of its heading, and where a link to it leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentPart {
    pub words: String,
    pub anchor: String,
}

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut sanitiser = ammonia::Builder::empty();
    let headings = ["h3", "h4", "h5", "h6"].map(|heading| (heading, HashSet::from(["id"])));
    let attributes = headings.into_iter().chain([
        ("a", HashSet::from(["href"])),
        ("ol", HashSet::from(["start"])),
        ("img", HashSet::from(["src", "alt"])),
    ]);
    sanitiser
        .tags(ELEMENTS.into_iter().chain(["img"]).collect())
        .tag_attributes(attributes.collect::<HashMap<_, _>>())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Custom(Box::new(own)))
        .link_rel(Some("noopener noreferrer nofollow"));
    sanitiser
});

/// Renders the text of a material. Pictures of other places are left out: they would tell who reads.
#[must_use]
pub fn render(material: MaterialId, markdown: &str) -> SafeHtml {
    if let Some(html) = unrendered(markdown) {
        return html;
    }
    let own = format!("/materials/{material}/files/");
    let shows = |address: &str| {
        address.strip_prefix(&own).is_some_and(|file| file.parse::<MaterialFileId>().is_ok())
    };
    let mut page = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut page, with_anchors(events(markdown, &shows).collect()).0.into_iter());
    SafeHtml(SANITISER.clean(&page).to_string())
}

/// The same for whoever reads it by a link of their own: their pictures and files are behind that link as well,
/// at an address that is nothing but slashes, letters and digits.
#[must_use]
pub fn render_behind(material: MaterialId, markdown: &str, files: &str) -> SafeHtml {
    let SafeHtml(html) = render(material, markdown);
    let plain = files.chars().all(|c| c == '/' || c.is_ascii_alphanumeric());
    let own = format!("/materials/{material}/files/");
    SafeHtml(if plain { html.replace(&own, files) } else { html })
}

/// The parts of a text in their order.
#[must_use]
pub fn parts(markdown: &str) -> Vec<DocumentPart> {
    match unrendered(markdown) {
        Some(_) => Vec::new(),
        None => with_anchors(events(markdown, &|_| false).collect()).1,
    }
}

/// Where the part with these words begins; the first, when there are several.
#[must_use]
pub fn anchor<'a>(parts: &'a [DocumentPart], words: &str) -> Option<&'a str> {
    parts.iter().find(|part| part.words == words).map(|part| part.anchor.as_str())
}

/// Names every heading by its words, each name once. The names begin alike, so that none is that of
/// something else on the page.
fn with_anchors(mut events: Vec<Event<'_>>) -> (Vec<Event<'_>>, Vec<DocumentPart>) {
    let (mut parts, mut taken) = (Vec::new(), HashMap::new());
    let mut open: Option<(usize, String)> = None;
    let mut named = Vec::new();
    for (place, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { .. }) => open = Some((place, String::new())),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, words)) = &mut open {
                    words.push_str(text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((_, words)) = &mut open {
                    words.push(' ');
                }
            }
            Event::End(TagEnd::Heading(_)) => named.extend(open.take()),
            _ => {}
        }
    }
    for (place, words) in named {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let anchor = name(&words, &mut taken);
        if let Some(Event::Start(Tag::Heading { id, .. })) = events.get_mut(place) {
            *id = Some(anchor.clone().into());
        }
        if !words.is_empty() {
            parts.push(DocumentPart { words, anchor });
        }
    }
    (events, parts)
}

fn name(words: &str, taken: &mut HashMap<String, usize>) -> String {
    let signs = words.chars().flat_map(char::to_lowercase);
    let signs: String = signs.map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    let words: Vec<&str> = signs.split('-').filter(|part| !part.is_empty()).collect();
    let plain = format!("part-{}", words.join("-"));
    // Thousands of equal headings are counted on, not tried from the beginning.
    let mut count = taken.get(&plain).copied().unwrap_or_default();
    let mut name = plain.clone();
    while count > 0 || taken.contains_key(&name) {
        count += 1;
        name = format!("{plain}-{count}");
        if !taken.contains_key(&name) {
            break;
        }
    }
    taken.insert(plain, count.max(1));
    taken.insert(name.clone(), 1);
    name
}

/// What may stand without a host: a part of the same text, or a file of a material.
fn own(address: &str) -> Option<Cow<'_, str>> {
    let of_file = |rest: &str| {
        let (material, file) = rest.split_once("/files/")?;
        material.parse::<MaterialId>().ok()?;
        file.parse::<MaterialFileId>().ok()
    };
    let file = address.strip_prefix("/materials/").and_then(of_file).is_some();
    (file || address.starts_with("#part-")).then_some(Cow::Borrowed(address))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_heading_has_a_name_of_its_own_and_links_lead_to_it() {
        let text = "# Sign in\n\n## Sign *in*!\n\n# \n\n# Überblick `x`\n\n[up](#part-sign-in)";
        let parts = parts(text);
        let anchors: Vec<_> = parts.iter().map(|part| part.anchor.as_str()).collect();
        assert_eq!(anchors, ["part-sign-in", "part-sign-in-2", "part-überblick-x"]);
        assert_eq!(anchor(&parts, "Sign in!"), Some("part-sign-in-2"));
        let html = render(MaterialId::new(Uuid::nil()), text);
        for part in ["<h3 id=\"part-sign-in\">", "href=\"#part-sign-in\""] {
            assert!(html.as_str().contains(part), "{part} {html:?}");
        }
    }

    #[test]
    fn only_its_own_pictures_are_shown_and_nothing_runs() {
        let (own, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let text = format!(
            "![a](/materials/{own}/files/{other}) ![b](/materials/{other}/files/{own}) ![c](https://x.y/z.png)\n\n\
             ![d ![e](/materials/{own}/files/{own})](//evil/x)\n\n<img src=x onerror=alert(1)> \
             ![f](javascript:alert(1))\n\n\
             [g](/people) [h](#main) [i](/materials/{own}/files/../../people) # x {{#main onclick=alert(1)}}"
        );
        let html = render(MaterialId::new(own), &text);
        assert_eq!(html.as_str().matches("<img").count(), 2, "{html:?}");
        assert!(!html.as_str().contains("href=") && !html.as_str().contains("id="), "{html:?}");
        assert!(!html.as_str().contains("evil") && html.as_str().contains("&lt;img"), "{html:?}");
    }

    #[test]
    fn headings_and_quotes_in_64_kilobytes_take_no_time() {
        for text in ["# a\n".repeat(16 * 1024), "> ".repeat(32 * 1024), "![".repeat(32 * 1024)] {
            let start = Instant::now();
            assert!(!render(MaterialId::new(Uuid::nil()), &text).as_str().is_empty());
            assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
        }
    }
}
