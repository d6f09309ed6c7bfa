use domain::address::Thing;
use domain::phase::Phase;
use domain::product::freeze::Freeze;
use jiff::Span;
use jiff::civil::{Date, date};
use leptos::prelude::*;
use service::phase::Phases;

/// A month, day by day, with what happens on each.
pub(super) fn calendar(phases: &Phases, freezes: &[Freeze], month: Date, today: Date) -> AnyView {
    let first = date(month.year(), month.month(), 1);
    let here = format!("{}/schedule?view=calendar", phases.seen.release.address());
    let step = |months: i64| {
        let to = first.checked_add(Span::new().months(months)).unwrap_or(first);
        (format!("{here}&from={to}"), to.strftime("%B %Y").to_string())
    };
    let (before, after) = (step(-1), step(1));
    let lead = i64::from(first.weekday().to_monday_zero_offset());
    let days: Vec<_> = (0..i64::from(first.days_in_month()))
        .filter_map(|number| first.checked_add(Span::new().days(number)).ok())
        .map(|day| day_view(phases, freezes, day, today))
        .collect();
    let blanks: Vec<_> =
        (0..lead).map(|_| view! { <li class="blank" aria-hidden="true"></li> }).collect();
    view! {
        <div class="head">
            <h3>{first.strftime("%B %Y").to_string()}</h3>
            <span class="actions">
                <a href=before.0>{before.1}</a>
                <a href=after.0>{after.1}</a>
            </span>
        </div>
        <ol class="month">{blanks}{days}</ol>
    }
    .into_any()
}

fn day_view(phases: &Phases, freezes: &[Freeze], day: Date, today: Date) -> impl IntoView + use<> {
    let mut events: Vec<AnyView> = Vec::new();
    if phases.seen.release.schedule.launch() == Some(day) {
        events.push(view! { <b>"Launch"</b> }.into_any());
    }
    if phases.seen.release.schedule.feature_complete() == Some(day) {
        events.push(view! { <b>"Feature-complete"</b> }.into_any());
    }
    for freeze in freezes.iter().filter(|freeze| freeze.covers(day)) {
        let words = format!("{}: {}", freeze.text.kind.label(), freeze.text.name);
        events.push(view! { <span class="small">{words}</span> }.into_any());
    }
    for phase in phases.phases.iter().filter(|phase| phase.state.takes_time()) {
        if let Some(words) = on(phase, day) {
            let href = phases.seen.release.address_of(Thing::Phase, phase.position);
            events.push(view! { <a href=href>{words}</a> }.into_any());
        }
    }
    let class = match (events.is_empty(), day == today) {
        (_, true) => "today",
        (true, false) => "quiet-day",
        (false, false) => "",
    };
    let word = if day == today { "Today, " } else { "" };
    let name = format!("{word}{}", day.strftime("%a %-d %b"));
    view! {
        <li class=class>
            <time datetime=day.to_string()>{name}</time>
            {events}
        </li>
    }
}

/// What a phase does on a day.
fn on(phase: &Phase, day: Date) -> Option<String> {
    let dates = phase.plan.dates;
    let title = phase.title();
    if day == dates.starts_on() {
        let window = phase.plan.window.map(|window| format!(", {}", window.in_words()));
        Some(format!("{title} begins{}", window.unwrap_or_default()))
    } else if day == dates.ends_on() {
        Some(format!("{title}: everybody has it"))
    } else if day > dates.starts_on() && day < dates.ends_on() {
        Some(format!("{title} goes on"))
    } else if phase.plan.bake_days > 0 && day == phase.plan.baked_on() {
        Some(format!("{title} has baked"))
    } else {
        None
    }
}
