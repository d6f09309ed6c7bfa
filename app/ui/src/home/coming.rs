use domain::address::Thing;
use domain::day::day_in_words;
use domain::release::Release;
use domain::release::upcoming::{Upcoming, UpcomingKind, When};
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use service::home::Home;

/// Today and the next days, over all releases.
pub(super) fn coming(home: &Home, now: Timestamp) -> AnyView {
    let coming = &home.coming;
    let mut days: Vec<(Date, String, Vec<AnyView>)> = Vec::new();
    for (one, release) in &coming.first {
        let zone = release.schedule.zone();
        let (day, today) = (one.when.day(zone), zone.day(now));
        if days.last().is_none_or(|(last, ..)| *last != day) {
            let word = if day == today { "Today".to_owned() } else { day_in_words(day, today) };
            days.push((day, word, Vec::new()));
        }
        if let Some((_, _, rows)) = days.last_mut() {
            rows.push(row(one, release));
        }
    }
    let list = if days.is_empty() {
        view! { <p class="small">"No launch, phase, vote, dry run or drill in the next 14 days."</p> }
            .into_any()
    } else {
        let days: Vec<_> = days
            .into_iter()
            .map(|(_, word, rows)| {
                view! {
                    <li>
                        <span class="day">{word}</span>
                        <ul>{rows}</ul>
                    </li>
                }
            })
            .collect();
        view! { <ol class="coming">{days}</ol> }.into_any()
    };
    let more = coming.more.then(|| {
        view! { <p class="small">"There is more in these days: the schedules of the releases have all of it."</p> }
    });
    view! {
        <section class="sheet" aria-labelledby="coming">
            <h2 id="coming">"Today and the next 14 days"</h2>
            {list}
            {more}
        </section>
    }
    .into_any()
}

fn row(one: &Upcoming, release: &Release) -> AnyView {
    let zone = release.schedule.zone();
    let title = match one.kind {
        UpcomingKind::Launch | UpcomingKind::FeatureComplete => one.kind.verb().to_owned(),
        UpcomingKind::PhaseStarts => format!("Phase {}: {} starts", one.number, one.title),
        UpcomingKind::PhaseEnds => format!("Last day of phase {}: {}", one.number, one.title),
        UpcomingKind::VoteCloses => format!("Vote on phase {}: {} closes", one.number, one.title),
        kind => format!("{} {}: {}", kind.verb(), one.number, one.title),
    };
    let time = match one.when {
        When::Day(_) => String::new(),
        When::Moment(at) => format!("{}, ", zone.local(at).strftime("%H:%M")),
    };
    let href = match one.kind {
        UpcomingKind::Launch | UpcomingKind::FeatureComplete => {
            format!("{}/schedule", release.address())
        }
        UpcomingKind::PhaseStarts | UpcomingKind::VoteCloses => release.gate_address(one.number),
        UpcomingKind::PhaseEnds => release.address_of(Thing::Phase, one.number),
        UpcomingKind::Run | UpcomingKind::Cutover => release.address_of(Thing::Run, one.number),
        UpcomingKind::Drill => release.address_of(Thing::Drill, one.number),
    };
    let of = format!("{time}{} {}", release.name, release.label);
    view! {
        <li>
            <a href=href>{title}</a>
            <br />
            <span class="small">{of}</span>
        </li>
    }
    .into_any()
}
