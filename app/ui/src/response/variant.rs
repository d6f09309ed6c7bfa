use domain::access::Operation;
use domain::ids::PersonId;
use domain::response::{Text, TextState};
use jiff::Timestamp;
use leptos::prelude::*;
use service::response::text::OfVariant;

use super::page::said;
use super::{section, standing};
use crate::form::Form;
use crate::kit::{
    Choice, Confirm, Field, ask_first, changes, crumb, error_summary, radios, warning, written,
};
use crate::page::Page;
use crate::symbol::Tag;
use crate::words;

/// What a template says in one situation and language: the open text first, then what was approved.
#[must_use]
pub fn variant_page(of: &OfVariant, viewer: PersonId, form: &Form, now: Timestamp) -> Page {
    let shown = &of.shown;
    let shelf = &shown.planning.shelf;
    let template = format!("/responses/{}", shown.response.id);
    let title = format!("{}, {}", of.variant.situation.label(), of.variant.language.name());
    let retired = shown.response.retired_at.is_some();
    let texts: Vec<_> =
        of.texts.iter().map(|text| one(of, text, (viewer, form), (now, retired))).collect();
    let edit = (!retired).then(|| {
        let label = if of.open().is_some() { "Edit text" } else { "Write next version" };
        view! {
            <a class="button" href=format!("/variants/{}/edit", of.variant.id)>
                {label}
            </a>
        }
    });
    let content = view! {
        <div>
            {crumb(template, shown.response.text.title.to_string())} <div class="head">
                <h1>{title.clone()}</h1>
                {edit}
            </div>
        </div>
        {error_summary(form)}
        {form.is_conflict().then(|| warning("Somebody else changed this text at the same time. Look again."))}
        {texts}
    };
    Page::new(format!("{title} · {}", shown.response.text.title), section(shelf), content)
        .refused_if(form.is_refused())
}

fn one(
    of: &OfVariant,
    text: &Text,
    (viewer, form): (PersonId, &Form),
    (now, retired): (Timestamp, bool),
) -> AnyView {
    let shown = &of.shown;
    let zone = shown.planning.shelf.zone();
    let today = zone.day(now);
    let (symbol, word) = standing(text.status(today), text.validity, today);
    let id = format!("text-{}", text.number);
    let named = id.clone();
    let who = words::name(&shown.names, text.written_by);
    let author = format!("Written by {who}, {}", words::moment(text.written_at, &zone, now));
    let approved = text.state.approval().map(|approval| {
        let who = words::name(&shown.names, approval.by);
        format!(" · approved by {who}, {}", words::moment(approval.at, &zone, now))
    });
    let back = match &text.state {
        TextState::Draft { review: Some(reason) } => Some(warning(format!("Sent back: {reason}"))),
        _ => None,
    };
    let steps = (!retired).then(|| steps(of, text, viewer, form));
    let closed = matches!(text.state, TextState::Retired(_));
    let body = said(shown, text.body.as_str(), &of.variant.language);
    let body = if closed {
        view! {
            <details>
                <summary>"What it said"</summary>
                {body}
            </details>
        }
        .into_any()
    } else {
        body
    };
    view! {
        <section class="sheet" aria-labelledby=id>
            <div class="head">
                <h2 id=named>{format!("Version {}", text.number)}</h2>
                <Tag symbol=symbol word=word />
            </div>
            {back}
            {body}
            {source(of, text)}
            <p class="small">{author}{approved}</p>
            {steps}
        </section>
    }
    .into_any()
}

/// An open text as it was written, against what is approved: its approver reads placeholders, and what is new.
fn source(of: &OfVariant, text: &Text) -> Option<AnyView> {
    let is_open = matches!(text.state, TextState::Draft { .. } | TextState::InReview);
    if !is_open {
        return None;
    }
    let approved = of.texts.iter().find(|one| matches!(one.state, TextState::Approved(_)));
    let body = text.body.as_str();
    let (heading, shown) = match approved {
        Some(before) => {
            let heading = format!("Changes since version {}", before.number);
            (heading, changes(before.body.as_str(), body))
        }
        None => ("As it is written".to_owned(), written(body)),
    };
    let source = view! {
        <h3>{heading}</h3>
        {shown}
    };
    Some(source.into_any())
}

fn steps(of: &OfVariant, text: &Text, viewer: PersonId, form: &Form) -> AnyView {
    let here = format!("/variants/{}", of.variant.id);
    let (number, version) = (text.number.to_string(), text.version.to_string());
    let hidden = || {
        view! {
            <input r#type="hidden" name="number" value=number.clone() />
            <input r#type="hidden" name="version" value=version.clone() />
        }
    };
    let retire = ask_first(format!("{here}/retire?number={}", text.number), "Retire text", "");
    match text.state {
        TextState::Retired(_) => ().into_any(),
        TextState::Approved(_) => view! { <p class="actions">{retire}</p> }.into_any(),
        TextState::Draft { .. } => view! {
            <form method="post" action=format!("{here}/submit")>
                {hidden()} <div class="actions">
                    <button class="primary">"Submit for approval"</button>
                    {retire}
                </div>
            </form>
        }
        .into_any(),
        TextState::InReview if !of.shown.planning.shelf.may(Operation::ApproveResponse) => view! {
            <p>"A support lead who did not write in it approves it."</p>
            <p class="actions">{retire}</p>
        }
        .into_any(),
        TextState::InReview if text.written_by == viewer => view! {
            <p>"You wrote in it, so another support lead approves it."</p>
            <p class="actions">{retire}</p>
        }
        .into_any(),
        TextState::InReview => {
            let choices = vec![
                Choice::new("approve", "Approve")
                    .hint("From its first day on it is what agents copy. It replaces what was approved before."),
                Choice::new("send_back", "Send back").hint("It is a draft again. Say what has to change."),
            ];
            view! {
                <form class="stack" method="post" action=format!("{here}/decide")>
                    {hidden()} {radios(form, "decision", "Decision", choices)}
                    {Field::new(form, "reason", "What has to change")
                        .hint("Needed when you send it back")
                        .line()}
                    <div class="actions">
                        <button class="primary">"Save decision"</button>
                        {retire}
                    </div>
                </form>
            }
            .into_any()
        }
    }
}

/// Asks before a text is retired.
#[must_use]
pub fn retire_text_page(of: &OfVariant, text: &Text, form: &Form) -> Page {
    let here = format!("/variants/{}", of.variant.id);
    let title = format!("{}, {}", of.variant.situation.label(), of.variant.language.name());
    let version = form.version(text.version);
    Confirm {
        question: format!("Retire version {} of “{title}”?", text.number),
        section: section(&of.shown.planning.shelf),
        above: (here.clone(), title),
        losses: vec![
            "Nobody copies it any more. Another situation or language may take its place."
                .to_owned(),
            "What it said stays in its history.".to_owned(),
        ],
        form,
        fields: Some(
            view! {
                <input r#type="hidden" name="number" value=text.number.to_string() />
                <input r#type="hidden" name="version" value=version />
            }
            .into_any(),
        ),
        action: format!("{here}/retire"),
        button: "Retire text",
    }
    .page()
}
