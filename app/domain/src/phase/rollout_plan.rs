//! The wizard's proposal: which cohort when, one rung after the other.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::{Exposure, Unit};
use crate::day::Dates;
use crate::ids::CohortId;
use crate::product::cohort::Cohort;
use crate::words;

words! {
    /// How a release climbs.
    pub enum RolloutPattern(label) {
        /// The same cohort, a growing share of it.
        Canary = "canary", "A growing share of one cohort: 10, 25, 50, 75, 100 %";
        /// One cohort after the other, the smallest first.
        Cohorts = "cohorts", "One cohort after the other, the smallest first";
        /// Everybody at once.
        Single = "single", "One cohort, all at once";
    }
}

/// One proposed phase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RolloutStep {
    pub name: String,
    pub cohort: CohortId,
    pub dates: Dates,
    pub exposure: Exposure,
}

/// The shares of a canary, in percent.
const SHARES: [u32; 5] = [10, 25, 50, 75, 100];

impl RolloutPattern {
    /// Proposes phases from `first` on. Each begins on a working day on which nothing is frozen,
    /// lasts `days` days, and the next begins when its bake time is over.
    #[must_use]
    pub fn propose(
        self,
        cohorts: &[Cohort],
        chosen: Option<CohortId>,
        first: Date,
        (days, bake_days): (u32, u32),
        is_free: impl Fn(Date) -> bool,
    ) -> Vec<RolloutStep> {
        let chosen = cohorts.iter().find(|cohort| Some(cohort.id) == chosen);
        let steps: Vec<(String, CohortId, Exposure)> = match (self, chosen) {
            (Self::Canary, Some(cohort)) => SHARES
                .map(|planned| {
                    let exposure = Exposure { planned, unit: Unit::Percent };
                    (format!("{planned} % of {}", cohort.text.name), cohort.id, exposure)
                })
                .into(),
            (Self::Single, Some(cohort)) => vec![step(cohort)],
            (Self::Cohorts, _) => {
                let mut cohorts: Vec<&Cohort> = cohorts.iter().collect();
                cohorts.sort_by_key(|cohort| (cohort.text.size.unwrap_or(u32::MAX), cohort.id));
                cohorts.into_iter().map(step).collect()
            }
            (Self::Canary | Self::Single, None) => Vec::new(),
        };
        let mut next = first;
        let mut rungs = Vec::new();
        for (name, cohort, exposure) in steps.into_iter().take(crate::limits::PHASES) {
            let starts_on = first_free(next, &is_free);
            let ends_on = later(starts_on, days.max(1) - 1);
            let Ok(dates) = Dates::new(starts_on, ends_on) else { break };
            rungs.push(RolloutStep { name, cohort, dates, exposure });
            next = later(ends_on, bake_days + 1);
        }
        rungs
    }
}

fn step(cohort: &Cohort) -> (String, CohortId, Exposure) {
    let exposure = match cohort.text.size {
        Some(planned) => Exposure { planned, unit: Unit::People },
        None => Exposure { planned: cohort.text.share.unwrap_or(100), unit: Unit::Percent },
    };
    (cohort.text.name.to_string(), cohort.id, exposure)
}

/// The first day from `day` on that is a working day and free; within a year, or the day itself.
fn first_free(day: Date, is_free: &impl Fn(Date) -> bool) -> Date {
    let works = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    (0..366).map(|days| later(day, days)).find(|day| works(day) && is_free(*day)).unwrap_or(day)
}

fn later(day: Date, days: u32) -> Date {
    day.checked_add(Span::new().days(i64::from(days))).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::ids::ProductId;
    use crate::product::cohort::{CohortKind, CohortText};
    use crate::text::{Label, Markdown};

    fn cohort(number: u128, size: Option<u32>) -> Cohort {
        Cohort {
            id: CohortId::new(Uuid::from_u128(number)),
            product: ProductId::new(Uuid::nil()),
            text: CohortText {
                name: Label::parse(&format!("Group {number}")).unwrap(),
                kind: CohortKind::Site,
                size,
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

    #[test]
    fn a_canary_grows_to_everybody() {
        let all = [cohort(1, Some(400))];
        let rungs = RolloutPattern::Canary.propose(
            &all,
            Some(all[0].id),
            date(2026, 12, 1),
            (1, 2),
            |_| true,
        );
        let shares: Vec<u32> = rungs.iter().map(|rung| rung.exposure.planned).collect();
        assert_eq!(shares, SHARES);
    }

    #[test]
    fn small_cohorts_go_first_and_those_of_unknown_size_last() {
        let all = [cohort(1, None), cohort(2, Some(500)), cohort(3, Some(20))];
        let rungs =
            RolloutPattern::Cohorts.propose(&all, None, date(2026, 12, 1), (5, 7), |_| true);
        let names: Vec<&str> = rungs.iter().map(|rung| rung.name.as_str()).collect();
        assert_eq!(names, ["Group 3", "Group 2", "Group 1"]);
    }

    proptest! {
        #[test]
        fn proposed_phases_follow_each_other_on_free_working_days(
            offset in 0..400i64, days in 1..20u32, bake in 0..30u32, frozen in 1..8i8,
        ) {
            let first = date(2026, 1, 1).checked_add(Span::new().days(offset)).unwrap();
            let all: Vec<Cohort> = (1..7).map(|number| cohort(number, None)).collect();
            let is_free = |day: Date| day.day() != frozen;
            let rungs = RolloutPattern::Cohorts.propose(&all, None, first, (days, bake), is_free);
            prop_assert_eq!(rungs.len(), all.len());
            for pair in rungs.windows(2) {
                prop_assert!(pair[0].dates.ends_on() < pair[1].dates.starts_on());
            }
            for rung in rungs {
                let begins = rung.dates.starts_on();
                prop_assert!(begins.weekday().to_monday_one_offset() < 6 && is_free(begins));
            }
        }
    }
}
