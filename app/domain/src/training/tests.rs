use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use uuid::Uuid;

use super::file::{FileError, FileKind, FileName};
use super::version::Review;
use super::*;
use crate::text::Markdown;

fn at(second: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second)
}

fn person(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

fn material(published: Option<i64>, asked: Option<i64>) -> Material {
    Material {
        id: MaterialId::new(Uuid::nil()),
        product: ProductId::new(Uuid::nil()),
        release: None,
        text: MaterialText {
            title: Title::parse("What is new").unwrap(),
            format: Format::Guide,
            minutes: None,
            roles: None,
            embargo: None,
            review_on: None,
            owner: None,
        },
        cohorts: Vec::new(),
        published,
        asked,
        embargo: None,
        retired_at: None,
        created_by: person(1),
        created_at: at(0),
        version: 1,
    }
}

#[test]
fn who_wrote_in_a_version_does_not_review_it_and_one_review_is_enough() {
    let authors = [person(1), person(2)];
    let review = |number| Review { by: person(number), at: at(5) };
    let open = VersionState::InReview;
    assert_eq!(open.clone().approve(review(2), &authors), Err(VersionError::Own));
    assert_eq!(open.clone().send_back(review(1), &authors, "r"), Err(VersionError::Own));
    let approved = open.approve(review(3), &authors).unwrap();
    let second = approved.clone().approve(review(4), &authors);
    assert_eq!(second, Err(VersionError::NoSuchStep("approved")));
    assert_eq!(approved.publish(at(6)).unwrap().published_at(), Some(at(6)));
}

#[test]
fn a_version_is_submitted_with_a_text_and_says_what_changed() {
    let mut first = MaterialVersion::begin(MaterialId::new(Uuid::nil()), None, (person(1), at(0)));
    assert_eq!(first.submit(), Err(VersionError::Empty));
    first.text.body = Markdown::parse("# Hello").unwrap();
    assert_eq!(first.submit(), Ok(VersionState::InReview));
    let second = MaterialVersion::begin(first.material, Some(&first), (person(2), at(9)));
    assert_eq!((second.number, second.version, second.authors.len()), (2, 2, 1));
    assert_eq!(second.submit(), Err(VersionError::NoChanges));
}

#[test]
fn it_needs_a_review_when_its_day_is_over_and_waits_for_its_phase() {
    let mut one = material(Some(1), Some(1));
    one.text.review_on = Some(date(2026, 11, 20));
    assert!(!one.needs_review(date(2026, 11, 20)) && one.needs_review(date(2026, 11, 21)));
    one.text.embargo = Some(PhaseId::new(Uuid::nil()));
    for state in PhaseState::ALL {
        one.embargo = Some(state);
        let before = [
            PhaseState::Planned,
            PhaseState::InDecision,
            PhaseState::Scheduled,
            PhaseState::Skipped,
        ];
        assert_eq!(one.is_open(), !before.contains(&state), "{state:?}");
    }
    one.embargo = Some(PhaseState::Live);
    one.retired_at = Some(at(1));
    assert!(!one.is_open() && !one.needs_review(date(2027, 1, 1)));
}

#[test]
fn a_file_is_what_is_in_it_and_its_name_has_to_agree() {
    let of = |name: &str, bytes: &[u8]| FileKind::of(&FileName::parse(name).unwrap(), bytes);
    let lies = |found: Result<FileKind, FileError>| matches!(found, Err(FileError::Lies { .. }));
    assert_eq!(of("a.pdf", b"%PDF-1.7 x"), Ok(FileKind::Pdf));
    assert_eq!(of("A.JPEG", b"\xff\xd8\xff\xe0"), Ok(FileKind::Jpeg));
    assert_eq!(of("t.csv", b"a;b\n1;2"), Ok(FileKind::Csv));
    assert!(lies(of("a.pdf", b"<html><script>")) && lies(of("a.png", b"GIF89a")));
    assert!(lies(of("a.txt", b"\xef\xbb\xbf <svg onload=alert(1)>")) && lies(of("a.txt", b"a\0b")));
    assert!(lies(of("a.docx", b"PK\x03\x04 evil")) && lies(of("a.txt", b"%PDF-1.7")));
    let word = b"PK\x03\x04[Content_Types].xml word/document.xml".to_vec();
    assert_eq!(of("a.docx", &word), Ok(FileKind::Docx));
    assert!(lies(of("a.docx", &[word, b"vbaProject.bin".to_vec()].concat())));
    for name in ["a.html", "a.svg", "a.js", "a", "a.docm", "a.zip"] {
        assert_eq!(of(name, b"x"), Err(FileError::NotAllowed), "{name}");
    }
    let most = vec![b'x'; crate::limits::UPLOAD];
    assert_eq!(of("a.txt", &most), Ok(FileKind::Text));
    assert_eq!(of("a.txt", &[most, vec![b'x']].concat()), Err(FileError::TooLarge));
    assert_eq!(of("a.txt", b""), Err(FileError::Empty));
    assert_eq!(FileName::parse(r"C:\x\plan.pdf").unwrap().as_str(), "plan.pdf");
    assert_eq!(FileName::parse("a\u{202e}fdp.txt"), Err(FileError::Name));
}

#[derive(Clone, Debug)]
enum Try {
    Submit,
    TakeBack,
    Approve(u128),
    SendBack(u128),
    Publish,
    Replace,
    Retire,
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        Just(Try::Submit),
        Just(Try::TakeBack),
        (0u128..5).prop_map(Try::Approve),
        (0u128..5).prop_map(Try::SendBack),
        Just(Try::Publish),
        Just(Try::Replace),
        Just(Try::Retire),
    ]
}

proptest! {
    #[test]
    fn nothing_is_read_that_only_its_authors_saw(steps in proptest::collection::vec(tries(), 0..40)) {
        let authors = [person(0), person(1)];
        let mut state = VersionState::Draft { sent_back: None };
        for (second, step) in (0..).zip(steps) {
            let review = |by| Review { by: person(by), at: at(second) };
            let before = state.clone();
            let next = match step {
                Try::Submit => before.submit(),
                Try::TakeBack => before.take_back(),
                Try::Approve(by) => before.approve(review(by), &authors),
                Try::SendBack(by) => before.send_back(review(by), &authors, "reason"),
                Try::Publish => before.publish(at(second)),
                Try::Replace => before.replace(),
                Try::Retire => before.retire(),
            };
            if let Ok(next) = next {
                prop_assert!(state.published_at().is_none() || next.published_at() == state.published_at());
                prop_assert!(next.published_at().is_none() || next.review().is_some());
                state = next;
            }
            prop_assert!(state.review().is_none_or(|review| !authors.contains(&review.by)));
        }
    }

    #[test]
    fn a_reading_counts_until_a_version_asks_again(
        asks in proptest::collection::vec(any::<bool>(), 1..12), read in 0usize..12,
    ) {
        // The first one always asks.
        let asks: Vec<bool> = asks.iter().enumerate().map(|(at, asks)| at == 0 || *asks).collect();
        let published = i64::try_from(asks.len()).unwrap();
        let asked = asks.iter().rposition(|asks| *asks).map(|at| i64::try_from(at + 1).unwrap());
        let acknowledged = i64::try_from(read).ok().filter(|number| (1..=published).contains(number));
        let reading = material(Some(published), asked).current_for_readers(acknowledged);
        let later = |number: i64| asks.iter().skip(usize::try_from(number).unwrap()).any(|asks| *asks);
        let is_read = matches!(reading, Reading::Read(_));
        prop_assert_eq!(is_read, acknowledged.is_some_and(|number| !later(number)));
        prop_assert_eq!(reading == Reading::NotYet, acknowledged.is_none());
    }
}
