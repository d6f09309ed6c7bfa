use jiff::SignedDuration;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn person(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

fn at(second: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second)
}

fn day(number: i32) -> Date {
    date(2026, 11, 1) + SignedDuration::from_hours(24 * i64::from(number))
}

fn text(number: i64, state: TextState, validity: Validity) -> Text {
    Text {
        variant: VariantId::new(Uuid::nil()),
        number,
        body: Markdown::parse("Hello").unwrap(),
        state,
        validity,
        written_by: person(1),
        written_at: at(0),
        version: 1,
    }
}

#[test]
fn nobody_approves_what_they_wrote_in() {
    let waiting = text(1, TextState::InReview, Validity::default());
    let today = day(0);
    assert_eq!(waiting.approve((person(1), at(1), today), &[]), Err(TextStepError::Own));
    assert_eq!(waiting.approve((person(2), at(1), today), &[person(2)]), Err(TextStepError::Own));
    assert!(waiting.approve((person(3), at(1), today), &[person(1), person(2)]).is_ok());
    let draft = text(1, TextState::Draft { review: None }, Validity::default());
    assert!(matches!(
        draft.approve((person(3), at(1), today), &[]),
        Err(TextStepError::NoSuchStep("a draft"))
    ));
}

#[test]
fn what_has_no_day_left_is_not_approved() {
    let over = Validity { from: None, to: Some(day(-1)) };
    let waiting = text(1, TextState::InReview, over);
    assert_eq!(waiting.approve((person(3), at(1), day(0)), &[]), Err(TextStepError::Over));
    assert_eq!(Validity::new(Some(day(2)), Some(day(1))), Err(TextStepError::Backwards));
}

#[test]
fn writing_in_what_waits_makes_it_a_draft_again() {
    assert_eq!(TextState::InReview.write(), Ok(TextState::Draft { review: None }));
    let approved = TextState::Approved(Approval { by: person(3), at: at(1) });
    assert!(approved.clone().write().is_err() && approved.clone().submit().is_err());
    assert!(approved.retire().unwrap().retire().is_err());
}

#[test]
fn an_approved_text_is_active_on_its_days() {
    let validity = Validity { from: Some(day(1)), to: Some(day(2)) };
    let on = |number| TextStatus::Approved.on(day(number), validity);
    assert_eq!(on(0), TextStatus::Approved);
    assert_eq!((on(1), on(2)), (TextStatus::Active, TextStatus::Active));
    assert_eq!(on(3), TextStatus::Expired);
    assert_eq!(TextStatus::Draft.on(day(1), validity), TextStatus::Draft);
}

/// Approvals of one variant, one after the other: after how many days, and from and to which.
fn approvals() -> impl Strategy<Value = Vec<(i32, Option<i32>, Option<i32>)>> {
    let days = (0i32..6, prop::option::of(-5i32..20), prop::option::of(0i32..20));
    prop::collection::vec(days, 1..12)
}

proptest! {
    #[test]
    fn on_every_day_one_text_of_a_variant_is_active_or_none(approvals in approvals()) {
        let mut texts: Vec<Text> = Vec::new();
        let mut today = 0;
        for (number, (later, from, length)) in (1..).zip(approvals) {
            today += later;
            let from_day = from.map(|from| day(today + from));
            let to = length.map(|length| day(today + from.unwrap_or(0).max(0) + length));
            let validity = Validity::new(from_day, to).unwrap();
            let newer = text(number, TextState::InReview, validity);
            let state = newer.approve((person(9), at(number), day(today)), &[]).unwrap();
            for old in &mut texts {
                match old.superseded(validity, day(today)) {
                    Superseded::Stays => {}
                    Superseded::Ends(last) => {
                        prop_assert!(last >= day(today), "what was true is not taken back");
                        prop_assert!(old.validity.from.is_none_or(|from| from <= last));
                        old.validity.to = Some(last);
                    }
                    Superseded::Retires => old.state = old.state.clone().retire().unwrap(),
                }
            }
            texts.push(Text { state, ..newer });
            for one in today..today + 60 {
                prop_assert!(active(&texts, day(one)) <= 1);
            }
            let begins = from_day.unwrap_or(day(today)).max(day(today));
            let newest = texts.last().unwrap();
            prop_assert_eq!(newest.status(begins), TextStatus::Active);
        }
    }
}

fn active(texts: &[Text], day: Date) -> usize {
    texts.iter().filter(|text| text.status(day) == TextStatus::Active).count()
}
