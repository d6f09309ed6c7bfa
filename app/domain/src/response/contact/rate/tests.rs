use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::day::Dates;
use crate::ids::{CohortId, PhaseId, ReleaseId};
use crate::phase::{Clocks, Exposure, PhasePlan, PhaseState, RollbackCard};
use crate::text::Label;

fn phase(exposure: Exposure, reached: Option<u32>, started: Option<&str>) -> Phase {
    let first = date(2026, 11, 1);
    Phase {
        id: PhaseId::new(Uuid::nil()),
        release: ReleaseId::new(Uuid::nil()),
        position: 1,
        plan: PhasePlan {
            name: Label::parse("Pilot").unwrap(),
            cohort: CohortId::new(Uuid::nil()),
            access: None,
            dates: Dates::new(first, first).unwrap(),
            window: None,
            bake_days: 7,
            exposure,
            owner: None,
        },
        cohort_name: "Pilots".into(),
        state: PhaseState::Live,
        reached,
        card: RollbackCard::default(),
        clocks: Clocks { started_at: started.map(|at| at.parse().unwrap()), ..Clocks::default() },
        freeze_reason: None,
        sequence: 0,
        version: 1,
    }
}

fn count(day: i8, count: u64) -> DayCount {
    DayCount { cohort: CohortId::new(Uuid::nil()), day: date(2026, 11, day), count }
}

const fn people(planned: u32) -> Exposure {
    Exposure { planned, unit: Unit::People }
}

const STARTED: Option<&str> = Some("2026-11-03T08:00:00Z");

#[test]
fn what_happened_before_the_phase_or_after_today_does_not_count() {
    let zone = Zone::parse("UTC").unwrap();
    let counts = [count(2, 90), count(3, 4), count(5, 0), count(6, 2), count(9, 90)];
    let phase = phase(people(50), Some(40), STARTED);
    let found = of_phase(&phase, (&counts, Some(900)), (&zone, date(2026, 11, 8))).unwrap();
    assert_eq!((found.contacts, found.people, found.days), (6, 40, 3));
    assert_eq!(found.amount.to_string(), "5");
    assert_eq!(found.in_words(), "6 contacts on 3 days among 40 people");
}

#[test]
fn without_evidence_nobody_knows() {
    let zone = Zone::parse("UTC").unwrap();
    let when = (&zone, date(2026, 11, 8));
    let (some, none) = ([count(4, 1)], []);
    let planned = phase(people(50), None, None);
    assert_eq!(of_phase(&planned, (&some, None), when), Err(NoRate::NotLive));
    let live = phase(people(50), None, STARTED);
    assert_eq!(of_phase(&live, (&none, None), when), Err(NoRate::NoContacts));
    let share = phase(Exposure { planned: 25, unit: Unit::Percent }, Some(10), STARTED);
    assert_eq!(of_phase(&share, (&some, None), when), Err(NoRate::NoPeople));
    assert_eq!(of_phase(&share, (&some, Some(0)), when), Err(NoRate::NoPeople));
    assert_eq!(of_phase(&share, (&some, Some(200)), when).unwrap().people, 200);
    assert_eq!(of_phase(&live, (&some, Some(200)), when).unwrap().people, 50);
}

proptest! {
    #[test]
    fn a_rate_never_divides_by_zero(contacts in any::<u64>(), people in any::<u32>(), days in any::<u32>()) {
        let found = rate(contacts, people, days);
        prop_assert!(people > 0 && days > 0 || found.is_none());
        prop_assert!(found.is_none_or(|amount| amount.thousandths() >= 0));
    }

    #[test]
    fn more_contacts_never_make_it_smaller_and_more_people_or_days_never_larger(
        contacts in 0..1_000_000u64, more in 0..1_000u64, people in 1..1_000_000u32, days in 1..400u32,
    ) {
        let known = |contacts, people, days| rate(contacts, people, days).unwrap();
        let here = known(contacts, people, days);
        prop_assert!(known(contacts + more, people, days) >= here);
        prop_assert!(known(contacts, people + 1, days) <= here);
        prop_assert!(known(contacts, people, days + 1) <= here);
    }

    #[test]
    fn a_day_that_nobody_typed_changes_nothing(days in prop::collection::btree_map(3..28i8, 0..100u64, 1..20)) {
        let zone = Zone::parse("UTC").unwrap();
        let counts: Vec<DayCount> = days.iter().map(|(day, found)| count(*day, *found)).collect();
        let phase = phase(people(50), None, STARTED);
        let of = |today| of_phase(&phase, (&counts, None), (&zone, today)).unwrap();
        prop_assert_eq!(of(date(2026, 11, 28)), of(date(2026, 12, 24)));
    }
}
