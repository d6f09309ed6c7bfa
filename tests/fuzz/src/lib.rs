//! What HTML of ours may consist of, asked without the sanitiser that made it.

/// Elements that a text of people can become, and `mark` around what is filled in.
const ELEMENTS: [&str; 27] = [
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
    "img",
    "mark",
];
/// Their attributes.
const ATTRIBUTES: [&str; 8] = ["href", "rel", "start", "src", "alt", "title", "loading", "class"];
/// Where links may lead.
const SCHEMES: [&str; 3] = ["http:", "https:", "mailto:"];

/// # Panics
/// There is anything in it that a browser could run, or that is not whole.
pub fn assert_harmless(html: &str) {
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        let (tag, behind) =
            tag.split_once('>').unwrap_or_else(|| panic!("an open tag in {html:?}"));
        assert_tag(tag, html);
        rest = behind;
    }
}

fn assert_tag(tag: &str, html: &str) {
    if let Some(name) = tag.strip_prefix('/') {
        assert!(ELEMENTS.contains(&name), "</{name}> in {html:?}");
        return;
    }
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(ELEMENTS.contains(&name.trim_end_matches('/')), "<{name}> in {html:?}");
    while let Some((attribute, value)) = rest.split_once("=\"") {
        let attribute = attribute.trim();
        assert!(ATTRIBUTES.contains(&attribute), "{attribute} in {html:?}");
        let (value, behind) =
            value.split_once('"').unwrap_or_else(|| panic!("an open value in {html:?}"));
        if attribute == "href" {
            let value = value.to_lowercase();
            assert!(SCHEMES.iter().any(|scheme| value.starts_with(scheme)), "{value} in {html:?}");
        }
        rest = behind;
    }
    assert!(rest.trim_matches(['/', ' ']).is_empty(), "{rest:?} in {html:?}");
}
