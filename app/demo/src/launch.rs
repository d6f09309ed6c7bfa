//! The launch of the demo: the first phase bakes, the gate of the second is not ready for two good
//! reasons and waits for a vote.

use domain::activity::{Action, Object};
use domain::day::Zone;
use domain::day::{Dates, parse_time};
use domain::gate::verdict::{CriterionKind, Switch};
use domain::gate::{
    Ballot, Decision, Exception, ExceptionState, ExceptionText, Seat, Snapshot, SnapshotCriterion,
    SnapshotVote, Voice,
};
use domain::ids::{
    BallotId, CohortId, DecisionId, ExceptionId, FreezeId, PersonId, PhaseId, SuccessCriterionId,
};
use domain::number::Amount;
use domain::phase::{
    Actual, Clocks, Exposure, Measure, Operator, PhasePlan, PhaseState, RollbackCard,
    SuccessCriterionText, Unit, Window,
};
use domain::product::cohort::{CohortKind, CohortText};
use domain::product::freeze::{FreezeKind, FreezeText};
use domain::text::{Label, Line, Markdown, Title};
use jiff::{SignedDuration, Span, Timestamp};
use store::Transaction;
use store::activity::Record;

use crate::{Error, PRODUCT, RELEASE, ZONE, append, broken, new_id, origin_of, record, written};

/// A cohort and its phase: name, kind, size, contact, why, first day from today, days, bake days.
type Turn = (&'static str, CohortKind, u32, &'static str, &'static str, i64, i64, u32);

const TURNS: [Turn; 3] = [
    (
        "North district",
        CohortKind::Site,
        140,
        "Counter North, extension 4410",
        "The smallest counter, and its staff asked to go first.",
        -5,
        1,
        7,
    ),
    (
        "East and West districts",
        CohortKind::Region,
        620,
        "Counter East, extension 4420",
        "Half of all applications come from here; both counters are trained together.",
        6,
        2,
        7,
    ),
    (
        "The whole city",
        CohortKind::Share,
        2_900,
        "Central desk, extension 4400",
        "Everybody who is left, once the districts say that it works.",
        20,
        3,
        14,
    ),
];

/// Who is asked at the gate, by their place among the people of the demo.
const ROLES: [(&str, usize); 2] = [("Product", 0), ("Security", 2)];

pub(crate) async fn add(
    now: Timestamp,
    transaction: &mut Transaction,
    people: &[PersonId],
) -> Result<(), Error> {
    let mut phases = Vec::new();
    for turn in &TURNS {
        phases.push(turn_of(now, transaction, people, turn).await?);
    }
    let [first, second, _] = *phases.as_slice() else { return Ok(()) };
    freeze(now, transaction).await?;
    begun(now, transaction, people, first).await?;
    waiting(now, transaction, people, second).await?;
    for (number, id) in (1..).zip(phases) {
        store::phase::renumber(transaction, id, number).await?;
    }
    Ok(())
}

fn line(text: &str) -> Result<Line, Error> {
    written(Line::parse(text))
}

fn days_ago(now: Timestamp, days: i64) -> Timestamp {
    now - SignedDuration::from_hours(24 * days)
}

fn days(now: Timestamp, from: i64, count: i64) -> Result<Dates, Error> {
    let zone = Zone::parse(ZONE).map_err(broken)?;
    let today = zone.day(now);
    let day = |days: i64| today.checked_add(Span::new().days(days)).map_err(broken);
    // What is still to come begins on a working day.
    let works = |days: &i64| day(*days).is_ok_and(|day| day.weekday().to_monday_one_offset() < 6);
    let from = if from > 0 { (from..from + 7).find(works).unwrap_or(from) } else { from };
    Dates::new(day(from)?, day(from + count - 1)?).map_err(broken)
}

async fn turn_of(
    now: Timestamp,
    transaction: &mut Transaction,
    people: &[PersonId],
    turn: &Turn,
) -> Result<PhaseId, Error> {
    let (name, kind, size, contact, why, from, count, bake_days) = *turn;
    let (cohort, phase) = (CohortId::new(new_id()), PhaseId::new(new_id()));
    let text = CohortText {
        name: written(Label::parse(name))?,
        kind,
        size: Some(size),
        share: None,
        contact: Some(line(contact)?),
        champion: None,
        language: None,
        constraints: Markdown::default(),
        chosen_because: written(Markdown::parse(why))?,
        equity_note: Markdown::default(),
    };
    store::product::cohort::add_cohort(transaction, cohort, PRODUCT, &text, now).await?;
    let time = |text| parse_time(text).map_err(broken);
    let plan = PhasePlan {
        name: text.name,
        cohort,
        access: Some(line("The list of districts in the settings of the portal")?),
        dates: days(now, from, count)?,
        window: Some(Window::new(time("06:00")?, time("09:00")?).map_err(broken)?),
        bake_days,
        exposure: Exposure { planned: size, unit: Unit::People },
        owner: people.first().copied(),
    };
    store::phase::add_phase(transaction, (phase, RELEASE, 1), &plan, now).await?;
    let card = RollbackCard {
        trigger: Some(line(
            "More than 5 contacts per 100 applicants in an hour, or one lost plan",
        )?),
        action: Some(line("Take the district off the list; the counter hands out paper forms")?),
        authority: Some(line("Noor Haddad, then Tomás Rivera")?),
        deadline: Some(line("Until the first permit is decided online")?),
        minutes: None,
        rehearsed_on: None,
    };
    store::phase::save_card(transaction, (phase, 1), &card).await?;
    let asked: [(&str, Operator, i64, &str, Measure); 2] = [
        ("Contacts", Operator::AtMost, 20_000, "per 100 applicants and day", Measure::ContactRate),
        ("Applications finished online", Operator::AtLeast, 80_000, "%", Measure::Typed),
    ];
    for (metric, operator, target, unit, measure) in asked {
        let text = SuccessCriterionText {
            metric: written(Title::parse(metric))?,
            operator,
            target: Amount::from_thousandths(target),
            unit: Some(line(unit)?),
            source: None,
            measure,
            watcher: people.get(1).copied(),
        };
        let id = (SuccessCriterionId::new(new_id()), phase);
        store::phase::success_criterion::add_success(transaction, id, &text, now).await?;
    }
    Ok(phase)
}

async fn freeze(now: Timestamp, transaction: &mut Transaction) -> Result<(), Error> {
    let text = FreezeText {
        name: written(Label::parse("Budget closing"))?,
        kind: FreezeKind::Freeze,
        dates: days(now, 11, 6)?,
    };
    let id = (FreezeId::new(new_id()), PRODUCT);
    Ok(store::product::freeze::add_freeze(transaction, id, &text, now).await?)
}

/// The first phase was decided, went out, met its numbers so far, and bakes.
async fn begun(
    now: Timestamp,
    transaction: &mut Transaction,
    people: &[PersonId],
    phase: PhaseId,
) -> Result<(), Error> {
    let clocks = Clocks {
        started_at: Some(days_ago(now, 5)),
        baking_since: Some(days_ago(now, 4)),
        ..Clocks::default()
    };
    store::phase::save_reached(transaction, (phase, 2), 138).await?;
    store::phase::save_state(transaction, (phase, 3), PhaseState::Baking, &clocks).await?;
    let at = days_ago(now, 1);
    let successes = store::phase::success_criterion::list_successes(transaction, RELEASE).await?;
    // How often somebody asked is counted and not typed.
    let is_typed = |text: &SuccessCriterionText| text.measure == Measure::Typed;
    let own = successes.iter().filter(|success| success.phase == phase && is_typed(&success.text));
    for success in own {
        let actual = Actual::Measured { amount: Amount::from_thousandths(86_000), at };
        store::phase::success_criterion::save_actual(transaction, (success.id, 1), &actual).await?;
    }
    let Some(by) = people.first().copied() else { return Ok(()) };
    let decision = Decision {
        id: DecisionId::new(new_id()),
        release: RELEASE,
        phase,
        number: 1,
        go: true,
        words: "The counter in the North is ready, and going back takes a minute.".to_owned(),
        at: days_ago(now, 6),
        by,
        snapshot: decided(),
    };
    store::gate::decision::add_decision(transaction, &decision).await?;
    let origin = origin_of(Some(by));
    let told = [
        (6, Action::Decided, "go for Phase 1: North district"),
        (5, Action::PhaseMoved, "Phase 1: North district to live"),
        (4, Action::PhaseMoved, "Phase 1: North district to baking"),
        (1, Action::SuccessSeen, "86 for “Applications finished online”"),
    ];
    for (days, action, label) in told {
        let record = record(action, Object::Phase, phase.uuid());
        let record = Record { label: Some(label.to_owned()), ..record };
        append(transaction, days_ago(now, days), &origin, &record).await?;
    }
    Ok(())
}

fn decided() -> Snapshot {
    let criterion = |name: &str, sentence: &str| SnapshotCriterion {
        name: name.to_owned(),
        found: "pass".to_owned(),
        sentence: sentence.to_owned(),
    };
    let vote = |role: &str, person: &str| SnapshotVote {
        role: role.to_owned(),
        person: person.to_owned(),
        voice: Some("Go".to_owned()),
        words: None,
    };
    Snapshot {
        release: "Permit portal Online building permits 2.4.0".to_owned(),
        phase: "Phase 1: North district".to_owned(),
        cohort: "North district".to_owned(),
        dates: "One day, 06:00 to 09:00 (Europe/Zurich)".to_owned(),
        exposure: "140 people".to_owned(),
        decided_by: "Noor Haddad".to_owned(),
        verdict: "Ready. 4 criteria are proven.".to_owned(),
        criteria: vec![
            criterion("Required items", "All required items for this phase are done."),
            criterion("Critical items", "3 of 3 critical items are verified by a second person."),
            criterion("Rollback card", "It says when, how, who and until when."),
            criterion("Approvals", "All 2 voted go."),
        ],
        votes: vec![vote("Product", "Noor Haddad"), vote("Security", "Ingrid Solberg")],
        conditions: Vec::new(),
        exceptions: Vec::new(),
        overridden: None,
        items: "15 of 18 items finished".to_owned(),
        rollback: vec![("Action".to_owned(), "Take the district off the list".to_owned())],
        successes: vec!["Contacts: at most 20 per 100 applicants and day".to_owned()],
    }
}

/// The gate of the second phase is open: one of two has voted, and one criterion is waived.
async fn waiting(
    now: Timestamp,
    transaction: &mut Transaction,
    people: &[PersonId],
    phase: PhaseId,
) -> Result<(), Error> {
    let clocks = Clocks::default();
    store::phase::save_state(transaction, (phase, 2), PhaseState::InDecision, &clocks).await?;
    let mut seats = Vec::new();
    for (role, place) in ROLES {
        let role = written(Label::parse(role))?;
        seats.extend(people.get(place).map(|person| Seat { role, person: *person, vote: None }));
    }
    let (Some(owner), Some(approver)) = (people.first().copied(), people.get(2).copied()) else {
        return Ok(());
    };
    let ballot = Ballot {
        id: BallotId::new(new_id()),
        phase,
        until: now + SignedDuration::from_hours(24 * 4),
        opened_by: owner,
        opened_at: days_ago(now, 1),
        closed: false,
        seats,
    };
    store::gate::ballot::add_ballot(transaction, &ballot).await?;
    let voice = Voice::Go { comment: None };
    store::gate::ballot::save_vote(transaction, (ballot.id, owner), &voice, now).await?;
    let switch = Switch {
        kind: CriterionKind::RollbackMeasured,
        on: true,
        reason: "From here on it is half of all applications".to_owned(),
    };
    store::gate::switch::save_switch(transaction, RELEASE, &switch, (owner, days_ago(now, 3)))
        .await?;
    let exception = Exception {
        id: ExceptionId::new(new_id()),
        release: RELEASE,
        phase,
        text: ExceptionText {
            kind: CriterionKind::RollbackMeasured,
            risk: line("Going back could take longer than the minute we expect")?,
            control: line("Tomás stands by at the counter with paper forms")?,
            until: days(now, 12, 1)?.starts_on(),
        },
        state: ExceptionState::Requested,
        requested_by: owner,
        requested_at: days_ago(now, 2),
        answered_by: None,
        answer: None,
    };
    store::gate::exception::add_exception(transaction, &exception).await?;
    let answer = Some((approver, Some("Agreed for the two districts, not for the city")));
    let state = ExceptionState::Approved;
    store::gate::exception::save_state(transaction, &exception, state, answer).await?;
    Ok(())
}
