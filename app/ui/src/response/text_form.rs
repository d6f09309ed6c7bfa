//! The form of a text: what it says, from when to when, and what stands between its braces.

use domain::limits;
use domain::response::body::Known;
use domain::response::{Language, Situation, Text};
use leptos::prelude::*;
use service::response::Shown;
use service::response::text::OfVariant;

use super::page::said;
use super::section;
use crate::form::Form;
use crate::kit::{Choice, Field, back, conflict, crumb, error_summary, select, signs, warning};
use crate::page::Page;

/// The form of the open text; otherwise of the next one, which begins with what the newest says.
#[must_use]
pub fn text_form(of: &OfVariant) -> Form {
    let open = of.open();
    let newest = open.or_else(|| of.texts.first());
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let form = Form::default().with("body", newest.map_or("", |text| text.body.as_str()));
    match open {
        Some(open) => {
            form.with("valid_from", day(open.validity.from)).with("valid_to", day(open.validity.to))
        }
        None => form,
    }
}

/// Writes in the text of a variant, or in the first one of a template for a situation and a language.
#[must_use]
pub fn text_form_page(shown: &Shown, of: Option<&OfVariant>, form: &Form) -> Page {
    let template = format!("/responses/{}", shown.response.id);
    let title = shown.response.text.title.to_string();
    let (above, heading, action) = match of {
        Some(of) => {
            let here = format!("/variants/{}", of.variant.id);
            let name = format!("{}, {}", of.variant.situation.label(), of.variant.language.name());
            ((here.clone(), format!("{title}: {name}")), "Edit text", format!("{here}/edit"))
        }
        None => ((template.clone(), title), "Add text", format!("{template}/variants/new")),
    };
    let (href, label) = above;
    let which = of.is_none().then(|| {
        let situations =
            Situation::ALL.map(|one| Choice::new(one.key(), one.label())).into_iter().collect();
        view! {
            {select(
                form,
                "situation",
                "Situation",
                Some("A pause shows what holds during the phase, unless it has a text of its own".to_owned()),
                situations,
            )}
            {Field::new(form, "language", "Language")
                .hint("A language tag, such as en, de or pt-BR")
                .width("narrow")
                .line()}
        }
    });
    let language = of.map_or_else(
        || Language::parse(form.value("language")).unwrap_or_else(|_| Language::english()),
        |of| of.variant.language.clone(),
    );
    let back_to_draft = of
        .and_then(OfVariant::open)
        .filter(|text| !is_draft(text))
        .map(|_| warning("This text waits for approval. When you change it, it is a draft again."));
    let body = form.value("body").to_owned();
    let content = view! {
        <div>
            {crumb(href.clone(), label)}
            <h1>{heading}</h1>
        </div>
        {error_summary(form)}
        {of.and_then(|of| theirs(of, form))}
        {back_to_draft}
        <div class="two">
            <section class="sheet" aria-label="Text">
                {signs()}
                <form class="stack" method="post" action=action>
                    {of.map(|of| hidden(of, form))}
                    {which}
                    {Field::new(form, "body", "Answer")
                        .hint(format!(
                            "Markdown, up to {} KB. {{{{first name | there}}}} is filled in by the agent",
                            limits::MARKDOWN / 1024,
                        ))
                        .kept_here()
                        .area(14)}
                    <p class="small" id="kept" role="status"></p>
                    {Field::new(form, "valid_from", "First day (optional)")
                        .kind("date")
                        .hint("Empty means the day on which it is approved")
                        .width("narrow")
                        .line()}
                    {Field::new(form, "valid_to", "Last day (optional)").kind("date").width("narrow").line()}
                    <div class="actions">
                        <button class="primary">"Save draft"</button>
                        {back(&href)}
                    </div>
                </form>
            </section>
            <div class="stack">
                <section class="sheet" aria-labelledby="preview">
                    <h2 id="preview">"Preview"</h2>
                    <p class="small">"As the form was last sent, with examples for what is filled in."</p>
                    {(!body.trim().is_empty()).then(|| said(shown, &body, &language))}
                </section>
                {names(shown)}
            </div>
        </div>
    };
    Page::new(heading, section(&shown.planning.shelf), content)
        .writes()
        .refused_if(form.is_refused())
}

/// The number and the version of the text that the form was filled from; the newest only when the person has just
/// been shown what that says.
pub(super) fn hidden(of: &OfVariant, form: &Form) -> AnyView {
    let newest = of.texts.first().map_or(0, |text| text.number);
    let (number, version) = of.open().map_or((newest + 1, 0), |open| (open.number, open.version));
    let sent = form.value("number");
    let number =
        if form.is_conflict() || sent.is_empty() { number.to_string() } else { sent.to_owned() };
    view! {
        <input r#type="hidden" name="number" value=number />
        <input r#type="hidden" name="version" value=form.version(version) />
    }
    .into_any()
}

const fn is_draft(text: &Text) -> bool {
    matches!(text.state, domain::response::TextState::Draft { .. })
}

fn theirs(of: &OfVariant, form: &Form) -> Option<AnyView> {
    let kept = text_form(of);
    let value = |name| kept.value(name).to_owned();
    conflict(
        form,
        &[
            ("body", "Answer", value("body")),
            ("valid_from", "First day", value("valid_from")),
            ("valid_to", "Last day", value("valid_to")),
        ],
    )
}

/// What may stand between braces.
fn names(shown: &Shown) -> AnyView {
    let known: Vec<_> = Known::ALL
        .into_iter()
        .map(|known| {
            view! {
                <div>
                    <dt>
                        <code>{format!("{{{{{}}}}}", known.key())}</code>
                    </dt>
                    <dd>{known.explanation()}</dd>
                </div>
            }
        })
        .collect();
    let shared: Vec<_> = shown
        .fragments
        .iter()
        .map(|fragment| {
            let (href, name) = (format!("/fragments/{}", fragment.id), fragment.name.to_string());
            let state = if fragment.body.is_some() { "" } else { " (not approved yet)" };
            view! {
                <li>
                    <span>
                        <code>{format!("{{{{> {name}}}}}")}</code>
                        {state}
                    </span>
                    <a href=href>"Open fragment"</a>
                </li>
            }
        })
        .collect();
    let shared = (!shared.is_empty()).then(|| {
        view! {
            <h3>"Fragments"</h3>
            <ul class="rows">{shared}</ul>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="names">
            <h2 id="names">"Variables"</h2>
            <p>
                "Any name may stand between braces; the agent fills it in. What stands behind | is used when nothing \
                is filled in. These are filled in by themselves:"
            </p>
            <dl class="summary">{known}</dl>
            {shared}
        </section>
    }
    .into_any()
}
