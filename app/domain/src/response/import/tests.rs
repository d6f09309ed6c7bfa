use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::variable::{Syntax, find};
use super::{Import, ImportError, limits};

fn read(name: &str, text: &str) -> Import {
    Import::read(name, text).unwrap()
}

fn sentences(import: &Import) -> Vec<String> {
    import.problems.iter().map(super::Problem::said).collect()
}

#[test]
fn variables_of_other_programs_are_found() {
    for (text, syntax, becomes) in [
        ("{{ domain.name }}", Syntax::Braces, "{{domain name}}"),
        ("{{name | friend}}", Syntax::Braces, "{{name | friend}}"),
        ("{{ x|default(\"y z\") }}", Syntax::Braces, "{{x | y z}}"),
        ("{{ x|default:'y' }}", Syntax::Braces, "{{x | y}}"),
        ("{{ sent|date }}", Syntax::Braces, "{{sent}}"),
        ("{{ticket.requester.first_name}}", Syntax::Braces, "{{requester first name}}"),
        ("{{{raw}}}", Syntax::Braces, "{{raw}}"),
        ("{NAME}", Syntax::Brace, "{{name}}"),
        ("[Participant name]", Syntax::Bracket, "{{participant name}}"),
        ("`[Participant name]`", Syntax::Bracket, "{{participant name}}"),
        ("[#]", Syntax::Bracket, "{{number}}"),
        ("[X]", Syntax::Bracket, "{{x}}"),
        ("1) [X] or so", Syntax::Bracket, "{{x}}"),
        ("<release version>", Syntax::Angle, "{{release version}}"),
        ("<title>", Syntax::Angle, "{{title}}"),
        ("#{ticket.customer.lastname}", Syntax::Zammad, "{{customer lastname}}"),
        ("%RECIPIENT_NAME%", Syntax::Percent, "{{recipient name}}"),
        ("%{first}", Syntax::Percent, "{{first}}"),
        ("$NAME", Syntax::Dollar, "{{name}}"),
        ("${name}", Syntax::Dollar, "{{name}}"),
        ("*|FNAME|*", Syntax::Merge, "{{fname}}"),
        ("{{Größe}}", Syntax::Braces, "{{grosse}}"),
    ] {
        let (found, _) = find(&format!("Dear {text}, hello"), 1);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].syntax, found[0].becomes()), (syntax, becomes.to_owned()), "{text}");
    }
}

#[test]
fn links_boxes_code_and_addresses_are_no_variables() {
    for text in [
        "[text](https://example.org)",
        "[text] (https://example.org)",
        "[text][guide]",
        "[guide]\n\n[guide]: https://example.org",
        "![picture](a.png)",
        "- [ ] task\n- [x] done\n- [X] done",
        "1. [X] done\n> - [X] done\n| [X] | [x] |\n[X] done",
        "https://example.org/d?sourcedoc={cbce2e75-17b2-4e70-b422-60d034fcd4af}",
        "a note[^1] and [1]",
        "> [!NOTE]",
        "<https://get.gov>",
        "<team@example.org>",
        "<mailto:team@example.org>",
        "<b>bold</b> <br/> <a href=\"https://example.org\">x</a> <img src='x'>",
        "<!-- [NAME] {{x}} -->",
        "<!-- [NAME]\n\n{{x}} -->",
        "```\n[NAME] {{x}}\n```",
        "`git commit -m [message]` and `#sig-<name>`",
        "{% if x %}",
        "{# comment #}",
        "{#anchor-id}",
        "{ \"a\": 1 }",
        "costs $100, 5% of 10%",
        "https://example.org/%20a%20b?x=[1]&y=$HOME",
        "Dear {{",
        "Dear }} and ]",
        "Dear [",
        "a < b and c > d",
    ] {
        let (found, _) = find(text, 1);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn tags_of_other_programs_are_said_with_their_lines() {
    let text = "Hi\n{% if x %}\n{# why #}\n{{#each y}}\n{{> footer}}\n{{ sent|date }}";
    let (_, problems) = find(text, 4);
    let said: Vec<_> = problems.iter().map(super::Problem::said).collect();
    assert_eq!(
        said,
        [
            "Line 5: “{% if x %}” is a template tag; Holdpoint has no conditions: decide by hand",
            "Line 6: “{# why #}” is a comment of another program: take it out by hand",
            "Line 7: “{{#each y}}” is a template tag; Holdpoint has no conditions: decide by hand",
            "Line 8: “{{> footer}}” puts another text in here: name one of your fragments by hand",
            "Line 9: “{{ sent|date }}” changes the value with “date”; Holdpoint fills in what is typed",
        ]
    );
}

#[test]
fn a_table_is_read_whatever_separates_its_cells() {
    for separator in [',', ';', '\t'] {
        let text = "Title;Category;Answer\n\"A; b\";Login;\"Hi [name],\nhello\"\nC;;Text\n";
        let text = match separator {
            ';' => text.to_owned(),
            other => text.replace(';', &other.to_string()),
        };
        let import = read("", &text);
        assert_eq!(import.sketches.len(), 2, "{import:?}");
        assert_eq!(import.sketches[0].topic.as_deref(), Some("Login"));
        assert_eq!(import.sketches[0].variables[0].line, 2);
        assert_eq!(import.sketches[1].line, 4);
    }
}

#[test]
fn of_ten_thousand_rows_the_three_wrong_ones_are_named() {
    let mut text = "title,body\n".to_owned();
    for row in 0..10_000 {
        text.push_str(match row {
            17 => "only one cell\n",
            5_000 => "No text,\n",
            9_999 => "a,b,c\n",
            _ => "Title,Text\n",
        });
    }
    let import = read("a.csv", &text);
    assert!(import.is_wrong());
    assert_eq!(
        sentences(&import),
        [
            "Line 19: It has 1 cells, and the first line has 2",
            "Line 5002: “No text” has no text",
            "Line 10001: It has 3 cells, and the first line has 2",
        ]
    );
}

#[test]
fn json_of_help_desks_is_read() {
    let zendesk = r#"{"macros": [{"title": "Login::Reset", "active": false, "restriction": null,
        "actions": [{"field": "status", "value": "open"},
        {"field": "comment_value_html", "value":
        "<p>Dear {{ticket.requester.name}},</p><p>see <a href=\"https://x.org\">x</a></p>"}]}]}"#;
    let import = read("macros.json", zendesk);
    let sketch = &import.sketches[0];
    assert_eq!((sketch.title.as_str(), sketch.topic.as_deref()), ("Reset", Some("Login")));
    assert_eq!(sketch.body, "Dear {{ticket.requester.name}},\n\nsee [x](https://x.org)");
    assert_eq!(sentences(&import), ["Line 1: It is switched off where it comes from"]);
    let zammad = r#"{"assets": {"TextModule": {"1": {"id": 1, "name": "Hi", "keywords": "hi hello",
        "content": "<div>Dear #{ticket.customer.lastname}</div>", "active": true}}}}"#;
    let import = read("", zammad);
    assert_eq!(import.sketches[0].body, "Dear #{ticket.customer.lastname}");
    assert_eq!(import.sketches[0].questions, ["hi hello"]);
}

#[test]
fn yaml_as_people_write_it_is_read() {
    let text = "# ours\n- title: Reset\n  tags: [a, \"b, c\"]\n  questions:\n  - How?\n  - \"Why: so?\"\n  \
                body: |\n    Dear [name],\n\n      further in\n    end\n\
                - title: 'It''s'\n  text: >-\n    one\n    two\n";
    let import = read("a.yml", text);
    assert!(!import.is_wrong(), "{:?}", import.problems);
    assert_eq!(import.sketches[0].body, "Dear [name],\n\n  further in\nend");
    assert_eq!(import.sketches[0].variables[0].line, 8);
    assert_eq!(import.sketches[0].questions, ["How?", "Why: so?"]);
    assert_eq!((&*import.sketches[1].title, &*import.sketches[1].body), ("It's", "one two"));
    for (text, line) in [
        ("- title: a\n  body: &anchor x", "Line 2:"),
        ("- title: a\n  body: {a: b}", "Line 2:"),
        ("- title: a\n   body: b", "Line 2:"),
        ("- title: a\n  title: b", "Line 2:"),
    ] {
        let import = read("a.yaml", text);
        assert!(import.is_wrong() && sentences(&import)[0].starts_with(line), "{text}: {import:?}");
    }
}

#[test]
fn markdown_is_separated_by_what_people_separate_with() {
    let titles = |text: &str| -> Vec<String> {
        read("the_file.md", text).sketches.into_iter().map(|sketch| sketch.title).collect()
    };
    assert_eq!(titles("# All\n\n## One\n\na\n\n## Two\n\nb"), ["One", "Two"]);
    assert_eq!(titles("# One\n\na\n\n---\n\n# Two\n\nb"), ["One", "Two"]);
    assert_eq!(titles("# One\n\na\n\n---\n\nb"), ["One"]);
    assert_eq!(titles("Hello\n\nb"), ["The file"]);
    assert_eq!(titles("---\ntitle: \"A: b\"\n---\n\n## One\n\na\n\n## Two\n\nb"), ["A: b"]);
    assert_eq!(titles("## One\nSubject: x\n\na\n## Two\nSubject: y\n\nb"), ["One", "Two"]);
    assert_eq!(titles("Subject: x\n\na\n\n---\n\nSubject: y\n\nb"), ["x", "y"]);
    assert_eq!(titles("Send this:\n\n```\nHi, this is what we say.\n```"), ["Send this"]);
    assert_eq!(
        titles("## One\n\n```sh\nrm a, and then, so to speak, b.\n```\n\n## Two\n\nb"),
        ["One", "Two"]
    );
    assert_eq!(titles("## One\n\n<!--\n## No\n-->\n\na\n\n## Two\n\nb"), ["One", "Two"]);
}

#[test]
fn a_file_that_lies_about_its_type_is_refused_with_a_sentence() {
    for (name, bytes, sentence) in [
        ("a.csv", &b"[{\"title\": \"a\"}]"[..], "says CSV, and what is in it is JSON"),
        ("a.json", b"title,body\na,b", "says JSON, and what is in it is CSV"),
        ("a.md", b"<!DOCTYPE html><html>", "says Markdown, and what is in it is a web page"),
        ("a.csv", b"PK\x03\x04rest", "an archive or an office document and not text"),
        ("a.txt", b"%PDF-1.7", "a PDF and not text"),
        ("a.txt", b"a\0b", "made of bytes"),
        ("a.txt", b"\xe9t\xe9", "not in UTF-8"),
        ("a.txt", b" \n", "this one is empty"),
        ("a.json", b"[]", "no templates"),
    ] {
        let error = Import::read_bytes(name, bytes).unwrap_err().to_string();
        assert!(error.contains(sentence), "{name}: {error}");
    }
    assert_eq!(
        Import::read_bytes("a.txt", &vec![b'a'; limits::IMPORT + 1]),
        Err(ImportError::TooLarge)
    );
    let import = read("a.json", "[{\"title\": \"a\",\n\"body\" \"b\"}]");
    assert_eq!(sentences(&import), ["Line 2: This is not JSON: a “:” is missing"]);
}

#[test]
fn nothing_that_is_nested_or_large_takes_long() {
    let nasty = [
        "[",
        "{",
        "{{",
        "<",
        "<!--",
        "`",
        "```\n",
        "#{",
        "{%",
        "[a]:",
        "[a](",
        "- ",
        "  - a:\n",
        "\"",
        "a: |\n",
        "# a\n",
        "## a\n",
        "---\n",
        "Subject: a\n",
        "a,b\n",
        "<a ",
        "<p>",
        "{\"a\":",
        "*|",
        "%a",
        "$AA ",
        "\\",
        "```\nHi there, this is a sentence.\n```\n",
        "a: b\n",
        "[a] ",
        "{{a|",
        "](",
        "title,body\n",
    ];
    let names = ["a.md", "a.txt", "a.csv", "a.json", "a.yaml", ""];
    let small =
        nasty.into_iter().flat_map(|piece| names.map(|name| (piece, name, limits::MARKDOWN)));
    let large = [
        ("{{", ""),
        ("[", ""),
        ("a: b\n", "a.yaml"),
        ("- ", "a.yaml"),
        ("a,b\n", "a.csv"),
        ("## a\n", "a.md"),
    ];
    let large = large.into_iter().map(|(piece, name)| (piece, name, limits::IMPORT));
    for (piece, name, size) in small.chain(large) {
        let text = piece.repeat(size / piece.len());
        let begin = Instant::now();
        let _ = Import::read(name, &text);
        let took = begin.elapsed();
        assert!(took < Duration::from_secs(5), "{piece:?} {name} {size}: {took:?}");
    }
}

proptest! {
    #[test]
    fn converting_leaves_no_braces_but_ours(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "{", "{{", "}}", "}", "[", "]", "<", ">", "a", "b c", " ", "\n", "|", "`", "%", "$NAME", "#{", "{%",
                "%}", "*|", "|*", "default(\"x\")", "é", "\"", "(", ")", "```\n", "<!--", "-->",
            ]),
            0..60,
        ),
        nth in 0_usize..3,
    ) {
        let text = parts.concat();
        let Ok(import) = Import::read("a.txt", &text) else { return Ok(()) };
        for sketch in &import.sketches {
            let mut taken = Vec::new();
            let body = import.body_of(sketch, |variable| {
                variable.start % 3 != nth
            });
            for variable in &sketch.variables {
                if variable.start % 3 != nth {
                    taken.push(variable.becomes());
                }
            }
            prop_assert_eq!(body.matches("{{").count(), taken.len(), "{:?}", body);
            let opened: Vec<_> = body.match_indices("{{").map(|(at, _)| &body[at..]).collect();
            for (text, becomes) in opened.iter().zip(&taken) {
                prop_assert!(text.starts_with(becomes.as_str()), "{:?} {:?}", text, becomes);
            }
        }
    }

    #[test]
    fn whatever_is_brought_in_is_read_without_a_panic(text in ".{0,400}", end in "csv|json|yaml|md|txt") {
        let _ = Import::read(&format!("a.{end}"), &text);
    }
}
