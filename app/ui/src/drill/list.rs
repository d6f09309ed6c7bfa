use domain::address::Thing;
use domain::drill::{Coverage, Drill, Scenario, Times};
use domain::minutes::in_words;
use jiff::Timestamp;
use leptos::prelude::*;
use service::drill::Drills;

use super::symbol;
use crate::form::Form;
use crate::kit::{Field, crumb, empty, error_summary, options, people};
use crate::page::{Page, Section};
use crate::release::{Tab, head};
use crate::symbol::{Mark, Symbol, Tag};
use crate::words::{self, counted};

/// The drills of a release, what they cover, and the library.
#[must_use]
pub fn drills_page(drills: &Drills, now: Timestamp) -> Page {
    let seen = &drills.seen;
    let release = &seen.release;
    let here = format!("{}/drills", release.address());
    let rows: Vec<_> = drills.drills.iter().rev().map(|drill| row(drills, drill, now)).collect();
    let begin = seen.can_work.then(|| (format!("{here}/new"), "Plan a drill"));
    let list = if rows.is_empty() {
        empty(
            "No drill yet",
            "A drill practises an incident before it happens: somebody tells what goes wrong, others \
            answer, a scribe writes down what happens when. Afterwards it is known how \
            long it takes, and what must change.",
            begin.clone(),
        )
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let more = (!drills.drills.is_empty()).then_some(begin).flatten().map(|(href, label)| {
        view! {
            <p class="actions">
                <a class="button" href=href>
                    {label}
                </a>
            </p>
        }
    });
    let content = view! {
        {head(seen, Tab::Drills, None, now)}
        <section class="sheet" aria-labelledby="drills">
            <h2 id="drills">"Drills"</h2>
            {list}
            {more}
        </section>
        {coverage_sheet(drills, now)}
        {seen.can_work.then(|| library(&here))}
    };
    Page::new(format!("Drills · {}", release.name), Section::Home, content)
}

fn row(drills: &Drills, drill: &Drill, now: Timestamp) -> impl IntoView + use<> {
    let zone = drills.seen.release.schedule.zone();
    let when = drill.started_at.or(drill.plan.starts_at).map(|at| words::moment(at, zone, now));
    let times = drills.times.get(&drill.id).copied().unwrap_or_default();
    let parts = [
        when,
        Some(drill.plan.kind.label().to_lowercase()),
        drill.put_off(),
        times.detect.map(|detect| format!("seen after {}", in_words(detect))),
        times.restore.map(|restore| format!("restored after {}", in_words(restore))),
    ];
    let facts = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let href = drills.seen.release.address_of(Thing::Drill, drill.ordinal);
    let title = drill.title();
    let (symbol, word) = (symbol(drill.state), drill.state.label().to_owned());
    view! {
        <li>
            <span>
                <a href=href>{title}</a>
                <br />
                <span class="small">{facts}</span>
            </span>
            <Tag symbol=symbol word=word />
        </li>
    }
}

/// Risks against drills against people on duty.
fn coverage_sheet(drills: &Drills, now: Timestamp) -> AnyView {
    let release = drills.seen.release.address();
    let coverage = drills.coverage();
    let edit = drills.seen.can_plan.then(|| {
        view! {
            <p class="actions">
                <a class="button" href=format!("{release}/risks")>
                    "Choose top risks and who is on call"
                </a>
            </p>
        }
    });
    if coverage.rows.is_empty() {
        return view! {
            <section class="sheet" aria-labelledby="coverage">
                <h2 id="coverage">"What the drills cover"</h2>
                <p>
                    "Nobody has named the risks that this release fears most. Then nobody knows which drill is missing."
                </p>
                {edit}
            </section>
        }.into_any();
    }
    let heads: Vec<_> = drills
        .duties
        .iter()
        .map(|(person, duty)| {
            let name = words::name(&drills.names, *person);
            view! { <th scope="col">{name}<br /><span class="small">{duty.to_string()}</span></th> }
        })
        .collect();
    let zone = drills.seen.release.schedule.zone();
    let rows: Vec<_> = coverage
        .rows
        .iter()
        .map(|row| {
            let newest = match row.newest {
                Some(drill) => {
                    let day = drill.started_at.map(|at| words::day(at, zone, now));
                    let href = drills.seen.release.address_of(Thing::Drill, drill.ordinal);
                    view! {
                        <span class="finding">
                            <Mark symbol=Symbol::Pass />
                            <a href=href>{format!("Drill {}, {}", drill.ordinal, day.unwrap_or_default())}</a>
                        </span>
                    }.into_any()
                }
                None => view! {
                    <span class="finding">
                        <Mark symbol=Symbol::Unknown />
                        <span>"Never practised"</span>
                    </span>
                }.into_any(),
            };
            let people: Vec<_> = row
                .people
                .iter()
                .map(|(person, was)| {
                    let (symbol, word) = if *was { (Symbol::Pass, "was there") } else { (Symbol::Open, "not yet") };
                    let name = words::name(&drills.names, *person);
                    view! {
                        <td>
                            <span class="finding">
                                <Mark symbol=symbol />
                                <span>
                                    <span class="narrow-only">{name}": "</span>
                                    {word}
                                </span>
                            </span>
                        </td>
                    }
                })
                .collect();
            view! {
                <tr>
                    <td>{row.scenario.name()}</td>
                    <td>{newest}</td>
                    {people}
                </tr>
            }
        })
        .collect();
    view! {
        <section class="sheet" aria-labelledby="coverage">
            <h2 id="coverage">"What the drills cover"</h2>
            <p>{covered(drills, &coverage)}</p>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">"Risk"</th>
                        <th scope="col">"Newest drill"</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {edit}
        </section>
    }
    .into_any()
}

fn covered(drills: &Drills, coverage: &Coverage<'_>) -> String {
    let open = coverage.open().count();
    let risks = match (coverage.rows.len(), open) {
        (all, 0) => format!("All {} were practised.", counted(all, "risk", "risks")),
        (all, open) => {
            format!("{open} of {} never practised.", counted(all, "risk was", "risks were"))
        }
    };
    let never: Vec<String> =
        coverage.never().into_iter().map(|person| words::name(&drills.names, person)).collect();
    let people = match (drills.duties.is_empty(), never.as_slice()) {
        (true, _) => " Nobody is on duty yet.".to_owned(),
        (_, []) => " Everybody on duty was in one of them.".to_owned(),
        (_, [one]) => format!(" {one} is on duty and was in none of them."),
        (_, many) => format!(" {} are on duty and were in none of them.", many.join(", ")),
    };
    format!("{risks}{people}")
}

fn library(here: &str) -> AnyView {
    let cards: Vec<_> = Scenario::ALL
        .map(|scenario| {
            let href = format!("{here}/new?scenario={}", scenario.key());
            view! {
                <li>
                    <span>
                        <a href=href>{scenario.name()}</a>
                        <br />
                        <span class="small">{scenario.script().story}</span>
                    </span>
                </li>
            }
        })
        .into_iter()
        .collect();
    view! {
        <section class="sheet" aria-labelledby="library">
            <h2 id="library">"Scenario library"</h2>
            <p class="small">"Each comes with objectives and a script. Change what does not fit."</p>
            <ul class="rows">{cards}</ul>
        </section>
    }.into_any()
}

/// Which risks the release fears most, and who is on duty for it.
#[must_use]
pub fn risks_page(drills: &Drills, form: &Form) -> Page {
    let release = &drills.seen.release;
    let here = release.address();
    let boxes: Vec<_> = Scenario::ALL
        .map(|scenario| {
            let checked = drills.risks.contains(&scenario);
            let id = format!("risk-{}", scenario.key());
            view! {
                <div class="field check">
                    <input r#type="checkbox" id=id.clone() name="risk" value=scenario.key() checked=checked />
                    <label for=id>{scenario.name()}</label>
                </div>
            }
        })
        .into_iter()
        .collect();
    let duties: Vec<_> = drills
        .duties
        .iter()
        .map(|(person, duty)| {
            let name = words::name(&drills.names, *person);
            let label = format!("Take off duty: {name}");
            view! {
                <li>
                    <span>
                        <b>{name}</b>
                        ", "
                        {duty.to_string()}
                    </span>
                    <form method="post" action=format!("{here}/duties/take")>
                        <input r#type="hidden" name="person" value=person.to_string() />
                        <button aria-label=label>"Take off"</button>
                    </form>
                </li>
            }
        })
        .collect();
    let list = options(people(&drills.people, form.value("person")), form.value("person"));
    let error = form.error("person").map(str::to_owned);
    let content = view! {
        <div class="narrow-page">
            {crumb(format!("{here}/drills"), format!("{}: drills", release.name))}
            <h1>"Risks, and who is on duty"</h1> {error_summary(form)}
            <section class="sheet" aria-labelledby="risks">
                <h2 id="risks">"What this release fears most"</h2>
                <p class="small">"Three to five. The gate asks for a drill of each."</p>
                <form class="stack" method="post" action=format!("{here}/risks")>
                    <fieldset class="field">
                        <legend class="hidden-label">"Risks"</legend>
                        {boxes}
                    </fieldset>
                    <div class="actions">
                        <button class="primary">"Save the risks"</button>
                    </div>
                </form>
            </section> <section class="sheet" aria-labelledby="duties">
                <h2 id="duties">"Who is on duty"</h2>
                <ul class="rows">{duties}</ul>
                <form class="stack" method="post" action=format!("{here}/duties")>
                    <div class="field">
                        <label for="person">"Person"</label>
                        {error
                            .map(|error| {
                                view! {
                                    <p class="error" id="person-error">
                                        {error}
                                    </p>
                                }
                            })}
                        <select class="input" id="person" name="person">
                            {list}
                        </select>
                    </div>
                    {Field::new(form, "duty", "On duty as")
                        .hint("Such as first on call, or support desk")
                        .width("middle")
                        .line()}
                    <div class="actions">
                        <button>"Put on duty"</button>
                    </div>
                </form>
            </section>
        </div>
    };
    Page::new(format!("Risks · {}", release.name), Section::Home, content)
        .refused_if(form.is_refused())
}

/// How long it took, as facts.
pub(super) fn time_facts(times: Times) -> Vec<(&'static str, AnyView)> {
    let fact = |seconds: Option<i64>| seconds.map_or("not marked".to_owned(), in_words).into_any();
    vec![
        ("To detect", fact(times.detect)),
        ("To acknowledge", fact(times.acknowledge)),
        ("To restore", fact(times.restore)),
    ]
}
