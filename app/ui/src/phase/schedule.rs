use domain::phase::{Phase, PhaseState};
use domain::verdict::day_in_words;
use jiff::Timestamp;
use leptos::prelude::*;
use service::phase::Phases;

use super::symbol;
use crate::kit::empty;
use crate::page::{Page, Section};
use crate::release::{Tab, head};
use crate::symbol::Tag;
use crate::words;

/// Who gets it when: the answer in a sentence, then the phases.
#[must_use]
pub fn schedule_page(phases: &Phases, now: Timestamp) -> Page {
    let seen = &phases.seen;
    let here = format!("/releases/{}", seen.release.id);
    let content = if phases.phases.is_empty() {
        let begin = seen.can_plan.then(|| (format!("{here}/phases/plan"), "Plan the phases"));
        let content = empty(
            "No phases yet",
            "A release goes to one cohort at a time, and each move is held at a gate. For example: 10, 25, 50, 75, 100 % of the users, or two pilot sites, then the regions, then everybody.",
            begin,
        );
        view! { <section class="sheet">{content}</section> }.into_any()
    } else {
        view! {
            <section class="sheet" aria-labelledby="phases">
                <h2 class="large" id="phases">{answer(&phases.phases, phases, now)}</h2>
                {table(phases, now)}
            </section>
            {seen.can_plan.then(|| view! {
                <p class="actions">
                    <a class="button primary" href=format!("{here}/phases/new")>"Add a phase"</a>
                    <a class="button" href=format!("{here}/phases/plan")>"Plan several phases"</a>
                </p>
            })}
        }
        .into_any()
    };
    let content = view! { {head(seen, Tab::Schedule, None, now)} {content} };
    Page::new(format!("Schedule · {}", seen.release.name), Section::Home, content)
}

/// Who has it, and who is next.
fn answer(all: &[Phase], phases: &Phases, now: Timestamp) -> String {
    let today = phases.seen.release.schedule.zone().day(now);
    let out: Vec<String> = all
        .iter()
        .filter(|phase| phase.state.is_out())
        .map(|phase| format!("{} is {}", phase.plan.name, phase.state.word()))
        .collect();
    let complete = all.iter().filter(|phase| phase.state == PhaseState::Complete).count();
    let next = all.iter().find(|phase| phase.state.is_ahead()).map(|phase| {
        let day = day_in_words(phase.plan.dates.starts_on(), today);
        format!("{} is next on {day}", phase.plan.name)
    });
    let parts: Vec<String> = out.into_iter().chain(next).collect();
    match parts.is_empty() {
        true => format!(
            "{complete} of {} complete, nothing is planned after that",
            words::counted(all.len(), "phase", "phases")
        ),
        false => parts.join(". "),
    }
}

fn table(phases: &Phases, now: Timestamp) -> AnyView {
    let today = phases.seen.release.schedule.zone().day(now);
    let rows: Vec<_> = phases
        .phases
        .iter()
        .map(|phase| {
            let plan = &phase.plan;
            let exposure = match phase.reached {
                Some(reached) => {
                    format!("{} of {}", plan.exposure.unit.counted(reached), plan.exposure.in_words())
                }
                None => plan.exposure.in_words(),
            };
            let bake = format!("then {} of baking", words::counted(plan.bake_days as usize, "day", "days"));
            let owner = plan.owner.map(|owner| words::name(&phases.names, owner));
            view! {
                <tr>
                    <td><a href=format!("/phases/{}", phase.id)>{phase.title()}</a><br /><span class="small">{phase.cohort_name.clone()}{owner.map(|owner| format!(" · {owner}"))}</span></td>
                    <td>{words::days(plan.dates, today)}<br /><span class="small">{bake}</span></td>
                    <td>{exposure}</td>
                    <td><Tag symbol=symbol(phase.state) word=phase.state.label().to_owned() /></td>
                </tr>
            }
        })
        .collect();
    view! {
        <table>
            <thead><tr><th scope="col">"Phase"</th><th scope="col">"Dates"</th><th scope="col">"Exposure"</th><th scope="col">"State"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
