use domain::address::Thing;
use domain::finding::change_marker::ChangeMarker;
use domain::minutes::{Minutes, in_words};
use domain::release::Release;
use domain::run::{Forecast, Measure, Run, Spread};
use jiff::Timestamp;
use leptos::prelude::*;
use service::run::{Book, Runs};

use super::{picture, state_of};
use crate::kit::empty;
use crate::page::{Page, Section};
use crate::release::{Tab, head};
use crate::symbol::{Mark, Symbol, Tag};
use crate::words::{self, counted};

/// The runbooks and the runs of a release.
#[must_use]
pub fn runs_page(runs: &Runs, now: Timestamp) -> Page {
    let seen = &runs.seen;
    let release = &seen.release;
    let here = release.address();
    let begin = seen.can_work.then(|| (format!("{here}/runbooks/new"), "Write a runbook"));
    let books: Vec<_> = runs.runbooks.iter().map(|book| book_row(release, book)).collect();
    let list = if books.is_empty() {
        empty(
            "No runbook yet",
            "A runbook is what a migration or a cutover consists of, step by step. Rehearse it against the \
            clock, and each run makes the forecast better: how long it \
            takes, whether it fits the window, and until when one can still go back.",
            begin.clone(),
        )
    } else {
        view! { <ul class="rows">{books}</ul> }.into_any()
    };
    let more = (!runs.runbooks.is_empty()).then_some(begin).flatten().map(|(href, label)| {
        view! {
            <p class="actions">
                <a class="button" href=href>
                    {label}
                </a>
            </p>
        }
    });
    let trends: Vec<_> = runs
        .runbooks
        .iter()
        .filter_map(|book| {
            let own: Vec<&Run> =
                runs.runs.iter().filter(|run| run.runbook == book.runbook.id).collect();
            let picture = picture::trend(&own, book.runbook.text.window)?;
            let id = format!("trend-{}", book.runbook.id);
            let (named, title) =
                (id.clone(), format!("How long it took: {}", book.runbook.text.name));
            Some(view! {
                <section class="sheet" aria-labelledby=id>
                    <h2 id=named>{title}</h2>
                    {picture}
                </section>
            })
        })
        .collect();
    let all = (!runs.runs.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="runs">
                <h2 id="runs">"Runs"</h2>
                {run_rows(release, (&runs.runs, &runs.markers), now)}
            </section>
        }
    });
    let content = view! {
        {head(seen, Tab::Runs, None, now)}
        <p class="actions">
            <a href=format!("{here}/markers")>"Changes since rehearsal"</a>
            <a href=format!("{here}/evidence")>"Evidence pack"</a>
        </p>
        <section class="sheet" aria-labelledby="runbooks">
            <h2 id="runbooks">"Runbooks"</h2>
            {list}
            {more}
        </section>
        {trends}
        {all}
    };
    Page::new(format!("Dry runs · {}", release.name), Section::Home, content)
}

fn book_row(release: &Release, book: &Book) -> impl IntoView + use<> {
    let text = &book.runbook.text;
    let (seconds, untimed) = book.planned;
    let planned = (untimed < book.steps).then(|| format!("planned {}", in_words(seconds)));
    let parts = [Some(counted(book.steps, "step", "steps")), planned];
    let facts = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (mark, says) = fits(&book.forecast, text.window);
    let (href, name) =
        (release.address_of(Thing::Runbook, book.runbook.ordinal), text.name.to_string());
    view! {
        <li>
            <span>
                <a href=href>
                    <b>{name}</b>
                </a>
                <br />
                <span class="small">{facts}</span>
            </span>
            <span class="finding">
                <Mark symbol=mark />
                <span>{says}</span>
            </span>
        </li>
    }
}

/// Whether the next run fits its window, with the shape of the answer.
fn fits(forecast: &Forecast, window: Option<Minutes>) -> (Symbol, String) {
    let Some(window) = window else {
        return (Symbol::Unknown, format!("No window is set. {}", forecast.honesty()));
    };
    let (usual, worst) =
        forecast.total.map_or((0, 0), |Spread { median, worst, .. }| (median, worst));
    match forecast.fits(window.seconds()) {
        Measure::TooFew => (Symbol::Unknown, forecast.honesty()),
        Measure::Fits => (
            Symbol::Pass,
            format!("It fits: the longest run took {} of {window}.", in_words(worst)),
        ),
        Measure::Tight => (
            Symbol::Fail,
            format!(
                "It may not fit: the usual run takes {}, the longest took {}, and the window is {window}.",
                in_words(usual),
                in_words(worst)
            ),
        ),
        Measure::TooLong => (
            Symbol::Fail,
            format!(
                "It does not fit: the usual run takes {}, and the window is {window}.",
                in_words(usual)
            ),
        ),
    }
}

/// What past runs say about the next one, with how far that can be trusted.
pub(crate) fn forecast_sheet(forecast: &Forecast, window: Option<Minutes>) -> AnyView {
    let (mark, says) = fits(forecast, window);
    let honesty = forecast.honesty();
    let honesty = (!says.contains(&honesty)).then(|| view! { <p class="small">{honesty}</p> });
    let numbers = forecast.total.map(|total| {
        let fact = |name: &'static str, seconds: i64| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{in_words(seconds)}</dd>
                </div>
            }
        };
        view! {
            <dl class="summary">
                {fact("Usual (median)", total.median)}{fact("Longest", total.worst)}
                {fact("Shortest", total.best)}
            </dl>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="forecast">
            <h2 id="forecast">"The next run"</h2>
            <p class="finding">
                <Mark symbol=mark />
                <span>{says}</span>
            </p>
            {numbers}
            {honesty}
        </section>
    }
    .into_any()
}

/// Runs as a list, the newest first.
pub(crate) fn run_rows(
    release: &Release,
    (runs, markers): (&[Run], &[ChangeMarker]),
    now: Timestamp,
) -> AnyView {
    if runs.is_empty() {
        return view! { <p class="small">"No run yet."</p> }.into_any();
    }
    let rows: Vec<_> = runs.iter().rev().map(|run| run_row(release, (run, markers), now)).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn run_row(
    release: &Release,
    (run, markers): (&Run, &[ChangeMarker]),
    now: Timestamp,
) -> impl IntoView + use<> {
    let when = run.clocks.started_at.or(run.plan.starts_at);
    let parts = [
        when.map(|at| words::moment(at, release.schedule.zone(), now)),
        run.took().map(|took| format!("took {}", in_words(took))),
        run.plan.candidate.as_ref().map(|candidate| format!("version {candidate}")),
        run.rollback_took().map(|took| format!("rollback took {}", in_words(took))),
    ];
    let facts = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (href, title) = (release.address_of(Thing::Run, run.ordinal), run.title());
    let (symbol, word) = state_of(run, markers);
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
