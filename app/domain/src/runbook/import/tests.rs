use super::*;
use crate::ids::{PersonId, RunbookId, StepId};
use crate::runbook::{Step, StepText, csv, markdown};
use crate::text::{Line, Markdown, Title};

fn read(text: &str) -> Import {
    Import::read(text.as_bytes()).unwrap()
}

#[test]
fn numbered_lines_are_steps_and_what_is_below_is_their_instruction() {
    let import = read(
        "# Cutover\nSome words.\n\n1. Announce read-only mode (~5 min)\n\n   Tell the desk.\n   ```sh\n   \
        1. not a step\n   ```\n2) Point of no return: switch traffic - 1h 15m\n   - Owner: Sam Okafor\n   - \
        Check: the new site answers\n   - Rollback: point the name back\n\n\
        ## Afterwards\nBe happy.\n",
    );
    let [first, second] = &import.steps[..] else { panic!("{:?}", import.steps) };
    assert_eq!((first.line, first.title.as_str()), (4, "Announce read-only mode"));
    assert_eq!(first.planned, Some(Minutes::new(5)));
    assert_eq!(first.instruction, "Tell the desk.\n```sh\n1. not a step\n```");
    assert_eq!(second.title, "Point of no return: switch traffic");
    assert_eq!((second.planned, second.no_return), (Some(Minutes::new(75)), true));
    assert_eq!(second.owner.as_deref(), Some("Sam Okafor"));
    assert_eq!(second.check.as_deref(), Some("the new site answers"));
    assert_eq!(second.rollback.as_deref(), Some("point the name back"));
    let skipped: Vec<_> = import.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    assert_eq!(skipped, ["# Cutover", "Some words.", "## Afterwards", "Be happy."]);
}

#[test]
fn headings_are_steps_where_nothing_is_numbered_and_bullets_where_there_are_no_headings() {
    let import = read("# All\n\n## Freeze (10 min)\n- stop jobs\n\n## Copy\n```\ncp a b\n```\n");
    let titles: Vec<_> = import.steps.iter().map(|step| step.title.as_str()).collect();
    assert_eq!(titles, ["Freeze", "Copy"]);
    assert_eq!(import.steps[0].instruction, "- stop jobs");
    let import = read("- [ ] Freeze\n- Copy [20 min]\n  - the small one first\n");
    assert_eq!(import.steps.len(), 2);
    assert_eq!(import.steps[1].instruction, "- the small one first");
}

#[test]
fn numbered_headings_are_steps() {
    let import = read("## Step 1: Freeze\ntext\n## Step 2: Copy\nmore\n");
    let titles: Vec<_> = import.steps.iter().map(|step| step.title.as_str()).collect();
    assert_eq!(titles, ["Freeze", "Copy"]);
    assert_eq!(import.steps[1].instruction, "more");
}

#[test]
fn a_table_is_read_by_the_names_of_its_columns() {
    let import = read(
        "Task;Duration;Responsible;Parallel\nFreeze;5;Ada;\n\"Copy; all\";1h 15m;Ben;yes\n;9;;\n",
    );
    let [first, second] = &import.steps[..] else { panic!("{:?}", import.steps) };
    assert_eq!((first.title.as_str(), first.planned), ("Freeze", Some(Minutes::new(5))));
    assert_eq!((second.title.as_str(), second.planned), ("Copy; all", Some(Minutes::new(75))));
    assert_eq!((second.owner.as_deref(), second.parallel), (Some("Ben"), true));
    assert_eq!(import.skipped.len(), 1, "a line without a title is not lost silently");
}

#[test]
fn nothing_of_a_document_is_lost() {
    let import = read("Task,Description,Ticket\nFreeze,stop all jobs,OPS-7\n");
    assert_eq!(import.steps[0].title, "Freeze");
    assert_eq!(import.steps[0].instruction, "stop all jobs\nTicket: OPS-7");
    let import = read("1. Copy\n\u{a0}\u{a0}all of it\n");
    assert_eq!(import.steps[0].instruction, "all of it");
    let numbered = "1. ssh\n2. run\n\nthen wait";
    let step = StepText {
        instruction: Markdown::parse(numbered).unwrap(),
        ..StepText::named(Title::parse("Copy").unwrap())
    };
    let step = Step { text: step, ..steps().remove(0) };
    let import = read(&markdown("Cutover", &[step], |_| String::new()));
    assert_eq!((import.steps.len(), import.steps[0].instruction.as_str()), (1, numbered));
}

#[test]
fn what_is_no_runbook_is_refused_with_a_sentence() {
    assert_eq!(Import::read(b" \n"), Err(ImportError::Empty));
    assert_eq!(Import::read(b"just words"), Err(ImportError::NoSteps));
    assert_eq!(Import::read(&[0xff, 0xfe, 1]), Err(ImportError::NotText));
    let many = "1. a\n".repeat(limits::STEPS + 1);
    assert_eq!(
        Import::read(many.as_bytes()),
        Err(ImportError::TooMany { found: limits::STEPS + 1 })
    );
}

fn steps() -> Vec<Step> {
    let one = |position: i64, text: StepText| Step {
        id: StepId::new(uuid::Uuid::nil()),
        runbook: RunbookId::new(uuid::Uuid::nil()),
        number: 1,
        position,
        text,
        version: 1,
    };
    let title = |text| Title::parse(text).unwrap();
    let rich = StepText {
        instruction: Markdown::parse("Run it:\n\n```sh\nmigrate --all\n```").unwrap(),
        owner: Some(PersonId::new(uuid::Uuid::nil())),
        planned: Some(Minutes::new(90)),
        check: Line::parse("table shows 0142").ok(),
        rollback: Line::parse("=restore").ok(),
        no_return: true,
        parallel: true,
        ..StepText::named(title("Run the \"schema\" migration, all of it"))
    };
    vec![one(1, StepText::named(title("Freeze"))), one(2, rich)]
}

#[test]
fn what_is_exported_is_imported_again_without_loss() {
    for document in
        [markdown("Cutover", &steps(), |_| "Ada".to_owned()), csv(&steps(), |_| "Ada".to_owned())]
    {
        let import = read(&document);
        assert_eq!(import.steps.len(), 2, "{document}");
        for (step, was) in import.steps.iter().zip(steps()) {
            let text = was.text;
            assert_eq!(step.title, text.title.as_str());
            assert_eq!(step.planned, text.planned);
            assert_eq!(step.instruction, text.instruction.as_str(), "{document}");
            assert_eq!(step.owner.as_deref(), text.owner.map(|_| "Ada"));
            assert_eq!(step.check.as_deref(), text.check.as_ref().map(Line::as_str));
            assert_eq!(step.rollback.as_deref(), text.rollback.as_ref().map(Line::as_str));
            assert_eq!((step.no_return, step.parallel), (text.no_return, text.parallel));
        }
    }
}
