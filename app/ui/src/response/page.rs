use domain::access::Operation;
use domain::response::body::{Body, Known, Values, fill};
use domain::response::{Language, Situation, Text, TextStatus};
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use service::response::{Shown, ShownVariant};

use super::{section, shelf_link, standing};
use crate::activity::feed;
use crate::form::Form;
use crate::kit::{ask_first, crumb, empty, error_summary, filled, prose, summary_list, warning};
use crate::page::Page;
use crate::symbol::{Symbol, Tag};
use crate::words;

/// A template: what it says to whom and when, and what the agent has to know.
#[must_use]
pub fn response_page(shown: &Shown, form: &Form, now: Timestamp) -> Page {
    let shelf = &shown.planning.shelf;
    let zone = shelf.zone();
    let today = zone.day(now);
    let (href, above) = shelf_link(shelf);
    let text = &shown.response.text;
    let here = format!("/responses/{}", shown.response.id);
    let retired = shown.response.retired_at.is_some();
    let state = retired.then(|| view! { <Tag symbol=Symbol::Na word="Retired".to_owned() /> });
    let actions = (shelf.may(Operation::WriteResponse) && !retired).then(|| {
        view! {
            <span class="actions">
                <a class="button" href=format!("{here}/edit")>
                    "Edit"
                </a>
                {ask_first(format!("{here}/retire"), "Retire", "")}
            </span>
        }
    });
    let history = shelf.may(Operation::WriteResponse).then(|| {
        view! {
            <section class="sheet screen" aria-labelledby="history">
                <h2 id="history">"History"</h2>
                {feed(shown.entries.clone(), &zone, now)}
            </section>
        }
    });
    let active = shown.variants.iter().filter_map(|one| {
        let text = one.texts.iter().find(|text| text.status(today) == TextStatus::Active)?;
        Some(answer(shown, one, text, today))
    });
    let active: Vec<_> = if retired { Vec::new() } else { active.collect() };
    let content = view! {
        <div>
            {crumb(href, above)} <div class="head">
                <h1>{text.title.to_string()}</h1>
                {state}
                {actions}
            </div>
        </div>
        {error_summary(form)}
        {form.is_conflict().then(|| warning("Somebody else changed this template at the same time. Look again."))}
        <div class="two">
            <div class="stack">
                {matrix(shown, today)}
                {active}
            </div>
            <div class="stack">
                {about(shown)}
                {feedback(shown, now)}
                {history}
            </div>
        </div>
    };
    Page::new(text.title.to_string(), section(shelf), content).refused_if(form.is_refused())
}

/// The texts by situation and language, with where each is in its life.
fn matrix(shown: &Shown, today: Date) -> AnyView {
    let here = format!("/responses/{}", shown.response.id);
    let retired = shown.response.retired_at.is_some();
    let writes = shown.planning.shelf.may(Operation::WriteResponse) && !retired;
    let begin = writes.then(|| (format!("{here}/variants/new"), "Add text"));
    if shown.variants.is_empty() {
        let list = empty(
            "No text yet",
            "Write what the answer says, for any time or for before, during and after the phase, in each language \
            that people ask in.",
            begin,
        );
        return view! { <section class="sheet" aria-label="Texts">{list}</section> }.into_any();
    }
    let mut languages: Vec<&Language> =
        shown.variants.iter().map(|one| &one.variant.language).collect();
    languages.sort_by_key(|language| (!language.is_english(), language.as_str().to_owned()));
    languages.dedup();
    let heads: Vec<_> =
        languages.iter().map(|language| view! { <th scope="col">{language.name()}</th> }).collect();
    let situations = Situation::ALL.into_iter();
    let rows: Vec<_> = situations
        .filter(|situation| shown.variants.iter().any(|one| one.variant.situation == *situation))
        .map(|situation| {
            let cells: Vec<_> = languages
                .iter()
                .map(|language| {
                    let of = |one: &&ShownVariant| {
                        one.variant.situation == situation && one.variant.language == **language
                    };
                    let states = shown.variants.iter().find(of);
                    let states =
                        states.map(|one| states_of(one, language, (writes, retired), today));
                    view! { <td>{states}</td> }
                })
                .collect();
            view! {
                <tr>
                    <th scope="row">{situation.label()}</th>
                    {cells}
                </tr>
            }
        })
        .collect();
    let add = begin.map(|(href, label)| {
        view! {
            <p class="actions">
                <a class="button" href=href>
                    {label}
                </a>
            </p>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="texts">
            <h2 id="texts">"Texts"</h2>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">"Situation"</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {add}
        </section>
    }
    .into_any()
}

/// The states of the texts of one variant: what holds today, what comes, what is being written. In a retired template
/// nothing holds, whatever its texts were.
fn states_of(
    one: &ShownVariant,
    language: &Language,
    (writes, retired): (bool, bool),
    today: Date,
) -> AnyView {
    let href = format!("/variants/{}", one.variant.id);
    let tags: Vec<_> = one
        .texts
        .iter()
        .filter(|_| !retired)
        .map(|text| {
            let (symbol, word) = standing(text.status(today), text.validity, today);
            view! { <div><Tag symbol=symbol word=word /></div> }
        })
        .collect();
    let none = (retired || one.texts.is_empty()).then(|| {
        view! { <div><Tag symbol=Symbol::Na word="Retired".to_owned() /></div> }
    });
    let name = language.name();
    let open = writes.then(|| {
        view! { <a href=href>{format!("Open {name}")}</a> }
    });
    view! {
        {tags}
        {none}
        {open}
    }
    .into_any()
}

/// What an active text says, with examples for what is filled in.
fn answer(shown: &Shown, one: &ShownVariant, text: &Text, today: Date) -> AnyView {
    let variant = &one.variant;
    let (symbol, word) = standing(text.status(today), text.validity, today);
    let title = format!("{}, {}", variant.situation.label(), variant.language.name());
    let id = format!("says-{}", variant.id);
    let named = id.clone();
    let by = text.state.approval().map(|approval| {
        let (who, day) = (words::name(&shown.names, approval.by), approval.at);
        let day = words::day(day, &shown.planning.shelf.zone(), day);
        view! { <p class="small">{format!("Approved by {who}, {day}")}</p> }
    });
    view! {
        <section class="sheet" aria-labelledby=id>
            <div class="head">
                <h2 id=named>{title}</h2>
                <Tag symbol=symbol word=word />
            </div>
            {said(shown, text.body.as_str(), &variant.language)}
            {by}
        </section>
    }
    .into_any()
}

/// A text filled with examples, or why it cannot be.
pub(super) fn said(shown: &Shown, body: &str, language: &Language) -> AnyView {
    let parsed = match Body::parse(body) {
        Ok(parsed) => parsed,
        Err(error) => return warning(error.to_string()),
    };
    match fill(&parsed, &Values::samples(), &shown.approved_fragments()) {
        Ok(answer) => {
            let examples =
                parsed.variables().iter().any(|one| Known::of(&one.name.key()).is_some());
            let examples = examples.then_some("What is marked is an example. ");
            let names = answer.missing.join(", ");
            let by_agent = (!names.is_empty()).then(|| format!("The agent fills in: {names}"));
            let missing = (examples.is_some() || by_agent.is_some())
                .then(|| view! { <p class="small">{examples}{by_agent}</p> });
            view! {
                <div lang=language.to_string() dir=language.direction()>
                    {filled(&answer.shown)}
                </div>
                {missing}
            }
            .into_any()
        }
        Err(error) => warning(format!("{error}.")),
    }
}

/// Whether it helps, and what those who sent it missed in it.
fn feedback(shown: &Shown, now: Timestamp) -> Option<AnyView> {
    let uses = shown.uses.filter(|uses| uses.used > 0)?;
    let zone = shown.planning.shelf.zone();
    let missing: Vec<_> = shown
        .missing
        .iter()
        .map(|missing| {
            let who = words::name(&shown.names, missing.by);
            let when = words::day(missing.at, &zone, now);
            view! {
                <li>
                    <span>{format!("“{}”", missing.words)}</span>
                    <span class="who">{format!("{who}, {when}")}</span>
                </li>
            }
        })
        .collect();
    let missing = (!missing.is_empty()).then(|| {
        view! {
            <h3>"What was missing"</h3>
            <ul class="rows">{missing}</ul>
        }
    });
    let used = words::counted(uses.used, "time", "times");
    let sentence = format!(
        "Used {used}. It helped {}, and did not help {}.",
        words::counted(uses.helped, "time", "times"),
        words::counted(uses.did_not, "time", "times")
    );
    let sheet = view! {
        <section class="sheet" aria-labelledby="feedback">
            <h2 id="feedback">"Feedback"</h2>
            <p>{sentence}</p>
            {missing}
        </section>
    };
    Some(sheet.into_any())
}

/// What is never sent.
fn about(shown: &Shown) -> AnyView {
    let text = &shown.response.text;
    let cohorts: Vec<_> = shown
        .planning
        .cohorts
        .iter()
        .filter(|cohort| text.cohorts.contains(&cohort.id))
        .map(|cohort| cohort.text.name.to_string())
        .collect();
    let cohorts = if cohorts.is_empty() { "Everybody".to_owned() } else { cohorts.join(", ") };
    let owner = text.owner.map_or("Not set".to_owned(), |owner| words::name(&shown.names, owner));
    let mut facts = vec![
        ("Topic", text.topic.to_string().into_any()),
        ("Short code", text.short_code.to_string().into_any()),
        ("Channel", text.channel.label().into_any()),
        ("Cohorts", cohorts.into_any()),
        ("Owner", owner.into_any()),
    ];
    let link = |href: String, title: String| view! { <a href=href>{title}</a> }.into_any();
    let material = text.material.and_then(|id| {
        let material = shown.planning.materials.iter().find(|material| material.id == id)?;
        Some(link(format!("/materials/{id}"), material.text.title.to_string()))
    });
    facts.extend(material.map(|material| ("Training", material)));
    let finding = text.finding.and_then(|id| {
        let finding = shown.planning.findings.iter().find(|finding| finding.id == id)?;
        Some(link(format!("/findings/{id}"), finding.text.title.to_string()))
    });
    facts.extend(finding.map(|finding| ("Known issue", finding)));
    let asked: Vec<_> =
        text.questions.iter().map(|question| view! { <li>{question.to_owned()}</li> }).collect();
    let asked = (!asked.is_empty()).then(|| {
        view! {
            <h3>"Example questions"</h3>
            <ul>{asked}</ul>
        }
    });
    let part = |title: &'static str, text: &str| {
        prose(text).map(|text| {
            view! {
                <h3>{title}</h3>
                {text}
            }
        })
    };
    view! {
        <section class="sheet" aria-labelledby="about">
            <h2 id="about">"For the agent, never sent"</h2>
            {part("Note", text.note.as_str())}
            {part("When not to use it", text.avoid.as_str())}
            {asked}
            {summary_list(facts)}
        </section>
    }
    .into_any()
}
