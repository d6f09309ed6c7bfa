//! What a variable of somebody else is called here, and what stands there when it is not filled.

/// Characters in a name that is proposed.
const LENGTH: usize = 40;
/// Words that the fields of help desks begin with and that say nothing.
const PREFIXES: &[&str] = &["ticket.", "config.", "env."];

/// What other programs do to a value behind a `|`. Any other word is what stands there when there is none.
const FILTERS: &[&str] = &[
    "capfirst",
    "capitalize",
    "date",
    "downcase",
    "e",
    "escape",
    "first",
    "join",
    "last",
    "length",
    "linebreaks",
    "linebreaksbr",
    "lower",
    "pluralize",
    "replace",
    "safe",
    "strip",
    "striptags",
    "time",
    "title",
    "trim",
    "truncatechars",
    "truncatewords",
    "upcase",
    "upper",
    "urlencode",
    "urlize",
    "yesno",
];

/// A name of small letters, digits and spaces.
#[must_use]
pub fn name_of(inside: &str) -> String {
    let words = inside.split('|').next().unwrap_or_default().trim();
    let words = words.split("e.g.").next().unwrap_or_default();
    let bare = PREFIXES.iter().find_map(|prefix| words.strip_prefix(prefix)).unwrap_or(words);
    let mut name = String::new();
    for character in bare.chars().flat_map(plain) {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with(' ') {
            name.push(' ');
        }
    }
    let mut name = name.trim_end().to_owned();
    if name.len() > LENGTH {
        name.truncate(LENGTH);
        if let Some((whole, _)) = name.rsplit_once(' ') {
            name.truncate(whole.len());
        }
    }
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => name,
        Some(_) => format!("value {name}"),
        None if words == "#" => "number".to_owned(),
        None => "value".to_owned(),
    }
}

/// What a text says should stand there: `| friend`, `|default("friend")`, `|default:"friend"`.
#[must_use]
pub fn fallback_of(inside: &str) -> Option<String> {
    let mut behind = inside.split('|').skip(1).map(str::trim);
    let said = behind.find(|word| !is_filter(word) && !word.is_empty())?;
    let said = match said.strip_prefix("default") {
        Some(rest) if rest.starts_with(['(', ':']) => {
            rest.trim_matches(['(', ':', ')', ' ']).trim_matches(['"', '\''])
        }
        _ => said,
    };
    let tidy: String =
        said.chars().filter(|one| !"{}|".contains(*one) && !one.is_control()).collect();
    let tidy = tidy.trim();
    (!tidy.is_empty()).then(|| tidy.to_owned())
}

/// Whether a word behind a `|` changes the value, instead of standing in for it.
pub(super) fn is_filter(word: &str) -> bool {
    FILTERS.contains(&word.split([':', '(', ' ']).next().unwrap_or_default())
}

/// Letters with marks without them, as far as the alphabet goes.
fn plain(character: char) -> Vec<char> {
    use unicode_normalization::UnicodeNormalization as _;
    match character {
        '’' | '\'' => Vec::new(),
        'ß' => vec!['s', 's'],
        other => std::iter::once(other)
            .nfd()
            .filter(|part| !unicode_normalization::char::is_combining_mark(*part))
            .collect(),
    }
}
