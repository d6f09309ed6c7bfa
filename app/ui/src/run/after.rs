//! A run whose clock has stopped: totals, validation, sign-off, and what it showed.

use domain::finding::change_marker::stales_run;
use domain::finding::{Rehearsed, Severity};
use domain::run::{Run, RunState};
use jiff::Timestamp;
use leptos::prelude::*;
use service::run::Shown;

use super::facts::{conclusion_facts, dumbbell_sheet, state_tag};
use super::log::record_sheet;
use super::steps::{step_row, steps_table};
use crate::finding::change_marker::stale_words;
use crate::finding::{findings_sheet, report_address};
use crate::form::Form;
use crate::kit::{Choice, Field, radios, summary_list, warning};
use crate::symbol::{Mark, Symbol};

pub(super) fn after_sheets(shown: &Shown, form: &Form, now: Timestamp) -> AnyView {
    let rows: Vec<_> = shown.steps.iter().map(|step| step_row(step, now)).collect();
    let others: Vec<&Run> = shown
        .runs
        .iter()
        .filter(|other| other.id != shown.run.id && other.state.is_over())
        .collect();
    let compare: Vec<_> = others
        .iter()
        .rev()
        .map(|other| {
            let href = format!("/runs/{}/compare?with={}", shown.run.id, other.id);
            view! {
                <li>
                    <a href=href>{other.title()}</a>
                    {state_tag(other, &shown.markers)}
                </li>
            }
        })
        .collect();
    let compare = (!compare.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="compare">
                <h2 id="compare">"Compare with"</h2>
                <ul class="rows">{compare}</ul>
            </section>
        }
    });
    view! {
        {outcome_sheet(shown, form, now)}
        <div class="two">
            <div class="stack">
                {dumbbell_sheet(shown)}
                <section class="sheet" aria-labelledby="steps">
                    <h2 id="steps">"Steps"</h2>
                    {steps_table(rows)}
                </section>
                {record_sheet(shown)}
            </div>
            <div class="stack">{totals_sheet(shown, form)}{found(shown, now)}{compare}</div>
        </div>
    }
    .into_any()
}

/// What came out, in one sentence, and the next step.
fn outcome_sheet(shown: &Shown, form: &Form, now: Timestamp) -> AnyView {
    let run = &shown.run;
    let here = format!("/runs/{}", run.id);
    let works = shown.seen.can_work;
    let sentence = match run.state {
        RunState::Finished => {
            "It went through. Whether it worked, nobody has looked yet.".to_owned()
        }
        RunState::Validating => "Somebody is looking whether it worked.".to_owned(),
        RunState::Passed => "Passed.".to_owned(),
        RunState::PassedWithFindings => "Passed with findings.".to_owned(),
        RunState::Failed => "It did not work.".to_owned(),
        state => format!("{}. {}", state.label(), run.abort_reason.clone().unwrap_or_default()),
    };
    let next = match run.state {
        RunState::Finished if works => Some(
            view! {
                <form class="actions" method="post" action=format!("{here}/validate")>
                    <button class="primary">"Begin to validate"</button>
                </form>
            }
            .into_any(),
        ),
        RunState::Validating if works => Some(conclude_form(run, form)),
        _ if works && run.conclusion.is_some() && run.signed.is_none() => Some(
            view! {
                <form class="actions" method="post" action=format!("{here}/sign")>
                    <button class="primary">"Sign it off"</button>
                    <span class="small">"Only somebody who did not conclude it."</span>
                </form>
            }
            .into_any(),
        ),
        _ => None,
    };
    let edit = (works && !run.state.is_concluded()).then(|| {
        view! {
            <a class="button" href=format!("{here}/edit")>
                "Edit what is known of it"
            </a>
        }
    });
    let typed = run.typed_in.then(|| {
        view! { <p class="small">"Written down afterwards, not run against the \
        clock here."</p> }
    });
    let zone = shown.seen.release.schedule.zone();
    let stale =
        stales_run(run, &shown.markers).map(|marker| warning(stale_words(marker, zone, now)));
    view! {
        <section class="sheet" aria-labelledby="outcome">
            <div class="head">
                <h2 class="large" id="outcome">
                    {sentence}
                </h2>
                {state_tag(run, &shown.markers)}
            </div>
            {stale}
            {typed}
            {conclusion_facts(shown, now)}
            {next}
            <p class="actions">{edit}</p>
        </section>
    }
    .into_any()
}

/// What it showed, and what failed as a finding in one click.
fn found(shown: &Shown, now: Timestamp) -> AnyView {
    let run = &shown.run;
    let today = shown.seen.release.schedule.zone().day(now);
    let works = shown.seen.can_work;
    let source = Rehearsed::Run(run.id);
    let failed: Vec<_> = shown
        .steps
        .iter()
        .filter(|_| works)
        .filter_map(|step| Some((step, step.failure()?)))
        .map(|(step, reason)| {
            let title = format!("{}: {reason}", step.step.text.title);
            let href = report_address(run.release, source, Severity::High, &title);
            view! {
                <li>
                    <a href=href>{format!("Report that “{}” failed", step.step.text.title)}</a>
                </li>
            }
        })
        .collect();
    let failed = (!failed.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="failed">
                <h2 id="failed">"What failed"</h2>
                <ul class="rows">{failed}</ul>
            </section>
        }
    });
    let findings = findings_sheet(
        &shown.findings,
        &shown.names,
        today,
        works.then(|| report_address(run.release, source, Severity::Medium, "")),
    );
    view! {
        {findings}
        {failed}
    }
    .into_any()
}

fn conclude_form(run: &Run, form: &Form) -> AnyView {
    let choices = vec![
        Choice::new("passed", "Passed").hint("Every check was good, and the totals add up."),
        Choice::new("failed", "It did not work"),
    ];
    view! {
        <form class="stack" method="post" action=format!("/runs/{}/conclude", run.id)>
            <input r#type="hidden" name="version" value=form.version(run.version) />
            {radios(form, "passed", "What came out", choices)}
            {Field::new(form, "said", "Why")
                .hint("What was looked at, and by what one sees it. It is kept with your name.")
                .line()}
            <div class="actions">
                <button class="primary">"Conclude the run"</button>
            </div>
        </form>
    }
    .into_any()
}

fn totals_sheet(shown: &Shown, form: &Form) -> AnyView {
    let run = &shown.run;
    let totals = &run.totals;
    let number = |number: Option<i64>| {
        number.map_or("not counted".to_owned(), |number| number.to_string()).into_any()
    };
    let text = |line: &Option<domain::text::Line>| {
        line.as_ref().map_or("unknown".to_owned(), ToString::to_string).into_any()
    };
    let mark = match (totals.contradiction(), totals.missing()) {
        (Some(_), _) => Symbol::Fail,
        (None, Some(_)) => Symbol::Pass,
        (None, None) => Symbol::Unknown,
    };
    let editable =
        shown.seen.can_work && matches!(run.state, RunState::Finished | RunState::Validating);
    let refused = ["rows_in", "rows_out", "rows_rejected", "checksum_in", "checksum_out"]
        .iter()
        .any(|name| form.error(name).is_some() || form.has(name));
    let filled = if refused { form.clone() } else { totals_form(run) };
    let write = editable.then(|| {
        view! {
            <details open=refused>
                <summary>"Write down the totals"</summary>
                <form class="stack" method="post" action=format!("/runs/{}/totals", run.id)>
                    <input r#type="hidden" name="version" value=filled.version(run.version) />
                    {Field::new(&filled, "rows_in", "Rows in (optional)").width("narrow").line()}
                    {Field::new(&filled, "rows_out", "Rows out (optional)").width("narrow").line()}
                    {Field::new(&filled, "rows_rejected", "Rows rejected (optional)").width("narrow").line()}
                    {Field::new(&filled, "checksum_in", "Checksum before (optional)").line()}
                    {Field::new(&filled, "checksum_out", "Checksum after (optional)").line()}
                    <div class="actions">
                        <button>"Keep the totals"</button>
                    </div>
                </form>
            </details>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="totals">
            <h2 id="totals">"Reconciliation"</h2>
            <p class="finding">
                <Mark symbol=mark />
                <span>{totals.in_words()}</span>
            </p>
            {summary_list(
                vec![
                    ("Rows in", number(totals.rows_in)),
                    ("Rows out", number(totals.rows_out)),
                    ("Rejected", number(totals.rows_rejected)),
                    ("Checksum before", text(&totals.checksum_in)),
                    ("Checksum after", text(&totals.checksum_out)),
                ],
            )}
            {write}
        </section>
    }
    .into_any()
}

fn totals_form(run: &Run) -> Form {
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let text = |line: &Option<domain::text::Line>| {
        line.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    let totals = &run.totals;
    Form::default()
        .with("rows_in", number(totals.rows_in))
        .with("rows_out", number(totals.rows_out))
        .with("rows_rejected", number(totals.rows_rejected))
        .with("checksum_in", text(&totals.checksum_in))
        .with("checksum_out", text(&totals.checksum_out))
}
