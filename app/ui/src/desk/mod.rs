//! The desk: who asks, what they have today, and what to say.

mod answer;
mod copied;
mod fill;
mod list;
mod state;
mod today;

use domain::limits;
use jiff::Timestamp;
use leptos::prelude::*;
use service::desk::{Asked, Desk, Part};

use crate::form::Form;
use crate::kit::{Choice, error_summary, notice, options, warning};
use crate::page::{Page, Section};
use crate::words;

use answer::{answer_sheet, nothing_fits};
use list::list;
use state::place;
use today::today_sheet;

/// The whole desk.
#[must_use]
pub fn desk_page(desk: &Desk, asked: &Asked, form: &Form, (now, keys): (Timestamp, bool)) -> Page {
    let part = &desk.part;
    let zone = &part.zone;
    let checked =
        format!("Answers are checked for today, {} {zone}", words::moment(now, zone, now));
    let changed = form.is_conflict().then(|| {
        warning(
            "This answer changed since you opened it, so it was not copied. What is right now is on this page.",
        )
    });
    let content = view! {
        <div class="head">
            <h1>"Desk"</h1>
            <span class="small">{checked}</span>
        </div>
        {error_summary(form)}
        {changed}
        {asked.sent.then(|| notice("The question is in the inbox of the product."))}
        {asked.rated.then(|| notice("Your feedback is saved. Thank you."))}
        {who_asks(desk, asked)}
        {today_sheet(part, now)}
        <div class="two desk">
            <section class="sheet" aria-labelledby="answers">
                <h2 id="answers" class="hidden-label">
                    "Answers"
                </h2>
                {search(part, asked, keys)}
                {list(part, asked, now)}
                <p class="small keys">
                    <kbd>"↑"</kbd>
                    " "
                    <kbd>"↓"</kbd>
                    " choose · "
                    <kbd>"Enter"</kbd>
                    " fill and copy · "
                    <kbd>"Shift"</kbd>
                    " "
                    <kbd>"Enter"</kbd>
                    " copy as plain text"
                    {keys
                        .then(|| {
                            view! {
                                " · "
                                <kbd>"n"</kbd>
                                " nothing fits · "
                                <kbd>"/"</kbd>
                                " search"
                            }
                        })}
                </p>
                {nothing_fits(part, asked, form)}
            </section>
            <div class="stack">
                <p id="said" role="status" class="small"></p>
                {answer_sheet(part, asked, form, now)}
            </div>
        </div>
    };
    Page::new("Desk", Section::Desk, content).desk().refused_if(form.is_refused())
}

/// The list and the answer, while somebody types.
#[must_use]
pub fn desk_answers(part: &Part, asked: &Asked, now: Timestamp) -> AnyView {
    view! { {list(part, asked, now)} {answer_sheet(part, asked, &Form::default(), now)} }.into_any()
}

/// What the cohort has and the answer that is open, while a release moves.
#[must_use]
pub fn desk_now(part: &Part, asked: &Asked, now: Timestamp) -> AnyView {
    view! { {today_sheet(part, now)} {answer_sheet(part, asked, &Form::default(), now)} }.into_any()
}

/// Who is asking: from the list, or typed.
fn who_asks(desk: &Desk, asked: &Asked) -> AnyView {
    let chosen = desk.part.cohort.as_ref().map(|cohort| cohort.id.to_string()).unwrap_or_default();
    let groups: Vec<_> = desk
        .choices
        .iter()
        .filter(|(_, cohorts)| !cohorts.is_empty())
        .map(|(product, cohorts)| {
            let cohorts = cohorts.iter().map(|cohort| Choice::new(cohort.id, cohort.text.name.as_str()));
            view! { <optgroup label=product.name.clone()>{options(cohorts.collect(), &chosen)}</optgroup> }
        })
        .collect();
    let found: Vec<_> = desk
        .found
        .iter()
        .map(|(product, cohort)| {
            let label = format!("{} · {}", cohort.text.name, product.name);
            view! {
                <li>
                    <a href=format!("/desk?cohort={}", cohort.id)>{label}</a>
                </li>
            }
        })
        .collect();
    // Who was found is chosen in the list; what was typed has done its work.
    let who = if desk.part.cohort.is_some() { String::new() } else { asked.who.clone() };
    let hint = match (who.trim().is_empty(), found.len()) {
        (false, 0) => Some("No cohort has this name. Try a part of it, or choose from the list."),
        (false, 2..) => Some("More than one cohort fits. Choose one:"),
        _ => None,
    };
    let hint = hint.map(|hint| view! { <p class="hint" id="who-hint" role="status">{hint}</p> });
    let several = found.len() > 1;
    view! {
        <form class="sheet desk-pick" method="get" action="/desk" aria-label="Who is asking">
            <label for="who">"Who is asking?"</label>
            <div class="pick">
                <input
                    class="input"
                    id="who"
                    name="who"
                    value=who
                    maxlength=limits::DESK_QUERY.to_string()
                    placeholder="Organisation, site or role"
                    autocomplete="off"
                    aria-describedby=hint.is_some().then_some("who-hint")
                />
                <label class="hidden-label" for="cohort">
                    "Cohort"
                </label>
                <select class="input" id="cohort" name="cohort" data-send="">
                    <option value="">"No cohort"</option>
                    {groups}
                </select>
                <button>"Show answers"</button>
            </div>
            {hint}
            {several.then(|| view! { <ul class="found">{found}</ul> })}
        </form>
    }
    .into_any()
}

/// What they ask.
fn search(part: &Part, asked: &Asked, keys: bool) -> AnyView {
    let languages = (part.languages.len() > 1).then(|| {
        let choices = part.languages.iter().map(|language| Choice::new(language, language.name()));
        let options = options(choices.collect(), &part.language.to_string());
        view! {
            <label class="hidden-label" for="language">
                "Language"
            </label>
            <select class="input" id="language" name="language">
                {options}
            </select>
        }
    });
    view! {
        <form id="find" class="pick" method="get" action="/desk" role="search" data-keys=keys.then_some("on")>
            {place(part)}
            <label class="hidden-label" for="q">
                "What are they asking?"
            </label>
            <input
                class="input"
                r#type="search"
                id="q"
                name="q"
                value=asked.typed.clone()
                placeholder="What are they asking?"
                maxlength=limits::DESK_QUERY.to_string()
                autocomplete="off"
                autofocus=true
            />
            {languages}
            // With scripts the list follows what is typed.
            <noscript>
                <button>"Search answers"</button>
            </noscript>
        </form>
    }
    .into_any()
}
