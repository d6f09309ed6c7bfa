//! Calendars that people subscribe to: what has a date, as events that keep their identity.

use jiff::Timestamp;

use crate::checklist::Item;
use crate::day::Dates;
use crate::day::Zone;
use crate::gate::Ballot;
use crate::ids::{PersonId, ReleaseId, SubscriptionId};
use crate::phase::{Phase, PhaseState};
use crate::release::Release;

/// An address of a calendar: of one release, or of everything that concerns a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Subscription {
    pub id: SubscriptionId,
    pub person: PersonId,
    pub release: Option<ReleaseId>,
    pub created_at: Timestamp,
}

/// Something with a date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Stays the same whatever moves (RFC 5545, section 3.8.4.7).
    pub uid: String,
    /// Grows with every move (RFC 5545, section 3.8.7.4).
    pub sequence: i64,
    pub title: String,
    pub when: When,
    /// It does not happen any more; it stays in the calendar and says so.
    pub cancelled: bool,
    /// Where to read more: a path of ours.
    pub path: String,
}

/// Whole days, or from one moment to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    Days(Dates),
    Moments(Timestamp, Timestamp),
}

/// The launch, the feature-complete day, the phases and the open votes of a release.
#[must_use]
pub fn of_release(release: &Release, phases: &[Phase], ballots: &[Ballot]) -> Vec<Event> {
    let name = format!("{} {}", release.name, release.label);
    let cancelled = release.state == crate::release::ReleaseState::Cancelled;
    let days = [
        ("launch", "Launch", release.schedule.launch()),
        ("complete", "Feature-complete", release.schedule.feature_complete()),
    ];
    let of_days = days.into_iter().filter_map(|(kind, word, day)| {
        let day = day?;
        Some(Event {
            uid: format!("{kind}-{}@holdpoint", release.id),
            sequence: release.version,
            title: format!("{word}: {name}"),
            when: When::Days(Dates::new(day, day).ok()?),
            cancelled,
            path: format!("/releases/{}", release.id),
        })
    });
    let zone = release.schedule.zone();
    let of_phases = phases.iter().map(|phase| {
        let event = of_phase(phase, &name, zone);
        Event { cancelled: event.cancelled || cancelled, ..event }
    });
    let of_ballots = ballots.iter().filter_map(|ballot| {
        let phase = phases.iter().find(|phase| phase.id == ballot.phase)?;
        Some(of_ballot(ballot, phase, &name))
    });
    of_days.chain(of_phases).chain(of_ballots).collect()
}

/// A phase of one day with a window is in its hours; all others take whole days.
fn of_phase(phase: &Phase, release: &str, zone: &Zone) -> Event {
    let dates = phase.plan.dates;
    let hours = phase.plan.window.filter(|_| dates.days() == 1).and_then(|window| {
        let at = |time| zone.moment(dates.starts_on().to_datetime(time)).ok();
        at(window.from()).zip(at(window.to()))
    });
    Event {
        uid: format!("phase-{}@holdpoint", phase.id),
        sequence: phase.sequence,
        title: format!("{}, {release}", phase.title()),
        when: hours.map_or(When::Days(dates), |(from, to)| When::Moments(from, to)),
        cancelled: matches!(phase.state, PhaseState::Skipped | PhaseState::RolledBack),
        path: format!("/phases/{}", phase.id),
    }
}

fn of_ballot(ballot: &Ballot, phase: &Phase, release: &str) -> Event {
    let half_an_hour = jiff::SignedDuration::from_mins(30);
    Event {
        uid: format!("votes-{}@holdpoint", ballot.id),
        sequence: i64::from(ballot.closed),
        title: format!("Votes are due: {}, {release}", phase.title()),
        when: When::Moments(ballot.until - half_an_hour, ballot.until),
        cancelled: ballot.closed,
        path: format!("/phases/{}/gate", phase.id),
    }
}

/// An item that somebody owns, at the moment it is due.
#[must_use]
pub fn of_item(item: &Item, release: &str) -> Option<Event> {
    let due = item.due_at?;
    Some(Event {
        uid: format!("item-{}@holdpoint", item.id),
        sequence: item.version,
        title: format!("Due: {}, {release}", item.title),
        when: When::Moments(due - jiff::SignedDuration::from_mins(30), due),
        cancelled: false,
        path: format!("/items/{}", item.id),
    })
}
