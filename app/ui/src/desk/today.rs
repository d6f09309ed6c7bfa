use jiff::Timestamp;
use leptos::prelude::*;
use service::desk::Part;

use crate::phase::symbol;
use crate::symbol::{Mark, Symbol, Tag};

/// What these people have today, and what somebody at the desk should know about it.
pub(super) fn today_sheet(part: &Part, now: Timestamp) -> AnyView {
    let Some(cohort) = &part.cohort else {
        return view! { <section id="today" aria-label="Today" hidden=true></section> }.into_any();
    };
    let today = &part.today;
    let turn = today.now.as_ref();
    let tag = turn.map(|turn| {
        let word = format!(
            "{} · phase {}, {}",
            cohort.text.name,
            turn.phase.position,
            turn.phase.state.word()
        );
        view! { <Tag symbol=symbol(turn.phase.state) word=word /> }
    });
    let findings: Vec<_> = part
        .findings
        .iter()
        .map(|finding| {
            let title = finding.text.title.to_string();
            let fix = finding.text.fix.as_ref().map(|fix| format!(" {fix}"));
            let day = part.zone.day(now);
            let due = finding.text.due.map(|due| {
                format!("fix planned {}", domain::day::day_in_words(due, day))
            });
            view! {
                <li>
                    <Mark symbol=Symbol::Stale />
                    <span>
                        <b>"Known issue: "</b>
                        <a href=format!("/findings/{}", finding.id)>{title}</a>
                        "."
                        {fix}
                    </span>
                    <span class="who">
                        {due.unwrap_or_else(|| format!("{} severity", finding.text.severity.label().to_lowercase()))}
                    </span>
                </li>
            }
        })
        .collect();
    let coming = today.coming(now).map(|coming| {
        view! {
            <li>
                <Mark symbol=Symbol::Unknown />
                <span>{coming}</span>
                <span class="who">"next"</span>
            </li>
        }
    });
    let reasons = (!findings.is_empty() || coming.is_some())
        .then(|| view! { <ul class="reasons">{findings}{coming}</ul> });
    view! {
        <section id="today" class="sheet verdict today" aria-labelledby="today-title">
            <header>
                <h2 id="today-title">
                    <strong>{today.sentence(now)}</strong>
                </h2>
                <span>{cohort.in_words()}</span>
                {tag}
            </header>
            {reasons}
        </section>
    }
    .into_any()
}
