use domain::checklist::Progress;
use domain::day::day_in_words;
use domain::release::{Release, ReleaseState};
use jiff::Timestamp;
use leptos::prelude::*;
use service::release::Seen;

use crate::kit::crumb;
use crate::symbol::{Symbol, Tag};

/// The pages of a release.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Overview,
    /// A form that is part of no tab.
    None,
    Checklist,
    Schedule,
    Runs,
    Drills,
    Findings,
    Training,
    Responses,
    Outcomes,
    People,
    Activity,
}

/// What stands on top of every page of a release: its name, its state, its dates, its pages.
#[must_use]
pub fn head(seen: &Seen, tab: Tab, progress: Option<Progress>, now: Timestamp) -> AnyView {
    let release = &seen.release;
    let zone = release.schedule.zone();
    let today = zone.day(now);
    let launch =
        release.schedule.launch().map_or("no date yet".to_owned(), |day| day_in_words(day, today));
    let countdown = release.schedule.countdown(now).map(domain::release::Countdown::short);
    let built = release.schedule.feature_complete().map(|day| day_in_words(day, today));
    view! {
        <div>
            {crumb(format!("/{}", release.product_slug), release.product_name.clone())} <div class="head">
                <h1>{format!("{} {}", release.name, release.label)}</h1>
                <Tag symbol=of_state(release.state) word=release.state.label().to_owned() />
            </div> <p class="facts">
                <span>"Launch " <b>{launch}</b></span>
                {countdown
                    .map(|countdown| {
                        view! {
                            <span>
                                <b>{countdown}</b>
                            </span>
                        }
                    })}
                {built.map(|built| view! { <span>"Feature-complete " <b>{built}</b></span> })}
                <span>{zone.name().to_owned()}</span>
                {release
                    .restricted
                    .then(|| {
                        view! {
                            <span>
                                <b>"Restricted to its people"</b>
                            </span>
                        }
                    })}
            </p>
        </div>
        {tabs(release, tab, progress)}
    }
    .into_any()
}

/// The pages of a release, also on the pages of what is in it.
#[must_use]
pub fn tabs(release: &Release, tab: Tab, progress: Option<Progress>) -> AnyView {
    let count = progress.map(|progress| format!("{}/{}", progress.finished(), progress.items));
    let address = release.address();
    let entry = |to: Tab, path: &str, label: &'static str, count: Option<String>| {
        let current = (to == tab).then_some("page");
        view! {
            <a href=format!("{address}{path}") aria-current=current>
                {label}
                {count.map(|count| view! { <span class="count">{count}</span> })}
            </a>
        }
    };
    view! {
        <nav class="tabs" aria-label="Release">
            {entry(Tab::Overview, "", "Overview", None)}
            {entry(Tab::Checklist, "/checklist", "Checklist", count)}
            {entry(Tab::Schedule, "/schedule", "Schedule", None)}
            {entry(Tab::Runs, "/runs", "Dry runs", None)}
            {entry(Tab::Drills, "/drills", "Drills", None)}
            {entry(Tab::Findings, "/findings", "Findings", None)}
            {entry(Tab::Training, "/training", "Training", None)}
            {entry(Tab::Responses, "/responses", "Responses", None)}
            {entry(Tab::Outcomes, "/outcomes", "Outcomes", None)}
            {entry(Tab::People, "/people", "People", None)}
            {entry(Tab::Activity, "/activity", "Activity", None)}
        </nav>
    }
    .into_any()
}

const fn of_state(state: ReleaseState) -> Symbol {
    match state {
        ReleaseState::Draft | ReleaseState::Planning => Symbol::Open,
        ReleaseState::InProgress | ReleaseState::Hypercare => Symbol::Live,
        ReleaseState::OnHold => Symbol::Stale,
        ReleaseState::Closed => Symbol::Pass,
        ReleaseState::Cancelled => Symbol::Na,
        ReleaseState::RolledBack => Symbol::Fail,
    }
}
