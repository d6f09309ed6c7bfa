use jiff::SignedDuration;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::ids::RunbookId;
use crate::minutes::Minutes;
use crate::run::{Pace, latest_safe_rollback};
use crate::runbook::StepText;
use crate::text::Title;

const BEGIN: Timestamp = Timestamp::UNIX_EPOCH;

fn at(seconds: i64) -> Timestamp {
    BEGIN + SignedDuration::from_secs(seconds)
}

fn id(number: u128) -> StepId {
    StepId::new(Uuid::from_u128(number))
}

fn who() -> PersonId {
    PersonId::new(Uuid::nil())
}

/// Steps of ten minutes; those named go beside the one before.
fn run(count: u128, parallel: &[u128]) -> LiveRun {
    let step = |number| Step {
        id: id(number),
        runbook: RunbookId::new(Uuid::nil()),
        number: 1,
        position: i64::try_from(number).unwrap(),
        text: StepText {
            planned: Some(Minutes::new(10)),
            parallel: parallel.contains(&number),
            ..StepText::named(Title::parse("Step").unwrap())
        },
        version: 1,
    };
    LiveRun::start((1..=count).map(step).collect(), BEGIN)
}

fn done(run: &mut LiveRun, step: u128, second: i64) -> Result<Applied, Refused> {
    run.apply(id(step), &StepAction::End(Ending::Done), who(), (at(second), at(second)))
}

#[test]
fn the_next_step_starts_when_everything_beside_it_has_ended() {
    let mut run = run(4, &[2]);
    assert_eq!(run.steps[1].since(), Some(BEGIN), "the second goes beside the first");
    assert_eq!(run.steps[2].since(), None);
    assert_eq!(done(&mut run, 2, 60), Ok(Applied::Changed(vec![id(2)])));
    assert_eq!(done(&mut run, 1, 90), Ok(Applied::Changed(vec![id(1), id(3)])));
    assert_eq!((run.steps[2].since(), run.steps[3].since()), (Some(at(90)), None));
}

#[test]
fn the_next_step_starts_with_the_last_of_those_before_it_whatever_was_said_first() {
    let mut run = run(3, &[2]);
    done(&mut run, 1, 130).unwrap();
    done(&mut run, 2, 90).unwrap();
    assert_eq!(run.steps[2].since(), Some(at(130)));
}

#[test]
fn two_people_who_finish_the_same_step_finish_it_once() {
    let mut run = run(2, &[]);
    done(&mut run, 1, 60).unwrap();
    let kept = run.clone();
    assert_eq!(done(&mut run, 1, 70), Ok(Applied::Already));
    assert_eq!(run, kept);
    let failed = StepAction::End(Ending::Failed("no".into()));
    assert_eq!(run.apply(id(1), &failed, who(), (at(80), at(80))), Err(Refused::Ended("done")));
    assert_eq!(run, kept);
    assert_eq!(run.apply(id(9), &failed, who(), (at(80), at(80))), Err(Refused::NoSuchStep));
}

#[test]
fn a_step_that_is_reopened_goes_on_from_where_it_began() {
    let mut run = run(1, &[]);
    done(&mut run, 1, 60).unwrap();
    assert_eq!(
        run.apply(id(1), &StepAction::Reopen, who(), (at(70), at(70))),
        Ok(Applied::Changed(vec![id(1)]))
    );
    done(&mut run, 1, 100).unwrap();
    assert_eq!(run.steps[0].measured(), Some(100));
}

#[test]
fn the_pace_says_how_late_it_is_and_when_it_ends() {
    let mut run = run(3, &[3]);
    let pace = Pace::of(&run, at(60), |_| None);
    assert_eq!((pace.elapsed, pace.slip, pace.projected_end), (60, 0, at(1200)));
    done(&mut run, 1, 780).unwrap();
    let pace = Pace::of(&run, at(800), |_| None);
    assert_eq!((pace.slip, pace.projected_end), (180, at(1380)), "three minutes late");
    done(&mut run, 2, 1000).unwrap();
    done(&mut run, 3, 1100).unwrap();
    let pace = Pace::of(&run, at(9999), |_| None);
    assert_eq!((pace.elapsed, pace.slip), (1100, -100), "it is over");
    let safe = latest_safe_rollback(at(7200), Some(2280), Minutes::new(10));
    assert_eq!(safe, Some(at(7200 - 2280 - 600)));
    assert_eq!(latest_safe_rollback(at(7200), None, Minutes::new(10)), None);
}

#[derive(Clone, Debug)]
struct Click {
    step: u128,
    action: StepAction,
    /// When it is said to have been, seconds from the beginning, and when it arrives.
    at: i64,
    now: i64,
}

fn click() -> impl Strategy<Value = Click> {
    let action = prop_oneof![
        Just(StepAction::Start),
        Just(StepAction::End(Ending::Done)),
        Just(StepAction::End(Ending::Failed("f".into()))),
        Just(StepAction::End(Ending::Skipped("s".into()))),
        Just(StepAction::Reopen),
    ];
    // A day off in both directions, as a browser whose clock is wrong might say.
    (1u128..8, action, -90_000i64..90_000, 0i64..10_000).prop_map(|(step, action, at, now)| Click {
        step,
        action,
        at,
        now,
    })
}

proptest! {
    #[test]
    fn durations_are_never_negative_whatever_order_the_clicks_arrive_in(
        clicks in prop::collection::vec(click(), 0..60),
        parallel in prop::collection::vec(1u128..8, 0..4),
    ) {
        let mut run = run(7, &parallel);
        for click in &clicks {
            let _ = run.apply(id(click.step), &click.action, who(), (at(click.at), at(click.now)));
            for step in &run.steps {
                if let Standing::Ended { since, at, .. } = step.standing {
                    prop_assert!(BEGIN <= since && since <= at);
                }
            }
            let runs = run.steps.iter().any(|step| matches!(step.standing, Standing::Running { .. }));
            prop_assert!(runs || run.open() == 0);
            prop_assert!(Pace::of(&run, at(20_000), |_| None).elapsed >= 0);
        }
    }

    #[test]
    fn an_ending_sent_twice_counts_once(clicks in prop::collection::vec(click(), 1..40)) {
        let (mut once, mut twice) = (run(7, &[2, 3]), run(7, &[2, 3]));
        for click in &clicks {
            let times = (at(click.at), at(click.now));
            let send = |run: &mut LiveRun| run.apply(id(click.step), &click.action, who(), times);
            let first = send(&mut once);
            let _ = send(&mut twice);
            let again = send(&mut twice);
            if click.action == StepAction::Reopen {
                twice = once.clone();
            } else {
                prop_assert!(matches!(again, Ok(Applied::Already) | Err(_)), "{first:?} {again:?}");
                prop_assert_eq!(&once, &twice);
            }
        }
    }
}
