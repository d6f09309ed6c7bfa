//! Home: what needs me, and how the releases stand.

mod coming;
mod response;
mod row;
mod training;

use domain::address::Thing;
use domain::checklist::Item;
use domain::day::day_in_words;
use domain::finding::Rehearsed;
use domain::limits;
use jiff::Timestamp;
use leptos::prelude::*;
use service::home::{Asked, Home, Standing, Task, Waits};

use self::coming::coming;
use self::response::answers;
use self::row::{row, who};
use self::training::{asked_to_read, training};
use crate::checklist::symbol;
use crate::gate::verdict::of_answer;
use crate::kit::empty;
use crate::page::{Page, Section};
use crate::phase::schedule::live_and_next;
use crate::symbol::{Symbol, Tag};
use crate::words;

#[must_use]
pub fn home_page(home: &Home, can_write: bool, now: Timestamp) -> Page {
    let answer = match (home.count(), home.late_count) {
        (0, _) => "You’re all caught up".to_owned(),
        (count, 0) => format!("{} for you", words::counted(count, "task", "tasks")),
        (count, late) => {
            format!("{} for you, {late} overdue", words::counted(count, "task", "tasks"))
        }
    };
    let content = view! {
        <h1>{answer}</h1>
        <div class="two">
            <div class="stack">{attention(home, now)}</div>
            <div class="stack">{coming(home, now)}</div>
        </div>
        <section class="sheet" aria-labelledby="releases">
            <div class="head">
                <h2 id="releases">"Releases"</h2>
                {can_write.then(|| view! { <a href="/products">"Plan a release"</a> })}
            </div>
            {releases(home, can_write, now)}
        </section>
    };
    Page::new("Home", Section::Home, content)
}

/// Everything that waits for the viewer, in one list: what runs now, what others wait for, what is late, the rest.
fn attention(home: &Home, now: Timestamp) -> AnyView {
    let (late, other): (Vec<_>, Vec<_>) =
        home.tasks.iter().partition(|task| task.item.due_at.is_some_and(|due| due < now));
    let rows: Vec<AnyView> = [
        running(home),
        calls(home, now),
        tasks(home, &late, now),
        findings(home, now),
        asked_to_read(home, now),
        training(home, now),
        answers(home),
        tasks(home, &other, now),
    ]
    .into_iter()
    .flatten()
    .collect();
    let more = home.task_count.saturating_sub(home.tasks.len());
    let list = if rows.is_empty() {
        view! { <p class="small">"Nothing waits for you. What comes next is beside, what is planned below."</p> }
            .into_any()
    } else {
        view! { <ul class="reasons">{rows}</ul> }.into_any()
    };
    view! {
        <section class="sheet" aria-labelledby="attention">
            <h2 id="attention">"Needs your attention"</h2>
            {list}
            {(more > 0)
                .then(|| view! { <p class="small">{format!("and {more} more on the checklists")}</p> })}
        </section>
    }
    .into_any()
}

/// Rehearsals that go on now: whoever comes late finds them here.
fn running(home: &Home) -> Vec<AnyView> {
    home.running
        .iter()
        .filter_map(|one| Some((one, home.release(one.release)?)))
        .map(|(one, release)| {
            let href = match one.what {
                Rehearsed::Run(run) => format!("/runs/{run}"),
                Rehearsed::Drill(drill) => format!("/drills/{drill}"),
            };
            let (title, name) = (one.title.clone(), format!("{} {}", release.name, release.label));
            row(Symbol::Live, (href, title), name, who("running now"))
        })
        .collect()
}

/// What rehearsals found and the viewer is to mend.
fn findings(home: &Home, now: Timestamp) -> Vec<AnyView> {
    home.findings
        .iter()
        .filter_map(|finding| Some((finding, home.release(finding.release)?)))
        .map(|(finding, release)| {
            let today = release.schedule.zone().day(now);
            let due = finding.text.due.map(|due| format!("due {}", day_in_words(due, today)));
            let (href, title) = (
                release.address_of(Thing::Finding, finding.ordinal),
                finding.text.title.to_string(),
            );
            let name = format!("{} {}, {}", release.name, release.label, finding.state.word());
            row(crate::finding::symbol(finding, today), (href, title), name, who(due))
        })
        .collect()
}

/// Gates that wait for the viewer: others wait for them, so they come first.
fn calls(home: &Home, now: Timestamp) -> Vec<AnyView> {
    home.calls
        .iter()
        .filter_map(|call| Some((call, home.release(call.release)?)))
        .map(|(call, release)| {
            let title = call.phase.title();
            let (words, due) = match call.asked {
                Asked::Vote { until } => (
                    format!("Vote at the gate of {title}"),
                    format!("until {}", words::moment(until, release.schedule.zone(), now)),
                ),
                Asked::Override => {
                    (format!("Answer an override at the gate of {title}"), String::new())
                }
                Asked::Stopped => {
                    (format!("Find out why {title} was {}", call.phase.state.word()), String::new())
                }
                Asked::Exceptions(count) => {
                    let asked = words::counted(count, "exception", "exceptions");
                    (format!("Answer {asked} at the gate of {title}"), String::new())
                }
            };
            let href = match call.asked {
                Asked::Stopped => release.address_of(Thing::Phase, call.phase.position),
                _ => release.gate_address(call.phase.position),
            };
            let name = format!("{} {}", release.name, release.label);
            row(Symbol::Unknown, (href, words), name, who(due))
        })
        .collect()
}

fn tasks(home: &Home, tasks: &[&Task], now: Timestamp) -> Vec<AnyView> {
    tasks
        .iter()
        .filter_map(|task| Some((task, home.release(task.item.release)?)))
        .map(|(task, release)| {
            let (verb, shape) = match task.waits {
                Waits::Owned => ("", symbol(task.item.state.status(), false)),
                Waits::Verification => ("Verify: ", Symbol::Unknown),
            };
            let due = due(&task.item, release, now);
            let title = format!("{verb}{}", task.item.title);
            let name = format!("{} {}", release.name, release.label);
            row(shape, (release.address_of(Thing::Item, task.item.ordinal), title), name, due)
        })
        .collect()
}

fn due(item: &Item, release: &domain::release::Release, now: Timestamp) -> AnyView {
    let Some(at) = item.due_at else { return view! { <span class="who"></span> }.into_any() };
    let day = words::day(at, release.schedule.zone(), now);
    let offset = words::offset(at, &release.schedule, now).unwrap_or_default();
    let class = if at < now { "who fail late" } else { "who" };
    view! { <span class=class>{format!("{day} · {offset}")}</span> }.into_any()
}

fn releases(home: &Home, can_write: bool, now: Timestamp) -> AnyView {
    if home.standings.total == 0 {
        let begin = can_write.then(|| ("/products/new".to_owned(), "Add a product"));
        return empty(
            "No open releases",
            "Closed releases are with their product. Add the product that you own, then plan its next release: a name, \
            a version and a date are enough. Bring the checklist you already have.",
            begin,
        );
    }
    let rows: Vec<_> =
        home.standings.shown.iter().map(|standing| standing_row(standing, now)).collect();
    view! {
        <table class="releases">
            <thead>
                <tr>
                    <th scope="col">"Release"</th>
                    <th scope="col">"Launch"</th>
                    <th scope="col">"Checklist"</th>
                    <th scope="col">"Verdict"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {pages(home)}
    }
    .into_any()
}

/// How many releases are not over, and where the others are.
fn pages(home: &Home) -> AnyView {
    let standings = &home.standings;
    let next = standings.next.map(|next| {
        let href = format!("/?after={next}#releases");
        view! { <a href=href>"Next releases"</a> }
    });
    let first = (!standings.is_first).then(|| view! { <a href="/#releases">"First releases"</a> });
    let open = words::counted(standings.total, "open release", "open releases");
    view! {
        <p class="small facts">
            <span>
                {format!("{open}, by launch date. Closed ones are with their ")}
                <a href="/products">"product"</a>
            </span>
            {first}
            {next}
        </p>
    }
    .into_any()
}

fn standing_row(standing: &Standing, now: Timestamp) -> impl IntoView + use<> {
    let release = &standing.release;
    let zone = release.schedule.zone();
    let launch = release
        .schedule
        .launch()
        .map_or("No date".to_owned(), |day| day_in_words(day, zone.day(now)));
    let countdown = release.schedule.countdown(now).map(domain::release::Countdown::short);
    let progress = standing.progress;
    let symbol = of_answer(standing.verdict.answer);
    let (symbol, word) = if release.state.is_open() {
        (symbol, standing.verdict.answer.label())
    } else {
        (Symbol::Na, release.state.label())
    };
    let name = format!("{} {}", release.name, release.label);
    let product = release.product_name.clone();
    let phases = standing.phases();
    let live = (!phases.is_empty() && release.state.is_open())
        .then(|| format!(" · {}", live_and_next(phases, zone, now)));
    let gate = standing.next_phase().filter(|_| release.state.is_open()).map(|phase| {
        let href = release.gate_address(phase.position);
        view! {
            <br />
            <a class="small" href=href>
                {format!("Gate of phase {}", phase.position)}
            </a>
        }
    });
    let trend = trend(standing.trend).map(|words| {
        view! {
            <br />
            <span class="small">{words}</span>
        }
    });
    view! {
        <tr>
            <td>
                <a href=release.address()>{name}</a>
                <br />
                <span class="small">{product} {live}</span>
            </td>
            <td>
                {launch}
                {countdown
                    .map(|countdown| {
                        view! {
                            <br />
                            <span class="small">{countdown}</span>
                        }
                    })}
            </td>
            <td>{format!("{} of {}", progress.finished(), progress.items)} {trend}</td>
            <td>
                <Tag symbol=symbol word=word.to_owned() /> {gate}
            </td>
        </tr>
    }
}

/// How the checklist moved in the last days.
fn trend(finished: i64) -> Option<String> {
    match finished {
        0 => None,
        more if more > 0 => Some(format!("{more} more in {} days", limits::TREND_DAYS)),
        fewer => Some(format!("{} fewer in {} days", -fewer, limits::TREND_DAYS)),
    }
}
