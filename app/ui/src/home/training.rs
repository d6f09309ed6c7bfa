use domain::day::{Zone, day_in_words};
use jiff::Timestamp;
use leptos::prelude::*;
use service::home::Home;
use service::training::read::Wants;

use super::row::{row, who};
use crate::symbol::Symbol;

/// Training that the viewer is to read, to review, or to look at again.
pub(super) fn training(home: &Home, now: Timestamp) -> Vec<AnyView> {
    home.training
        .iter()
        .map(|waiting| {
            let material = &waiting.material;
            let release = material.release.and_then(|release| home.release(release));
            let name = release.map_or("For all releases of a product".to_owned(), |release| {
                format!("{} {}", release.name, release.label)
            });
            let (symbol, verb, due) = match waiting.wants {
                Wants::Reading => (Symbol::Open, "Read", String::new()),
                Wants::Review => (Symbol::Unknown, "Review", String::new()),
                Wants::Look(day) => {
                    let today = release
                        .map_or(Zone::utc().day(now), |release| release.schedule.zone().day(now));
                    (Symbol::Stale, "Look again at", format!("since {}", day_in_words(day, today)))
                }
            };
            let (href, title) = (
                format!("/materials/{}", material.id),
                format!("{verb} “{}”", material.text.title),
            );
            row(symbol, (href, title), name, who(due))
        })
        .collect()
}

/// What somebody asked the viewer to read, and until when.
pub(super) fn asked_to_read(home: &Home, now: Timestamp) -> Vec<AnyView> {
    home.asked
        .iter()
        .map(|asked| {
            let release = asked.material.release.and_then(|release| home.release(release));
            let today = release.map_or(Zone::utc().day(now), |one| one.schedule.zone().day(now));
            let before = asked.due.map(|due| format!(" before {}", day_in_words(due, today)));
            let title =
                format!("Read “{}”{}", asked.material.text.title, before.unwrap_or_default());
            let late = asked.due.is_some_and(|due| due <= today);
            let symbol = if late { Symbol::Fail } else { Symbol::Open };
            let (href, by) =
                (format!("/materials/{}", asked.material.id), format!("asked by {}", asked.by));
            row(symbol, (href, title), by, who(late.then_some("overdue")))
        })
        .collect()
}
