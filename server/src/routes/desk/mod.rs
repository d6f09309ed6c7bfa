//! The desk: a page that is all in its address, what changes on it, and what is sent from it.

mod stream;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Query as Address;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Json};
use axum::routing::{get, post};
use domain::desk::Query;
use domain::response::Language;
use domain::text::{Reason, optional};
use serde_json::json;
use service::Refusal;
use service::desk::{self, Asked, Copied, Copying, Feedback};
use ui::desk::{desk_answers, desk_now, desk_page};
use ui::form::Form;

use crate::web::{Answer, App, Sent, Visit, redirect, refuse};

pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/desk", get(page))
        .route("/desk/answers", get(answers))
        .route("/desk/now", get(now))
        .route("/desk/live", get(stream::stream))
        .route("/desk/use", post(copy))
        .route("/desk/helped", post(helped))
        .route("/desk/questions", post(ask))
}

async fn page(visit: Visit, Address(pairs): Address<Vec<(String, String)>>) -> Answer {
    show(&visit, &asked(&Form::of(pairs)), &Form::default()).await
}

async fn show(visit: &Visit, asked: &Asked, form: &Form) -> Answer {
    let actor = visit.actor()?;
    let desk = desk::open(visit.service(), actor, asked).await?;
    let keys = actor.person.shortcuts;
    Ok(visit.page(|| desk_page(&desk, asked, form, (visit.now(), keys))))
}

async fn answers(visit: Visit, Address(pairs): Address<Vec<(String, String)>>) -> Answer {
    let asked = asked(&Form::of(pairs));
    let part = desk::list(visit.service(), visit.actor()?, &asked).await?;
    Ok(visit.part(|| desk_answers(&part, &asked, visit.now())))
}

async fn now(visit: Visit, Address(pairs): Address<Vec<(String, String)>>) -> Answer {
    let asked = asked(&Form::of(pairs));
    let part = desk::now(visit.service(), visit.actor()?, &asked).await?;
    Ok(visit.part(|| desk_now(&part, &asked, visit.now())))
}

/// Gives the text to copy, when it is still the right one.
async fn copy(visit: Visit, Sent(mut form): Sent) -> Answer {
    let asked = asked(&form);
    let what = form.value("response").parse().ok().zip(form.value("variant").parse().ok());
    let (response, variant) = what.ok_or(Refusal::NotFound)?;
    let number = form.value("number").parse().map_err(|_| Refusal::NotFound)?;
    let copying = Copying { response, variant, number };
    let copied = desk::copy(visit.service(), visit.actor()?, &asked, copying).await;
    match copied {
        Ok(copied) if visit.wants_json => {
            let words = json!({ "id": copied.id, "text": copied.text, "html": rich(&copied) });
            Ok(Json(words).into_response())
        }
        Ok(copied) => {
            let rest = format!("&answer={response}&copied={}&by_hand=on#copied", copied.id);
            Ok(redirect(&(back(&form) + &values(&asked) + &rest)))
        }
        Err(error) if visit.wants_json => {
            let service::Error::Refusal(refusal) = error else { return Err(error.into()) };
            let message = match refusal {
                Refusal::Conflict => {
                    "Not copied: this answer changed a moment ago. What is right now is shown."
                        .to_owned()
                }
                Refusal::Invalid { message, .. } => message,
                other => return Err(other.into()),
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "message": message })))
                .into_response())
        }
        Err(error) => {
            refuse(&mut form, error)?;
            let asked = Asked { answer: Some(response), ..asked };
            show(&visit, &asked, &form).await
        }
    }
}

/// The answer for a field that takes rich text. Other programs write from left to right until they are told.
fn rich(copied: &Copied) -> String {
    let (html, language) = (copied.html.as_str(), &copied.language);
    if language.is_right_to_left() {
        format!("<div dir=\"rtl\" lang=\"{language}\">{html}</div>")
    } else {
        html.to_owned()
    }
}

async fn helped(visit: Visit, Sent(mut form): Sent) -> Answer {
    let helped = form.choose("helped", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let why = form.read("why", |text| optional(text, Reason::parse));
    let id = form.value("use").parse().map_err(|_| Refusal::NotFound)?;
    if let Some((helped, why)) = helped.zip(why) {
        let feedback = Feedback { id, helped, why };
        match desk::say_helped(visit.service(), visit.actor()?, &feedback).await {
            Ok(()) => {
                let rest = format!("&answer={}&rated=on", form.value("answer"));
                return Ok(redirect(&(back(&form) + &rest)));
            }
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let asked = Asked { copied: Some(id), ..asked(&form) };
    show(&visit, &asked, &form).await
}

async fn ask(visit: Visit, Sent(mut form): Sent) -> Answer {
    let asked = asked(&form);
    if let Some(words) = form.read("words", Reason::parse) {
        match desk::ask(visit.service(), visit.actor()?, &asked, &words).await {
            Ok(_) => return Ok(redirect(&(back(&form) + "&sent=on"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, &asked, &form).await
}

/// What is in an address, or comes with a form. What is no id is as if it was not there: an address that somebody
/// kept must not break.
fn asked(form: &Form) -> Asked {
    let filled = form.beginning("v.").filter(|(_, value)| !value.trim().is_empty());
    let values: BTreeMap<String, String> =
        filled.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Asked {
        product: form.value("product").parse().ok(),
        cohort: form.value("cohort").parse().ok(),
        who: form.value("who").to_owned(),
        typed: form.value("q").to_owned(),
        query: Query::parse(form.value("q")),
        language: Language::parse(form.value("language")).ok(),
        answer: form.value("answer").parse().ok(),
        values,
        copied: form.value("copied").parse().ok(),
        by_hand: form.has("by_hand"),
        sent: form.has("sent"),
        rated: form.has("rated"),
    }
}

/// The address of the desk as it was when a form was sent.
fn back(form: &Form) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    for name in ["cohort", "product", "language", "q"] {
        if !form.value(name).is_empty() {
            pairs.append_pair(name, form.value(name));
        }
    }
    format!("/desk?{}", pairs.finish())
}

fn values(asked: &Asked) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in &asked.values {
        pairs.append_pair(&format!("v.{name}"), value);
    }
    format!("&{}", pairs.finish())
}
