use domain::day::day_in_words;
use domain::limits;
use domain::phase::{Phase, RollbackCard};
use domain::text::Line;
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use service::phase::Phases;

use crate::form::Form;
use crate::kit::{Field, FormPage, conflict, crumb, summary_list};
use crate::page::{Page, Section};
use crate::words;

/// What to do when a phase goes wrong, as a list of facts.
#[must_use]
pub fn card_facts(phase: &Phase, today: Date) -> AnyView {
    let card = &phase.card;
    let line = |line: &Option<Line>| match line {
        Some(line) => line.to_string().into_any(),
        None => view! { <span class="fail">"Not set"</span> }.into_any(),
    };
    let measured = match (card.minutes, card.rehearsed_on) {
        (Some(minutes), Some(day)) => {
            format!("{}, rehearsed on {}", in_hours(minutes), day_in_words(day, today)).into_any()
        }
        (Some(minutes), None) => format!("{}, never rehearsed", in_hours(minutes)).into_any(),
        (None, _) => {
            view! { <span class="fail">"Not on the card yet: write down what was measured"</span> }
                .into_any()
        }
    };
    summary_list(vec![
        ("Trigger", line(&card.trigger)),
        ("Action", line(&card.action)),
        ("Authority", line(&card.authority)),
        ("Deadline", line(&card.deadline)),
        ("Rollback time", measured),
    ])
}

/// The card alone, as it is printed.
#[must_use]
pub fn card_page(phases: &Phases, phase: &Phase, now: Timestamp) -> Page {
    let release = &phases.seen.release;
    let zone = release.schedule.zone();
    let cohort = phases.cohort_of(phase);
    let contact = cohort.and_then(|cohort| cohort.text.contact.as_ref()).map(Line::to_string);
    let day = words::days(phase.plan.dates, zone.day(now));
    let window =
        phase.plan.window.map(|window| format!(", {} ({})", window.in_words(), zone.name()));
    let content = view! {
        <div>
            {crumb(format!("/phases/{}", phase.id), phase.title())} <h1>"Rollback card"</h1> <p class="facts">
                <span>{format!("{} {}", release.name, release.label)}</span>
                <span>{phase.title()}</span>
                <span>{day}{window}</span>
            </p>
        </div>
        <section class="sheet card" aria-label="Rollback card">
            {card_facts(phase, zone.day(now))}
            {contact.map(|contact| view! { <p>"Contact of the cohort: " <b>{contact}</b></p> })}
        </section>
        <p class="small">{format!("As it stands on {} ({}).", words::moment(now, zone, now), zone.name())}</p>
        <p class="small screen">"Print this page with your browser: only the card is printed."</p>
    };
    Page::new(format!("Rollback card · {}", phase.title()), Section::Home, content)
}

/// The form of a rollback card as it is kept.
#[must_use]
pub fn card_form(card: &RollbackCard) -> Form {
    let line = |line: &Option<Line>| line.as_ref().map(Line::to_string).unwrap_or_default();
    Form::default()
        .with("trigger", line(&card.trigger))
        .with("action", line(&card.action))
        .with("authority", line(&card.authority))
        .with("deadline", line(&card.deadline))
        .with("minutes", card.minutes.map(|minutes| minutes.to_string()).unwrap_or_default())
        .with("rehearsed_on", card.rehearsed_on.map(|day| day.to_string()).unwrap_or_default())
}

#[must_use]
pub fn card_form_page(phase: &Phase, form: &Form) -> Page {
    let kept = card_form(&phase.card);
    let names = [
        ("trigger", "Trigger"),
        ("action", "Action"),
        ("authority", "Authority"),
        ("deadline", "Deadline"),
        ("minutes", "Minutes it took"),
        ("rehearsed_on", "Rehearsed on"),
    ];
    let limit = format!("Up to {} characters", limits::REASON);
    let fields = view! {
        {Field::new(form, "trigger", "Trigger")
            .hint(format!("What must be seen, such as contacts over 5 per 100 users for an hour. {limit}."))
            .line()}
        {Field::new(form, "action", "Action").hint("What is done, step by step in a sentence").line()}
        {Field::new(form, "authority", "Authority").hint("A name, and who stands in").line()}
        {Field::new(form, "deadline", "Deadline")
            .hint("Until when it can be decided, and what is lost afterwards")
            .line()}
        {Field::new(form, "minutes", "Minutes it took when it was measured (optional)")
            .width("narrow")
            .line()}
        {Field::new(form, "rehearsed_on", "Rehearsed on (optional)").kind("date").width("narrow").line()}
    };
    FormPage {
        title: "Write the rollback card",
        section: Section::Home,
        above: (format!("/phases/{}", phase.id), phase.title()),
        form,
        action: format!("/phases/{}/card/edit", phase.id),
        version: phase.version,
        theirs: conflict(
            form,
            &names.map(|(name, label)| (name, label, kept.value(name).to_owned())),
        ),
        fields: fields.into_any(),
        button: "Save the card",
    }
    .page()
}

/// `40 min`, `3 h 10 min`.
fn in_hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
