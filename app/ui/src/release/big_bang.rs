//! How big the bang is, how to soften it, and the buffer before it.

use domain::day::day_in_words;
use domain::release::Buffer;
use domain::release::big_bang::{Factor, Risk};
use jiff::Timestamp;
use leptos::prelude::*;
use service::release::big_bang::Bang;

use crate::form::Form;
use crate::kit::{error_summary, notice};
use crate::page::{Page, Section};
use crate::release::{Tab, head};
use crate::symbol::{Mark, Symbol, Tag};
use crate::words;

#[must_use]
pub fn bang_page(bang: &Bang, form: &Form, added: Option<usize>, now: Timestamp) -> Page {
    let seen = &bang.seen;
    let assessment = &bang.assessment;
    let symbol = match assessment.risk {
        Risk::Low if assessment.unknown.is_empty() => Symbol::Pass,
        Risk::Low => Symbol::Unknown,
        Risk::Medium => Symbol::Stale,
        Risk::High => Symbol::Fail,
    };
    let known = assessment.unknown.is_empty();
    let so_far = if known { "" } else { " so far" };
    let risk = format!("{} risk{so_far}", assessment.risk.label());
    let count = words::counted(assessment.factors.len(), "risk factor", "risk factors");
    let tier = assessment.tier(seen.release.tier);
    let suggests = match (tier == seen.release.tier, known) {
        (true, true) => format!("The tier of this release fits: {}.", tier.label()),
        (true, false) => {
            format!("What is known asks for no other tier than this release has: {}.", tier.label())
        }
        (false, _) => format!("It suggests another tier than this release has: {}.", tier.label()),
    };
    let asked = bang
        .said
        .is_none()
        .then_some(" Nobody has answered the questions yet: this is only what the plan shows.");
    let content = view! {
        {head(seen, Tab::None, None, now)}
        <div>
            <h2 class="large">"Big-bang risk"</h2>
        </div>
        {added
            .map(|added| notice(
                format!("{} added to the checklist.", words::counted(added, "item", "items")),
            ))}
        {error_summary(form)}
        <section class="sheet" aria-labelledby="risk">
            <div class="head">
                <h2 id="risk">{count}</h2>
                <Tag symbol=symbol word=risk />
            </div>
            <p>{suggests}{asked}</p>
            {unplanned(bang)}
            {soften(bang)}
        </section>
        <div class="two">{questions(bang)} {buffer(bang, now)}</div>
    };
    Page::new(format!("Big bang · {}", seen.release.name), Section::Home, content)
        .refused_if(form.is_refused())
}

/// What the plan does not say yet. Questions that nobody answered are beside it.
fn unplanned(bang: &Bang) -> Option<AnyView> {
    let unknown = bang.assessment.unknown.iter().filter_map(|factor| match factor {
        Factor::LargeFirstPhase => Some("how many get it first: no phase is planned"),
        Factor::ShortBuffer => Some("how long the buffer is: a date is missing"),
        _ => None,
    });
    let unknown: Vec<_> = unknown.collect();
    (!unknown.is_empty())
        .then(|| view! { <p>{format!("Not known yet: {}.", unknown.join("; "))}</p> }.into_any())
}

/// Each factor that is there, how to soften it, and what can be made an item.
fn soften(bang: &Bang) -> AnyView {
    let rows: Vec<_> = bang
        .assessment
        .factors
        .iter()
        .map(|factor| {
            let boxes: Vec<_> = factor
                .mitigations()
                .map(|mitigation| {
                    let chosen = bang.chosen.iter().any(|key| key == mitigation.key());
                    if chosen || !bang.seen.can_plan {
                        let word = if chosen { " (on the checklist)" } else { "" };
                        return view! {
                            <p>
                                <Mark symbol=if chosen { Symbol::Pass } else { Symbol::Open } />
                                " "
                                {mitigation.title()}
                                {word}
                            </p>
                        }
                        .into_any();
                    }
                    view! {
                        <div class="field check">
                            <input
                                r#type="checkbox"
                                id=mitigation.key()
                                name="mitigation"
                                value=mitigation.key()
                            />
                            <label for=mitigation.key()>{mitigation.title()}</label>
                        </div>
                    }
                    .into_any()
                })
                .collect();
            view! {
                <li class="exception">
                    <b>{factor.label()}</b>
                    <p>{factor.softener()}</p>
                    {boxes}
                </li>
            }
        })
        .collect();
    if rows.is_empty() {
        let so_far = if bang.assessment.unknown.is_empty() { "" } else { " so far" };
        return view! { <p>{format!("Nothing makes this a big bang{so_far}.")}</p> }.into_any();
    }
    let action = format!("{}/big-bang/mitigate", bang.seen.release.address());
    let add = bang.seen.can_plan.then(|| {
        view! {
            <div class="actions">
                <button class="primary">"Add to the checklist"</button>
            </div>
        }
    });
    view! {
        <h3>"Mitigations"</h3>
        <form class="stack" method="post" action=action>
            <ul class="rows">{rows}</ul>
            {add}
        </form>
    }
    .into_any()
}

fn questions(bang: &Bang) -> AnyView {
    let said = bang.said.clone().unwrap_or_default();
    let rows: Vec<_> = Factor::ALL
        .into_iter()
        .filter(|factor| factor.is_asked())
        .map(|factor| {
            let id = format!("factor-{}", factor.key());
            let checked = said.contains(&factor);
            let fixed = !bang.seen.can_plan;
            view! {
                <div class="field check">
                    <input
                        r#type="checkbox"
                        id=id.clone()
                        name="factor"
                        value=factor.key()
                        checked=checked
                        disabled=fixed
                    />
                    <label for=id>{factor.label()}</label>
                </div>
            }
        })
        .collect();
    let save = bang.seen.can_plan.then(|| {
        view! {
            <div class="actions">
                <button>"Save the answers"</button>
            </div>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="questions">
            <h2 id="questions">"Your answers"</h2>
            <p class="small">
                "What the plan itself shows, such as the size of the first phase, is not asked."
            </p>
            <form class="stack" method="post" action=format!("{}/big-bang", bang.seen.release.address())>
                {rows}
                {save}
            </form>
        </section>
    }
    .into_any()
}

/// The month between feature-complete and launch: how long it is, and how much of it is used up.
fn buffer(bang: &Bang, now: Timestamp) -> AnyView {
    let schedule = &bang.seen.release.schedule;
    let today = schedule.zone().day(now);
    let content = match (schedule.buffer(), schedule.feature_complete()) {
        (Some(buffer), Some(complete)) => {
            let gone = complete.until((jiff::Unit::Day, today)).map_or(0, |span| span.get_days());
            let used = gone.clamp(0, buffer.days);
            let days = words::counted(usize::try_from(buffer.days).unwrap_or(0), "day", "days");
            view! {
                <p>{buffer.sentence()}</p>
                <p>{(buffer.days > 0).then(|| meter(buffer, used))}</p>
                <p>{format!("{used} of {days} are used up.")}</p>
            }
            .into_any()
        }
        _ => view! { <p>"Without a feature-complete date and a launch date nobody knows the buffer."</p> }.into_any(),
    };
    let slips: Vec<_> = bang
        .slips
        .iter()
        .map(|slip| {
            let days = slip
                .from
                .zip(slip.to)
                .and_then(|(from, to)| from.until((jiff::Unit::Day, to)).ok())
                .map_or(0, |span| span.get_days());
            let effect = match days {
                0 => "no days".to_owned(),
                days if days > 0 => format!("{days} days more"),
                days => format!("{} days less", -days),
            };
            let when = day_in_words(schedule.zone().day(slip.at), today);
            view! {
                <li>
                    <span>
                        <b>{effect}</b>
                        " "
                        {slip.reason.clone()}
                    </span>
                    <span class="small">{when}</span>
                </li>
            }
        })
        .collect();
    let slips = (!slips.is_empty()).then(|| {
        view! {
            <h3>"Effect of slips"</h3>
            <ul class="rows">{slips}</ul>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="buffer">
            <h2 id="buffer">"Buffer"</h2>
            {content}
            {slips}
        </section>
    }
    .into_any()
}

/// As full as the days that are gone, so that it says what the sentence below it says.
fn meter(buffer: Buffer, used: i32) -> impl IntoView {
    let days = buffer.days;
    let text = format!("{used} of {days} days");
    view! {
        <meter
            class="buffer"
            min="0"
            max=days.to_string()
            low=(days / 2).to_string()
            high=(days * 3 / 4).to_string()
            optimum="0"
            value=used.to_string()
            aria-label="Days of the buffer that are used up"
        >
            {text}
        </meter>
    }
}
