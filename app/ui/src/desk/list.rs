use domain::day::day_in_words;
use domain::desk::Query;
use domain::limits;
use jiff::Timestamp;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use service::desk::{Asked, Listed, Part};

use crate::symbol::{Symbol, Tag};
use crate::words::counted;

/// The answers that are right now, the best first.
pub(super) fn list(part: &Part, asked: &Asked, now: Timestamp) -> AnyView {
    let answers = &part.answers;
    let shown = answers.shown.len();
    let count = match (shown, answers.of) {
        (shown, Some(of)) if shown == of => counted(of, "answer", "answers"),
        (shown, Some(of)) => format!("{shown} of {}", counted(of, "answer", "answers")),
        (limits::DESK_ANSWERS, None) if asked.query.is_empty() => {
            format!("The {} answers that are used most", limits::DESK_ANSWERS)
        }
        (limits::DESK_ANSWERS, None) => {
            format!("The {} answers that fit best", limits::DESK_ANSWERS)
        }
        (shown, None) if asked.query.is_empty() => counted(shown, "answer", "answers"),
        (shown, None) => counted(shown, "answer fits", "answers fit"),
    };
    let chosen = part.chosen.as_ref().map(|chosen| chosen.listed.response);
    let rows: Vec<_> = answers
        .shown
        .iter()
        .map(|listed| row(part, asked, listed, (chosen == Some(listed.response), now)))
        .collect();
    let empty = match (part.product.is_some(), asked.query.is_empty()) {
        (false, _) => "Say who is asking to see their answers.",
        (true, true) => "No answer is right for them today. Approved answers appear here.",
        (true, false) => "Nothing fits. Try other words, or send the question below.",
    };
    view! {
        <div id="list">
            <p class="small" id="count">
                {count}
            </p>
            {if rows.is_empty() {
                view! { <p>{empty}</p> }.into_any()
            } else {
                view! { <ul class="answers">{rows}</ul> }.into_any()
            }}
        </div>
    }
    .into_any()
}

fn row(
    part: &Part,
    asked: &Asked,
    listed: &Listed,
    (is_chosen, now): (bool, Timestamp),
) -> impl IntoView + use<> {
    let zone = &part.zone;
    // Everything here is active: what ends is worth a word.
    let until = listed.valid_to.map(|day| {
        let word = format!("Active until {}", day_in_words(day, zone.day(now)));
        view! { <Tag symbol=Symbol::Pass word=word /> }
    });
    let href = address(part, asked, listed);
    let code = marked(&asked.query, &listed.short_code);
    let question = asked.query.line(&listed.questions);
    let question = (!question.is_empty()).then(|| {
        let question = marked(&asked.query, question);
        view! { " · “"{question}"”" }
    });
    let other = (!part.language.speaks(&listed.language))
        .then(|| format!(" · in {}", listed.language.name()));
    let current = is_chosen.then_some("true");
    view! {
        <li>
            <a href=href data-id=listed.response.to_string() aria-current=current>
                <b>{marked(&asked.query, &listed.title)}</b>
                <span class="small">{code}{question}{other}</span>
            </a>
            {until}
        </li>
    }
}

fn address(part: &Part, asked: &Asked, listed: &Listed) -> String {
    let place = match (&part.cohort, &part.product) {
        (Some(cohort), _) => format!("cohort={}&", cohort.id),
        (None, Some(product)) => format!("product={}&", product.id),
        (None, None) => String::new(),
    };
    let typed = utf8_percent_encode(&asked.typed, NON_ALPHANUMERIC);
    let (language, response) = (&part.language, listed.response);
    format!("/desk?{place}q={typed}&language={language}&answer={response}#answer")
}

/// A text with the words that were looked for marked.
fn marked(query: &Query, text: &str) -> Vec<AnyView> {
    let piece = |(found, text): (bool, &str)| {
        let text = text.to_owned();
        if found { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
    };
    query.mark(text).into_iter().map(piece).collect()
}
