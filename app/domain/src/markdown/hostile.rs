//! Texts of 64 KiB that are made to cost something. The bound is wide, because tests run without optimisation and
//! beside others; what a release build takes is printed by `--nocapture`.

use std::time::{Duration, Instant};

use super::render;
use crate::limits;
use crate::text::Markdown;

/// Something again and again, as long as a text may be.
fn full(part: &str) -> String {
    part.repeat(limits::MARKDOWN / part.len())
}

/// Something in the middle of two others that match, as deep as a text may be long.
fn nested(before: &str, after: &str) -> String {
    let depth = limits::MARKDOWN / (before.len() + after.len()) - 1;
    format!("{}a{}", before.repeat(depth), after.repeat(depth))
}

fn texts() -> Vec<String> {
    let again = [
        "*",
        "_",
        "*a **a ",
        "**a *b",
        "a**b",
        "_a __b",
        "~~a ",
        "~",
        "[",
        "]",
        "[a](",
        "[a](<b",
        "![",
        "![[]()",
        "[^",
        "[^a]",
        "[a]: b\n",
        "[x][",
        "<",
        "<a",
        "<!--",
        "<![CDATA[",
        "<?",
        "</",
        "&",
        "&#0;",
        "\\",
        "a  \n",
        "> ",
        "- ",
        "1. ",
        "#\n",
        "```\n",
        "    a\n",
        "| ",
        "|-",
        "a|b\n-|-\n",
        ":-|",
        "http://a.b ",
        "\t",
        "\u{1f600}",
    ];
    let mut texts: Vec<String> = again.map(full).into();
    texts.extend([
        nested("[", "](a)"),
        nested("*", "*"),
        nested("**", "**"),
        nested("![", "](a)"),
        nested("<b>", "</b>"),
        (1..350).map(|length| "`".repeat(length) + " ").collect(),
        (0..400).map(|depth| " ".repeat(depth % 160) + "- a\n").collect(),
        format!("[a]: {}\n\n{}", "b".repeat(30_000), "[a]".repeat(11_000)),
        format!("{}\n{}\n{}", "a|".repeat(120), "-|".repeat(120), "a\n".repeat(130)),
    ]);
    texts
}

#[test]
fn nothing_that_can_be_saved_takes_long_or_becomes_many_times_as_long() {
    for text in texts() {
        let text: String = text.chars().take(limits::MARKDOWN).collect();
        let start = Instant::now();
        let html = render(&text);
        let took = start.elapsed();
        let begin: String = text.chars().take(12).collect();
        println!("{begin:?}: {} KiB in {took:?}", html.as_str().len() / 1024);
        assert!(took < Duration::from_secs(2), "{begin:?}: {took:?}");
        assert!(html.as_str().len() <= 12 * limits::MARKDOWN, "{begin:?}: {}", html.as_str().len());
    }
}

/// As it was reported: 22 tables of 418 columns, most of them empty, were a page of 33 MB.
#[test]
fn a_table_of_nothing_but_columns_is_refused_and_never_made() {
    let head = format!("{}\n{}\n", "a|".repeat(418), "-|".repeat(418));
    let text = format!("{head}{}\n", "a\n".repeat(650)).repeat(22);
    let error = Markdown::parse(&text.chars().take(limits::MARKDOWN).collect::<String>());
    let error = error.unwrap_err().to_string();
    assert!(
        error.starts_with("The text has tables with") && error.contains("16384 fit"),
        "{error}"
    );
    for hidden in [text.replace('\n', "\r"), text.replace("a\na\n", "\u{a0}\na\n")] {
        assert!(render(&hidden).as_str().starts_with("<pre>"), "{}", hidden.len());
    }
    let start = Instant::now();
    assert!(render(&text).as_str().starts_with("<pre>a|a|"));
    assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
}
