use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::response::body::{Problem, VariableName};

const NASTY: [&str; 14] = [
    "{{x}}",
    "{{7*7}}",
    "{",
    "}}",
    "<script>alert(1)</script>",
    "**bold**",
    "[a](javascript:alert(1))",
    "![a](https://x.y/z.png)",
    "\" onmouseover=\"alert(1)",
    "</mark><img src=x onerror=alert(1)>",
    "\u{E000}0\u{E001}",
    "# heading",
    "| a | b |",
    "&#123;{",
];

fn filled(text: &str, value: &str) -> Filled {
    let mut values = Values::default();
    values.set("x", value);
    fill(&Body::parse(text).unwrap(), &values, &Fragments::default()).unwrap()
}

fn fragments(pairs: &[(&str, &str)]) -> Fragments {
    let mut fragments = Fragments::default();
    for (name, body) in pairs {
        fragments.insert(&VariableName::parse(name).unwrap(), Body::parse(body).unwrap());
    }
    fragments
}

#[test]
fn values_and_fallbacks_are_filled_in_and_what_is_missing_is_said() {
    let text = "Hello **{{X | you}}**, see {{ y|z }} and {{ticket number}}.";
    let one = filled(text, "Maria");
    assert_eq!(one.plain, "Hello Maria, see z and [ticket number].");
    assert_eq!(one.missing, ["ticket number"]);
    assert!(one.html.as_str().contains("<strong>Maria</strong>"));
    assert!(one.shown.as_str().contains("<strong><mark>Maria</mark></strong>"));
    assert!(filled(text, " ").plain.starts_with("Hello you,"));
}

#[test]
fn a_value_is_text_wherever_it_stands() {
    for value in NASTY {
        for text in ["{{x}}", "- {{x}}", "`{{x}}`", "| a |\n|---|\n| {{x}} |", "a\n\n    {{x}}"] {
            let html = filled(text, value).html.as_str().to_owned();
            let bad = ["<script", "<img", "<mark", "<h3", "javascript:alert(1)\"", "{{"];
            for part in bad {
                assert!(!html.contains(part), "{value} in {text}: {html}");
            }
            assert!(
                !html.contains("<strong") && !html.contains("<a "),
                "{value} in {text}: {html}"
            );
        }
        assert!(!filled("{{x}}", value).plain.contains("{{"), "{value}");
    }
}

#[test]
fn plain_text_says_a_value_as_it_is() {
    for value in ["**bold**", "<b>", "# a", "1. b", "`c`"] {
        assert_eq!(filled("{{x}}", value).plain, value);
    }
    assert_eq!(filled("{{x}}", "{{7*7}}").plain, "{ {7*7}}");
}

#[test]
fn a_value_in_an_address_changes_only_its_place() {
    let html = filled("[look](https://example.org/c/{{x}}?q=1)", "a/../b?c").html;
    assert!(
        html.as_str().contains("https://example.org/c/a%2F..%2Fb%3Fc?q=1"),
        "{}",
        html.as_str()
    );
    let html = filled("[look]({{x}})", "javascript:alert(1)").html;
    assert!(!html.as_str().contains("href"), "{}", html.as_str());
    let html = filled("[look](https://{{x}}/)", "evil.example/").html;
    assert!(!html.as_str().contains("evil.example/"), "{}", html.as_str());
}

#[test]
fn plain_text_keeps_lists_lines_and_addresses() {
    let text = "Hello,\n\n1. open [it](https://x.y)\n2. wait\n   - long\n\nBye\n{{x}}";
    let plain = filled(text, "Lena").plain;
    assert_eq!(plain, "Hello,\n\n1. open it (https://x.y)\n2. wait\n  - long\n\nBye\nLena");
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let wrong = |text: &str| Body::parse(text).unwrap_err();
    assert_eq!((wrong("a\nb {{x").line, wrong("a\nb {{x").problem), (2, Problem::Unclosed));
    assert_eq!(wrong("{{ }}").problem, Problem::Empty);
    assert_eq!(wrong("{{|a}}").problem, Problem::Empty);
    assert_eq!(wrong("{{{x}}}").problem, Problem::Nested);
    assert_eq!(wrong("{{a {{b}} }}").problem, Problem::Nested);
    assert_eq!(wrong("{{a } b}}").problem, Problem::Nested);
    assert_eq!(wrong("{{<script>}}").problem, Problem::Name("<script>".to_owned()));
    assert_eq!(wrong("{{7*7}}").problem, Problem::Name("7*7".to_owned()));
    assert_eq!(wrong("{{> a|b}}").problem, Problem::FragmentFallback);
    assert_eq!(wrong(&format!("{{{{{}}}}}", "a".repeat(61))).problem, Problem::TooLong);
    assert_eq!(wrong(&"{{a}}".repeat(101)).problem, Problem::TooMany);
    assert_eq!(
        wrong("x\n{{<b>}}").to_string(),
        "Line 2: “<b>” is not a name. Use letters, digits, spaces, . _ and -"
    );
    assert_eq!(
        wrong("{{").to_string(),
        "Line 1: {{ has no }}. Close the placeholder, as in {{first name}}"
    );
    assert!(Body::parse("{ a } }} { {").is_ok());
}

#[test]
fn sixty_four_kilobytes_of_braces_take_no_time() {
    let start = Instant::now();
    for text in ["{{", "{", "{{a}}", "{{a|", "}}", "{ {", "{{>", "a{{"] {
        let long = text.repeat(64 * 1024 / text.len());
        if let Ok(body) = Body::parse(&long) {
            let _ = fill(&body, &Values::default(), &Fragments::default());
        }
    }
    let long_name = format!("{{{{{}}}}}", "<".repeat(64 * 1024 - 4));
    assert!(Body::parse(&long_name).unwrap_err().to_string().len() < 400);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[test]
fn a_fragment_that_includes_itself_through_three_others_is_refused_with_the_way() {
    let there = fragments(&[("b", "{{> missing}} {{> c}}"), ("c", "x {{> d}}"), ("d", "{{> A}}")]);
    let a = VariableName::parse("a").unwrap();
    let error = there.check(&a, &Body::parse("{{> b}}").unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "A fragment would include itself: a → b → c → d → A");
    assert!(there.check(&a, &Body::parse("no more").unwrap()).is_ok());
}

#[test]
fn fragments_that_grow_with_every_level_are_refused_at_once() {
    let start = Instant::now();
    let mut pairs: Vec<(String, String)> = (0..8)
        .map(|level| (format!("f{level}"), format!("{{{{> f{}}}}}", level + 1).repeat(100)))
        .collect();
    pairs.push(("f8".to_owned(), String::new()));
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let body = Body::parse("{{> f1}}").unwrap();
    assert!(fragments(&pairs).resolve(&body).is_err());
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

#[test]
fn a_fragment_brings_its_variables() {
    let there = fragments(&[("Greeting", "Hello {{x | you}}")]);
    let body = Body::parse("{{> greeting}},\n\nwe {{> greeting}}").unwrap();
    let mut values = Values::default();
    values.set("X", "Maria");
    assert_eq!(fill(&body, &values, &there).unwrap().plain, "Hello Maria,\n\nwe Hello Maria");
    let missing = fill(&Body::parse("{{> none}}").unwrap(), &values, &there);
    assert_eq!(missing.unwrap_err().to_string(), "There is no approved fragment “none”");
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(vec!["{{x}}", "{{y | z}}", "{{nobody}}", "{", "}", " ", "\n", "**", "[a](", ")", "`"])
            .prop_map(str::to_owned),
        1 => "[a-z{<&\\\\\u{E000}]{0,4}",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn filling_never_leaves_a_placeholder(
        text in pieces(),
        x in prop_oneof![prop::sample::select(NASTY.to_vec()).prop_map(str::to_owned), ".{0,20}"],
        y in "[{}<>*_`a]{0,6}",
        shared in pieces(),
    ) {
        let (Ok(body), Ok(shared)) = (Body::parse(&format!("{text} {{{{> f}}}}{{x")), Body::parse(&shared)) else {
            return Ok(());
        };
        let mut there = Fragments::default();
        there.insert(&VariableName::parse("f").unwrap(), shared);
        let mut values = Values::default();
        values.set("x", &x);
        values.set("y", &y);
        let filled = fill(&body, &values, &there).unwrap();
        for said in [&filled.plain, filled.html.as_str(), filled.shown.as_str()] {
            prop_assert!(!said.contains("{{") && !said.contains('\u{E000}'), "{}", said);
        }
        prop_assert!(!filled.html.as_str().contains("<mark") && !filled.html.as_str().contains("<script"));
    }
}
