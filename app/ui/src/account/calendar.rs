//! Addresses of calendars.

use domain::account::calendar::Subscription;
use domain::ids::ReleaseId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::kit::{crumb, notice};
use crate::page::{Page, Section};

/// The addresses of a person, on their account.
#[must_use]
pub fn feeds_sheet(feeds: &[(Subscription, Option<String>)], now: Timestamp) -> AnyView {
    let today = TimeZone::UTC.to_datetime(now).date();
    let rows: Vec<_> = feeds
        .iter()
        .map(|(feed, release)| {
            let about =
                release.clone().unwrap_or_else(|| "Everything that concerns you".to_owned());
            let day = TimeZone::UTC.to_datetime(feed.created_at).date();
            let since = format!("Made on {}", domain::day::day_in_words(day, today));
            let label = format!("Revoke: {about}");
            view! {
                <li>
                    <span>{about.clone()}<br /><span class="small">{since}</span></span>
                    <form method="post" action=format!("/account/feeds/{}/revoke", feed.id)>
                        <button aria-label=label>"Revoke"</button>
                    </form>
                </li>
            }
        })
        .collect();
    view! {
        <section class="sheet" aria-labelledby="feeds">
            <h2 id="feeds">"Calendars"</h2>
            <p class="small">
                "An address that your calendar program reads: your phases, votes, items and launches. \
                Whoever has it can read the same, so treat it like a password. \
                A revoked address shows nothing any more."
            </p>
            <ul class="rows">{rows}</ul>
            <form method="post" data-anew="" action="/account/feeds">
                <button>"Make an address for my calendar"</button>
            </form>
        </section>
    }
    .into_any()
}

/// A new address, shown this once.
#[must_use]
pub fn feed_page(address: &str, release: Option<ReleaseId>) -> Page {
    let (href, label) = match release {
        Some(release) => (format!("/releases/{release}/schedule"), "Schedule"),
        None => ("/account".to_owned(), "My account"),
    };
    let content = view! {
        <div class="narrow-page">
            {crumb(href, label)} <h1>"Calendar link"</h1>
            {notice("Copy it now: it is shown this once.")} <section class="sheet" aria-label="Address">
                <p>
                    <code id="address">{address.to_owned()}</code>
                </p>
                <p>
                    "In your calendar program, subscribe to a calendar from the internet and paste this \
                    address. It is read again by itself, so moves arrive."
                </p>
                <p class="small">
                    "Anyone who has it can read what you can. Shared by mistake? Revoke it in your account."
                </p>
            </section>
        </div>
    };
    Page::new("Calendar link", Section::Account, content)
}
