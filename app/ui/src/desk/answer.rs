use domain::limits;
use jiff::Timestamp;
use leptos::prelude::*;
use service::desk::{Asked, Chosen, Fill, Part};

use super::state::{place, state};
use crate::form::Form;
use crate::kit;
use crate::kit::{Choice, Field, prose, radios, warning};
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
            {fill(part, asked, chosen)}
            {text(part, asked, chosen)}
            {copied(part, asked, (chosen, form))}
            <p class="small">{approval(part, chosen, now)}</p>
        </section>
    }
    .into_any()
}

fn approval(part: &Part, chosen: &Chosen, now: Timestamp) -> String {
    let rest = "after a rollback this answer changes by itself";
    match &chosen.approved {
        Some((name, at)) => {
            format!("Approved by {name}, {} · {rest}", words::day(*at, &part.zone, now))
        }
        None => rest.to_owned(),
    }
}

/// The words that differ each time. They are in the address, so that the page works without scripts.
fn fill(part: &Part, asked: &Asked, chosen: &Chosen) -> AnyView {
    if chosen.fills.is_empty() {
        return view! { <div id="fill" hidden=true></div> }.into_any();
    }
    let fields: Vec<_> = chosen.fills.iter().map(fill_field).collect();
    view! {
        <form id="fill" class="fill" method="get" action="/desk" aria-label="Fill in">
            {state(part, asked)}
            <input r#type="hidden" name="answer" value=chosen.listed.response.to_string() />
            {fields}
            <div class="actions">
                <button>"Fill in"</button>
            </div>
        </form>
    }
    .into_any()
}

fn fill_field(fill: &Fill) -> impl IntoView + use<> {
    let label = fill.name.replace('_', " ");
    let (id, name) = (format!("v-{}", fill.name.replace(' ', "-")), format!("v.{}", fill.name));
    let of = id.clone();
    let placeholder = fill.fallback.clone().unwrap_or_else(|| "needed".to_owned());
    view! {
        <label for=of>
            {label}
            <input
                class="input"
                id=id
                name=name
                value=fill.value.clone()
                placeholder=placeholder
                maxlength=limits::VALUE.to_string()
                autocomplete="off"
                data-fill=""
            />
        </label>
    }
}

/// What is sent, and the two ways to copy it.
fn text(part: &Part, asked: &Asked, chosen: &Chosen) -> AnyView {
    let form = |id: &'static str, button: &'static str, class: Option<&'static str>| {
        let values: Vec<_> = chosen
            .fills
            .iter()
            .map(|fill| {
                let name = format!("v.{}", fill.name);
                view! { <input r#type="hidden" name=name value=fill.value.clone() /> }
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
    view! {
        <div id="text" class="stack">
            {match &chosen.filled {
                Ok(filled) => {
                    view! {
                        <blockquote>{kit::filled(&filled.shown)}</blockquote>
                        <div class="actions">
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

/// After copying: the text to mark by hand where no script could copy it, and whether it helped.
fn copied(part: &Part, asked: &Asked, (chosen, form): (&Chosen, &Form)) -> AnyView {
    let Some(id) = asked.copied else {
        return view! { <div id="copied"></div> }.into_any();
    };
    let text = chosen.filled.as_ref().ok().filter(|_| asked.by_hand);
    let by_hand = text.map(|filled| {
        let text = format!("\n{}", filled.plain);
        view! {
            <label for="by-hand">"Mark this text and copy it"</label>
            <textarea class="input wide" id="by-hand" rows="8" readonly=true>
                {text}
            </textarea>
        }
    });
    let choices = vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
    view! {
        <div id="copied" class="stack">
            {by_hand}
            <form class="stack" method="post" action="/desk/helped" aria-label="Feedback">
                {state(part, asked)}
                <input r#type="hidden" name="answer" value=chosen.listed.response.to_string() />
                <input r#type="hidden" name="use" value=id.to_string() />
                {radios(form, "helped", "Did it help?", choices)}
                {Field::new(form, "why", "What was missing (optional)").line()}
                <div class="actions">
                    <button>"Save feedback"</button>
                </div>
            </form>
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
