use proptest::prelude::*;

use super::{Macro, Row, to_csv, to_json, to_markdown, to_yaml, to_zammad, to_zendesk};
use crate::response::import::Import;

/// Texts with everything that formats are made of.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "Dear [name]",
        "{{name | you}}",
        "\n",
        "\n\n",
        "  ",
        "\t",
        "```",
        "````",
        "`",
        "## x",
        "# y",
        "---",
        "- ",
        ": ",
        "\"",
        "'",
        "''",
        "\\",
        ",",
        ";",
        "=1+1",
        "@",
        "+",
        "<b>",
        "<!--",
        "-->",
        "|",
        "|-",
        ">",
        "é",
        "😀",
        "\u{2028}",
        "\u{feff}",
        "\u{1}",
        "\u{85}",
        "\u{a0}",
        "Subject: s",
        "{%",
        "%}",
        "~~~",
        "...",
        "&a",
        "*b",
        "!",
        "holdpoint: responses",
        "null",
        "true",
        "1.0",
        "- body: x",
        "\u{200b}",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// As `text::Markdown` keeps it.
fn text() -> impl Strategy<Value = String> {
    nasty().prop_map(|text| text.trim_end().to_owned())
}

/// As `text::Line` keeps it.
fn line() -> impl Strategy<Value = String> {
    nasty().prop_map(|text| {
        let tidy: String = text.chars().filter(|one| !one.is_control() || *one == '\n').collect();
        tidy.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

fn full(of: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    of.prop_map(|text| if text.trim().is_empty() { "x".to_owned() } else { text })
}

fn row() -> impl Strategy<Value = Row> {
    let lines = (full(line()), line(), prop::collection::vec(full(line()), 0..3));
    let cohorts = prop::collection::vec(full(line()), 0..3);
    (lines, cohorts, text(), text(), full(text())).prop_map(
        |((title, topic, questions), cohorts, note, avoid, body)| Row {
            short_code: "CODE-1".to_owned(),
            title,
            topic,
            questions,
            note,
            avoid,
            cohorts,
            channel: "mail".to_owned(),
            situation: "before".to_owned(),
            language: "en".to_owned(),
            valid_from: String::new(),
            valid_to: "2026-12-31".to_owned(),
            state: "draft".to_owned(),
            body,
        },
    )
}

fn rows_of(import: &Import) -> Vec<Row> {
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let rows = import.sketches.iter().map(|sketch| Row {
        short_code: said(&sketch.short_code),
        title: sketch.title.clone(),
        topic: said(&sketch.topic),
        questions: sketch.questions.clone(),
        note: said(&sketch.note),
        avoid: said(&sketch.avoid),
        cohorts: sketch.cohorts.clone(),
        channel: said(&sketch.channel),
        situation: said(&sketch.situation),
        language: said(&sketch.language),
        valid_from: said(&sketch.valid_from),
        valid_to: said(&sketch.valid_to),
        state: "draft".to_owned(),
        body: import.body_of(sketch, |_| false),
    });
    rows.collect()
}

proptest! {
    #[test]
    fn what_is_exported_is_read_again_as_it_is(rows in prop::collection::vec(row(), 1..4)) {
        for (name, document) in [
            ("a.json", to_json(&rows)),
            ("a.csv", to_csv(&rows)),
            ("a.yaml", to_yaml(&rows)),
            ("a.md", to_markdown(&rows)),
        ] {
            for name in [name, ""] {
                let import = Import::read_bytes(name, document.as_bytes()).unwrap();
                prop_assert!(import.own, "{}", document);
                prop_assert!(import.problems.is_empty(), "{:?}\n{}", import.problems, document);
                prop_assert_eq!(&rows_of(&import), &rows, "{} {}", name, document);
                prop_assert_eq!(import.variables(), 0);
            }
        }
    }
}

fn answer() -> Macro {
    Macro {
        short_code: "WHY-1".to_owned(),
        title: "Why?".to_owned(),
        topic: "Login".to_owned(),
        questions: vec!["Why is it so".to_owned()],
        note: "Ask \"first\"".to_owned(),
        variant: "during, de".to_owned(),
        html: "<p>Dear {{ticket.requester.name}},</p>\n<pre>~~~</pre>".to_owned(),
    }
}

#[test]
fn macros_have_what_the_api_of_zendesk_names_and_come_back() {
    let json = to_zendesk(&[answer()]);
    for part in [
        "\"macros\": [",
        "\"title\": \"Login::Why? (during, de)\"",
        "\"active\": true",
        "\"restriction\": null",
        "\"field\": \"comment_value_html\"",
    ] {
        assert!(json.contains(part), "{part}: {json}");
    }
    let import = Import::read("macros.json", &json).unwrap();
    assert_eq!(import.sketches[0].topic.as_deref(), Some("Login"));
    assert!(import.sketches[0].body.starts_with("Dear {{ticket.requester.name}},"));
}

#[test]
fn text_modules_have_the_columns_that_zammad_reads_and_come_back() {
    let csv = to_zammad(&[answer()]);
    assert!(csv.starts_with("\"name\",\"keywords\",\"content\",\"note\",\"active\"\r\n"), "{csv}");
    assert!(!csv.contains("~~~"), "it would split the cell");
    let import = Import::read("modules.csv", &csv).unwrap();
    assert_eq!(import.sketches.len(), 1);
    assert_eq!(import.sketches[0].title, "Login › Why? (during, de)");
    assert_eq!(import.sketches[0].note.as_deref(), Some("Ask \"first\""));
}
