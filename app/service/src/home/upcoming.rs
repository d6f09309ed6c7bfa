//! Today and the next two weeks, over all releases that somebody may see.

use std::collections::HashMap;

use domain::ids::ReleaseId;
use domain::limits;
use domain::release::Release;
use domain::release::upcoming::Upcoming;
use jiff::{Span, Timestamp};
use store::Transaction;
use store::release::upcoming::{list_upcoming_days, list_upcoming_moments};

use crate::{Actor, Error, access};

/// What comes, the first first.
#[derive(Default)]
pub struct Coming {
    pub first: Vec<(Upcoming, Release)>,
    /// There is more in these days than is shown.
    pub more: bool,
}

pub(super) async fn find(
    transaction: &mut Transaction,
    actor: &Actor,
    now: Timestamp,
) -> Result<Coming, Error> {
    let me = actor.person.id;
    // Zones are up to a day apart: what is outside of the days of its release is left out below.
    let today = domain::day::Zone::utc().day(now);
    let shifted = |days: i64| today.checked_add(Span::new().days(days)).unwrap_or(today);
    let days = (shifted(-1), today, shifted(limits::UPCOMING_DAYS + 1));
    let limit = limits::UPCOMING * 2;
    let end =
        now.saturating_add(Span::new().hours(24 * (limits::UPCOMING_DAYS + 1))).unwrap_or(now);
    let mut coming = list_upcoming_days(transaction, me, days, limit).await?;
    let moments = list_upcoming_moments(transaction, me, (now, end), limit).await?;
    let is_cut = coming.len() == limit || moments.len() == limit;
    coming.extend(moments);
    let ids: Vec<ReleaseId> = coming.iter().map(|one| one.release).collect();
    let seen: HashMap<ReleaseId, Release> = access::find_seen(transaction, actor, &ids).await?;
    let mut first: Vec<(Upcoming, Release)> = coming
        .into_iter()
        .filter_map(|one| seen.get(&one.release).cloned().map(|release| (one, release)))
        .filter(|(one, release)| {
            let zone = release.schedule.zone();
            let today = zone.day(now);
            let last = today.checked_add(Span::new().days(limits::UPCOMING_DAYS)).unwrap_or(today);
            (today..=last).contains(&one.when.day(zone))
        })
        .collect();
    first.sort_by_key(|(one, release)| one.when.day(release.schedule.zone()));
    let more = is_cut || first.len() > limits::UPCOMING;
    first.truncate(limits::UPCOMING);
    Ok(Coming { first, more })
}
