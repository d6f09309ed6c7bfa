use domain::activity::AuditEntry;
use domain::address::Thing;
use domain::phase::{Phase, PhaseState, PhaseStep};
use jiff::Timestamp;
use leptos::prelude::*;
use service::phase::Phases;

use super::stop::stop_buttons;
use super::symbol;
use crate::activity::feed;
use crate::form::Form;
use crate::gate::conditions_sheet;
use crate::kit::{Choice, Field, crumb, error_summary, prose, radios, summary_list, warning};
use crate::page::{Page, Section};
use crate::phase::rollback_card::card_facts;
use crate::phase::success_criterion::successes_sheet;
use crate::release::{Tab, tabs};
use crate::symbol::Tag;
use crate::words;

/// One phase: how it stands, what comes next, what it has to show, and how to go back.
#[must_use]
pub fn phase_page(
    phases: &Phases,
    phase: &Phase,
    entries: Vec<AuditEntry>,
    form: &Form,
    now: Timestamp,
) -> Page {
    let release = &phases.seen.release;
    let zone = release.schedule.zone();
    let can_plan = phases.seen.can_plan;
    let here = format!("/phases/{}", phase.id);
    let address = release.address_of(Thing::Phase, phase.position);
    let conditions = phases.conditions.iter().filter(|one| one.phase == phase.id);
    let content = view! {
        <div>
            {crumb(format!("{}/schedule", release.address()), format!("{}: schedule", release.name))}
            <div class="head">
                <h1>{phase.title()}</h1>
                <Tag symbol=symbol(phase.state) word=phase.state.label().to_owned() />
            </div>
        </div>
        {tabs(release, Tab::Schedule, None)}
        {error_summary(form)}
        {form
            .is_conflict()
            .then(|| warning("Somebody else changed this phase at the same time. Look again, then choose."))}
        <section class="sheet" aria-labelledby="now">
            <h2 class="large" id="now">
                {standing(phase, phases, now)}
            </h2>
            {steps(phase, can_plan, form)}
            {(phase.state.has_go() || phase.state.is_out())
                .then(|| {
                    view! {
                        <p>
                            <a href=format!("{address}/room")>"Launch room"</a>
                        </p>
                    }
                })}
        </section>
        {can_plan.then(|| stop_buttons(&address, phase))}
        {conditions_sheet(conditions, &phases.names, zone, now)}
        <div class="two">
            <div class="stack">
                {successes_sheet(phases, phase, now)} <section class="sheet" aria-labelledby="history">
                    <h2 id="history">"What happened"</h2>
                    {feed(entries, zone, now)}
                </section>
            </div>
            <div class="stack">
                <section class="sheet" aria-labelledby="plan">
                    <h2 id="plan">"The plan"</h2>
                    {facts(phases, phase, now)}
                    {reached_form(phases, phase, form)}
                    {can_plan
                        .then(|| {
                            view! {
                                <p class="actions">
                                    <a class="button" href=format!("{here}/edit")>
                                        "Edit"
                                    </a>
                                    <a class="button" href=format!("{here}/move")>
                                        "Reschedule"
                                    </a>
                                </p>
                            }
                        })}
                </section>
                <section class="sheet" aria-labelledby="card">
                    <h2 id="card">"Rollback plan"</h2>
                    {card_facts(phase, zone.day(now))}
                    <p class="actions">
                        <a href=format!("{here}/card")>"Print the rollback card"</a>
                        {can_plan
                            .then(|| {
                                view! {
                                    <a class="button" href=format!("{here}/card/edit")>
                                        "Write the rollback card"
                                    </a>
                                }
                            })}
                    </p>
                </section>
            </div>
        </div>
    };
    Page::new(format!("{} · {}", phase.title(), release.name), Section::Home, content)
        .refused_if(form.is_refused())
}

/// How a phase stands, in a sentence.
pub(super) fn standing(phase: &Phase, phases: &Phases, now: Timestamp) -> String {
    let zone = phases.seen.release.schedule.zone();
    let today = zone.day(now);
    let days = words::days(phase.plan.dates, today);
    let since = |at: Option<Timestamp>| {
        at.map_or(String::new(), |at| format!(" since {}", words::moment(at, zone, now)))
    };
    match phase.state {
        PhaseState::Planned => format!("Planned for {days}. Not yet approved."),
        PhaseState::InDecision => format!("Planned for {days}. Its gate is open for a decision."),
        PhaseState::Scheduled => format!("Go: it starts on {days}."),
        PhaseState::Live => format!("Live{}.", since(phase.clocks.started_at)),
        PhaseState::Baking => format!(
            "Fully rolled out. Baked {} of {} days.",
            phase.baked_days(now).unwrap_or(0),
            phase.plan.bake_days
        ),
        PhaseState::Complete => format!("Complete{}.", since(phase.clocks.ended_at)),
        PhaseState::PausedLive | PhaseState::PausedBaking => {
            format!(
                "Paused{}. Nobody new gets it, and the bake time stands still.",
                since(phase.clocks.paused_at)
            )
        }
        PhaseState::Halted => format!("Halted{}.", since(phase.clocks.ended_at)),
        PhaseState::RolledBack => format!("Rolled back{}.", since(phase.clocks.ended_at)),
        PhaseState::Skipped => {
            "Skipped: this cohort does not get it in a phase of its own.".to_owned()
        }
    }
}

/// The gate and the usual step as buttons; the others, with their reasons, behind them.
fn steps(phase: &Phase, can_plan: bool, form: &Form) -> AnyView {
    let here = format!("/phases/{}", phase.id);
    let action = format!("{here}/step");
    let class = if phase.state.is_ahead() { "button primary" } else { "button" };
    let gate = view! {
        <a class=class href=format!("{here}/gate")>
            "Go to the gate"
        </a>
    };
    if !can_plan {
        return view! { <p class="actions">{gate}</p> }.into_any();
    }
    let version = phase.version.to_string();
    let all = phase.state.steps();
    let usual = all.iter().copied().find(|step| !step.needs_reason()).map(|step| {
        view! {
            <form method="post" action=action.clone()>
                <input r#type="hidden" name="version" value=version.clone() />
                <input r#type="hidden" name="step" value=step.key() />
                <button class="primary">{step.label()}</button>
            </form>
        }
    });
    // A start or an end that was refused can be asked for again, with a reason.
    let choices: Vec<Choice> = all
        .iter()
        .filter(|step| {
            step.needs_reason() || matches!(step, PhaseStep::Start | PhaseStep::Complete)
        })
        .map(|step| Choice::new(step.key(), step.label()))
        .collect();
    let others = (!choices.is_empty()).then(|| {
        view! {
            <details open=form.has("step")>
                <summary>"Other steps"</summary>
                <form class="stack" method="post" action=action.clone()>
                    <input r#type="hidden" name="version" value=version.clone() />
                    {radios(form, "step", "Step", choices)}
                    {Field::new(form, "reason", "Reason")
                        .hint("It is kept with your name and the time.")
                        .line()}
                    <div class="actions">
                        <button>"Record step"</button>
                    </div>
                </form>
            </details>
        }
    });
    view! {
        <div class="actions">{usual}{gate}</div>
        {others}
    }
    .into_any()
}

fn facts(phases: &Phases, phase: &Phase, now: Timestamp) -> AnyView {
    let zone = phases.seen.release.schedule.zone();
    let today = zone.day(now);
    let plan = &phase.plan;
    let cohort = phases.cohort_of(phase);
    let cohort_line =
        cohort.map_or(phase.cohort_name.clone(), domain::product::cohort::Cohort::in_words);
    let window = plan.window.map(|window| format!(", {} ({})", window.in_words(), zone.name()));
    let mut facts: Vec<(&'static str, AnyView)> = vec![
        (
            "Cohort",
            view! { <a href=format!("/cohorts/{}", plan.cohort)>{cohort_line}</a> }.into_any(),
        ),
        (
            "Dates",
            format!("{}{}", words::days(plan.dates, today), window.unwrap_or_default()).into_any(),
        ),
        ("Bake time", words::counted(plan.bake_days as usize, "day", "days").into_any()),
        ("Planned exposure", plan.exposure.in_words().into_any()),
    ];
    if let Some(reached) = phase.reached {
        facts.push(("Reached", plan.exposure.against(reached).into_any()));
    }
    if let Some(access) = &plan.access {
        facts.push(("Way of access", access.to_string().into_any()));
    }
    let owner =
        plan.owner.map_or("Unassigned".to_owned(), |owner| words::name(&phases.names, owner));
    facts.push(("Owner", owner.into_any()));
    if let Some(cohort) = cohort {
        let lines = [("Contact", &cohort.text.contact), ("Champion", &cohort.text.champion)];
        for (name, line) in lines {
            if let Some(line) = line {
                facts.push((name, line.to_string().into_any()));
            }
        }
        let proses = [
            ("Constraints", &cohort.text.constraints),
            ("Why this cohort", &cohort.text.chosen_because),
            ("Equity note", &cohort.text.equity_note),
        ];
        for (name, text) in proses {
            if let Some(text) = prose(text.as_str()) {
                facts.push((name, text));
            }
        }
    }
    summary_list(facts)
}

fn reached_form(phases: &Phases, phase: &Phase, form: &Form) -> Option<AnyView> {
    if !phases.seen.can_work || phase.state.is_ahead() || phase.state == PhaseState::Skipped {
        return None;
    }
    let action = format!("/phases/{}/reached", phase.id);
    let view = view! {
        <details open=form.has("reached")>
            <summary>"Record how many have it"</summary>
            <form class="stack" method="post" action=action>
                <input r#type="hidden" name="version" value=phase.version.to_string() />
                {Field::new(form, "reached", "Reached")
                    .hint(phase.plan.exposure.unit.label())
                    .width("narrow")
                    .line()}
                <div class="actions">
                    <button>"Record"</button>
                </div>
            </form>
        </details>
    };
    Some(view.into_any())
}
