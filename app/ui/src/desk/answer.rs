use jiff::Timestamp;
use leptos::prelude::*;
use service::desk::{Asked, Chosen, Part};

use super::copied::copied;
use super::fill::fill;
use super::state::{place, state};
use crate::form::Form;
use crate::kit;
use crate::kit::{Field, prose, warning};
use crate::words;

/// The answer that is chosen: what is for the agent, what is filled in, what is sent.
pub(super) fn answer_sheet(part: &Part, asked: &Asked, form: &Form, now: Timestamp) -> AnyView {
    let Some(chosen) = &part.chosen else {
        // What was open before is not right any more, or nothing was chosen.
        let gone = asked.answer.map(|_| {
            view! {
                <p>
                    <b>"No answer here is right any more. "</b>
                    "The one that was open does not fit what these people have today."
                </p>
            }
        });
        let (id, is_none) = (asked.answer.map(|id| id.to_string()), gone.is_none());
        return view! {
            <section id="answer" class="sheet answer" aria-label="Answer" data-id=id hidden=is_none>
                {gone}
                <div id="text"></div>
                <div id="copied"></div>
            </section>
        }
        .into_any();
    };
    let listed = &chosen.listed;
    let uses = match chosen.uses.used {
        0 => "not used yet".to_owned(),
        used => {
            format!("used {}, helped {}", words::counted(used, "time", "times"), chosen.uses.helped)
        }
    };
    let note = prose(chosen.note.as_str()).map(|note| {
        view! {
            <div class="note">
                <b>"For you, never sent:"</b>
                {note}
            </div>
        }
    });
    let avoid = prose(chosen.avoid.as_str()).map(|avoid| {
        view! {
            <div class="note">
                <b>"When not to use:"</b>
                {avoid}
            </div>
        }
    });
    view! {
        <section
            id="answer"
            class="sheet answer"
            aria-labelledby="answer-title"
            data-id=listed.response.to_string()
        >
            <div class="head">
                <h2 id="answer-title">{listed.title.clone()}</h2>
                <span class="small">{uses}</span>
            </div>
            {note}
            {avoid}
            {other_language(part, chosen)}
            {fill(part, asked, chosen)}
            {text(part, asked, chosen)}
            {copied(part, asked, (chosen, form))}
            <p class="small">{approval(part, chosen, now)}</p>
        </section>
    }
    .into_any()
}

fn approval(part: &Part, chosen: &Chosen, now: Timestamp) -> String {
    let right = format!("Right {}", chosen.situation.phrase());
    match &chosen.approved {
        Some((name, at)) => {
            format!("{right} · approved by {name}, {}", words::day(*at, &part.zone, now))
        }
        None => right,
    }
}

/// Whoever asked for another language has to know before the text is sent.
fn other_language(part: &Part, chosen: &Chosen) -> Option<AnyView> {
    let (asked, is) = (&part.language, &chosen.listed.language);
    (!asked.speaks(is)).then(|| {
        let (asked, is) = (asked.name(), is.name());
        let right = chosen.situation.phrase();
        warning(format!("This text is in {is}. No {asked} text of this answer is right {right}."))
    })
}

/// What is sent, and the two ways to copy it.
fn text(part: &Part, asked: &Asked, chosen: &Chosen) -> AnyView {
    let form = |id: &'static str, button: &'static str, class: Option<&'static str>| {
        let values: Vec<_> = chosen
            .fills
            .iter()
            .filter(|fill| !fill.typed.is_empty())
            .map(|fill| {
                let name = format!("v.{}", fill.name);
                view! { <input r#type="hidden" name=name value=fill.typed.clone() /> }
            })
            .collect();
        view! {
            <form id=id method="post" action="/desk/use">
                {state(part, asked)}
                <input r#type="hidden" name="response" value=chosen.listed.response.to_string() />
                <input r#type="hidden" name="variant" value=chosen.variant.to_string() />
                <input r#type="hidden" name="number" value=chosen.number.to_string() />
                {values}
                <button class=class>{button}</button>
            </form>
        }
    };
    let language = &chosen.listed.language;
    view! {
        <div id="text" class="stack">
            {match &chosen.filled {
                Ok(filled) => {
                    view! {
                        <blockquote lang=language.to_string() dir=language.direction()>
                            {kit::filled(&filled.shown)}
                        </blockquote>
                        <div class="actions at-hand">
                            {form("use", "Copy answer", Some("primary"))}
                            {form("plain", "Copy plain text", None)}
                        </div>
                    }
                        .into_any()
                }
                Err(problem) => warning(format!("This answer cannot be filled in: {problem}.")),
            }}
        </div>
    }
    .into_any()
}

/// The way out: what was asked goes to those who write answers.
pub(super) fn nothing_fits(part: &Part, asked: &Asked, form: &Form) -> Option<AnyView> {
    part.product.as_ref()?;
    let form =
        if form.has("words") { form.clone() } else { form.clone().with("words", &asked.typed) };
    let sheet = view! {
        <details id="nothing" open=form.error("words").is_some()>
            <summary>"Nothing fits"</summary>
            <form class="stack" method="post" action="/desk/questions">
                {place(part)}
                <input r#type="hidden" name="language" value=part.language.to_string() />
                {Field::new(&form, "words", "What did they ask?")
                    .hint("It goes to the questions of the product, where an answer is written.")
                    .area(3)}
                <div class="actions">
                    <button>"Send question"</button>
                </div>
            </form>
        </details>
    };
    Some(sheet.into_any())
}
