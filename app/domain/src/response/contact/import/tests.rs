use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::ids::{ContactId, PersonId, ProductId};
use crate::product::cohort::{CohortKind, CohortText};
use crate::response::contact::{Contact, export};
use crate::text::Markdown;

/// Behind the ten thousand days of the longest table.
const TODAY: Date = Date::constant(2030, 1, 1);

fn cohort(number: u128, name: &str) -> Cohort {
    Cohort {
        id: CohortId::new(Uuid::from_u128(number)),
        product: ProductId::new(Uuid::nil()),
        text: CohortText {
            name: crate::text::Label::parse(name).unwrap(),
            kind: CohortKind::Site,
            size: None,
            share: None,
            contact: None,
            champion: None,
            language: None,
            constraints: Markdown::default(),
            chosen_because: Markdown::default(),
            equity_note: Markdown::default(),
        },
        version: 1,
    }
}

fn read(text: &str) -> Result<ContactImport, ContactImportError> {
    ContactImport::read(text.as_bytes(), &[cohort(1, "Pilots"), cohort(2, "=Regional")], TODAY)
}

#[test]
fn three_wrong_rows_of_ten_thousand_are_three_sentences() {
    let mut lines = vec!["Date;Topic;Contacts;Cohort".to_owned()];
    let first = date(2001, 1, 1);
    lines.extend((0..9_997).map(|n| {
        let day = first.checked_add(jiff::Span::new().days(n)).unwrap();
        format!("{day};Sign-in;{n};pilots")
    }));
    lines.insert(5, "2026-11-03;Sign-in;many;Pilots".to_owned());
    lines.insert(700, "2026-13-03;Sign-in;1;Pilots".to_owned());
    lines.insert(9_000, "2026-11-03;Sign-in;1;Nobody".to_owned());
    let import = read(&lines.join("\n")).unwrap();
    let wrong: Vec<String> = import.wrong.iter().map(ToString::to_string).collect();
    assert_eq!(
        wrong,
        [
            "Line 6: Enter a whole number, like 250",
            "Line 701: Enter a date, like 2026-11-23",
            "Line 9001: There is no cohort “Nobody”",
        ]
    );
    assert_eq!(import.rows.len(), 9_997);
    assert_eq!(
        read(&format!("{}\n{}", lines.join("\n"), lines[1])),
        Err(ContactImportError::TooMany)
    );
}

#[test]
fn what_is_no_such_table_says_what_is_missing() {
    assert_eq!(read("  \n"), Err(ContactImportError::Empty));
    assert_eq!(read("day,topic,count,cohort\n"), Err(ContactImportError::Empty));
    assert_eq!(read("day,topic,count\n2026-11-03,x,1"), Err(ContactImportError::Columns("cohort")));
    assert_eq!(ContactImport::read(b"\xff\xfe", &[], TODAY), Err(ContactImportError::NotText));
    let twice =
        read("day,topic,count,cohort\n2026-11-03,A,1,Pilots\n2026-11-03,a,2,Pilots").unwrap();
    assert_eq!(
        twice.wrong[0].to_string(),
        "Line 3: It is about the same cohort, day and topic as line 2"
    );
}

#[test]
fn a_name_that_two_cohorts_have_is_not_guessed() {
    let cohorts = [cohort(1, "Pilots"), cohort(2, "pilots")];
    let text = "day,topic,count,cohort\n2026-11-03,A,1,Pilots";
    let import = ContactImport::read(text.as_bytes(), &cohorts, TODAY).unwrap();
    assert_eq!((import.rows.len(), import.wrong.len()), (0, 1));
}

proptest! {
    #[test]
    fn what_is_exported_is_read_again_and_computes_nothing(
        topic in "[=+@'a-z -][=a-z,;\"' -]{0,20}", count in 0..9_999u32,
    ) {
        let Ok(topic) = crate::text::Topic::parse(&topic) else { return Ok(()) };
        let text = ContactText { cohort: cohort(2, "x").id, day: date(2026, 11, 3), topic, count };
        let contact = Contact {
            id: ContactId::new(Uuid::nil()),
            product: ProductId::new(Uuid::nil()),
            text: text.clone(),
            by: PersonId::new(Uuid::nil()),
            at: jiff::Timestamp::UNIX_EPOCH,
            version: 1,
        };
        let exported = export::csv(&[contact], |_| "=Regional".to_owned());
        let mut table = csv::Reader::from_reader(exported.as_bytes());
        let cells: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        prop_assert!(cells.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '@', '-'])));
        prop_assert_eq!(read(&exported).unwrap(), ContactImport { rows: vec![text], wrong: Vec::new() });
    }
}
