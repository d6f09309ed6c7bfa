use domain::gate::verdict::Found;
use domain::gate::{Decision, Snapshot};
use jiff::Timestamp;
use leptos::prelude::*;
use service::gate::Gate;

use crate::gate::verdict::of_found;
use crate::kit::{crumb, prose, summary_list, warning};
use crate::page::{Page, Section};
use crate::symbol::{Mark, Symbol, Tag};
use crate::words;

/// The decision pack: one decision with everything it rested on, as it is printed.
#[must_use]
pub fn decision_page(gate: &Gate, decision: &Decision, now: Timestamp) -> Page {
    let snapshot = &decision.snapshot;
    let zone = gate.judged.seen.release.schedule.zone();
    let (symbol, word) = if decision.go { (Symbol::Pass, "Go") } else { (Symbol::Fail, "No-go") };
    let newer = gate.decisions.first().filter(|newest| newest.number > decision.number);
    let newer = newer.map(|newest| {
        let href = format!("/decisions/{}", newest.id);
        view! {
            {warning(format!("Superseded by decision {}.", newest.number))}
            <p class="actions">
                <a href=href>"Open the decision that holds"</a>
            </p>
        }
    });
    let at = format!("{} ({})", words::moment(decision.at, zone, now), zone.name());
    let content = view! {
        <div>
            {crumb(format!("/phases/{}/gate", decision.phase), format!("Gate of {}", gate.phase.title()))}
            <div class="head">
                <h1>{format!("Decision {}: {word}", decision.number)}</h1>
                <Tag symbol=symbol word=word.to_owned() />
            </div> <p class="facts">
                <span>{snapshot.release.clone()}</span>
                <span>{snapshot.phase.clone()}</span>
                <span>"by " <b>{snapshot.decided_by.clone()}</b></span>
                <span>{at}</span>
            </p>
        </div>
        {newer}
        {prose(&decision.words)
            .map(|said| {
                view! {
                    <section class="sheet" aria-label="What was said">
                        {said}
                    </section>
                }
            })}
        <section class="sheet" aria-labelledby="verdict">
            <h2 id="verdict">{snapshot.verdict.clone()}</h2>
            {snapshot
                .overridden
                .clone()
                .map(|sentence| {
                    view! {
                        <p>
                            <b>"Overridden. "</b>
                            {sentence}
                        </p>
                    }
                })}
            {criteria(snapshot)}
        </section>
        <div class="two">
            <div class="stack">{votes(snapshot)}{conditions(snapshot)}{exceptions(snapshot)}</div>
            <section class="sheet" aria-labelledby="plan">
                <h2 id="plan">"What was decided on"</h2>
                {plan(snapshot)}
            </section>
        </div>
        <p class="small screen">
            "This decision is never changed. It can be superseded, and says so here. Print this \
            page with your browser."
        </p>
    };
    Page::new(format!("Decision · {}", snapshot.phase), Section::Home, content)
}

/// What was found when the decision was made.
#[must_use]
pub(super) fn decided_sheet(snapshot: &Snapshot) -> AnyView {
    view! {
        <section class="sheet" aria-labelledby="criteria">
            <h2 id="criteria">"Criteria at the decision"</h2>
            {criteria(snapshot)}
        </section>
    }
    .into_any()
}

fn criteria(snapshot: &Snapshot) -> AnyView {
    let rows: Vec<_> = snapshot
        .criteria
        .iter()
        .map(|criterion| {
            let found = Found::from_key(&criterion.found);
            let symbol = found.map_or(Symbol::Unknown, of_found);
            let word = found.map_or("Unknown", Found::label);
            view! {
                <li>
                    <Mark symbol=symbol />
                    <span>
                        <b>{criterion.name.clone()}": "</b>
                        {word}
                        <br />
                        <span class="small">{criterion.sentence.clone()}</span>
                    </span>
                </li>
            }
        })
        .collect();
    view! { <ul class="criteria">{rows}</ul> }.into_any()
}

fn votes(snapshot: &Snapshot) -> AnyView {
    let rows: Vec<_> = snapshot
        .votes
        .iter()
        .map(|vote| {
            let voice = vote.voice.clone().unwrap_or_else(|| "Did not vote".to_owned());
            let said = vote.words.clone().map(|said| {
                view! {
                    <br />
                    <span class="small">{format!("“{said}”")}</span>
                }
            });
            view! {
                <li>
                    <span>
                        <b>{vote.role.clone()}</b>
                        " "
                        <span class="small">{vote.person.clone()}</span>
                        {said}
                    </span>
                    <b>{voice}</b>
                </li>
            }
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p>"No role was invited; the owner decided alone."</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section class="sheet" aria-labelledby="votes">
            <h2 id="votes">"Votes"</h2>
            {list}
        </section>
    }
    .into_any()
}

fn conditions(snapshot: &Snapshot) -> Option<AnyView> {
    let rows: Vec<_> = snapshot
        .conditions
        .iter()
        .map(|one| {
            let below = format!("{}: {}, due {}", one.role, one.owner, one.due);
            view! {
                <li>
                    <span>
                        <b>{one.words.clone()}</b>
                        <br />
                        <span class="small">{below}</span>
                    </span>
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="conditions">
                <h2 id="conditions">"Conditions"</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn exceptions(snapshot: &Snapshot) -> AnyView {
    let rows: Vec<_> = snapshot
        .exceptions
        .iter()
        .map(|one| {
            let line =
                format!("{} until {}, approved by {}", one.criterion, one.until, one.approved_by);
            let below = format!("Risk: {}. Instead: {}.", one.risk, one.control);
            view! {
                <li>
                    <span>
                        <b>{line}</b>
                        <br />
                        <span class="small">{below}</span>
                    </span>
                </li>
            }
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p>"None."</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section class="sheet" aria-labelledby="exceptions">
            <h2 id="exceptions">"Exceptions"</h2>
            {list}
        </section>
    }
    .into_any()
}

fn plan(snapshot: &Snapshot) -> AnyView {
    let successes = if snapshot.successes.is_empty() {
        "Nothing was asked of it.".to_owned()
    } else {
        snapshot.successes.join("; ")
    };
    let facts = [
        ("Cohort", snapshot.cohort.clone()),
        ("Dates", snapshot.dates.clone()),
        ("Planned exposure", snapshot.exposure.clone()),
        ("Checklist", snapshot.items.clone()),
        ("Success criteria", successes),
    ];
    let facts = facts.map(|(name, text)| (name, text.into_any()));
    let rollback: Vec<_> = snapshot
        .rollback
        .iter()
        .map(|(name, text)| {
            view! {
                <div>
                    <dt>{name.clone()}</dt>
                    <dd>{text.clone()}</dd>
                </div>
            }
        })
        .collect();
    view! {
        {summary_list(facts.into())}
        <h3>"Rollback plan"</h3>
        <dl class="summary">{rollback}</dl>
    }
    .into_any()
}
