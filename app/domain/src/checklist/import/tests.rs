use proptest::prelude::*;

use super::*;

fn titles(text: &str) -> Vec<String> {
    Import::survey(text).items.into_iter().map(|item| item.title).collect()
}

#[test]
fn every_way_to_write_a_task_is_understood() {
    let text = "- [ ] dash\n* [x] star\n+ [X] plus\n1. [ ] number\n2) [ ] bracket\n> - [ ] quoted\n\t- [ ] \
     tabbed\n- [n/a] none";
    let import = Import::survey(text);
    assert_eq!(
        titles(text),
        ["dash", "star", "plus", "number", "bracket", "quoted", "tabbed", "none"]
    );
    assert_eq!(import.checked(), 2);
    assert_eq!(import.items[7].mark, Mark::NotApplicable);
}

#[test]
fn a_note_that_it_does_not_apply_is_taken_from_the_text() {
    let import = Import::survey("- [ ] (N/A) Pager\n- [x] Mail (n/a)");
    assert!(import.items.iter().all(|item| item.mark == Mark::NotApplicable));
    assert_eq!(import.items[1].title, "Mail");
}

#[test]
fn headings_of_every_kind_are_the_section_path() {
    let text = "# Plan\n\nBefore\n------\n\n**Desk:**\n- [ ] one\n\n# After\n- [ ] two";
    let import = Import::survey(text);
    assert_eq!(import.items[0].section, ["Plan", "Before", "Desk"]);
    assert_eq!(import.items[1].section, ["After"]);
}

#[test]
fn a_task_below_a_task_is_its_sub_item() {
    let import = Import::survey("- [ ] a\n    - [ ] b\n        * [ ] c\n- [ ] d");
    assert_eq!(
        import.items.iter().map(|i| i.parent).collect::<Vec<_>>(),
        [None, Some(0), Some(1), None]
    );
    assert_eq!(import.depth(2), 2);
}

#[test]
fn a_bullet_without_a_box_is_a_section_for_the_tasks_below_it() {
    let import = Import::survey("## Roles\n- Desk\n  - [ ] Train\n- Team\n  - [ ] Call");
    assert_eq!(import.items[0].section, ["Roles", "Desk"]);
    assert_eq!(import.items[1].section, ["Roles", "Team"]);
}

#[test]
fn what_stands_below_a_task_explains_it() {
    let import =
        Import::survey("- [ ] Scan\n  Use the tool.\n\n  * first\n  * second\n\nElsewhere.");
    assert_eq!(import.items[0].explanation, "Use the tool.\n\n* first\n* second");
    assert_eq!(import.skipped[0].text, "Elsewhere.");
}

#[test]
fn a_task_with_a_link_keeps_the_link_in_its_explanation() {
    let import = Import::survey("- [ ] Read the [guide](https://example.org/g) for `<project>`");
    assert_eq!(import.items[0].title, "Read the guide for <project>");
    assert!(import.items[0].explanation.contains("https://example.org/g"));
}

#[test]
fn a_long_task_is_cut_between_words_and_kept_whole_below() {
    let text = format!("- [ ] {}", "word ".repeat(60).trim());
    let item = Import::survey(&text).items.remove(0);
    assert!(item.title.chars().count() <= 200 && item.title.ends_with("word…"));
    assert_eq!(item.explanation.split_whitespace().count(), 60);
}

#[test]
fn boxes_in_comments_and_code_are_left_out_and_said_so() {
    let text =
        "<!-- - [ ] hidden\n- [ ] too -->\n```md\n- [ ] sample\n```\n- [x] real <!-- note -->";
    let import = Import::survey(text);
    assert_eq!(titles(text), ["real"]);
    let whys: Vec<_> = import.skipped.iter().map(|skipped| skipped.why).collect();
    assert_eq!(whys, [Why::Comment, Why::Code, Why::Comment]);
}

#[test]
fn settings_at_the_top_are_not_a_heading() {
    let import = Import::survey("---\ntitle: x\n---\n- [ ] a");
    assert_eq!(import.items[0].section, Vec::<String>::new());
    assert_eq!(import.skipped[0].why, Why::FrontMatter);
}

#[test]
fn a_document_that_cannot_be_imported_says_why() {
    assert_eq!(Import::read_bytes(b"PK\x03\x04\0\0"), Err(ImportError::Binary));
    assert_eq!(Import::read_bytes(b"- [ ] caf\xe9"), Err(ImportError::NotUtf8));
    assert_eq!(Import::read_bytes(b" \n"), Err(ImportError::Empty));
    assert_eq!(Import::read_bytes(b"# Nothing\n- here"), Err(ImportError::NoItems));
    assert_eq!(Import::read_bytes(&vec![b'a'; limits::IMPORT + 1]), Err(ImportError::TooLarge));
    let many = "- [ ] x\n".repeat(10_000);
    assert_eq!(Import::read(&many), Err(ImportError::TooManyItems { found: 10_000 }));
    let lines: Vec<String> = (0..50).map(|n| format!("{}- [ ] x", "  ".repeat(n))).collect();
    let deep = lines.join("\n");
    assert_eq!(Import::read(&deep), Err(ImportError::TooDeep { line: 9 }));
    assert_eq!(
        Import::read(&"\n".repeat(100_001).replace('\n', "a\n")),
        Err(ImportError::TooManyLines)
    );
}

proptest! {
    #[test]
    fn no_document_breaks_the_reader(text in r"([ \t>*#`~<!\[\]xX/()|=-]|[a-z]|\n|-->|<!--|- \[ \] |é){0,120}") {
        let import = Import::survey(&text);
        for (place, item) in import.items.iter().enumerate() {
            prop_assert!(item.parent.is_none_or(|parent| parent < place));
            prop_assert!(!item.title.is_empty() && item.title.chars().count() <= limits::TITLE);
        }
    }
}

#[test]
fn what_stands_below_a_task_is_not_longer_than_what_can_be_typed() {
    let long = format!("- [ ] Task\n\n  {}\n", "word ".repeat(14_000));
    let error = Import::read(&long).unwrap_err().to_string();
    assert_eq!(
        error,
        "What stands below the task on line 1 is too much for it. The text must be 64 KB or smaller; this one has 69 KB"
    );
}
