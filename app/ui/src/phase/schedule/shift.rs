use domain::phase::Phase;
use domain::phase::schedule::{Clash, Preview};
use domain::product::freeze::Freeze;
use domain::release::Release;
use jiff::Timestamp;
use leptos::prelude::*;

use crate::form::Form;
use crate::kit::{Field, FormPage, back, checkbox, crumb, error_summary, warning};
use crate::page::{Page, Section};
use crate::phase::phase_form;
use crate::symbol::{Mark, Symbol};
use crate::words;

/// The form of a move, with the dates that are kept, so many days later.
#[must_use]
pub fn move_form(phase: &Phase, days: i64) -> Form {
    let dates = phase.plan.dates.moved(days).unwrap_or(phase.plan.dates);
    phase_form(&phase.plan)
        .with("starts_on", dates.starts_on())
        .with("ends_on", dates.ends_on())
        .ticked("later_too", days != 0)
}

/// Asks for the new dates of a phase.
#[must_use]
pub fn move_page(release: &Release, phase: &Phase, form: &Form) -> Page {
    let fields = view! {
        {crate::phase::dates(form, release.schedule.zone().name())}
        {checkbox(form, "later_too", "Move the later phases too", "By as many days as the first day moves.")}
        {Field::new(form, "reason", "Reason").hint("It is kept with the old and the new dates.").line()}
        {form
            .error("freeze_reason")
            .is_some()
            .then(|| Field::new(form, "freeze_reason", "Reason for going into a freeze or a holiday").line())}
    };
    FormPage {
        title: "Reschedule",
        section: Section::Home,
        above: (format!("/phases/{}", phase.id), phase.title()),
        form,
        action: format!("/phases/{}/move", phase.id),
        version: phase.version,
        theirs: form.is_conflict().then(|| {
            warning("Somebody else changed this phase at the same time. Go back and look again.")
        }),
        fields: fields.into_any(),
        button: "Preview impact",
    }
    .page()
}

/// What the move would break, before anything is saved.
#[must_use]
pub fn preview_page(
    release: &Release,
    phase: &Phase,
    preview: &Preview,
    frozen: &[Freeze],
    form: &Form,
    now: Timestamp,
) -> Page {
    let kept = [
        "version",
        "starts_on",
        "ends_on",
        "window_from",
        "window_to",
        "bake_days",
        "later_too",
        "reason",
    ];
    let hidden: Vec<_> = kept
        .into_iter()
        .filter(|name| form.has(name))
        .map(|name| view! { <input r#type="hidden" name=name value=form.value(name).to_owned() /> })
        .collect();
    let ask = (!frozen.is_empty()).then(|| {
        let names: Vec<String> = frozen.iter().map(Freeze::in_words).collect();
        view! {
            {warning(format!("The new days are in {}.", names.join(" and ")))}
            {Field::new(form, "freeze_reason", "Reason for going in spite of it")
                .hint("It is shown at the gate, as an exception.")
                .line()}
        }
    });
    let here = format!("/phases/{}/move", phase.id);
    let content = view! {
        <div class="narrow-page">
            {crumb(format!("/phases/{}", phase.id), phase.title())} <h1>{answer(preview)}</h1>
            {error_summary(form)} <p class="lead">"Nothing is saved yet."</p>
            {moved(release, phase, preview, now)} {preview_sheet(preview)}
            <form class="stack" method="post" action=here.clone()>
                {hidden}
                <input r#type="hidden" name="confirmed" value="on" />
                {ask}
                <div class="actions">
                    <button class="primary">"Reschedule"</button>
                    {back(&here)}
                </div>
            </form>
        </div>
    };
    Page::new("What the move breaks", Section::Home, content).refused_if(form.is_refused())
}

fn answer(preview: &Preview) -> String {
    match preview.broken.len() + preview.undecided.len() {
        0 => "This move breaks nothing".to_owned(),
        1 => "This move breaks one thing".to_owned(),
        count => format!("This move breaks {count} things"),
    }
}

fn moved(release: &Release, phase: &Phase, preview: &Preview, now: Timestamp) -> AnyView {
    let today = release.schedule.zone().day(now);
    let rows: Vec<_> = preview
        .moved
        .iter()
        .map(|after| {
            let days = words::days(after.plan.dates, today);
            let from = (after.id == phase.id).then(|| words::days(phase.plan.dates, today));
            let line = from.map_or(days.clone(), |from| format!("{from} → {days}"));
            let decided = preview.undecided.contains(&after.id);
            view! {
                <li>
                    <span>
                        <b>{after.title()}</b>
                        <br />
                        <span class="small">{line}</span>
                        {decided
                            .then(|| {
                                view! {
                                    <br />
                                    <span class="small fail">
                                        "The decision to go was for the old dates. It has to be taken again."
                                    </span>
                                }
                            })}
                    </span>
                </li>
            }
        })
        .collect();
    let numbers: Vec<_> =
        preview.renumbered.iter().map(|(from, after)| renumbered(*from, after)).collect();
    let numbers = (!numbers.is_empty()).then(|| {
        view! {
            <h3>"Phases are numbered by their days"</h3>
            <ul class="rows">{numbers}</ul>
        }
    });
    let none = rows.is_empty().then(|| view! { <p>"These are the dates it has."</p> });
    view! {
        <section class="sheet" aria-labelledby="moved">
            <h2 id="moved">"What moves"</h2>
            {none}
            <ul class="rows">{rows}</ul>
            {numbers}
        </section>
    }
    .into_any()
}

fn renumbered(from: i64, after: &Phase) -> impl IntoView {
    let goes = if after.position < from { "goes before" } else { "comes behind" };
    let exposure = after.plan.exposure.in_words();
    view! {
        <li>{format!("Phase {from} becomes {}, {exposure}: it {goes} what was beside it.", after.title())}</li>
    }
}

/// What would clash, what would no longer, and what clashes either way.
#[must_use]
pub fn preview_sheet(preview: &Preview) -> AnyView {
    let list = |title: &'static str, symbol: Symbol, clashes: &[Clash]| {
        (!clashes.is_empty()).then(|| {
            view! {
                <h3>{title}</h3>
                {clash_list(symbol, clashes)}
            }
        })
    };
    let nothing = preview.broken.is_empty() && preview.mended.is_empty() && preview.left.is_empty();
    view! {
        <section class="sheet" aria-label="What clashes">
            {nothing.then(|| view! { <p>"No conflicts, before or after."</p> })}
            {list("Conflicts", Symbol::Fail, &preview.broken)}
            {list("Resolves", Symbol::Pass, &preview.mended)}
            {list("It leaves as it is", Symbol::Stale, &preview.left)}
        </section>
    }
    .into_any()
}

/// Clashes as a list.
pub(super) fn clash_list(symbol: Symbol, clashes: &[Clash]) -> AnyView {
    let rows: Vec<_> = clashes
        .iter()
        .map(|clash| {
            let sentence = clash.sentence.clone();
            view! {
                <li>
                    <Mark symbol=symbol />
                    <span>{sentence}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="criteria">{rows}</ul> }.into_any()
}
