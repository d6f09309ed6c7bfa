use domain::address::Thing;
use domain::phase::schedule::Clash;
use domain::product::freeze::Freeze;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use leptos::prelude::*;
use service::phase::Phases;

use super::calendar::calendar;
use super::exposure::exposure_sheet;
use super::overview::live_and_next;
use super::picture::{Drawn, LEFT, picture};
use super::scale::Scale;
use super::shift::clash_list;
use super::{DragPhases, Zoom};
use crate::kit::empty;
use crate::page::{Page, Section};
use crate::phase::symbol;
use crate::release::{Tab, head};
use crate::symbol::{Symbol, Tag};
use crate::words;

/// How the reader looks at it.
#[derive(Clone, Copy, Default)]
pub struct Look {
    pub zoom: Zoom,
    pub calendar: bool,
    /// The day that the picture or the month begins with.
    pub from: Option<Date>,
}

/// Who gets it when: the answer in a sentence, what clashes, then the phases.
#[must_use]
pub fn schedule_page(
    phases: &Phases,
    clashes: &[Clash],
    freezes: &[Freeze],
    look: Look,
    now: Timestamp,
) -> Page {
    let seen = &phases.seen;
    let here = seen.release.address();
    let content = if phases.phases.is_empty() {
        let begin = seen.can_plan.then(|| (format!("{here}/phases/plan"), "Plan the phases"));
        let content = empty(
            "No phases yet",
            "A release goes to one cohort at a time, and each move is held at a gate. For example: 10, 25, \
            50, 75, 100 % of the users, or two pilot sites, then the regions, then everybody.",
            begin,
        );
        view! { <section class="sheet">{content}</section> }.into_any()
    } else {
        view! {
            <section class="sheet" aria-labelledby="phases">
                <h2 class="large" id="phases">
                    {live_and_next(&phases.phases, phases.seen.release.schedule.zone(), now)}
                </h2>
                {clash_sentences(clashes)}
            </section>
            <section class="sheet" aria-label="The time">
                {looks(&here, look)}
                {time(phases, freezes, look, now)}
            </section>
            <section class="sheet" aria-label="Phases">
                {table(phases, now)}
            </section>
            {exposure_sheet(phases, now)}
        }
        .into_any()
    };
    let plan = (seen.can_plan && !phases.phases.is_empty()).then(|| {
        view! {
            <p class="actions">
                <a class="button primary" href=format!("{here}/phases/new")>
                    "Add a phase"
                </a>
                <a class="button" href=format!("{here}/phases/plan")>
                    "Plan several phases"
                </a>
            </p>
        }
    });
    let content = view! {
        {head(seen, Tab::Schedule, None, now)}
        {content}
        {plan}
        <form method="post" action=format!("{here}/feeds")>
            <button>"Subscribe to calendar"</button>
        </form>
    };
    Page::new(format!("Schedule · {}", seen.release.name), Section::Home, content).alive()
}

fn clash_sentences(clashes: &[Clash]) -> AnyView {
    if clashes.is_empty() {
        return view! { <p>"No conflicts: no freeze, no holiday, no absence, and no phase in the way of \
         another."</p> }.into_any();
    }
    let lead = match clashes.len() {
        1 => "One thing clashes:".to_owned(),
        count => format!("{count} conflicts:"),
    };
    view! {
        <p>{lead}</p>
        {clash_list(Symbol::Stale, clashes)}
    }
    .into_any()
}

/// The picture, closer or farther, or the calendar.
fn looks(here: &str, look: Look) -> AnyView {
    let entry = |href: String, label: &'static str, current: bool| {
        view! {
            <a href=href aria-current=current.then_some("true")>
                {label}
            </a>
        }
    };
    let zooms: Vec<_> = Zoom::ALL
        .into_iter()
        .map(|zoom| {
            let current = !look.calendar && look.zoom == zoom;
            entry(format!("{here}/schedule?zoom={}", zoom.key()), zoom.label(), current)
        })
        .collect();
    let calendar = entry(format!("{here}/schedule?view=calendar"), "Calendar", look.calendar);
    view! {
        <nav class="looks" aria-label="Looks">
            {zooms}
            {calendar}
        </nav>
    }
    .into_any()
}

fn time(phases: &Phases, freezes: &[Freeze], look: Look, now: Timestamp) -> AnyView {
    let today = phases.seen.release.schedule.zone().day(now);
    let first = phases.phases.iter().map(|phase| phase.plan.dates.starts_on()).min();
    if look.calendar {
        return calendar(phases, freezes, look.from.unwrap_or(today), today);
    }
    // The picture begins a week before whatever comes first.
    let week = |day: Date| day.checked_sub(Span::new().days(7)).unwrap_or(day);
    let from = look.from.unwrap_or_else(|| week(first.map_or(today, |first| first.min(today))));
    let drawn = Drawn {
        phases: &phases.phases,
        freezes,
        launch: phases.seen.release.schedule.launch(),
        today,
        table: "the table below",
    };
    let scale = Scale::new(look.zoom, from, LEFT);
    let view = picture(&drawn, (scale, look.zoom));
    let per_day = scale.per_day;
    let drag = phases.seen.can_plan.then(|| view! { <DragPhases per_day=per_day /> });
    let side = |days: i64| {
        let to = from.checked_add(Span::new().days(days)).unwrap_or(from);
        let here = phases.seen.release.address();
        format!("{here}/schedule?zoom={}&from={to}", look.zoom.key())
    };
    let step = look.zoom.days();
    view! {
        {view}
        <p class="actions">
            <a href=side(-step)>"Earlier"</a>
            <a href=side(step)>"Later"</a>
        </p>
        {drag}
    }
    .into_any()
}

fn table(phases: &Phases, now: Timestamp) -> AnyView {
    let today = phases.seen.release.schedule.zone().day(now);
    let rows: Vec<_> = phases
        .phases
        .iter()
        .map(|phase| {
            let plan = &phase.plan;
            let exposure = match phase.reached {
                Some(reached) if reached > plan.exposure.planned => plan.exposure.against(reached),
                Some(reached) => {
                    format!("{} of {}", plan.exposure.unit.counted(reached), plan.exposure.in_words())
                }
                None => plan.exposure.in_words(),
            };
            let bake = format!("then {} of baking", words::counted(plan.bake_days as usize, "day", "days"));
            let owner = plan.owner.map(|owner| words::name(&phases.names, owner));
            let movable = phases.seen.can_plan && (phase.state.is_ahead() || phase.state.is_out());
            let label = format!("Move {}", phase.title());
            let here = phases.seen.release.address_of(Thing::Phase, phase.position);
            let href = format!("{here}/move");
            let shift = movable.then(|| view! {
                <span class="screen">
                    <br />
                    <a class="small" href=href aria-label=label>
                        "Move"
                    </a>
                </span>
            });
            view! {
                <tr>
                    <td>
                        <a href=here>{phase.title()}</a>
                        <br />
                        <span class="small">
                            {phase.cohort_name.clone()}{owner.map(|owner| format!(" · {owner}"))}
                        </span>
                    </td>
                    <td>{words::days(plan.dates, today)}<br /><span class="small">{bake}</span>{shift}</td>
                    <td>{exposure}</td>
                    <td>
                        <Tag symbol=symbol(phase.state) word=phase.state.label().to_owned() />
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="plain">
            <thead>
                <tr>
                    <th scope="col">"Phase"</th>
                    <th scope="col">"Dates"</th>
                    <th scope="col">"Exposure"</th>
                    <th scope="col">"State"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
