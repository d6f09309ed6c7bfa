use domain::drill::{Rating, suggestions};
use leptos::prelude::*;
use service::drill::Shown;

use crate::form::Form;
use crate::kit::{Choice, Field, FormPage, conflict, options};
use crate::page::{Page, Section};
use crate::words;

/// What the drill showed: ratings, what went well, what did not, and who was there.
#[must_use]
pub fn debrief_page(shown: &Shown, form: &Form) -> Page {
    let drill = &shown.drill;
    let here = format!("/drills/{}", drill.id);
    let sent = form.has("version");
    let ratings: Vec<_> = shown
        .objectives
        .iter()
        .map(|objective| {
            let name = format!("rating-{}", objective.id);
            let kept = objective.rating.map(Rating::key).unwrap_or_default();
            let value = if sent { form.value(&name).to_owned() } else { kept.to_owned() };
            let none = std::iter::once(Choice::new("", "Not rated yet"));
            let choices =
                none.chain(Rating::ALL.map(|rating| Choice::new(rating.key(), rating.label())));
            let choices = options(choices.collect(), &value);
            view! {
                <div class="field">
                    <label for=name.clone()>{objective.words.clone()}</label>
                    <select class="input" id=name.clone() name=name>
                        {choices}
                    </select>
                </div>
            }
        })
        .collect();
    let attended: Vec<_> = shown
        .participants
        .iter()
        .map(|one| {
            let name = format!("attended-{}", one.person);
            let wrote = shown.timeline.iter().any(|entry| entry.by == one.person);
            let checked = if sent { form.has(&name) } else { one.attended || wrote };
            let label = words::name(&shown.names, one.person);
            view! {
                <div class="field check">
                    <input r#type="checkbox" id=name.clone() name=name.clone() checked=checked />
                    <label for=name>{label}</label>
                </div>
            }
        })
        .collect();
    let actions: Vec<_> = suggestions(&shown.timeline)
        .into_iter()
        .map(|entry| view! { <li>{entry.words.clone()}</li> })
        .collect();
    let actions = (!actions.is_empty()).then(|| {
        view! {
            <div class="notice warning">
                <span></span>
                <div>
                    <p>"At most three things should come out of a drill. Suggested by what was said:"</p>
                    <ul>{actions}</ul>
                </div>
            </div>
        }
    });
    let kept = |name: &str| match name {
        "went_well" => drill.debrief.went_well.as_str().to_owned(),
        "went_badly" => drill.debrief.went_badly.as_str().to_owned(),
        _ => drill.debrief.lucky.as_str().to_owned(),
    };
    let filled = if sent {
        form.clone()
    } else {
        ["went_well", "went_badly", "lucky"]
            .into_iter()
            .fold(form.clone(), |form, name| form.with(name, kept(name)))
    };
    let fields = view! {
        <fieldset class="field">
            <legend>"Did it show what it was to show?"</legend>
            {ratings}
        </fieldset>
        {Field::new(&filled, "went_well", "What went well").hint("Markdown").area(3)}
        {Field::new(&filled, "went_badly", "What did not")
            .hint("What slowed people down, what was unclear. Not who.")
            .area(3)}
        {Field::new(&filled, "lucky", "Where we got lucky")
            .hint("What would have gone wrong on another day")
            .area(3)}
        <fieldset class="field">
            <legend>"Who was there"</legend>
            {attended}
        </fieldset>
        {actions}
    };
    let theirs = conflict(
        form,
        &[
            ("went_well", "What went well", kept("went_well")),
            ("went_badly", "What did not", kept("went_badly")),
            ("lucky", "Where we got lucky", kept("lucky")),
        ],
    );
    FormPage {
        title: "The debrief",
        section: Section::Home,
        above: (here.clone(), drill.title()),
        form,
        action: format!("{here}/debrief"),
        version: drill.version,
        theirs,
        fields: fields.into_any(),
        button: "Keep the debrief",
    }
    .page()
}
