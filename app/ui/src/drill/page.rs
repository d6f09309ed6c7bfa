use domain::drill::{DrillRole, DrillState, DrillStep, Times, suggestions};
use domain::finding::change_marker::stales_drill;
use domain::finding::{Rehearsed, Severity};
use domain::minutes::clock;
use jiff::Timestamp;
use leptos::prelude::*;
use service::drill::Shown;

use super::list::time_facts;
use super::script::script_sheet;
use super::timeline::{scribe_sheet, timeline_sheet};
use super::{picture, symbol};
use crate::finding::change_marker::stale_words;
use crate::finding::{findings_sheet, report_address};
use crate::form::Form;
use crate::kit::{
    Choice, Field, crumb, error_summary, options, people, prose, radios, summary_list, warning,
};
use crate::page::{Page, Section};
use crate::release::{Tab, tabs};
use crate::symbol::Tag;
use crate::words;

/// One drill, as it stands: planned, running, or over. Only who leads it sees what comes next.
#[must_use]
pub fn drill_page(shown: &Shown, form: &Form, now: Timestamp) -> Page {
    let drill = &shown.drill;
    let release = &shown.seen.release;
    let here = format!("/drills/{}", drill.id);
    let running = drill.state == DrillState::Running;
    let body = view! {
        {state_sheet(shown, form, now)}
        {(shown.seen.can_work && drill.state.takes_words()).then(|| scribe_sheet(shown, form))}
        <div class="two">
            <div class="stack">
                {(drill.ended_at.is_some())
                    .then(|| picture::timeline(shown))
                    .flatten()
                    .map(|picture| {
                        view! {
                            <section class="sheet" aria-labelledby="picture">
                                <h2 id="picture">"The drill on one line"</h2>
                                {picture}
                            </section>
                        }
                    })} {timeline_sheet(shown)} {(!running).then(|| plan_sheet(shown))}
            </div>
            <div class="stack">
                {script_sheet(shown, form, now)}{shown.drill.ended_at.map(|_| found(shown, now))}
                {people_sheet(shown, form)}{running.then(|| plan_sheet(shown))}
            </div>
        </div>
    };
    let content = view! {
        <div>
            {crumb(format!("{}/drills", release.address()), format!("{}: drills", release.name))}
            <h1>{drill.title()}</h1> <p class="facts">{facts(shown, now)}</p>
        </div>
        {tabs(release, Tab::Drills, None)}
        {error_summary(form)}
        {form
            .is_conflict()
            .then(|| warning("Somebody else changed this drill at the same time. Look again, then choose."))}
        {(form.is_refused() && !form.value("words").is_empty())
            .then(|| warning(format!("Not taken: “{}”", form.value("words"))))}
        <div class="stack" id="drill" data-live=here>
            {body}
        </div>
    };
    Page::new(drill.title(), Section::Home, content)
        .refused_if(form.is_refused())
        .live(release.id)
        .acts()
}

fn facts(shown: &Shown, now: Timestamp) -> Vec<AnyView> {
    let drill = &shown.drill;
    let zone = shown.seen.release.schedule.zone();
    let when = drill.started_at.or(drill.plan.starts_at);
    let text = |text: Option<String>| text.unwrap_or_default();
    [
        ("Start", text(when.map(|at| words::moment(at, zone, now)))),
        ("Kind", drill.plan.kind.label().to_owned()),
        ("Risk", drill.plan.scenario.name().to_owned()),
        ("Where", text(drill.plan.environment.as_ref().map(ToString::to_string))),
        ("Told outside", text(drill.plan.third_parties.as_ref().map(ToString::to_string))),
        ("", text(drill.put_off())),
    ]
    .into_iter()
    .filter(|(_, fact)| !fact.is_empty())
    .map(|(name, fact)| view! { <span>{name}" "<b>{fact}</b></span> }.into_any())
    .collect()
}

/// How it stands, and, for who leads it, what comes next.
fn state_sheet(shown: &Shown, form: &Form, now: Timestamp) -> AnyView {
    let drill = &shown.drill;
    let here = format!("/drills/{}", drill.id);
    let sentence = match drill.state {
        DrillState::Draft => "It is being planned.",
        DrillState::Scheduled => "It is scheduled.",
        DrillState::Running => "This is a drill. It is running.",
        DrillState::Debrief => "It is over. What did it show?",
        DrillState::Reported => "It is reported.",
        DrillState::Closed => "It is closed.",
        DrillState::Postponed => "It was put off.",
        DrillState::Cancelled => "It does not take place.",
    };
    let elapsed = drill.started_at.filter(|_| drill.state == DrillState::Running).map(|from| {
        let elapsed = now.duration_since(from);
        view! {
            <p class="clock middle" role="timer" data-clock=elapsed.as_millis().to_string()>
                {clock(elapsed.as_secs())}
            </p>
        }
    });
    let writes = shown.seen.can_work;
    let debrief = (writes && drill.state == DrillState::Debrief).then(|| {
        view! {
            <a class="button primary" href=format!("{here}/debrief")>
                "Write the debrief"
            </a>
        }
    });
    let recap = drill.ended_at.map(|_| {
        view! {
            <a class="button" href=format!("{here}/recap")>
                "Recap to send"
            </a>
        }
    });
    let edit = (writes && shown.facilitates && drill.state.is_ahead()).then(|| {
        view! {
            <a class="button" href=format!("{here}/edit")>
                "Edit"
            </a>
        }
    });
    let leads = (shown.facilitates && writes).then(|| steps(shown, form));
    let waits = (!shown.facilitates && writes && drill.state.is_ahead())
        .then(|| view! { <p class="small">"Only who leads the drill starts it."</p> });
    let zone = shown.seen.release.schedule.zone();
    let stale = stales_drill(drill, &shown.markers).filter(|_| drill.ended_at.is_some());
    let stale = stale.map(|marker| warning(stale_words(marker, zone, now)));
    view! {
        <section class="sheet" aria-labelledby="state">
            <div class="head">
                <h2 class="large" id="state">
                    {sentence}
                </h2>
                <Tag symbol=symbol(drill.state) word=drill.state.label().to_owned() />
            </div>
            {stale}
            {elapsed}
            {leads}
            {waits}
            <p class="actions">{debrief}{recap}{edit}</p>
        </section>
    }
    .into_any()
}

fn steps(shown: &Shown, form: &Form) -> AnyView {
    let drill = &shown.drill;
    let all = drill.state.steps();
    let action = format!("/drills/{}/step", drill.id);
    let version = form.version(drill.version);
    let buttons: Vec<_> = all
        .iter()
        .filter(|step| !step.needs_reason())
        .map(|step| {
            let class = if matches!(step, DrillStep::Start | DrillStep::End | DrillStep::Report) {
                "primary"
            } else {
                ""
            };
            view! {
                <form method="post" action=action.clone()>
                    <input r#type="hidden" name="version" value=version.clone() />
                    <input r#type="hidden" name="step" value=step.key() />
                    <button class=class id=format!("step-{}", step.key())>
                        {step.label()}
                    </button>
                </form>
            }
        })
        .collect();
    let others: Vec<Choice> = all
        .iter()
        .filter(|step| step.needs_reason())
        .map(|step| Choice::new(step.key(), step.label()))
        .collect();
    let others = (!others.is_empty()).then(|| {
        view! {
            <details open=form.error("reason").is_some() || form.error("step").is_some()>
                <summary>"Postpone or cancel"</summary>
                <form class="stack" method="post" action=action.clone()>
                    <input r#type="hidden" name="version" value=version.clone() />
                    {radios(form, "step", "Step", others)}
                    {Field::new(form, "reason", "Reason")
                        .hint(
                            "It is kept with your name. How often a drill was put off is shown at the gate.",
                        )
                        .line()}
                    <div class="actions">
                        <button>"Record step"</button>
                    </div>
                </form>
            </details>
        }
    });
    let usual = (!buttons.is_empty()).then(|| {
        view! { <div class="actions">{buttons}</div> }
    });
    view! {
        {usual}
        {others}
    }
    .into_any()
}

/// What it showed, and at most three things that could come out of it.
fn found(shown: &Shown, now: Timestamp) -> AnyView {
    let release = shown.drill.release;
    let today = shown.seen.release.schedule.zone().day(now);
    let works = shown.seen.can_work;
    let source = Rehearsed::Drill(shown.drill.id);
    let rows: Vec<_> = suggestions(&shown.timeline)
        .into_iter()
        .filter(|_| works && shown.drill.state != DrillState::Closed)
        .map(|entry| {
            let href = report_address(release, source, Severity::Medium, &entry.words);
            view! {
                <li>
                    <a href=href>{format!("Report “{}”", entry.words)}</a>
                </li>
            }
        })
        .collect();
    let suggested = (!rows.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="suggested">
                <h2 id="suggested">"Suggested, at most three"</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
    });
    let findings = findings_sheet(
        &shown.findings,
        &shown.names,
        today,
        works.then(|| report_address(release, source, Severity::Medium, "")),
    );
    view! {
        {findings}
        {suggested}
    }
    .into_any()
}

/// The story, what it is to show, and how long things took.
fn plan_sheet(shown: &Shown) -> AnyView {
    let objectives: Vec<_> = shown
        .objectives
        .iter()
        .map(|objective| {
            let rating =
                objective.rating.map_or("not rated".to_owned(), |rating| rating.label().to_owned());
            let rated = shown.drill.ended_at.map(|_| view! { <span class="small">{rating}</span> });
            view! {
                <li>
                    <span>{objective.words.clone()}</span>
                    {rated}
                </li>
            }
        })
        .collect();
    let debrief = &shown.drill.debrief;
    let said = [
        ("What went well", &debrief.went_well),
        ("What did not", &debrief.went_badly),
        ("Where we got lucky", &debrief.lucky),
    ];
    let said: Vec<_> = said
        .into_iter()
        .filter_map(|(title, words)| {
            prose(words.as_str()).map(|words| {
                view! {
                    <h3>{title}</h3>
                    {words}
                }
            })
        })
        .collect();
    let times = shown.drill.ended_at.map(|_| summary_list(time_facts(Times::of(&shown.timeline))));
    view! {
        <section class="sheet" aria-labelledby="plan">
            <h2 id="plan">"What it is about"</h2>
            {prose(shown.drill.plan.story.as_str())}
            <ul class="rows">{objectives}</ul>
            {times}
            {said}
        </section>
    }
    .into_any()
}

fn people_sheet(shown: &Shown, form: &Form) -> AnyView {
    let here = format!("/drills/{}/people", shown.drill.id);
    let writes = shown.seen.can_work && shown.drill.state != DrillState::Closed;
    let rows: Vec<_> = shown
        .participants
        .iter()
        .map(|one| {
            let name = words::name(&shown.names, one.person);
            let was =
                (shown.drill.ended_at.is_some() && !one.attended).then_some(", was not there");
            let take = writes.then(|| {
                view! {
                    <form method="post" action=format!("{here}/take")>
                        <input r#type="hidden" name="person" value=one.person.to_string() />
                        <button aria-label=format!("Remove {name}")>"Remove"</button>
                    </form>
                }
            });
            view! {
                <li>
                    <span>
                        <b>{name}</b>
                        ", "
                        {one.role.label().to_lowercase()}
                        {was}
                    </span>
                    {take}
                </li>
            }
        })
        .collect();
    let roles = options(
        DrillRole::ALL.map(|role| Choice::new(role.key(), role.label())).into(),
        DrillRole::Player.key(),
    );
    let list = options(people(&shown.people, form.value("person")), form.value("person"));
    let add = writes.then(|| {
        view! {
            <details open=form.error("person").is_some()>
                <summary>"Add participant"</summary>
                <form class="stack" method="post" action=here>
                    <div class="field">
                        <label for="person">"Person"</label>
                        <select class="input" id="person" name="person">
                            {list}
                        </select>
                    </div>
                    <div class="field">
                        <label for="role">"Role"</label>
                        <select class="input" id="role" name="role">
                            {roles}
                        </select>
                    </div>
                    <div class="actions">
                        <button>"Add"</button>
                    </div>
                </form>
            </details>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="people">
            <h2 id="people">"Who takes part"</h2>
            <ul class="rows">{rows}</ul>
            {add}
        </section>
    }
    .into_any()
}
