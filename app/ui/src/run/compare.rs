use domain::minutes::{clock, in_words};
use domain::run::RunStep;
use leptos::prelude::*;
use service::run::Shown;

use super::facts::state_tag;
use super::picture;
use crate::kit::crumb;
use crate::page::{Page, Section};

/// Two runs beside each other, step by step. Steps are the same when they are the same in the runbook.
#[must_use]
pub fn compare_page(one: &Shown, other: &Shown) -> Page {
    let (a, b) = (one.run.title(), other.run.title());
    let here = format!("/runs/{}", one.run.id);
    let in_other = |step: &RunStep| other.steps.iter().find(|found| found.step.id == step.step.id);
    let pair = |title: String, a: Option<i64>, b: Option<i64>| {
        let (class, more) = difference(a, b);
        let time = |seconds: Option<i64>| seconds.map(clock).unwrap_or_default();
        view! {
            <tr>
                <td>{title}</td>
                <td class="num">{time(a)}</td>
                <td class="num">{time(b)}</td>
                <td class=class>{more}</td>
            </tr>
        }
    };
    let ended =
        |step: &RunStep| step.is_ended().then(|| step.seconds(jiff::Timestamp::MIN)).flatten();
    let mut rows: Vec<_> = one
        .steps
        .iter()
        .map(|step| {
            pair(step.step.text.title.to_string(), ended(step), in_other(step).and_then(ended))
        })
        .collect();
    let gone = other
        .steps
        .iter()
        .filter(|step| one.steps.iter().all(|found| found.step.id != step.step.id));
    rows.extend(
        gone.map(|step| pair(format!("{} (not in {a})", step.step.text.title), None, ended(step))),
    );
    rows.push(pair("The whole".to_owned(), one.run.took(), other.run.took()));
    let sentence = match one.run.took().zip(other.run.took()) {
        Some((one, other)) if one < other => {
            format!("{a} was {} faster than {b}.", in_words(other - one))
        }
        Some((one, other)) if one > other => {
            format!("{a} was {} slower than {b}.", in_words(one - other))
        }
        Some(_) => format!("{a} and {b} took the same time."),
        None => "One of the two has not ended.".to_owned(),
    };
    let picture = picture::pairs(&one.steps, &other.steps, (&a, &b));
    let content = view! {
        <div>
            {crumb(here, a.clone())}<h1>{format!("{a} and {b}")}</h1> <p class="facts">
                <span>{a.clone()}" "{state_tag(&one.run, &one.markers)}</span>
                <span>{b.clone()}" "{state_tag(&other.run, &other.markers)}</span>
            </p>
        </div>
        <section class="sheet" aria-labelledby="compared">
            <h2 class="large" id="compared">
                {sentence}
            </h2>
            {picture}
            <table class="run-table compared">
                <thead>
                    <tr>
                        <th scope="col">"Step"</th>
                        <th scope="col" class="num">
                            {a}
                        </th>
                        <th scope="col" class="num">
                            {b}
                        </th>
                        <th scope="col" class="num">
                            "Difference"
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    };
    Page::new("Compare two runs", Section::Home, content)
}

fn difference(one: Option<i64>, other: Option<i64>) -> (&'static str, String) {
    match one.zip(other) {
        Some((one, other)) if one > other => {
            ("num stale", format!("{} slower", clock(one - other)))
        }
        Some((one, other)) if one < other => ("num pass", format!("{} faster", clock(other - one))),
        Some(_) => ("num", "the same".to_owned()),
        None => ("num", String::new()),
    }
}
