use domain::release::{Release, Slip};
use jiff::Timestamp;
use leptos::prelude::*;
use service::Actor;
use service::gate::verdict::Judged;
use service::release::overview::Overview;

use super::burn_up::burn_up_sheet;
use super::readiness::readiness_sheet;
use super::{Tab, head};
use crate::activity::feed;
use crate::gate::conditions_sheet;
use crate::gate::verdict::verdict_sheet;
use crate::kit::{empty, prose, warning};
use crate::page::{Page, Section};
use crate::phase::schedule::phases_sheet;
use crate::{checklist, words};

/// How many lines of the checklist the overview shows.
const NEXT: usize = 8;

/// The answer first, then what would change it, then what it rests on.
#[must_use]
pub fn overview_page(overview: &Overview, viewer: &Actor, now: Timestamp) -> Page {
    let judged = &overview.judged;
    let seen = &judged.seen;
    let release = &seen.release;
    let short = release.schedule.buffer().filter(|buffer| buffer.is_short());
    let zone = release.schedule.zone();
    let open = release.state.is_open();
    // What is met is said at the gate; here it would only be in the way.
    let conditions = judged.conditions.iter().filter(|one| !one.is_met);
    let content = view! {
        {head(seen, Tab::Overview, Some(judged.progress()), now)}
        {short.filter(|_| open).map(|buffer| warning(buffer.sentence()))}
        {if open { verdict_sheet(judged, false, now) } else { ended(release) }}
        {open
            .then(|| conditions_sheet(conditions, &judged.names, zone, now))}
        {seen
            .can_plan
            .then(|| {
                view! {
                    <p class="actions">
                        <a class="button" href=format!("{}/edit", release.address())>
                            "Edit release"
                        </a>
                        <a class="button" href=format!("{}/state", release.address())>
                            "Change status"
                        </a>
                        <a class="button" href=format!("{}/big-bang", release.address())>
                            "Big-bang risk"
                        </a>
                    </p>
                }
            })}
        <div class="two">
            <div class="stack">
                {phases_sheet(judged, now)}
                {overview
                    .burn_up
                    .as_ref()
                    .filter(|_| open)
                    .map(|burn_up| burn_up_sheet(burn_up, release, zone.day(now)))}
                {next(judged, viewer, now)}
                {prose(&release.summary)
                    .map(|summary| {
                        view! {
                            <section class="sheet" aria-labelledby="about">
                                <h2 id="about">"About this release"</h2>
                                {summary}
                            </section>
                        }
                    })} {slipped(&overview.slips, now, judged)}
            </div>
            <div class="stack">
                {open.then(|| readiness_sheet(judged))}
                <section class="sheet" aria-labelledby="recent">
                    <h2 id="recent">"Recent activity"</h2>
                    {feed(overview.entries.clone(), zone, now)}
                </section>
            </div>
        </div>
    };
    Page::new(format!("{} {}", release.name, release.label), Section::Home, content)
}

/// Nobody asks any more whether a release is ready that is over.
fn ended(release: &Release) -> AnyView {
    let sentence = format!(
        "This release is {}. Nothing is asked of it any more; why, the activity says.",
        release.state.word()
    );
    view! {
        <section class="sheet verdict" aria-labelledby="verdict">
            <header>
                <h2 id="verdict">
                    <strong>{release.state.label()}</strong>
                </h2>
            </header>
            <p>{sentence}</p>
        </section>
    }
    .into_any()
}

fn next(judged: &Judged, viewer: &Actor, now: Timestamp) -> AnyView {
    let here = format!("{}/checklist", judged.seen.release.address());
    if judged.items().is_empty() {
        let begin = judged.seen.can_work.then(|| (format!("{here}/import"), "Import a checklist"));
        let content = empty(
            "No checklist yet",
            "Bring the one you already have, as Markdown or as a pasted list. You see first what it becomes.",
            begin,
        );
        return view! { <section class="sheet">{content}</section> }.into_any();
    }
    let items = format!("{}/items", judged.seen.release.address());
    let mut left = NEXT;
    let mut parts = Vec::new();
    for group in checklist::groups(judged, viewer.person.id, now) {
        let all = group.rows.iter().filter(|row| !row.has_sub_items).count();
        let finished =
            group.rows.iter().filter(|row| !row.has_sub_items && row.status.is_finished()).count();
        let open: Vec<_> = group
            .rows
            .into_iter()
            .filter(|row| !row.has_sub_items && row.matches("", true))
            .take(left)
            .collect();
        if open.is_empty() {
            continue;
        }
        left -= open.len();
        let count = format!("{finished} of {all}");
        let section = if group.section.is_empty() { "Items".to_owned() } else { group.section };
        parts.push(view! { <h3>{section}" "<span class="count">{count}</span></h3> }.into_any());
        let rows: Vec<_> = open.into_iter().map(|row| next_row(&items, row)).collect();
        parts.push(view! { <ul class="tasks">{rows}</ul> }.into_any());
        if left == 0 {
            break;
        }
    }
    let rest = parts.is_empty().then(|| view! { <p>"Every item is done or does not apply."</p> });
    let label = format!("All {}", words::counted(judged.progress().items, "item", "items"));
    view! {
        <section class="sheet" aria-labelledby="next">
            <div class="head">
                <h2 id="next">"Next on the checklist"</h2>
                <a href=here>{label}</a>
            </div>
            {parts}
            {rest}
        </section>
    }
    .into_any()
}

fn next_row(items: &str, row: checklist::Row) -> impl IntoView {
    let (symbol, word) = (row.symbol(), row.word());
    let late = row.due.as_ref().is_some_and(|due| due.late);
    let class = if late { "due fail late" } else { "due" };
    let due = row.due.map(|due| {
        view! {
            <span>{due.day}</span>
            {due.offset.map(|offset| view! { <span class="small">{offset}</span> })}
        }
    });
    let critical = row
        .critical
        .then(|| view! { <span class="small">"critical, needs a second person"</span> });
    let note = row.note.map(|note| view! { <span class="small note">{note}</span> });
    view! {
        <li class="task short">
            <div class="title">
                <a href=format!("{items}/{}", row.number)>{row.title}</a>
                {critical}
                {note}
            </div>
            <span class="who small">{row.owner}</span>
            <span class=class>{due}</span>
            <span class="state">
                <crate::symbol::Tag symbol=symbol word=word.to_owned() />
            </span>
        </li>
    }
}

fn slipped(slips: &[Slip], now: Timestamp, judged: &Judged) -> Option<AnyView> {
    if slips.is_empty() {
        return None;
    }
    let zone = judged.seen.release.schedule.zone();
    let today = zone.day(now);
    let day = |day: Option<jiff::civil::Date>| {
        day.map_or("no date".to_owned(), |day| domain::day::day_in_words(day, today))
    };
    let rows: Vec<_> = slips
        .iter()
        .map(|slip| {
            let moved = format!("{} → {}", day(slip.from), day(slip.to));
            let why =
                format!("{} · {}, {}", slip.reason, slip.by_name, words::day(slip.at, zone, now));
            view! {
                <li>
                    <span>
                        <b>{moved}</b>
                    </span>
                    <span class="small">{why}</span>
                </li>
            }
        })
        .collect();
    let view = view! {
        <section class="sheet" aria-labelledby="slips">
            <h2 id="slips">"Launch date history"</h2>
            <ul class="feed">{rows}</ul>
        </section>
    };
    Some(view.into_any())
}
