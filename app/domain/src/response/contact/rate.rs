//! Contacts per 100 people and day, since a phase went live. What nobody typed is not counted as nothing.

use jiff::civil::Date;
use thiserror::Error;

use super::DayCount;
use crate::day::Zone;
use crate::number::Amount;
use crate::phase::{Phase, Unit};

/// How often those who have a release ask, and what it was counted from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ContactRate {
    /// Contacts per 100 people and day.
    pub amount: Amount,
    pub contacts: u64,
    pub people: u32,
    /// Days for which somebody typed a number, also a zero.
    pub days: u32,
}

/// One day of a phase.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayRate {
    pub day: Date,
    pub contacts: u64,
    pub amount: Amount,
}

/// Why the rate is unknown. The sentences are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum NoRate {
    #[error("The phase has not gone live, so there is nothing to count")]
    NotLive,
    #[error("Nobody has typed contacts of this cohort since the phase went live")]
    NoContacts,
    #[error("Nobody knows how many people have it")]
    NoPeople,
}

/// Contacts per 100 people and day in thousandths, rounded; none without people or days.
#[must_use]
pub fn rate(contacts: u64, people: u32, days: u32) -> Option<Amount> {
    let asked = u128::from(people) * u128::from(days);
    let thousandths = (u128::from(contacts) * 100_000 + asked / 2).checked_div(asked)?;
    i64::try_from(thousandths).ok().map(Amount::from_thousandths)
}

/// How many people have it: what was recorded, else what is planned, else how large the cohort is.
#[must_use]
pub fn people(phase: &Phase, cohort_size: Option<u32>) -> Option<u32> {
    let exposure = phase.plan.exposure;
    let counted = (exposure.unit == Unit::People).then(|| {
        let planned = Some(exposure.planned).filter(|planned| *planned > 0);
        phase.reached.filter(|reached| *reached > 0).or(planned)
    });
    counted.flatten().or(cohort_size).filter(|people| *people > 0)
}

/// Each day of a phase for which somebody typed a number, from the day it went live to today or its end.
///
/// # Errors
/// What is missing.
pub fn by_day(
    phase: &Phase,
    (counts, cohort_size): (&[DayCount], Option<u32>),
    (zone, today): (&Zone, Date),
) -> Result<Vec<DayRate>, NoRate> {
    let from = zone.day(phase.clocks.started_at.ok_or(NoRate::NotLive)?);
    let to = phase.clocks.ended_at.map_or(today, |at| zone.day(at)).min(today);
    let people = people(phase, cohort_size);
    let mut days: Vec<&DayCount> = counts
        .iter()
        .filter(|one| one.cohort == phase.plan.cohort && from <= one.day && one.day <= to)
        .collect();
    if days.is_empty() {
        return Err(NoRate::NoContacts);
    }
    let people = people.ok_or(NoRate::NoPeople)?;
    days.sort_by_key(|one| one.day);
    let of_day = |one: &DayCount| {
        let amount = rate(one.count, people, 1)?;
        Some(DayRate { day: one.day, contacts: one.count, amount })
    };
    days.into_iter().map(of_day).collect::<Option<Vec<_>>>().ok_or(NoRate::NoPeople)
}

/// The rate of a phase over all of those days.
///
/// # Errors
/// What is missing.
pub fn of_phase(
    phase: &Phase,
    (counts, cohort_size): (&[DayCount], Option<u32>),
    when: (&Zone, Date),
) -> Result<ContactRate, NoRate> {
    let all = by_day(phase, (counts, cohort_size), when)?;
    let people = people(phase, cohort_size).ok_or(NoRate::NoPeople)?;
    let mut days: Vec<Date> = all.iter().map(|one| one.day).collect();
    days.dedup();
    let days = u32::try_from(days.len()).unwrap_or(u32::MAX);
    let contacts = all.iter().map(|one| one.contacts).sum();
    let amount = rate(contacts, people, days).ok_or(NoRate::NoPeople)?;
    Ok(ContactRate { amount, contacts, people, days })
}

impl ContactRate {
    /// `12 contacts on 5 days among 100 people`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let counted = |count: u64, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            count => format!("{count} {many}"),
        };
        format!(
            "{} on {} among {}",
            counted(self.contacts, "contact", "contacts"),
            counted(self.days.into(), "day", "days"),
            counted(self.people.into(), "person", "people"),
        )
    }
}

#[cfg(test)]
mod tests;
